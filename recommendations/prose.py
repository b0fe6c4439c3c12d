"""The small Markdown that editors may use in reasons and summaries; the one owner.

Emphasis, strong, code, links and line breaks, nothing else: no heading, list, image or
HTML. What comes out is cleaned by nh3, so that no text of a person is ever markup of
the page.
"""

from __future__ import annotations

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

TAGS = {"a", "br", "code", "em", "strong"}
SCHEMES = {"http", "https", "mailto"}
BLOCKS = (
    "code",
    "hashheader",
    "hr",
    "indent",
    "olist",
    "quote",
    "setextheader",
    "ulist",
)
PARAGRAPHS = re.compile(r"</p>\s*<p>")
MARKS = re.compile(r"[*_`\[\]<>&\\]|\n")


def prose(text: str) -> SafeString:
    """The text as safe HTML that fits into a paragraph."""
    if not MARKS.search(text):
        return escape(text)
    html = PARAGRAPHS.sub("<br><br>", _markdown().convert(text))
    return mark_safe(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes=SCHEMES,
            link_rel="nofollow noopener noreferrer",
        ).strip()
    )


def _markdown() -> Markdown:
    """A reader of Markdown without blocks, that breaks lines where they break."""
    made = Markdown(extensions=["nl2br"])
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    for name in ("image_link", "image_reference"):
        made.inlinePatterns.deregister(name)
    for name in BLOCKS:
        made.parser.blockprocessors.deregister(name)
    return made

"""One cell as text: entities read, line breaks alike, and whether it is damaged."""

from __future__ import annotations

import html
import re

from django.utils.translation import gettext as _

from .table import LIST_JOINT, NESTED

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1e\x7f-\x9f]")
TWICE_ENCODED = re.compile(r"[ÂÃâÐÑ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
EDGES = " \t\n\u00a0\u200b\ufeff"

# What a writer of CSV puts an apostrophe before, so that no program runs it; one that
# stood there already got another, so that taking off one gives back what was written.
NEUTRALISED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def clean(text: str) -> str:
    """A cell's text with entities decoded, breaks as one sign, and trimmed.

    Only entities closed by a semicolon count: ``R&D`` and addresses stay as they are.
    """
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if not text.isascii() or not text.isprintable():
        text = BREAK.sub("\n", text)
    return text.strip(EDGES)


def without_apostrophe(text: str) -> str:
    """A cell that was neutralised for spreadsheets, as it was before."""
    return text[1:] if NEUTRALISED.match(text) else text


def damage(text: str) -> str:
    """What is wrong with a cell's text, empty if it can be kept."""
    if text.isascii() and text.isprintable():
        return ""
    if text.startswith(NESTED):
        return _("it is an object inside an object")
    if "\ufffd" in text:
        return _("a letter was lost (�) before the file was made")
    if CONTROL.search(text.replace(LIST_JOINT, "")):
        return _("it holds a control character")
    if TWICE_ENCODED.search(text) and _is_twice_encoded(text):
        return _("its letters were encoded twice, such as Ã© for é")
    return ""


def _is_twice_encoded(text: str) -> bool:
    try:
        return text.encode("windows-1252").decode("utf-8") != text
    except UnicodeError:
        return False

"""The words and filters of the dense templates, which print what repeats.

The same filters under the same names as in the other templates; ``_`` translates.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment

from .templatetags import drawing, record

FILTERS = (
    record.decimal,
    record.figure,
    record.in_language,
    record.label,
    record.percent,
    record.plain_in_language,
    record.whole,
)


def badge(code: str) -> SafeString:
    """The badge of a code, as ``components/badge.html`` draws it."""
    return _badge(code, get_language())


@cache
def _badge(code: str, _language: str | None) -> SafeString:
    return mark_safe(render_to_string("components/badge.html", {"code": code}).strip())


TOOLS = (
    badge,
    date_format,
    drawing.page_numbers,
    drawing.status_rows,
    drawing.status_runs,
    drawing.years_until,
    ngettext,
)


def environment(**options: Any) -> Environment:
    """What the settings name as the environment of the dense templates."""
    made = Environment(**options)  # noqa: S701  # Django's backend asks for escaping
    made.filters |= {tool.__name__: tool for tool in FILTERS}
    made.globals |= {tool.__name__: tool for tool in TOOLS} | {"_": gettext}
    return made

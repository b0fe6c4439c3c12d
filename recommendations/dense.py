"""The words and filters of the dense templates, which print what repeats.

The same filters under the same names as in the other templates; ``_`` translates.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
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
TOOLS = (
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

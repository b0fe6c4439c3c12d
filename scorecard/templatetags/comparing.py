"""How points and differences of points are printed; presentation only."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from recommendations.templatetags.record import decimal

register = template.Library()


@register.filter
def points(value: float | None) -> str:
    """Points with one decimal; in words where there are none."""
    return _("no score") if value is None else decimal(value, 1)


@register.filter
def signed(value: float | None) -> str:
    """A difference with its sign and one decimal; a true zero is 0.0."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{decimal(abs(value), 1)}"


@register.filter
def variant(values: Mapping[str, float | None], key: str) -> float | None:
    """One figure of a table of variants; None where it is not printed."""
    return values.get(key)

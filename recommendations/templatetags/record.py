"""How the record is printed: language, dates, points, labels, addresses."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse, translate_url
from django.utils import formats, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from scorecard import method

from .. import choices
from ..languages import LocalText, in_language as pick_language
from ..partial_dates import PartialDate
from ..prose import prose

register = template.Library()

FORMATS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}


@register.filter
def in_language(record: Any, name: str) -> str | SafeString:
    """The text of a bilingual column in the reader's language.

    A text that exists only in the other language is wrapped with its ``lang``,
    and the language is named behind it.
    """
    return marked(pick_language(record, name, translation.get_language() or "en"))


def marked(text: LocalText) -> str | SafeString:
    """The text; where it is not in the page's language, declared and said so."""
    return _declared(text.text, text.language) if text.is_fallback else text.text


def _declared(text: str, language: str) -> SafeString:
    """A text in another language than the page, with its language behind it."""
    words = _("in Spanish") if language == "es" else _("in English")
    return format_html(
        '<span lang="{}">{}</span> <span class="quiet">({})</span>',
        language,
        text,
        words,
    )


@register.filter
def written_in(text: str, language: str) -> str | SafeString:
    """A text that is on record in this language alone."""
    here = (translation.get_language() or "en")[:2]
    return _declared(text, language) if text and here != language else text


@register.filter
def prose_in_language(record: Any, name: str) -> SafeString:
    """The same for texts in which editors may use a little Markdown."""
    text = pick_language(record, name, translation.get_language() or "en")
    html = prose(text.text)
    return _declared(html, text.language) if text.is_fallback else html


@register.filter
def plain_in_language(record: Any, name: str) -> str:
    """The same without markup, for titles, attributes and meta elements."""
    return str(pick_language(record, name, translation.get_language() or "en"))


@register.filter
def list_in_language(record: Any, name: str) -> list[str]:
    """A bilingual list column, such as open questions."""
    wanted = f"{name}_es" if (translation.get_language() or "").startswith("es") else ""
    return list(getattr(record, wanted, None) or getattr(record, name) or [])


@register.filter
def partial_date(value: PartialDate | None) -> str:
    """A date to the precision it is known: a day, a month or a year."""
    if value is None:
        return ""
    language = translation.get_language()
    return _in_words(value.first_day, FORMATS[value.precision], language)


def full_day(day: date) -> str:
    """A day in words, as ``date:"DATE_FORMAT"`` prints it."""
    return _in_words(day, FORMATS["day"], translation.get_language())


@lru_cache(maxsize=20_000)
def _in_words(day: date, form: str, _language: str | None) -> str:
    return formats.date_format(day, form)


@register.filter
def whole(value: float | None) -> str:
    """Whole points, half up, once, at the end; empty for unknown (METHOD 8)."""
    return "" if value is None else f"{method.half_up(value, 0):.0f}"


@register.filter
def unbroken(text: Any) -> str:
    """The same sentence with each number kept on the line of the word after it."""
    return re.sub(r"(?<=\d) (?=\w)", "\N{NO-BREAK SPACE}", str(text))


@register.filter
def decimal(value: float | None, places: int = 1) -> str:
    """A number with decimals in the reader's notation; empty for unknown."""
    if value is None:
        return ""
    rounded = method.half_up(value, places)
    return _notation(rounded, places, translation.get_language())


@lru_cache(maxsize=20_000)
def _notation(number: float, places: int, _language: str | None) -> str:
    return formats.number_format(number, places)


@register.filter
def percent(share: float | None) -> str:
    """A share of 0 to 1 as whole percent, without the sign; empty for unknown."""
    return "" if share is None else f"{method.half_up(share * 100, 0):.0f}"


@register.filter
def figure(value: float | None) -> str:
    """An observed value as given, with the reader's separators, no false decimals."""
    if value is None:
        return ""
    return _as_given(value, translation.get_language())


@lru_cache(maxsize=5_000)
def _as_given(value: float, _language: str | None) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    places = len(text.partition(".")[2])
    return formats.number_format(value, places, use_l10n=True, force_grouping=True)


@register.filter
def label(code: str, vocabulary: str) -> str:
    """The label of a code: ``{{ line.status|label:"AskStatus" }}``."""
    return _label(str(code), vocabulary, translation.get_language()) if code else ""


@lru_cache(maxsize=2_000)
def _label(code: str, vocabulary: str, _language: str | None) -> str:
    return str(getattr(choices, vocabulary)(code).label)


@register.filter
def definition(code: str, vocabulary: str) -> str:
    """The sentence that defines a code."""
    return str(getattr(choices, vocabulary)(code).definition) if code else ""


@register.filter
def iso(value: date | None) -> str:
    """An ISO date, for ``datetime`` attributes."""
    return value.isoformat() if value else ""


@register.simple_tag(takes_context=True)
def view_url(context: template.Context, name: str, *args: Any, **extra: Any) -> str:
    """The address of a page, keeping the as-of view the reader is in.

    extra: further query parameters; None leaves one out.
    """
    return keep_view(reverse(name, args=args), context.get("view"), **extra)


def keep_view(path: str, view: Any, **extra: Any) -> str:
    """A path with the parameters of an as-of view and any others."""
    query = {key: value for key, value in extra.items() if value is not None}
    query |= view.query if view is not None else {}
    return f"{path}?{urlencode(query)}" if query else path


@register.simple_tag(takes_context=True)
def other_language_url(context: template.Context, language: str) -> str:
    """The address of this very page in another language, query string kept."""
    return translate_url(context["request"].get_full_path(), language)

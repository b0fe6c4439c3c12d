"""What the filter form offers and what is on: options, counts, ways to take one off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template import engines
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, ngettext

from .filters import Listed, RecommendationFilter
from .languages import pick
from .listing.names import Names

CATEGORIES_SHOWN = 30
AGENCIES_SHOWN = 12
REPORTS_SHOWN = 12
GROUPS = (
    "status",
    "report",
    "category",
    "agency",
    "role",
    "response",
    "schedule",
    "priority",
    "confidence",
)
DATES = ("issued_after", "issued_before")
GROUPED_FROM = 1000
KEPT_GROUPS = 400
KEPT_OPTIONS = 10_000
NUMBER = "\0"  # no text of the record has it
MORE = "more"

SORT_LABELS = (
    ("reference", gettext_lazy("Report and place in it")),
    ("title", gettext_lazy("Title, A to Z")),
    ("status", gettext_lazy("Status, most done first")),
    ("-status", gettext_lazy("Status, least done first")),
    ("-score", gettext_lazy("Score, highest first")),
    ("score", gettext_lazy("Score, lowest first")),
    ("-coverage", gettext_lazy("Coverage, highest first")),
    ("-confidence", gettext_lazy("Confidence, highest first")),
    ("confidence", gettext_lazy("Confidence, lowest first")),
    ("due", gettext_lazy("Due date, earliest first")),
    ("-issued", gettext_lazy("Issued, newest first")),
    ("-assessed", gettext_lazy("Assessed, newest first")),
    ("-verified", gettext_lazy("Last verified, newest first")),
)
RELEVANCE_LABEL = ("relevance", gettext_lazy("Best match first"))

Option = tuple[str, str, int]
"""The value in the address, its label, and how many rows it would leave."""


def sort_options(listed: Listed) -> list[tuple[str, Any]]:
    """The orders a reader can choose, the usual one first."""
    return [*([RELEVANCE_LABEL] if listed.found else []), *SORT_LABELS]


def filter_groups(listed: Listed) -> list[dict[str, Any]]:
    """The groups of check boxes in the order of the form, each option counted.

    Only what leaves a row is offered, and what is chosen already. Of many reports
    and agencies the largest are, until the reader asks for all.
    """
    filters = listed.filterset.filters
    groups = [_group(listed, name, str(filters[name].label)) for name in GROUPS]
    return [group for group in groups if group["options"]]


def printed_groups(listed: Listed) -> SafeString:
    """The groups as they stand in the form.

    They depend on the filters alone, so they are kept for the other pages and orders
    of the same filters.
    """
    if listed.selection.key is None:
        return _print(filter_groups(listed))
    kept: dict[Any, SafeString] = listed.held.columns.memo.setdefault("groups", {})
    data, language = listed.filterset.data, translation.get_language()
    key = (language, data.get(MORE), *((n, *data.getlist(n)) for n in GROUPS))
    dates = tuple(data.get(name) for name in DATES)
    if (key, dates) not in kept:
        if len(kept) >= KEPT_GROUPS:
            kept.clear()
        kept[key, dates] = _print(filter_groups(listed))
    return kept[key, dates]


def _print(groups: list[dict[str, Any]]) -> SafeString:
    template = engines["dense"].get_template("filter_groups.html")
    return mark_safe(template.render({"groups": groups}))


def active_filters(listed: Listed) -> list[dict[str, str]]:
    """Each value that narrows the list, with the address of the list without it."""
    filterset, found = listed.filterset, []
    for name in filterset.filters:
        for value in filterset.data.getlist(name):
            label = f"{filterset.filters[name].label}: {_label(listed, name, value)}"
            found.append(
                {"label": label, "remove_url": _less(filterset.data, name, value)}
            )
    return found


def without(data: QueryDict, *names: str) -> str:
    """The query string of these parameters, some left out; empty or with its mark."""
    return _query(pair for pair in _pairs(data) if pair[0] not in names)


def _less(data: QueryDict, name: str, value: str) -> str:
    left_out = (name, value)
    rest = [(n, v) for n, v in _pairs(data) if n != "page" and (n, v) != left_out]
    return f"{reverse('recommendations:list')}{_query(rest)}"


def _pairs(data: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in data.lists() for value in values)


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(pairs))
    return f"?{query}" if query else ""


def _label(listed: Listed, name: str, value: str) -> str:
    """How a chosen value is called; as written where it names nothing."""
    names, language = listed.held.names, translation.get_language() or "en"
    if name in DATES:
        day = getattr(listed.filterset.form, "cleaned_data", {}).get(name)
        return date_format(day, "DATE_FORMAT") if day else value
    if name == "report" and value in names.report_ids:
        return names.reports[names.report_ids[value]].short(language)
    if name == "agency" and value in names.agency_ids:
        return str(names.agencies[names.agency_ids[value]].text(language))
    if name == "category" and len(names.category_ids.get(value, ())) == 1:
        return _category_label(names, names.category_ids[value][0], language)
    codes = dict(listed.filterset.filters[name].extra.get("choices", ()))
    return str(codes.get(value, value))


def _group(listed: Listed, name: str, title: str) -> dict[str, Any]:
    """One group: the chosen options always, the others as far as there is room."""
    chosen = set(listed.filterset.data.getlist(name))
    options = OPTIONS.get(name, _coded)(listed, name, chosen)
    most = SHOWN.get(name)
    is_whole = most is None or listed.filterset.data.get(MORE) == name
    shown = options if is_whole else _largest(options, chosen, most or 0)
    return {
        "name": name,
        "title": title,
        "open": name in ("status", "report") or bool(chosen) or is_whole and bool(most),
        "options": "\n".join(
            _option(name, value, label, value in chosen).replace(
                NUMBER, str(count if count < GROUPED_FROM else number_format(count))
            )
            for value, label, count in shown
        ),
        "more": "" if len(shown) == len(options) else _more(len(options)),
    }


@lru_cache(maxsize=KEPT_OPTIONS)
def _option(name: str, value: str, label: str, checked: bool) -> str:
    """An option as it is printed, with ``NUMBER`` where its number goes."""
    template = engines["dense"].get_template("filter_option.html")
    inputs = {"name": name, "value": value, "label": label, "checked": checked}
    return template.render(inputs | {"number": NUMBER}).strip()


def _largest(options: list[Option], chosen: set[str], most: int) -> list[Option]:
    ranked = sorted(options, key=lambda option: -option[2])[:most]
    kept = {value for value, _label, _count in ranked} | chosen
    return [option for option in options if option[0] in kept]


def _more(n_options: int) -> str:
    return ngettext("Show all %d", "Show all %d", n_options) % n_options


def _coded(listed: Listed, name: str, chosen: set[str]) -> list[Option]:
    counts = listed.selection.counts(name)
    return [
        (code, label, counts.get(code, 0))
        for code, label in _code_labels(name, translation.get_language() or "en")
        if code in counts or code in chosen
    ]


@cache
def _code_labels(name: str, _language: str) -> list[tuple[str, str]]:
    choices = RecommendationFilter.base_filters[name].extra["choices"]
    return [(code, str(label)) for code, label in choices]


def _reports(listed: Listed, name: str, chosen: set[str]) -> list[Option]:
    names, counts = listed.held.names, listed.selection.counts(name)
    texts = names.report_texts(translation.get_language() or "en")
    return [
        (report.slug, texts[id_], counts.get(id_, 0))
        for id_, report in names.reports.items()
        if id_ in counts or report.slug in chosen
    ]


def _agencies(listed: Listed, name: str, chosen: set[str]) -> list[Option]:
    names, counts = listed.held.names, listed.selection.counts(name)
    texts = names.agency_texts(translation.get_language() or "en")
    return [
        (agency.slug, texts[id_], counts.get(id_, 0))
        for id_, agency in names.agencies.items()
        if id_ in counts or agency.slug in chosen
    ]


def _categories(listed: Listed, name: str, chosen: set[str]) -> list[Option]:
    """Those of the chosen reports; of all reports where that is not too many."""
    names, language = listed.held.names, translation.get_language() or "en"
    reports = set(listed.filterset.data.getlist("report"))
    counts = listed.selection.counts(name)
    ranks = names.category_ranks
    offered = sorted((id_ for id_ in counts if id_ in ranks), key=ranks.__getitem__)
    if len(offered) > CATEGORIES_SHOWN and len(reports) != 1:
        offered = [i for i in offered if chosen and _written(names, i) in chosen]
    found = []
    for id_ in offered:
        label = _category_label(names, id_, language)
        if len(reports) != 1 and len(names.reports) > 1:
            report = names.reports[names.categories[id_].report]
            label = f"{label} ({report.issued_on.year})"
        found.append((_written(names, id_), label, counts[id_]))
    return found


OPTIONS = {"report": _reports, "category": _categories, "agency": _agencies}
SHOWN = {"report": REPORTS_SHOWN, "agency": AGENCIES_SHOWN}


def _written(names: Names, id_: int) -> str:
    category = names.categories[id_]
    return f"{names.reports[category.report].slug}/{category.code}"


def _category_label(names: Names, id_: int, language: str) -> str:
    category = names.categories[id_]
    return f"{category.code}. {pick(category.title, category.title_es, language)}"

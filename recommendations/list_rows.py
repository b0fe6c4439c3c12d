"""The rows of one page of the list: values, not objects, in at most three queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from .agreement import agreements
from .filters import Listed
from .languages import LocalText, pick
from .listing.columns import CODED, Array
from .models import Recommendation, Standing
from .search.marking import mark
from .search_results import Hit, hits
from .templatetags.record import keep_view

UNCOUNTED = frozenset({"superseded"})


@dataclass(frozen=True)
class Row:
    """One recommendation in the list, as it stood in the view.

    score: 0 to 100, None where there is none or the report's gate forbids it.
    counts: its asks by status. n_checked of n_asks still apply and are checked.
    marked: the title with the words of the search marked. hit: where else in the
    recommendation they stand.
    """

    url: str
    reference: str
    title: LocalText
    report: str
    leads: str
    status: str
    counts: Mapping[str, int]
    n_asks: int
    n_checked: int
    score: float | None
    gate: str
    confidence: str
    freshness: str
    assessed_on: date | None
    schedule: str
    due_on: date | None
    is_priority: bool
    marked: str | SafeString = ""
    hit: Hit | None = None


def list_rows(listed: Listed, places: Array) -> list[Row]:
    """The rows at these places of the list's columns, in that order."""
    columns, language = listed.held.columns, translation.get_language() or "en"
    ids = columns.ids[places].tolist()
    texts, stood = _texts(ids), _standings(ids, listed)
    found_in = hits(listed, ids, texts)
    reports = set(columns.report[places].tolist())
    gates = agreements(reports, listed.view, columns.version_of)
    made = []
    for place, id_ in zip(places.tolist(), ids, strict=True):
        if id_ in texts:
            gate = gates[int(columns.report[place])].gate
            values = _row(listed, place, texts[id_], stood.get(id_), gate, language)
            made.append(Row(**values, hit=found_in.get(id_)))
    return made


def _texts(ids: list[int]) -> dict[int, dict[str, Any]]:
    rows = Recommendation.objects.filter(id__in=ids)
    names = ("id", "reference", "title", "title_es", "summary", "summary_es")
    return {row["id"]: row for row in rows.values(*names)}


def _standings(ids: list[int], listed: Listed) -> dict[int, tuple[Any, str]]:
    rows = Standing.objects.at(listed.view).filter(recommendation__in=ids)
    found = rows.values_list("recommendation_id", "asks", "freshness")
    return {id_: (asks, freshness) for id_, asks, freshness in found}


def _row(
    listed: Listed,
    place: int,
    text: Mapping[str, Any],
    standing: tuple[Any, str] | None,
    gate: str,
    language: str,
) -> dict[str, Any]:
    asks, freshness = standing or ([], "")
    counted = [ask for ask in asks if ask["status"] not in UNCOUNTED]
    title = pick(text["title"], text["title_es"], language)
    columns, names = listed.held.columns, listed.held.names
    report = names.reports[int(columns.report[place])]
    path = reverse(
        "recommendations:recommendation", args=[report.slug, text["reference"]]
    )
    score = float(columns.scores["score"][place])
    return {
        "url": keep_view(path, listed.view),
        "reference": text["reference"],
        "title": title,
        "marked": mark(title.text, title.language, listed.found),
        "report": report.short(language),
        "leads": ", ".join(
            str(names.agencies[id_].text(language))
            for id_ in columns.leads_of(text["id"])
        ),
        "counts": Counter(ask["status"] for ask in asks),
        "n_asks": len(counted),
        "n_checked": sum(ask["status"] != "not_assessed" for ask in counted),
        "score": None if gate == "none" or np.isnan(score) else score,
        "gate": gate,
        "freshness": freshness,
        "assessed_on": _day(columns.days["assessed"][place]),
        "due_on": _day(columns.days["due"][place]),
        "status": _code(listed, "status", place),
        "confidence": _code(listed, "confidence", place),
        "schedule": _code(listed, "schedule", place),
        "is_priority": _code(listed, "priority", place) == "priority",
    }


def _code(listed: Listed, name: str, place: int) -> str:
    code = int(listed.held.columns.codes[name][place])
    return CODED[name][1][code] if code >= 0 else ""


def _day(ordinal: Any) -> date | None:
    return date.fromordinal(int(ordinal)) if ordinal else None

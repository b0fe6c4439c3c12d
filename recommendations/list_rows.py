"""The rows of one page of the list: values, not objects, in at most three queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from .agreement import agreements
from .as_of import AsOf
from .choices import AskStatus
from .filters import Listed
from .languages import LocalText, pick
from .listing.columns import CODED, Array
from .models import Recommendation, Standing
from .prepared import Prepared
from .search.marking import mark
from .search_results import Hit, hits
from .templatetags.record import keep_view


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
    address, agencies = _address(), listed.held.names.agency_texts(language)
    texts = _texts(ids, listed.view)
    found_in = hits(listed, ids, texts)
    reports = set(columns.report[places].tolist())
    gates = agreements(reports, listed.view, columns.version_of)
    leads = columns.leads_of(places)
    made = []
    for place, id_, named in zip(places.tolist(), ids, leads, strict=True):
        if id_ in texts:
            gate = gates[int(columns.report[place])].gate
            values = _row(listed, place, texts[id_], gate, language)
            path = f"{address}{values.pop('slug')}/{values['reference']}/"
            url = keep_view(path, listed.view)
            made.append(
                Row(
                    **values,
                    leads=", ".join(agencies[agency] for agency in named),
                    url=url,
                    hit=found_in.get(id_),
                )
            )
    return made


def _address() -> str:
    """What the addresses of all recommendations begin with, in this language."""
    one = reverse("recommendations:recommendation", args=["report", "0"])
    return one.removesuffix("report/0/")


@dataclass(frozen=True)
class Text:
    """What the list prints of a recommendation that is not among the columns."""

    id: int
    reference: str
    title: str
    title_es: str
    freshness: str = ""


WRITTEN = ("reference", "title", "title_es")

STANDING_TEXTS = Prepared(
    lambda ids, view: (
        Standing.objects.at(view)
        .filter(recommendation__in=ids)
        .order_by()
        .values_list(
            "recommendation_id",
            *(f"recommendation__{name}" for name in WRITTEN),
            "freshness",
        )
    )
)
BARE_TEXTS = Prepared(
    lambda ids: (
        Recommendation.objects.filter(id__in=ids).order_by().values_list("id", *WRITTEN)
    )
)


def _texts(ids: list[int], view: AsOf) -> dict[int, Text]:
    """One query; a second where one of them has no standing in the view."""
    texts = {row[0]: Text(*row) for row in STANDING_TEXTS.read(ids, view)}
    missing = [id_ for id_ in ids if id_ not in texts]
    return texts | {row[0]: Text(*row) for row in BARE_TEXTS.read(missing)}


def _row(
    listed: Listed,
    place: int,
    text: Text,
    gate: str,
    language: str,
) -> dict[str, Any]:
    title = pick(text.title, text.title_es, language)
    columns, names = listed.held.columns, listed.held.names
    steps = columns.steps[place].tolist()
    counts = {code: n for code, n in zip(AskStatus.values, steps, strict=True) if n}
    n_asks = sum(steps) - counts.get("superseded", 0)
    report = names.reports[int(columns.report[place])]
    score = float(columns.scores["score"][place])
    return {
        "slug": report.slug,
        "reference": text.reference,
        "title": title,
        "marked": mark(title.text, title.language, listed.found),
        "report": names.report_texts(language)[report.id],
        "counts": counts,
        "n_asks": n_asks,
        "n_checked": n_asks - counts.get("not_assessed", 0),
        "score": None if gate == "none" or np.isnan(score) else score,
        "gate": gate,
        "freshness": text.freshness,
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

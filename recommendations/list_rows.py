"""The rows of one page of the list: values, not objects, in at most three queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from .agreement import agreements
from .as_of import AsOf
from .choices import AskStatus, Priority
from .filters import Listed
from .languages import LocalText, pick
from .listing.columns import CODED, Array, Columns
from .models import Recommendation, Standing
from .prepared import Prepared
from .search.finding import Found
from .search.marking import mark
from .search_results import Hit, hits
from .templatetags.record import keep_view


class Row(NamedTuple):
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


class Told(NamedTuple):
    """What the columns tell of one row, as plain values."""

    id: int
    report: int
    leads: list[int]
    steps: list[int]
    score: float
    assessed: int
    due: int
    status: str
    confidence: str
    schedule: str
    priority: str


def list_rows(listed: Listed, places: Array) -> list[Row]:
    """The rows at these places of the list's columns, in that order."""
    columns, language = listed.held.columns, translation.get_language() or "en"
    rows = told(columns, places)
    ids = [row.id for row in rows]
    texts = _texts(ids, listed.view)
    found_in = hits(listed, ids, texts)
    reports = {row.report for row in rows}
    gates = agreements(reports, listed.view, columns.version_of)
    names = listed.held.names
    known = Known(
        address=_address(),
        view=keep_view("", listed.view),
        agencies=names.agency_texts(language),
        reports=names.report_texts(language),
        slugs={id_: names.reports[id_].slug for id_ in reports},
        gates={id_: gate.gate for id_, gate in gates.items()},
        found=listed.found,
        language=language,
    )
    return [
        _row(row, texts[row.id], known, found_in.get(row.id))
        for row in rows
        if row.id in texts
    ]


def told(columns: Columns, places: Array) -> list[Told]:
    """The columns at these places."""
    coded = [_words(name, columns.codes[name][places].tolist()) for name in WORDED]
    found = zip(
        columns.ids[places].tolist(),
        columns.report[places].tolist(),
        columns.leads_of(places),
        columns.steps[places].tolist(),
        columns.scores["score"][places].tolist(),
        columns.days["assessed"][places].tolist(),
        columns.days["due"][places].tolist(),
        *coded,
        strict=True,
    )
    return [Told(*row) for row in found]


WORDED = ("status", "confidence", "schedule", "priority")


def _words(name: str, codes: Sequence[int]) -> list[str]:
    vocabulary = [*CODED[name][1], ""]  # the last one is that of -1
    return [vocabulary[code] for code in codes]


def _address() -> str:
    """What the addresses of all recommendations begin with, in this language."""
    one = reverse("recommendations:recommendation", args=["report", "0"])
    return one.removesuffix("report/0/")


class Text(NamedTuple):
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


class Known(NamedTuple):
    """What all rows of a page share: names, gates, how an address begins and ends."""

    address: str
    view: str
    agencies: Mapping[int, str]
    reports: Mapping[int, str]
    slugs: Mapping[int, str]
    gates: Mapping[int, str]
    found: Found | None
    language: str


def _row(row: Told, text: Text, known: Known, hit: Hit | None) -> Row:
    title = pick(text.title, text.title_es, known.language)
    counts = {code: n for code, n in zip(STEPS, row.steps, strict=True) if n}
    n_asks = sum(row.steps) - counts.get("superseded", 0)
    gate = known.gates[row.report]
    is_scored = gate != "none" and row.score == row.score  # NaN is not itself
    slug = known.slugs[row.report]
    return Row(
        url=f"{known.address}{slug}/{text.reference}/{known.view}",
        reference=text.reference,
        title=title,
        marked=mark(title.text, title.language, known.found),
        hit=hit,
        report=known.reports[row.report],
        leads=", ".join([known.agencies[agency] for agency in row.leads]),
        status=row.status,
        counts=counts,
        n_asks=n_asks,
        n_checked=n_asks - counts.get("not_assessed", 0),
        score=row.score if is_scored else None,
        gate=gate,
        confidence=row.confidence,
        freshness=text.freshness,
        assessed_on=_day(row.assessed),
        schedule=row.schedule,
        due_on=_day(row.due),
        is_priority=row.priority == Priority.PRIORITY,
    )


STEPS = AskStatus.values


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None

"""Makes the rows of recommendations from plain values, a chunk at a time.

A quarter of a million of them go through here in one file, so nothing is a model
object: one joined query for what stands in a row, three for what hangs on it, and
dictionaries for the names of reports, categories and agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from recommendations import choices
from recommendations.agreement import agreements
from recommendations.as_of import AsOf
from recommendations.models import (
    Agency,
    Category,
    Report,
    Response,
    Responsibility,
    Source,
    Standing,
)
from recommendations.rules import schedule
from scorecard import build, frozen, method, selectors

from . import reading
from .contract import Record, Scope, Unknown, Value, or_nothing, translated

CHUNK = 1000
NONE = Unknown.NOT_ASSESSED
STATUS_OF_AN_ASK = re.compile(r'"status": ?"(\w+)"')

RECOMMENDATION = (
    "report_id",
    "category_id",
    "reference",
    "title",
    "title_es",
    "summary",
    "summary_es",
    "issued_on",
    "priority",
    "weight",
)
STANDING = (
    "status",
    "score",
    "coverage",
    "low",
    "high",
    "confidence",
    "has_reversed",
    "freshness",
    "response",
    "due_on",
    "first_due_on",
    "n_due_revisions",
    "delivered_on",
    "assessed_on",
    "verified_on",
)
AS_TEXT = ("_on", "asks")
ASSESSMENT = ("rationale", "rationale_es", "is_first_reading")

Answer = tuple[str | None, date, str]
Links = Mapping[int, Sequence[int]]


def records(ids: Iterable[int], scope: Scope) -> Iterator[Record]:
    """These recommendations in this order; at most four queries for each chunk."""
    names, read = _Names(scope), _Queries(scope.view)
    for chunk in reading.chunks(ids, CHUNK):
        held = {row[0]: row for row in read.held.rows(chunk)}
        leads, supporting = _responsible(read.responsible.rows(chunk))
        answers = _answers(read, held)
        urls = _urls(read.urls.rows(chunk))
        for id_ in chunk:
            if id_ in held:
                yield _record(
                    names,
                    held[id_],
                    names.agencies_of(leads.get(id_, ())),
                    names.agencies_of(supporting.get(id_, ())),
                    answers.get(id_),
                    urls.get(id_, ()),
                )


@dataclass(frozen=True)
class _Queries:
    """What is asked for each chunk."""

    view: AsOf

    @cached_property
    def held(self) -> reading.ByIds:
        """What stands in the rows."""
        rows = Standing.objects.at(self.view).order_by()
        named = [f"recommendation__{name}" for name in RECOMMENDATION]
        named += [*STANDING, "asks", *(f"assessment__{name}" for name in ASSESSMENT)]
        values = rows.values_list(
            "recommendation_id",
            *(Cast(n, TextField()) if n.endswith(AS_TEXT) else n for n in named),
        )
        days = [n for n, name in enumerate(named, 1) if name.endswith("_on")]
        return reading.ByIds(
            lambda ids: values.filter(recommendation__in=ids), days=days
        )

    @cached_property
    def responsible(self) -> reading.ByIds:
        """Who must act, in the order given."""
        rows = Responsibility.objects.order_by(
            "recommendation_id", "role", "position", "id"
        ).values_list("recommendation_id", "role", "agency_id")
        return reading.ByIds(lambda ids: rows.filter(recommendation__in=ids))

    @cached_property
    def answers(self) -> reading.ByIds:
        """What agencies answered, the latest last."""
        rows = (
            Response.objects.filter(
                reading.known(self.view), responded_on__lte=self.view.on
            )
            .order_by("responded_on", "published_at", "id")
            .values_list("recommendation_id", "text", "responded_on", "agency__slug")
        )
        return reading.ByIds(lambda ids: rows.filter(recommendation__in=ids))

    @cached_property
    def urls(self) -> reading.ByIds:
        """Addresses of the sources of what counts as evidence, in order."""
        rows = (
            Source.objects.filter(
                reading.known(self.view, "evidence__"),
                reading.not_withdrawn(self.view, "evidence__"),
                evidence__happened_on__lte=self.view.on,
            )
            .exclude(url="")
            .order_by("evidence__happened_on", "evidence__key", "position", "id")
            .values_list("evidence__recommendation_id", "url")
        )
        return reading.ByIds(lambda ids: rows.filter(evidence__recommendation__in=ids))


def _responsible(rows: Iterable[tuple[int, str, int]]) -> tuple[Links, Links]:
    """Lead and supporting agencies by recommendation."""
    leads: dict[int, list[int]] = {}
    supporting: dict[int, list[int]] = {}
    for owner, role, agency in rows:
        named = leads if role == "lead" else supporting
        named.setdefault(owner, []).append(agency)
    return leads, supporting


def _answers(read: _Queries, held: Mapping[int, Sequence[Any]]) -> dict[int, Answer]:
    """The latest answer to each of those that have one."""
    place = 1 + len(RECOMMENDATION) + STANDING.index("response")
    answered = [id_ for id_, row in held.items() if row[place] != "none"]
    if not answered:
        return {}
    rows = read.answers.rows(answered)
    return {owner: (or_nothing(text), on, by) for owner, text, on, by in rows}


def _urls(rows: Iterable[tuple[int, str]]) -> dict[int, dict[str, None]]:
    """Addresses by recommendation, each once."""
    found: dict[int, dict[str, None]] = {}
    for owner, url in rows:
        found.setdefault(owner, {})[url] = None
    return found


@dataclass(frozen=True)
class _Names:
    """What rows share, read once: names, gates and the end of each row."""

    scope: Scope

    @cached_property
    def reports(self) -> dict[int, tuple[str, str | None]]:
        return {
            id_: (slug, or_nothing(url))
            for id_, slug, url in Report.objects.values_list("id", "slug", "url")
        }

    @cached_property
    def categories(self) -> dict[int, tuple[str, str]]:
        rows = Category.objects.values_list("id", "code", "title")
        return {id_: (code, title) for id_, code, title in rows}

    @cached_property
    def agencies(self) -> dict[int, tuple[str, str]]:
        rows = Agency.objects.values_list("id", "slug", "name")
        return {id_: (slug, name) for id_, slug, name in rows}

    @cached_property
    def gates(self) -> dict[int, str]:
        """What the agreement on each report allows to be printed."""
        found = agreements(list(self.reports), self.scope.view)
        return {id_: agreed.gate for id_, agreed in found.items()}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels of statuses, in the language in force."""
        return {code.value: str(code.label) for code in choices.AskStatus}

    @cached_property
    def responses(self) -> dict[str, str]:
        return {code.value: str(code.label) for code in choices.ResponseKind}

    @cached_property
    def site(self) -> str:
        return settings.SITE_URL.rstrip("/")

    @cached_property
    def view(self) -> Record:
        """The last columns, the same in every row."""
        version = selectors.method_version(self.scope.view)
        return self.scope.view.on, self.scope.known_at, version

    def agencies_of(
        self, ids: Sequence[int]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes and names of agencies."""
        pairs = [self.agencies[id_] for id_ in ids]
        return tuple([slug for slug, _ in pairs]), tuple([name for _, name in pairs])

    @cached_property
    def schedule(self) -> Any:
        """Code and label of the schedule; few combinations are asked for often."""

        @lru_cache(maxsize=4096)
        def found(
            status: str, due: date | None, delivered: date | None
        ) -> tuple[str, str]:
            place = schedule(status, due, delivered, self.scope.view.on)
            return place.value, str(place.label)

        return found


def _record(
    names: _Names,
    held: tuple[Any, ...],
    leads: tuple[tuple[str, ...], tuple[str, ...]],
    supporting: tuple[tuple[str, ...], tuple[str, ...]],
    answer: Answer | None,
    urls: Iterable[str],
) -> Record:
    """One row in the order of the columns."""
    (
        _id,
        report_id,
        category_id,
        reference,
        title,
        title_es,
        summary,
        summary_es,
        issued_on,
        priority,
        weight,
        status,
        score,
        coverage,
        low,
        high,
        confidence,
        has_reversed,
        freshness,
        response,
        due_on,
        first_due_on,
        n_due_revisions,
        delivered_on,
        assessed_on,
        verified_on,
        asks,
        rationale,
        rationale_es,
        is_first_reading,
    ) = held
    report, report_url = names.reports[report_id]
    category, category_title = names.categories[category_id]
    text, answered_on, answered_by = answer or (None, None, None)
    place, place_label = names.schedule(status, due_on, delivered_on)
    steps = STATUS_OF_AN_ASK.findall(asks)
    n_asks = len(steps) - steps.count("superseded")
    return (
        reference,
        title,
        summary or None,
        category,
        leads[0],
        supporting[0],
        issued_on,
        due_on,
        response,
        text,
        answered_on,
        status,
        rationale or None,
        tuple(urls),
        report_url,
        report,
        title_es or translated(title, ""),
        summary_es or translated(summary, ""),
        category_title,
        leads[1],
        supporting[1],
        priority,
        _weight(weight, priority),
        names.labels[status],
        score_or_why(score, coverage, names.gates[report_id]),
        tenth(low),
        tenth(high),
        share(coverage),
        confidence or (NONE if n_asks else None),
        freshness or NONE,
        bool(has_reversed),
        names.responses[response],
        answered_by,
        place,
        place_label,
        first_due_on,
        n_due_revisions,
        delivered_on,
        assessed_on or NONE,
        verified_on or NONE,
        n_asks,
        n_asks - steps.count("not_assessed"),
        NONE if is_first_reading is None else is_first_reading,
        translated(rationale, rationale_es) if rationale is not None else None,
        f"{names.site}/reports/{report}/{reference}/",
        *names.view,
    )


@lru_cache(maxsize=4096)
def score_or_why(score: float | None, coverage: float | None, gate: str) -> Value:
    """A score with one decimal, or why there is none; None where none applies.

    gate: what the agreement on its report allows (METHOD.md section 3).
    """
    if score is not None:
        return Unknown.AGREEMENT_TOO_LOW if gate == "none" else frozen.tenth(score)
    if coverage is None:
        return None
    return Unknown.TOO_LITTLE_CHECKED if coverage else Unknown.NOT_ASSESSED


@lru_cache(maxsize=4096)
def share(value: float | None) -> float | None:
    """A share of 0 to 1 with three decimals; None where nothing applies."""
    return None if value is None else method.half_up(value, 3)


@lru_cache(maxsize=4096)
def tenth(value: float | None) -> float | None:
    """One decimal, half up; None stays None."""
    return frozen.tenth(value)


@lru_cache(maxsize=256)
def _weight(weight: float | None, priority: str) -> float:
    return build.weight(weight, priority)

"""Gathers the page of changes; its filter serves the page and the feed alike."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.urls import reverse
from django.utils.functional import cached_property

from recommendations.as_of import AsOf, Problem
from recommendations.models import (
    Agency,
    Correction,
    Evidence,
    Recommendation,
    RecordVersion,
    Report,
    Responsibility,
    StatusChange,
)
from recommendations.templatetags.record import keep_view

from . import asked, selectors
from .presentation import reading_of, text_of

PER_PAGE = 25
EVIDENCE_SHOWN = 3
NEWEST = ("-published_at", "-effective_on", "-id")
KEPT_FOR_SECONDS = 24 * 60 * 60
MOST = 10_000
"""Changes that can be paged through; older ones are in the file."""


@dataclass(frozen=True)
class Chosen:
    """What the changes are narrowed to; None where they are not."""

    report: Report | None = None
    agency: Agency | None = None
    recommendation: Recommendation | None = None

    @property
    def query(self) -> dict[str, str]:
        """The address parameters that ask for the same."""
        found = {}
        if self.report is not None:
            found["report"] = self.report.slug
        if self.agency is not None:
            found["agency"] = self.agency.slug
        if self.recommendation is not None:
            owner = self.recommendation.report.slug
            found["recommendation"] = f"{owner}/{self.recommendation.reference}"
        return found


@dataclass(frozen=True)
class ChangeRow:
    """One change with the newest evidence it rests on; n_more are not shown.

    is_told: whether the line above is of the same reading and has told why.
    """

    change: StatusChange
    evidence: tuple[Evidence, ...]
    n_more: int
    is_told: bool = False


def chosen(params: Mapping[str, str], problems: list[Problem]) -> Chosen:
    """Read ``report``, ``agency`` and ``recommendation``; complaints are added."""
    report = asked.report(params, problems)
    return Chosen(
        report=report,
        agency=asked.agency(params, problems),
        recommendation=asked.recommendation(params, problems, within=report),
    )


def narrowed(view: AsOf, wanted: Chosen) -> QuerySet[StatusChange]:
    """Published changes seen in the view, newest first, narrowed to what is asked.

    An agency's changes are those of the recommendations that name it; where it is
    named for some asks only, those of these asks and of the whole.
    """
    rows = selectors.changes(view).order_by(*NEWEST)
    if wanted.report is not None:
        rows = rows.filter(recommendation__report=wanted.report)
    if wanted.recommendation is not None:
        rows = rows.filter(recommendation=wanted.recommendation)
    if wanted.agency is not None:
        naming = Responsibility.objects.filter(agency=wanted.agency)
        rows = rows.filter(recommendation__in=naming.values("recommendation"))
        rows = rows.filter(_names(wanted.agency))
    return rows


def newest(view: AsOf, wanted: Chosen, n: int) -> list[StatusChange]:
    """The first of the same, each with the evidence it rests on."""
    found = selectors.whole_changes(narrowed(view, wanted)[:n])
    prefetch_related_objects(found, evidence_of(view))
    return found


def _names(agency: Agency) -> Q:
    named = Responsibility.objects.filter(
        agency=agency, recommendation=OuterRef("recommendation")
    )
    whole = Q(Exists(named.filter(asks__isnull=True)))
    own = Q(Exists(named.filter(asks=OuterRef("ask"))))
    return whole | own | Q(Exists(named), ask__isnull=True)


class NewestPaginator(Paginator[Any]):
    """Pages of the newest rows: beyond ``MOST`` it does not count, which costs."""

    @cached_property
    def count(self) -> int:
        """How many there are, at most ``MOST``."""
        return min(self.counted, MOST)

    @cached_property
    def counted(self) -> int:
        """The same, one more where there are more; counted once for each version."""
        rows: QuerySet[StatusChange] = self.object_list  # type: ignore[assignment]
        version, _changed_at = RecordVersion.objects.newest()
        asked = hashlib.sha256(repr(rows.query.sql_with_params()).encode()).hexdigest()
        key = f"changes:{version}:{asked}"
        found = cache.get(key)
        if found is None:
            found = rows[: MOST + 1].count()
            cache.set(key, found, KEPT_FOR_SECONDS)
        return int(found)

    def page(self, number: int | str) -> Page[Any]:
        """The changes of one page, with all they point to."""
        found = super().page(number)
        rows: QuerySet[StatusChange] = found.object_list  # type: ignore[assignment]
        found.object_list = selectors.whole_changes(rows)
        return found

    @property
    def is_cut(self) -> bool:
        """Whether older ones are left out."""
        return self.counted > MOST


def change_list(
    view: AsOf, params: Mapping[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """One page of changes, newest first."""
    wanted = chosen(params, problems)
    rows = narrowed(view, wanted)
    page = asked.page(params, NewestPaginator(rows, PER_PAGE), problems)
    prefetch_related_objects(page.object_list, evidence_of(view))
    return {
        "wanted": wanted,
        "page_obj": page,
        "rows": told_once([row(change) for change in page]),
        "reports": list(
            Report.objects.public().values_list("slug", "title", "title_es", named=True)
        ),
        "agencies": list(
            Agency.objects.with_public_recommendations()
            .order_by("name", "slug")
            .values_list("slug", "name", "name_es", named=True)
        ),
        "filters": active(view, wanted),
        "clear_url": keep_view(reverse("scorecard:changes"), view),
        "feed_query": f"?{urlencode(wanted.query)}" if wanted.query else "",
        "crumbs": [],
    }


def evidence_of(view: AsOf) -> Prefetch[Any]:
    """The evidence that each assessment of some changes rests on, in three queries."""
    return Prefetch("assessment__evidence", _evidence(view))


def narrowed_corrections(view: AsOf, wanted: Chosen) -> QuerySet[Correction]:
    """Corrections published in the view, newest first, narrowed like the changes."""
    rows = selectors.corrections(report=wanted.report)
    rows = rows.filter(published_at__date__lte=view.known_on)
    if wanted.recommendation is not None:
        rows = rows.filter(recommendation=wanted.recommendation)
    if wanted.agency is not None:
        rows = rows.filter(recommendation__responsibilities__agency=wanted.agency)
    return rows


def _evidence(view: AsOf) -> QuerySet[Evidence]:
    rows = Evidence.objects.public().order_by("-happened_on", "-id")
    if view.known_at is not None:
        rows = rows.filter(published_at__date__lte=view.known_at)
    return rows.prefetch_related("asks", "sources")


def row(change: StatusChange) -> ChangeRow:
    """A change with the evidence its assessment rests on, for its ask only."""
    items = list(change.assessment.evidence.all()) if change.assessment else []
    if change.ask_id is not None:
        items = [
            item
            for item in items
            if any(ask.pk == change.ask_id for ask in item.asks.all())
        ]
    shown = tuple(items[:EVIDENCE_SHOWN])
    return ChangeRow(change, shown, len(items) - len(shown))


def told_once(rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    """The rows, each knowing whether the one above gives its reason."""
    above = [None, *(reading_of(found.change) for found in rows)]
    return [
        replace(found, is_told=reading_of(found.change) == before)
        for found, before in zip(rows, above, strict=False)
    ]


def active(view: AsOf, wanted: Chosen) -> list[dict[str, str]]:
    """What the list is narrowed to, each with a way to take it off."""
    labels = {}
    if wanted.report is not None:
        labels["report"] = text_of(wanted.report, "title")
    if wanted.agency is not None:
        labels["agency"] = text_of(wanted.agency, "name")
    if wanted.recommendation is not None:
        title = text_of(wanted.recommendation, "title")
        labels["recommendation"] = f"{wanted.recommendation.reference} {title}"
    return [
        {"label": label, "remove_url": _without(view, wanted, name)}
        for name, label in labels.items()
    ]


def _without(view: AsOf, wanted: Chosen, name: str) -> str:
    rest = {key: value for key, value in wanted.query.items() if key != name}
    return keep_view(reverse("scorecard:changes"), view, **rest)

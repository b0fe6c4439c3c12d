"""Recommendations of other reports that are about the same: bodies or indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .as_of import AsOf
from .models import Agency, Indicator, Recommendation, Responsibility

MOST = 6
LOOKED_AT = 400


@dataclass(frozen=True)
class Elsewhere:
    """A recommendation of another report with what the two have in common.

    shared: the indicators and bodies that both name, indicators first.
    """

    recommendation: Recommendation
    shared: tuple[Indicator | Agency, ...]


def elsewhere(
    row: Recommendation,
    agencies: Iterable[Agency],
    indicators: Iterable[Indicator],
    view: AsOf,
) -> tuple[Elsewhere, ...]:
    """Those with most in common first, newest first among equals; three queries.

    agencies, indicators: those of ``row``. Of a body named very often only the
    newest recommendations are looked at.
    """
    by_agency = {agency.pk: agency for agency in agencies}
    by_indicator = {indicator.pk: indicator for indicator in indicators}
    shared: dict[int, list[Indicator | Agency]] = defaultdict(list)
    measured = Indicator.recommendations.through.objects.filter(
        indicator__in=list(by_indicator),
        recommendation__published_at__isnull=False,
    ).exclude(recommendation__report=row.report_id)
    measured = measured.order_by("-recommendation_id", "indicator_id")
    for owner, indicator in measured.values_list("recommendation_id", "indicator_id")[
        :LOOKED_AT
    ]:
        shared[owner].append(by_indicator[indicator])
    named = Responsibility.objects.filter(
        agency__in=list(by_agency), recommendation__published_at__isnull=False
    ).exclude(recommendation__report=row.report_id)
    named = named.order_by("-recommendation_id", "role", "position", "id")
    for owner, agency in named.values_list("recommendation_id", "agency_id")[
        :LOOKED_AT
    ]:
        shared[owner].append(by_agency[agency])
    best = sorted(shared, key=lambda owner: (-len(shared[owner]), -owner))
    return tuple(
        Elsewhere(found, tuple(shared[found.pk]))
        for found in _rows(best[: 2 * MOST], view)[:MOST]
    )


def _rows(ids: Sequence[int], view: AsOf) -> list[Recommendation]:
    """Those of them that the view holds, in the order of ``ids``."""
    rows = Recommendation.objects.public().filter(pk__in=ids).standing_in(view)
    rows = rows.select_related("report").defer("summary", "summary_es")
    return sorted(rows, key=lambda found: ids.index(found.pk))

"""How far two coders agree on a report's asks, and what that allows to be printed.

Source: METHOD.md sections 3 and 4. Agreement belongs to a whole report, so every
page that prints a score of one of its recommendations asks here first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.cache import cache
from django.db.models import TextField
from django.db.models.functions import Cast

from scorecard import method

from .as_of import AsOf
from .listing.store import listing
from .models import RecordVersion, SecondReading, Standing

KEPT_FOR_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Agreement:
    """Two coders on the asks of one report.

    alpha: ordinal Krippendorff's alpha; None where nothing is double-coded or it
    is undefined. gate: ok, provisional or none (no score may be printed).
    """

    alpha: float | None
    n_double_coded: int
    n_same: int
    gate: str


def agreement(asks: Iterable[Mapping[str, Any]]) -> Agreement:
    """Agreement over the asks of a report, as its standings hold them."""
    coded = [ask for ask in asks if ask["assessment_id"] and ask["second"]]
    alpha = None
    if coded:
        steps = ("claimed", "second")
        alpha = method.alpha([[ask[step] for ask in coded] for step in steps])
    return Agreement(
        alpha=alpha,
        n_double_coded=len(coded),
        n_same=sum(ask["second"] == ask["claimed"] for ask in coded),
        gate=method.publication_gate(alpha),
    )


def agreements(
    reports: Collection[int],
    view: AsOf,
    version_of: Callable[[int], int] | None = None,
) -> dict[int, Agreement]:
    """Agreement of each of these reports in a view, by report id.

    version_of: the record version in which a report's recommendations last changed;
    without it, that of the list in memory, or in a view of another day that of the
    whole record. Kept until then; at most two queries.
    """
    if version_of is None and view.is_today:
        version_of = listing(view).columns.version_of
    if version_of is None:
        latest = RecordVersion.objects.values_list("number", flat=True).first()
        version_of = lambda _report: latest or 0  # noqa: E731
    keys = {id_: _key(id_, view, version_of(id_)) for id_ in reports}
    kept = cache.get_many(list(keys.values()))
    missing = [id_ for id_, key in keys.items() if key not in kept]
    if missing:
        made = _made(missing, view)
        fresh = {keys[id_]: found for id_, found in made.items()}
        cache.set_many(fresh, KEPT_FOR_SECONDS)
        kept |= fresh
    return {id_: kept[key] for id_, key in keys.items()}


def _made(reports: Collection[int], view: AsOf) -> dict[int, Agreement]:
    asks: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    read_twice = SecondReading.objects.filter(
        recommendation__report__in=reports, published_at__isnull=False
    )
    rows = Standing.objects.at(view).filter(
        recommendation__in=read_twice.values("recommendation"),
        recommendation__published_at__isnull=False,
    )
    found = rows.order_by().annotate(text=Cast("asks", TextField()))
    for report, text in found.values_list("recommendation__report_id", "text"):
        asks[report] += orjson.loads(text)
    return {id_: agreement(asks[id_]) for id_ in reports}


def _key(report: int, view: AsOf, version: int) -> str:
    known = view.known_at or "now"
    return f"agreement:{report}:{view.on}:{known}:{version}"

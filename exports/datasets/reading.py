"""How datasets read the record: in chunks, public rows alone, as the view knows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from recommendations.as_of import AsOf
from recommendations.models import (
    Assessment,
    Recommendation,
    Standing,
)

from .contract import Scope

CHUNK = 500
T = TypeVar("T")
Converter: TypeAlias = tuple[int, Callable[[Any], Any]]


def recommendation_ids(scope: Scope) -> list[int]:
    """Public recommendations that stand in the view, in the order of their reports."""
    rows = Standing.objects.at(scope.view).filter(
        recommendation__published_at__isnull=False,
        recommendation__report__published_at__isnull=False,
    )
    if scope.report is not None:
        rows = rows.filter(recommendation__report=scope.report)
    ordered = rows.order_by(
        "recommendation__report__slug",
        "recommendation__position",
        "recommendation__reference",
    )
    return list(ordered.values_list("recommendation_id", flat=True))


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """The ids in lists of at most ``size``."""
    return batches(ids, size)


def batches(rows: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Rows of any kind in lists of at most ``size``."""
    rest = iter(rows)
    while found := list(islice(rest, size)):
        yield found


class ByIds:
    """A query for many chunks of recommendations, compiled once.

    make: gives the queryset of values for a condition that stands for the ids, such
    as ``rows.filter(recommendation__in=ids)``. days: places of days that are asked
    for as text, since the driver of SQLite takes long over each that it reads.
    """

    def __init__(
        self, make: Callable[[Any], QuerySet[Any, Any]], *, days: Sequence[int] = ()
    ) -> None:
        alias = make([0]).db
        self._connection = connections[alias]
        self._is_list = self._connection.vendor == "postgresql"
        form = "SELECT unnest(%s::bigint[])" if self._is_list else EACH_OF_JSON
        query = make(RawSQL(form, [_HERE])).query
        compiler = query.get_compiler(using=alias)
        self._sql, params = compiler.as_sql()
        self._before = tuple(params[: params.index(_HERE)])
        self._after = tuple(params[len(self._before) + 1 :])
        self._converters: list[Converter] = [
            *self._kept(compiler),
            *((n, _day) for n in days),
        ]

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows of these recommendations, in the order of the queryset."""
        given: Any = list(ids) if self._is_list else json.dumps(list(ids))
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, (*self._before, given, *self._after))
            rows: list[Any] = cursor.fetchall()
        if not self._converters:
            return rows
        columns: list[Any] = list(zip(*rows, strict=True))
        for place, convert in self._converters if rows else ():
            columns[place] = [convert(value) for value in columns[place]]
        return list(zip(*columns, strict=True))

    def _kept(self, compiler: Any) -> list[Converter]:
        """Django's own converters of each column; what they gave is remembered."""
        expressions = [column[0] for column in compiler.select]
        found = compiler.get_converters(expressions)
        return [
            (place, lru_cache(maxsize=20_000)(self._one(converters, expression)))
            for place, (converters, expression) in found.items()
        ]

    def _one(self, converters: Any, expression: Any) -> Callable[[Any], Any]:
        def convert(value: Any) -> Any:
            for converter in converters:
                value = converter(value, expression, self._connection)
            return value

        return convert


@lru_cache(maxsize=20_000)
def _day(text: str | None) -> date | None:
    return date_or_none(text)


_HERE = "the ids"
EACH_OF_JSON = "SELECT value FROM json_each(%s)"


def references(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Id to (report, reference); one query."""
    rows = Recommendation.objects.filter(id__in=ids)
    return {
        id_: (slug, reference)
        for id_, slug, reference in rows.values_list("id", "report__slug", "reference")
    }


def known(view: AsOf, prefix: str = "") -> Q:
    """The condition that a row had been published in the view."""
    held = Q(**{f"{prefix}published_at__isnull": False})
    if view.known_at is not None:
        held &= Q(**{f"{prefix}published_at__date__lte": view.known_at})
    return held


def not_withdrawn(view: AsOf, prefix: str = "") -> Q:
    """The condition that a row had not been withdrawn in the view."""
    held = Q(**{f"{prefix}withdrawn_at__isnull": True})
    if view.known_at is not None:
        held |= Q(**{f"{prefix}withdrawn_at__date__gt": view.known_at})
    return held


def was_published(moment: datetime | None, view: AsOf) -> bool:
    """Whether a row had been published by the day of knowledge."""
    return moment is not None and moment.astimezone(UTC).date() <= view.known_on


def was_withdrawn(moment: datetime | None, view: AsOf) -> bool:
    """Whether a row had been withdrawn by the day of knowledge."""
    return moment is not None and moment.astimezone(UTC).date() <= view.known_on


def standings(ids: Sequence[int], view: AsOf) -> dict[int, Any]:
    """Recommendation to its standing in the view, with its assessment; one query."""
    rows = Standing.objects.at(view).filter(recommendation__in=ids)
    return {row.recommendation_id: row for row in rows.select_related("assessment")}


def assessment_numbers(ids: Sequence[int]) -> dict[int, int]:
    """Assessment to its number among those of its recommendation; one query."""
    return numbers(Assessment, ids)


def numbers(model: type[Any], ids: Sequence[int]) -> dict[int, int]:
    """Each published row to its number in its recommendation, from 1; one query.

    Counted in order of publication, so that a later row changes no number and two
    installations with the same record agree.
    """
    rows = model.objects.filter(
        recommendation__in=ids, published_at__isnull=False
    ).order_by("published_at", "id")
    found: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for id_, owner in rows.values_list("id", "recommendation_id"):
        counts[owner] += 1
        found[id_] = counts[owner]
    return found


def grouped(rows: QuerySet[Any], owner: str) -> dict[int, list[Any]]:
    """Rows by the value of one of their columns, order kept."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def day(moment: datetime | None) -> date | None:
    """The UTC day of a moment."""
    return moment.astimezone(UTC).date() if moment else None


def date_or_none(text: str | None) -> date | None:
    """A day from its ISO text."""
    return date.fromisoformat(text) if text else None

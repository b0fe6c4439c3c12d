"""The public record row by row, for another installation to be filled with.

One JSON object on each line: the table, then its columns. Only what readers may see
is in it: ``recommendations.portable`` says which columns, this module which rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from django.db.models import Q, QuerySet

from recommendations.models import (
    Ask,
    Assessment,
    Category,
    Correction,
    DueDate,
    Evidence,
    Indicator,
    InterimTarget,
    Judgement,
    MethodVersion,
    Observation,
    Recommendation,
    ReplyRequest,
    Report,
    Response,
    Responsibility,
    SecondJudgement,
    SecondReading,
    Source,
    StatedMetric,
    StatusChange,
    UnmeasuredMetric,
)
from recommendations.portable import FORM, TABLES, Table, row_of
from recommendations.streamed import streamed
from scorecard import selectors
from scorecard.models import Snapshot

from .datasets import Scope, agencies, reading

NAME = "record.jsonl"
PUBLIC = {"published_at__isnull": False}


@dataclass(frozen=True)
class PublicRows:
    """The rows of each table that readers may see, of one report or of all."""

    scope: Scope

    @cached_property
    def recommendations(self) -> list[int]:
        """The published recommendations."""
        rows = Recommendation.objects.public()
        if self.scope.report is not None:
            rows = rows.filter(report=self.scope.report)
        return list(rows.values_list("pk", flat=True))

    @cached_property
    def reports(self) -> list[int]:
        """The published reports."""
        rows = Report.objects.public()
        if self.scope.report is not None:
            rows = rows.filter(pk=self.scope.report.pk)
        return list(rows.values_list("pk", flat=True))

    @cached_property
    def indicators(self) -> list[int]:
        """The published indicators that bear on any of these."""
        rows = Indicator.objects.public()
        if self.scope.report is not None:
            chosen = selectors.report_indicators(self.scope.report)
            rows = rows.filter(pk__in=chosen.values("pk"))
        return list(rows.values_list("pk", flat=True))

    def of(self, table: Table) -> QuerySet[Any]:
        """The rows of one table, by primary key."""
        return ROWS[table.label.split(".")[1]](self).order_by("pk")

    def travels(self, label: str, ids: set[int]) -> set[int]:
        """Those of these rows that are in the file themselves."""
        held = {
            "report": self.reports,
            "recommendation": self.recommendations,
            "indicator": self.indicators,
        }
        name = label.split(".")[1]
        if name in held:
            return ids & set(held[name])
        if name == "evidence":
            rows = Evidence.objects.filter(pk__in=ids, **PUBLIC)
            return set(rows.values_list("pk", flat=True))
        return ids


def _own(model: Any, **also: Any) -> Callable[[PublicRows], QuerySet[Any]]:
    """Rows that hang on a recommendation."""
    return lambda rows: model.objects.filter(
        recommendation__in=rows.recommendations, **also
    )


def _sources(rows: PublicRows) -> QuerySet[Any]:
    return Source.objects.filter(
        Q(report__in=rows.reports)
        | Q(indicator__in=rows.indicators)
        | Q(
            evidence__recommendation__in=rows.recommendations,
            evidence__published_at__isnull=False,
        )
    )


def _metrics(rows: PublicRows) -> QuerySet[Any]:
    return StatedMetric.objects.filter(
        Q(report__in=rows.reports) | Q(recommendation__in=rows.recommendations)
    )


def _unmeasured(rows: PublicRows) -> QuerySet[Any]:
    return UnmeasuredMetric.objects.filter(
        Q(reports__in=rows.reports) | Q(recommendations__in=rows.recommendations)
    ).distinct()


def _corrections(rows: PublicRows) -> QuerySet[Any]:
    held = selectors.corrections(report=rows.scope.report).values("pk")
    return Correction.objects.filter(
        Q(report__isnull=True) | Q(report__in=rows.reports),
        Q(recommendation__isnull=True) | Q(recommendation__in=rows.recommendations),
        Q(indicator__isnull=True) | Q(indicator__in=rows.indicators),
        pk__in=held,
    )


ROWS: dict[str, Callable[[PublicRows], QuerySet[Any]]] = {
    "methodversion": lambda rows: MethodVersion.objects.all(),
    "agency": lambda rows: agencies.chosen(rows.scope),
    "report": lambda rows: Report.objects.filter(pk__in=rows.reports),
    "category": lambda rows: Category.objects.filter(report__in=rows.reports),
    "recommendation": lambda rows: Recommendation.objects.filter(
        pk__in=rows.recommendations
    ),
    "ask": _own(Ask),
    "responsibility": _own(Responsibility),
    "statedmetric": _metrics,
    "evidence": _own(Evidence, **PUBLIC),
    "indicator": lambda rows: Indicator.objects.filter(pk__in=rows.indicators),
    "source": _sources,
    "observation": lambda rows: Observation.objects.filter(
        indicator__in=rows.indicators, **PUBLIC
    ),
    "interimtarget": lambda rows: InterimTarget.objects.filter(
        indicator__in=rows.indicators
    ),
    "unmeasuredmetric": _unmeasured,
    "assessment": _own(Assessment, **PUBLIC),
    "judgement": lambda rows: Judgement.objects.filter(
        assessment__recommendation__in=rows.recommendations,
        assessment__published_at__isnull=False,
    ),
    "replyrequest": lambda rows: ReplyRequest.objects.filter(
        assessment__recommendation__in=rows.recommendations,
        assessment__published_at__isnull=False,
    ),
    "secondreading": _own(SecondReading, **PUBLIC),
    "secondjudgement": lambda rows: SecondJudgement.objects.filter(
        reading__recommendation__in=rows.recommendations,
        reading__published_at__isnull=False,
    ),
    "response": _own(Response, **PUBLIC),
    "duedate": _own(DueDate, **PUBLIC),
    "correction": _corrections,
    "statuschange": _own(StatusChange),
    "snapshot": lambda rows: Snapshot.objects.filter(
        report__in=rows.reports
    ).select_related("method_version"),
}


def record_chunks(scope: Scope) -> Iterator[bytes]:
    """The file in pieces: a first line that names its form, then every row."""
    yield orjson.dumps({"form": FORM}) + b"\n"
    public = PublicRows(scope)
    for table in TABLES:
        for chunk in reading.batches(streamed(public.of(table), reading.CHUNK)):
            yield b"".join(_lines(table, chunk, public))


def _lines(table: Table, chunk: list[Any], public: PublicRows) -> Iterator[bytes]:
    sets = {name: _members(table, name, chunk, public) for name in table.sets}
    for row in chunk:
        own = {name: found[row.pk] for name, found in sets.items()}
        values = row_of(table, row, own)
        if table.label == "recommendations.report":
            yardstick = {values["primary_indicator_id"]} - {None}
            if not public.travels("recommendations.indicator", yardstick):
                values["primary_indicator_id"] = None
        yield orjson.dumps({"table": table.label, **values}) + b"\n"


def _members(
    table: Table, name: str, chunk: list[Any], public: PublicRows
) -> dict[int, list[int]]:
    """The members of one set for each row of a chunk; two queries."""
    link: Any = table.sets[name]
    own, other = link.m2m_field_name(), link.m2m_reverse_field_name()
    rows = link.remote_field.through.objects.filter(
        **{f"{own}__in": [row.pk for row in chunk]}
    )
    pairs = list(rows.values_list(f"{own}_id", f"{other}_id"))
    label = link.related_model._meta.label_lower
    kept = public.travels(label, {member for _owner, member in pairs})
    found: dict[int, list[int]] = defaultdict(list)
    for owner, member in pairs:
        if member in kept:
            found[owner].append(member)
    return found

"""Where each kind of row of a pack lives in the record, and what identifies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from recommendations.models import (
    Agency,
    Ask,
    Category,
    Evidence,
    Indicator,
    Observation,
    Recommendation,
    Report,
    Responsibility,
    SecondJudgement,
    SecondReading,
    Source,
    StatedMetric,
    UnmeasuredMetric,
)


@dataclass(frozen=True)
class Link:
    """A foreign key or a set of them: the kind it names, and how that is found.

    lookups: from the row to each part of the other row's natural key.
    """

    kind: str
    lookups: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One kind of row.

    key: the lookups of its natural key; the first names the pack's own part of
    the record. owner: the foreign key that the first parts of the key name, the
    kind of its target and how many parts. late: links that can be set only when
    all rows exist.
    """

    kind: str
    plural: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...] = ()
    owner: tuple[str, str, int] | None = None
    links: Mapping[str, Link] = field(default_factory=dict)
    lists: Mapping[str, Link] = field(default_factory=dict)
    late: frozenset[str] = frozenset()


AGENCY = Table(
    kind="agency",
    plural="agencies",
    model=Agency,
    key=("slug",),
    columns=(
        "name",
        "name_es",
        "abbreviation",
        "kind",
        "jurisdiction",
        "dissolved_on",
        "dissolved_precision",
        "url",
        "other_names",
        "note",
    ),
    links={
        "parent": Link("agency", ("parent__slug",)),
        "successor": Link("agency", ("successor__slug",)),
    },
    late=frozenset({"parent", "successor"}),
)

REPORT = Table(
    kind="report",
    plural="reports",
    model=Report,
    key=("slug",),
    columns=(
        "title",
        "title_es",
        "title_original",
        "series",
        "publisher",
        "authors",
        "issued_on",
        "issued_precision",
        "language",
        "jurisdiction",
        "url",
        "horizon_ends_on",
        "horizon_precision",
        "horizon_basis",
        "horizon_note",
        "primary_goal",
        "primary_goal_es",
        "summary",
        "summary_es",
        "notes",
        "also_announced",
        "also_announced_es",
        "also_announced_later",
        "also_announced_later_es",
        "assessment_notice",
        "assessment_notice_es",
    ),
    links={"primary_indicator": Link("indicator", ("primary_indicator__slug",))},
    late=frozenset({"primary_indicator"}),
)

CATEGORY = Table(
    kind="category",
    plural="categories",
    model=Category,
    key=("report__slug", "code"),
    columns=("slug", "title", "title_es", "position", "is_editorial"),
    owner=("report", "report", 1),
)

_SOURCE = (
    "title",
    "title_status",
    "publisher",
    "via",
    "published_on",
    "published_precision",
    "url",
    "is_verified",
    "tier",
    "note",
)

_RECOMMENDATION = ("recommendation__report__slug", "recommendation__reference")
_REPORTS = {
    "recommendations": Link(
        "recommendation",
        ("recommendations__report__slug", "recommendations__reference"),
    ),
    "reports": Link("report", ("reports__slug",)),
}

RECOMMENDATION = Table(
    kind="recommendation",
    plural="recommendations",
    model=Recommendation,
    key=("report__slug", "reference"),
    columns=(
        "position",
        "slug",
        "title",
        "title_es",
        "summary",
        "summary_es",
        "issued_on",
        "open_questions",
        "open_questions_es",
    ),
    owner=("report", "report", 1),
    links={"category": Link("category", ("category__report__slug", "category__code"))},
)

ASK = Table(
    kind="ask",
    plural="asks",
    model=Ask,
    key=(*_RECOMMENDATION, "code"),
    columns=("position", "text", "text_es"),
    owner=("recommendation", "recommendation", 2),
)

EVIDENCE = Table(
    kind="evidence",
    plural="items of evidence",
    model=Evidence,
    key=(*_RECOMMENDATION, "key"),
    columns=(
        "happened_on",
        "happened_precision",
        "kind",
        "bearing",
        "actor",
        "actor_es",
        "fact",
        "fact_es",
        "note",
    ),
    owner=("recommendation", "recommendation", 2),
    lists={
        "asks": Link(
            "ask",
            (
                "asks__recommendation__report__slug",
                "asks__recommendation__reference",
                "asks__code",
            ),
        ),
        "agencies": Link("agency", ("agencies__slug",)),
    },
)

INDICATOR = Table(
    kind="indicator",
    plural="indicators",
    model=Indicator,
    key=("slug",),
    columns=(
        "name",
        "name_es",
        "unit",
        "unit_es",
        "kind",
        "direction",
        "frequency",
        "definition",
        "definition_es",
        "caveats",
        "caveats_es",
        "is_comparison_only",
        "baseline_period",
        "baseline_value",
        "baseline_note",
        "baseline_note_es",
        "start_period",
        "start_value",
        "target_period",
        "target_value",
        "target_basis",
        "target_note",
        "target_note_es",
        "position",
    ),
    lists=_REPORTS,
)

# In the order in which rows can be made: what is referred to comes first.
TABLES: tuple[Table, ...] = (
    AGENCY,
    REPORT,
    CATEGORY,
    Table(
        kind="report metric",
        plural="measures stated by reports",
        model=StatedMetric,
        key=("report__slug", "position"),
        columns=("text", "text_es"),
        owner=("report", "report", 1),
    ),
    Table(
        kind="report source",
        plural="sources on reports",
        model=Source,
        key=("report__slug", "is_about_also_announced", "position"),
        columns=_SOURCE,
        owner=("report", "report", 1),
    ),
    RECOMMENDATION,
    Table(
        kind="recommendation metric",
        plural="measures stated for recommendations",
        model=StatedMetric,
        key=(*_RECOMMENDATION, "position"),
        columns=("text", "text_es"),
        owner=("recommendation", "recommendation", 2),
    ),
    ASK,
    Table(
        kind="responsibility",
        plural="responsibilities",
        model=Responsibility,
        key=(*_RECOMMENDATION, "agency__slug"),
        columns=("role", "position"),
        owner=("recommendation", "recommendation", 2),
        links={"agency": Link("agency", ("agency__slug",))},
    ),
    EVIDENCE,
    Table(
        kind="evidence source",
        plural="sources of evidence",
        model=Source,
        key=(
            *(f"evidence__{lookup}" for lookup in _RECOMMENDATION),
            "evidence__key",
            "position",
        ),
        columns=_SOURCE,
        owner=("evidence", "evidence", 3),
    ),
    INDICATOR,
    Table(
        kind="indicator source",
        plural="sources of indicators",
        model=Source,
        key=("indicator__slug", "key"),
        columns=("position", *_SOURCE),
        owner=("indicator", "indicator", 1),
    ),
    Table(
        kind="observation",
        plural="observations",
        model=Observation,
        key=("indicator__slug", "period"),
        columns=("period_ends_on", "value", "flag", "is_verified", "note"),
        owner=("indicator", "indicator", 1),
        links={
            "source": Link(
                "indicator source", ("source__indicator__slug", "source__key")
            )
        },
    ),
    Table(
        kind="unmeasured metric",
        plural="metrics without a series",
        model=UnmeasuredMetric,
        key=("slug",),
        columns=(
            "metric",
            "metric_es",
            "known",
            "note",
            "urls",
            "target_period",
            "target_value",
            "target_unit",
            "target_basis",
            "position",
        ),
        lists=_REPORTS,
    ),
    Table(
        kind="second reading",
        plural="second readings",
        model=SecondReading,
        key=(*_RECOMMENDATION, "effective_on", "coder"),
        columns=("made_on", "basis"),
        owner=("recommendation", "recommendation", 2),
    ),
    Table(
        kind="second judgement",
        plural="steps of second readings",
        model=SecondJudgement,
        key=(
            *(f"reading__{lookup}" for lookup in _RECOMMENDATION),
            "reading__effective_on",
            "reading__coder",
            "ask__code",
        ),
        columns=("status", "confidence", "reason", "reason_es"),
        owner=("reading", "second reading", 4),
        links={
            "ask": Link(
                "ask",
                (
                    "ask__recommendation__report__slug",
                    "ask__recommendation__reference",
                    "ask__code",
                ),
            )
        },
    ),
)

BY_KIND = {table.kind: table for table in TABLES}
ASSESSMENT = "assessment"

# A change of these can move where a recommendation stands, or how sure that is.
MOVING = frozenset(
    {
        "recommendation",
        "ask",
        "evidence",
        "evidence source",
        "second reading",
        "second judgement",
    }
)

OF_A_RECOMMENDATION = MOVING | {"responsibility", ASSESSMENT}
OWNERS: dict[str, dict[str, int]] = {
    kind: {"recommendation": 2} for kind in OF_A_RECOMMENDATION
} | {kind: {kind: 1} for kind in ("report", "agency", "indicator")}
"""Which findable row a row of a pack is part of: its kind, its parts of the key."""

"""Reads that gather what one scorecard page needs, each a small dataclass.

Every number in them comes from ``scorecard.build`` and ``scorecard.outcomes``.
A page costs a fixed number of queries whatever the size of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from recommendations.as_of import AsOf
from recommendations.models import (
    Ask,
    Correction,
    Indicator,
    MethodVersion,
    Observation,
    Recommendation,
    Report,
    Responsibility,
    Standing,
    StatusChange,
)

if TYPE_CHECKING:
    from .long_reports import LongReport

from . import build
from .build import Group, Heading, Line, Scorecard
from .many import MANY
from .outcomes import IndicatorReading, OutcomeDial, dial, reading
from .sums import Sums
from .uncertainty import (
    PAGE_LIMIT,
    with_ranges,
)

_LINE_COLUMNS = [
    "recommendation_id",
    "recommendation__report__slug",
    *build.OWN_COLUMNS.values(),
    *build.HEADING,
    *build.STANDING_COLUMNS,
    "asks_text",
]


def public_report(slug: str, today: date) -> Report | None:
    """A published report with what its page says besides; one query.

    ``is_long``: whether it has very many recommendations, published or not; none are
    counted beyond that. ``moved_at``: when anything in it last moved, None where it is
    long. ``method_in_force``: the version of the method on that day, as
    ``method_version`` names it.
    """
    own = Recommendation.objects.filter(report=OuterRef("pk")).order_by()
    moves = StatusChange.objects.filter(recommendation__report=OuterRef("pk"))
    held = MethodVersion.objects.by_force_on(today).values("version")
    rows = Report.objects.public().annotate(
        method_in_force=Coalesce(Subquery(held[:1]), Value("")),
        is_long=Exists(own[MANY : MANY + 1]),
    )
    short = When(is_long=False, then=Subquery(moves.values("published_at")[:1]))
    rows = rows.annotate(moved_at=Case(short, output_field=DateTimeField()))
    found: Report | None = rows.filter(slug=slug).first()
    return found


def size_of_report() -> Coalesce:
    """How many recommendations a report has, as an expression."""
    rows = Recommendation.objects.filter(report=OuterRef("pk")).order_by()
    counted = rows.values("report").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def method_version(view: AsOf) -> str:
    """The version of the method in force in the view; the oldest before that."""
    held = MethodVersion.objects.by_force_on(view.today)
    return held.values_list("version", flat=True).first() or ""


def lines(
    view: AsOf, with_texts_up_to: int | None = None, **restriction: Any
) -> list[Line]:
    """The public recommendations as they stand in the view; two queries.

    with_texts_up_to: leave the texts of asks empty where there are more lines.
    restriction: filters on Standing, such as ``recommendation__report=report``.
    """
    rows = (
        Standing.objects.at(view)
        .filter(
            recommendation__published_at__isnull=False,
            recommendation__report__published_at__isnull=False,
            **restriction,
        )
        .order_by(
            "recommendation__report",
            "recommendation__position",
            "recommendation__reference",
        )
        .annotate(asks_text=Cast("asks", TextField()))
        .values(*_LINE_COLUMNS)
    )
    found = list(rows)
    texts: Mapping[int, Mapping[str, tuple[str, str]]] = {}
    if with_texts_up_to is None or len(found) <= with_texts_up_to:
        texts = _ask_texts([row["recommendation_id"] for row in found])
    return [
        build.line(row, texts.get(row["recommendation_id"], {}), view) for row in found
    ]


def _ask_texts(ids: Sequence[int]) -> dict[int, dict[str, tuple[str, str]]]:
    texts: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    rows = Ask.objects.filter(recommendation__in=ids)
    for owner, code, text, text_es in rows.values_list(
        "recommendation_id", "code", "text", "text_es"
    ):
        texts[owner][code] = (text, text_es)
    return texts


def scorecard(
    report: Report, view: AsOf, rows: Sequence[Line] | None = None
) -> Scorecard:
    """The scorecard of a report in a view; four queries, and one for a long one.

    rows: its lines, where they were read already; two queries less.
    """
    if rows is None:
        rows = lines(view, recommendation__report=report)
    agreed = build.agreement(rows)
    named = Responsibility.objects.filter(recommendation__report=report)
    card = Scorecard(
        view=view,
        total=build.gated(
            build.group(
                "report",
                report.slug,
                rows,
                title=report.title,
                title_es=report.title_es,
            ),
            agreed.gate,
        ),
        agreement=agreed,
        categories=tuple(build.gated(g, agreed.gate) for g in _categories(rows)),
        agencies=tuple(build.gated(g, agreed.gate) for g in _agencies(named, rows)),
        method_version=method_of(report, view),
        differing=build.differing(rows),
    )
    return with_ranges(card)


def method_of(report: Report, view: AsOf) -> str:
    """The method in force, which a report read for its page brings along."""
    found = getattr(report, "method_in_force", None)
    return method_version(view) if found is None else str(found)


def _categories(rows: Sequence[Line]) -> list[Group]:
    grouped: dict[Heading, list[Line]] = defaultdict(list)
    for row in rows:
        grouped[row.category].append(row)
    return [
        build.group(
            "category",
            heading.code,
            members,
            title=heading.title,
            title_es=heading.title_es,
            is_editorial=heading.is_editorial,
        )
        for heading, members in sorted(
            grouped.items(), key=lambda pair: (pair[0].position, pair[0].code)
        )
    ]


def _agencies(named: QuerySet[Responsibility], rows: Sequence[Line]) -> list[Group]:
    found = [
        build.agency_group(
            agency.slug, members, title=agency.name, title_es=agency.name_es
        )
        for agency, members in named_lines(named, {row.id: row for row in rows})
    ]
    return sorted(found, key=lambda g: (g.title, g.key))


class Named(NamedTuple):
    """An agency as far as a scorecard names it."""

    id: int
    slug: str
    name: str
    name_es: str


def named_lines(
    named: QuerySet[Responsibility], by_id: Mapping[int, Line]
) -> list[tuple[Named, list[tuple[Line, str]]]]:
    """Each agency with the lines that name it, narrowed to its asks where some are.

    One query; a responsibility comes once for each ask it is narrowed to.
    """
    agencies: dict[int, Named] = {}
    grouped: dict[int, dict[int, tuple[Line, str, list[str]]]] = defaultdict(dict)
    rows = named.order_by("recommendation__position", "id").values_list(
        "id",
        "recommendation_id",
        "role",
        "asks__code",
        *(f"agency__{name}" for name in Named._fields),
    )
    for id_, recommendation_id, role, code, *agency in rows:
        line = by_id.get(recommendation_id)
        if line is None:
            continue
        owner = agency[0]
        if owner not in agencies:
            agencies[owner] = Named(*agency)
        _line, _role, codes = grouped[owner].setdefault(id_, (line, role, []))
        if code is not None:
            codes.append(code)
    return [
        (agency, [_member(*found) for found in grouped[id_].values()])
        for id_, agency in agencies.items()
    ]


def narrowed_lines(view: AsOf, **restriction: Any) -> dict[int, list[Line]]:
    """Agency id to the lines narrowed to the asks it is named for, where it is; one
    query, and two more where there are any.

    restriction: filters on Responsibility.
    """
    codes: dict[tuple[int, int], list[str]] = defaultdict(list)
    links = Responsibility.asks.through.objects.all()
    if not links.exists():  # the usual case, which a database would not notice
        return defaultdict(list)
    named = Responsibility.objects.filter(**restriction)
    links = links.filter(responsibility__in=named)
    for agency, owner, code in links.values_list(
        "responsibility__agency_id", "responsibility__recommendation_id", "ask__code"
    ):
        codes[agency, owner].append(code)
    found: dict[int, list[Line]] = defaultdict(list)
    if codes:
        owners = {owner for _agency, owner in codes}
        by_id = {row.id: row for row in lines(view, 0, recommendation__in=owners)}
        for (agency, owner), wanted in codes.items():
            if owner in by_id:
                found[agency].append(build.narrowed(by_id[owner], wanted))
    return found


def _member(line: Line, role: str, codes: Sequence[str]) -> tuple[Line, str]:
    return (build.narrowed(line, codes) if codes else line), role


def readings(view: AsOf, chosen: QuerySet[Indicator]) -> list[IndicatorReading]:
    """The chosen public indicators as they read in the view; three queries."""
    public = chosen.public()  # type: ignore[attr-defined]  # a method of its manager
    rows = public.prefetch_related(
        Prefetch(
            "observations",
            Observation.objects.select_related("source").order_by(
                "period_ends_on", "id"
            ),
        ),
        "interim_targets",
    )
    return [reading(row, list(row.observations.all()), view) for row in rows]


def report_indicators(report: Report) -> QuerySet[Indicator]:
    """Those that bear on a report as a whole or on one of its recommendations."""
    return Indicator.objects.filter(
        Q(reports=report) | Q(recommendations__report=report)
    ).distinct()


def changes(view: AsOf, **restriction: Any) -> QuerySet[StatusChange]:
    """Published status changes seen in the view, newest first.

    That they are public is asked row by row, so that a page of the newest is read
    from an index and nothing is sorted.
    """
    public = Recommendation.objects.public().filter(pk=OuterRef("recommendation_id"))
    rows = StatusChange.objects.filter(
        Exists(public), effective_on__lte=view.on, **restriction
    )
    if view.known_at is not None:
        rows = rows.filter(published_at__date__lte=view.known_at)
    return rows.select_related(*POINTED_TO)


def whole_changes(rows: QuerySet[StatusChange]) -> list[StatusChange]:
    """The changes of a short slice of ``changes``, in its order, in two queries.

    Read with all they point to at once, a database would first sort every change.
    """
    ids = list(rows.values_list("pk", flat=True))
    found = StatusChange.objects.select_related(*POINTED_TO).in_bulk(ids)
    return [found[id_] for id_ in ids]


POINTED_TO = ("recommendation__report", "ask", "assessment")

LATEST = ("-effective_on", "-published_at", "-id")
"""Status changes by the day they became true, the newest first."""

MOVES = 6
"""How many of them a report's page shows."""


@dataclass(frozen=True)
class ReportPage:
    """All that the page of one report prints."""

    report: Report
    card: Scorecard
    outcomes: OutcomeDial
    indicators: tuple[IndicatorReading, ...]
    primary: IndicatorReading | None
    moved: tuple[StatusChange, ...]
    corrections: tuple[Correction, ...]
    n_agencies: int = 0
    first: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    sums: Mapping[str, Sums] = field(default_factory=dict)


def report_page(
    report: Report,
    view: AsOf,
    long: LongReport | None = None,
    rows: Sequence[Line] | None = None,
) -> ReportPage:
    """Gather a report's page; nine queries beyond the report's own.

    long: the scorecard of very many recommendations, which takes the place of lines.
    rows: its lines, where they were read already, else with the texts of their asks
    up to as many as the page prints.
    """
    found = tuple(readings(view, report_indicators(report)))
    if long is None:
        if rows is None:
            texts = PAGE_LIMIT
            rows = lines(view, with_texts_up_to=texts, recommendation__report=report)
        card = scorecard(report, view, rows)
    else:
        card = long.card
    primary = [row for row in found if row.indicator.pk == report.primary_indicator_id]
    if long is None:
        asks_moved = changes(view, recommendation__report=report, ask__isnull=False)
    else:
        asks_moved = changes(view, pk__in=long.moved)
    return ReportPage(
        report=report,
        card=card,
        outcomes=dial(found),
        indicators=found,
        primary=primary[0] if primary else None,
        moved=tuple(asks_moved.order_by(*LATEST)[:MOVES]),
        corrections=material_corrections(
            view, Q(report=report) | Q(recommendation__report=report)
        ),
        n_agencies=long.n_agencies if long else len(card.agencies),
        first=long.first if long else {},
        sums=long.sums if long else {},
    )


def corrections(report: Report | None = None) -> QuerySet[Correction]:
    """Published corrections, newest first, of one report or of all."""
    rows = Correction.objects.public().select_related(
        "report", "recommendation__report", "indicator"
    )
    if report is None:
        return rows
    return rows.filter(Q(report=report) | Q(recommendation__report=report))


def material_corrections(view: AsOf, about: Q) -> tuple[Correction, ...]:
    """Those that change a figure of a page, as far as the view knows of them.

    They are marked on the pages of the recommendation, its report, the agencies it
    names and the indicator; on snapshots taken before; in the log, the feed, the
    status report and the data.
    """
    known = Correction.objects.public().filter(
        about, is_material=True, published_at__date__lte=view.known_on
    )
    return tuple(known.order_by("-published_at", "-id").distinct())

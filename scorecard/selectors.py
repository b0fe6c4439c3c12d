"""Reads that gather what one scorecard page needs, each a small dataclass.

Every number in them comes from ``scorecard.build`` and ``scorecard.outcomes``.
A page costs a fixed number of queries whatever the size of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from recommendations.agreement import Agreement as ReportAgreement, agreements
from recommendations.as_of import AsOf
from recommendations.models import (
    Agency,
    Ask,
    Category,
    Correction,
    Indicator,
    MethodVersion,
    Observation,
    Report,
    Responsibility,
    Standing,
    StatusChange,
)

from . import build
from .build import Agreement, Group, Line, Scorecard
from .outcomes import IndicatorReading, OutcomeDial, dial, reading
from .uncertainty import all_with_ranges, with_ranges

_LINE_COLUMNS = [
    "recommendation_id",
    *build.STANDING_COLUMNS,
    "asks",
    *(
        f"recommendation__{name}"
        for name in (
            "report__slug",
            "reference",
            "title",
            "title_es",
            "category_id",
            "priority",
            "weight",
            "weight_reason",
            "issued_on",
        )
    ),
]


def method_version(view: AsOf) -> str:
    """The version of the method in force in the view; the oldest before that."""
    rows = MethodVersion.objects.order_by("in_force_from", "version")
    versions = list(rows.values_list("in_force_from", "version"))
    held = [version for day, version in versions if day <= view.today]
    return held[-1] if held else versions[0][1] if versions else ""


def lines(view: AsOf, **restriction: Any) -> list[Line]:
    """The public recommendations as they stand in the view; two queries.

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
        .values(*_LINE_COLUMNS)
    )
    found = list(rows)
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


def scorecard(report: Report, view: AsOf) -> Scorecard:
    """The scorecard of a report in a view; six queries (and one for its range)."""
    rows = lines(view, recommendation__report=report)
    agreed = build.agreement(rows)
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
        categories=tuple(
            build.gated(g, agreed.gate) for g in _categories(report, rows)
        ),
        agencies=tuple(build.gated(g, agreed.gate) for g in _agencies(report, rows)),
        method_version=method_version(view),
        differing=build.differing(rows),
    )
    return with_ranges(card)


def _categories(report: Report, rows: Sequence[Line]) -> list[Group]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        grouped[row.category_id].append(row)
    return [
        build.group(
            "category",
            category.code,
            grouped[category.id],
            title=category.title,
            title_es=category.title_es,
            is_editorial=category.is_editorial,
        )
        for category in Category.objects.filter(report=report)
        if grouped[category.id]
    ]


def _agencies(report: Report, rows: Sequence[Line]) -> list[Group]:
    by_id = {row.id: row for row in rows}
    named = Responsibility.objects.filter(recommendation__report=report)
    grouped = _named_lines(named, by_id)
    agencies = Agency.objects.in_bulk(list(grouped))
    found = [
        build.agency_group(
            agencies[id_].slug,
            members,
            title=agencies[id_].name,
            title_es=agencies[id_].name_es,
        )
        for id_, members in grouped.items()
    ]
    return sorted(found, key=lambda g: (g.title, g.key))


def _named_lines(
    named: QuerySet[Responsibility], by_id: Mapping[int, Line]
) -> dict[int, list[tuple[Line, str]]]:
    """Agency id to the lines that name it, narrowed to its asks where some are."""
    only: dict[int, list[str]] = defaultdict(list)
    links = Responsibility.asks.through.objects.filter(responsibility__in=named)
    for owner, code in links.values_list("responsibility_id", "ask__code"):
        only[owner].append(code)
    grouped: dict[int, list[tuple[Line, str]]] = defaultdict(list)
    rows = named.order_by("recommendation__position").values_list(
        "id", "agency_id", "recommendation_id", "role"
    )
    for id_, agency_id, recommendation_id, role in rows:
        line = by_id.get(recommendation_id)
        if line is not None:
            narrow = build.narrowed(line, only[id_]) if only[id_] else line
            grouped[agency_id].append((narrow, role))
    return grouped


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
    """Published status changes seen in the view, newest first."""
    rows = StatusChange.objects.filter(
        effective_on__lte=view.on,
        recommendation__published_at__isnull=False,
        recommendation__report__published_at__isnull=False,
        **restriction,
    )
    if view.known_at is not None:
        rows = rows.filter(published_at__date__lte=view.known_at)
    return rows.select_related("recommendation__report", "ask", "assessment")


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


def report_page(report: Report, view: AsOf) -> ReportPage:
    """Gather a report's page; at most twelve queries beyond the report's own."""
    found = tuple(readings(view, report_indicators(report)))
    primary = [row for row in found if row.indicator.pk == report.primary_indicator_id]
    asks_moved = changes(
        view, recommendation__report=report, ask__isnull=False
    ).order_by("-effective_on", "-published_at", "-id")
    return ReportPage(
        report=report,
        card=scorecard(report, view),
        outcomes=dial(found),
        indicators=found,
        primary=primary[0] if primary else None,
        moved=tuple(asks_moved[:6]),
        corrections=tuple(corrections(report=report)),
    )


def corrections(report: Report | None = None) -> QuerySet[Correction]:
    """Published corrections, newest first, of one report or of all."""
    rows = Correction.objects.public().select_related(
        "report", "recommendation__report", "indicator"
    )
    if report is None:
        return rows
    return rows.filter(Q(report=report) | Q(recommendation__report=report))


@dataclass(frozen=True)
class ReportHeadline:
    """A report with its scorecard's total, for lists of reports."""

    report: Report
    card: Scorecard


def home_page(view: AsOf, reports: Sequence[Report]) -> list[ReportHeadline]:
    """The headline of each of these reports; four queries for all of them."""
    rows = lines(view, recommendation__report__in=list(reports))
    version = method_version(view)
    cards = []
    for report in reports:
        own = [row for row in rows if row.report_slug == report.slug]
        agreed = build.agreement(own)
        group = build.group(
            "report", report.slug, own, title=report.title, title_es=report.title_es
        )
        total = build.gated(group, agreed.gate)
        cards.append(Scorecard(view, total, agreed, method_version=version))
    ranged = all_with_ranges(cards)
    return [ReportHeadline(*pair) for pair in zip(reports, ranged, strict=True)]


@dataclass(frozen=True)
class AgencyPage:
    """All that the page of one agency prints."""

    agency: Agency
    total: Group
    card: Scorecard
    lines: tuple[tuple[Line, str], ...]
    reports: Mapping[str, Report]


def agency_page(agency: Agency, view: AsOf) -> AgencyPage:
    """Gather an agency's page: what it is named for, across reports."""
    named = Responsibility.objects.filter(agency=agency)
    ids = list(named.values_list("recommendation_id", flat=True))
    by_id = {row.id: row for row in lines(view, recommendation__in=ids)}
    members = _named_lines(named, by_id).get(agency.pk, [])
    slugs = {row.report_slug for row, _role in members}
    reports = list(Report.objects.filter(slug__in=slugs))
    agreed = weakest(agreements([report.pk for report in reports], view).values())
    total = build.gated(
        build.agency_group(
            agency.slug, members, title=agency.name, title_es=agency.name_es
        ),
        agreed.gate,
    )
    card = with_ranges(
        Scorecard(view, total, agreed, method_version=method_version(view))
    )
    return AgencyPage(
        agency=agency,
        total=card.total,
        card=card,
        lines=tuple(sorted(members, key=lambda m: (m[1], m[0].full_reference))),
        reports={report.slug: report for report in reports},
    )


GATES = ("none", "provisional", "ok")


def weakest(found: Iterable[ReportAgreement]) -> Agreement:
    """The agreement of the report whose coders agree least.

    Agreement belongs to a whole report (METHOD.md section 3), so a body named in
    several may print no more than the weakest of them allows.
    """
    rows = sorted(found, key=lambda row: (GATES.index(row.gate), row.alpha or 0))
    if not rows:
        return build.agreement([])
    row = rows[0]
    return Agreement(row.alpha, row.n_double_coded, row.n_same, 0, row.gate)


def agency_groups(agencies: Sequence[Agency], view: AsOf) -> list[Group]:
    """The scorecard row of each of these agencies; eight queries for all of them."""
    named = Responsibility.objects.filter(agency__in=agencies)
    ids = named.values("recommendation_id")
    by_id = {row.id: row for row in lines(view, recommendation__in=ids)}
    grouped = _named_lines(named, by_id)
    slugs = {row.report_slug for row in by_id.values()}
    reports = dict(Report.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    gates = agreements(list(reports.values()), view)
    found = []
    for agency in agencies:
        members = grouped.get(agency.pk, [])
        own = {reports[row.report_slug] for row, _role in members}
        agreed = weakest(gates[id_] for id_ in own)
        group = build.agency_group(
            agency.slug, members, title=agency.name, title_es=agency.name_es
        )
        found.append(build.gated(group, agreed.gate))
    return found

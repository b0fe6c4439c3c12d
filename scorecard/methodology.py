"""What the methodology page says in numbers: the version's own, and the record's.

Nothing here is typed in: points, cuts and odds come from the method version, the
worked example, agreement and sensitivity from the record as it stands in the view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from recommendations.as_of import AsOf
from recommendations.choices import AskStatus, Tier
from recommendations.models import Assessment, MethodVersion, Report

from . import build, method, selectors
from .build import Agreement, Line
from .method.evidence import CARRIES

EXAMPLE = "drug-war-in-mexico-2011/2.2"
REPORTS_SHOWN = 10
LINES_READ = 2_000
STRENGTHS = ("limited", "medium", "robust")
AGREEMENTS = ("low", "medium", "high")


@dataclass(frozen=True)
class Version:
    """One method version with its parameters."""

    row: MethodVersion | None
    parameters: method.Parameters

    @property
    def name(self) -> str:
        """Such as 1.0.0."""
        return self.row.version if self.row else self.parameters.version


@dataclass(frozen=True)
class StatusRow:
    """A status with its points and range; None where it has none."""

    status: AskStatus
    points: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CapRow:
    """A step and the ways to carry it: (tier, publishers)."""

    status: AskStatus
    ways: tuple[tuple[Tier, int], ...]


@dataclass(frozen=True)
class Example:
    """One recommendation worked through: known points, sums and what comes out."""

    line: Line
    known: tuple[float, ...]
    n_applicable: int

    @property
    def total(self) -> float:
        """The sum of the known points, each times its weight."""
        return sum(self.known)

    @property
    def n_unknown(self) -> int:
        """Asks that apply and are not checked."""
        return self.n_applicable - len(self.known)


@dataclass(frozen=True)
class ReportRow:
    """What the page says of one report; None where the gates print no figure."""

    report: Report
    agreement: Agreement
    coverage: float | None
    level: str
    variants: dict[str, float | None]
    cohort_rate: float | None
    n_old: int
    n_open: int


@dataclass(frozen=True)
class MethodologyPage:
    """All that a methodology page prints beside its text."""

    version: Version
    versions: tuple[MethodVersion, ...]
    statuses: tuple[StatusRow, ...]
    caps: tuple[CapRow, ...]
    confidence: tuple[tuple[str, tuple[str, ...]], ...]
    odds: tuple[tuple[str, float], ...]
    example: Example | None
    reports: tuple[ReportRow, ...]
    n_left_out: int
    makers: tuple[tuple[str, str, int], ...]


def version_named(name: str) -> Version | None:
    """The version of that name, None where there is none on record."""
    row = MethodVersion.objects.filter(version=name).first()
    return _version(row) if row else None


def version_in_force(view: AsOf) -> Version:
    """The version in force in the view; without any on record that of the code."""
    return version_named(selectors.method_version(view)) or _version(None)


def _version(row: MethodVersion | None) -> Version:
    if row is None or not row.parameters:
        return Version(row, method.VERSION_1)
    return Version(row, method.Parameters.from_dict(row.parameters))


def page(version: Version, view: AsOf) -> MethodologyPage:
    """Gather the page of a version; eight queries."""
    reports, n_left_out = _reports()
    lines = selectors.lines(view, recommendation__report__in=reports)
    by_report: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_report[line.report_slug].append(line)
    return MethodologyPage(
        version=version,
        versions=tuple(MethodVersion.objects.order_by("-in_force_from", "-version")),
        statuses=tuple(statuses(version.parameters)),
        caps=tuple(caps()),
        confidence=tuple(confidence()),
        odds=tuple(zip(method.CONFIDENCE, version.parameters.slip_odds, strict=True)),
        example=example(lines),
        reports=tuple(
            report_row(report, by_report[report.slug], view, version.parameters)
            for report in reports
        ),
        n_left_out=n_left_out,
        makers=tuple(_makers(reports)),
    )


def statuses(parameters: method.Parameters) -> list[StatusRow]:
    """The nine statuses with points and ranges of this version."""
    found = []
    for status in AskStatus:
        step = method.step_of(status.value)
        if step is None:
            found.append(StatusRow(status, None, None, None))
            continue
        low, high = parameters.ranges[step]
        found.append(StatusRow(status, parameters.points[step], low, high))
    return found


def caps() -> list[CapRow]:
    """What evidence each step needs, highest step first."""
    order = ("implemented", "mostly", "partly", "started", "reversed", "not_pursued")
    return [
        CapRow(AskStatus(code), tuple((Tier(tier), n) for tier, n in CARRIES[code]))
        for code in order
    ]


def confidence() -> list[tuple[str, tuple[str, ...]]]:
    """Confidence by strength of evidence (rows) and agreement (columns)."""
    return [
        (strength, tuple(method.confidence(strength, word) for word in AGREEMENTS))
        for strength in STRENGTHS
    ]


def example(lines: Sequence[Line]) -> Example | None:
    """A scored recommendation to work through: the usual one, or the richest."""
    scored = [line for line in lines if line.score is not None]
    usual = [line for line in scored if line.full_reference == EXAMPLE]
    if not scored:
        return None
    return worked(usual[0] if usual else max(scored, key=lambda row: len(row.asks)))


def worked(line: Line) -> Example:
    """A recommendation with the points of its checked asks, times their weights."""
    applicable = [ask for ask in line.asks if ask.status != AskStatus.SUPERSEDED]
    known = [ask.points * ask.weight for ask in applicable if ask.points is not None]
    return Example(line, tuple(known), len(applicable))


def _reports() -> tuple[list[Report], int]:
    """The newest reports that a page can read whole, and how many are left out."""
    rows = Report.objects.public().annotate(n=selectors.size_of_report())
    reports = list(rows.order_by("-issued_on", "slug"))
    shown: list[Report] = []
    room = LINES_READ
    for report in reports[:REPORTS_SHOWN]:
        if report.n <= room:
            shown.append(report)
            room -= report.n
    return shown, len(reports) - len(shown)


def report_row(
    report: Report, lines: Sequence[Line], view: AsOf, parameters: method.Parameters
) -> ReportRow:
    """Agreement, sensitivity and four-year rate of one report."""
    agreed = build.agreement(lines)
    rolled = method.rollup([line.as_input() for line in lines], parameters)
    printed = "none" if agreed.gate == "none" else rolled["level"]
    old = [line for line in lines if _is_old(line, view, parameters)]
    return ReportRow(
        report=report,
        agreement=agreed,
        coverage=rolled["coverage"],
        level=printed,
        variants=method.sensitivity([_variant_input(row) for row in lines], parameters)
        if printed != "none"
        else {},
        cohort_rate=method.cohort_rate(
            [_cohort_input(line) for line in lines],
            method.decimal_year(view.on),
            parameters=parameters,
        ),
        n_old=len(old),
        n_open=sum(line.status != AskStatus.IMPLEMENTED for line in old),
    )


def _is_old(line: Line, view: AsOf, parameters: method.Parameters) -> bool:
    age = method.decimal_year(view.on) - method.decimal_year(line.issued_on)
    return line.status != AskStatus.SUPERSEDED and age >= parameters.cohort_years


def _variant_input(line: Line) -> dict[str, object]:
    return {
        "asks": [{"status": ask.status, "weight": ask.weight} for ask in line.asks],
        "weight": line.weight,
        "category": line.category.id,
    }


def _cohort_input(line: Line) -> dict[str, object]:
    done = line.delivered_on
    return {
        "issued": method.decimal_year(line.issued_on),
        "implemented": method.decimal_year(done) if done else None,
        "status": line.status,
    }


def _makers(reports: Sequence[Report]) -> list[tuple[str, str, int]]:
    """Who made the published assessments of these, as they are signed, how many."""
    rows = (
        Assessment.objects.public()
        .filter(
            recommendation__published_at__isnull=False,
            recommendation__report__in=reports,
        )
        .values_list("attribution", "attribution_es")
        .annotate(n=Count("id"))
        .order_by("-n", "attribution")
    )
    return [(name, name_es, n) for name, name_es, n in rows]

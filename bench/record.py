"""The synthetic record: who, what and when, row by row into the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from recommendations.actions import record_version
from recommendations.models import (
    Agency,
    Ask,
    Assessment,
    Category,
    DueDate,
    Evidence,
    Indicator,
    Judgement,
    Observation,
    Recommendation,
    Report,
    Response,
    Responsibility,
    SecondJudgement,
    SecondReading,
    Source,
    Standing,
    StatusChange,
)

from . import patterns
from .bulk import Table, filling
from .clones import KINDS, Copies, Course
from .patterns import KEPT, STANDING, Pattern
from .words import Prose

REPORTS = 60
AGENCIES = 400
CATEGORIES = 30
PATTERNS = 20  # for each report


def build(
    *, recommendations: int, today: date, seed: int = 1, n_reports: int = REPORTS
) -> None:
    """Fill an empty database with a record of that size, as it stands on ``today``."""
    random = Random(seed)
    tables = Tables()
    agencies = _agencies(Prose(random))
    reports = _reports(random, sizes(recommendations, n_reports), today)
    with filling(tables.all()):
        for report in reports:
            Writer(random, tables, report, agencies, today).write()
        tables.flush()
        tables.copies.write()
    record_version.bump(at=datetime.now(UTC))


class Tables:
    """The large tables, and the ids given out in them."""

    def __init__(self) -> None:
        self.recommendation = Table(
            Recommendation,
            "id report_id category_id reference position slug title summary issued_on"
            f" priority published_at {KEPT}",
        )
        self.ask = Table(Ask, "id recommendation_id code position text")
        self.responsibility = Table(
            Responsibility, "recommendation_id agency_id role position"
        )
        self.evidence = Table(
            Evidence,
            "id recommendation_id key happened_on kind bearing actor fact published_at",
        )
        self.bearing = Table(Evidence.asks.through, "evidence_id ask_id")
        self.source = Table(
            Source,
            "evidence_id position title publisher published_on published_precision"
            " url is_verified tier",
        )
        self.assessment = Table(
            Assessment,
            "id recommendation_id effective_on state rationale attribution created_at"
            " submitted_at published_at",
        )
        self.grounds = Table(Assessment.evidence.through, "assessment_id evidence_id")
        self.judgement = Table(Judgement, "assessment_id ask_id status")
        self.reading = Table(
            SecondReading,
            "id recommendation_id effective_on coder made_on published_at",
        )
        self.second = Table(SecondJudgement, "reading_id ask_id status reason")
        self.response = Table(
            Response,
            "recommendation_id agency_id kind text responded_on published_at",
        )
        self.due_date = Table(
            DueDate,
            "recommendation_id due_on announced_on reason is_revision published_at",
        )
        self.standing = Table(
            Standing, f"recommendation_id asks assessment_id {STANDING}"
        )
        self.change = Table(
            StatusChange,
            "recommendation_id ask_id from_status to_status effective_on published_at"
            " cause assessment_id",
        )
        self.copies = Copies()
        self.given = dict.fromkeys(("recommendation", *KINDS), 0)

    def flush(self) -> None:
        """Write what is waiting."""
        for table in self.all():
            table.flush()

    def all(self) -> list[Table]:
        """Every one of them."""
        return [table for table in vars(self).values() if isinstance(table, Table)]

    def next_id(self, kind: str) -> int:
        """The next free id in one of them."""
        self.given[kind] += 1
        return self.given[kind]

    def reserve(self, pattern: Pattern) -> None:
        """Leave ids free for the copies of what hangs on a recommendation."""
        self.given["assessment"] += len(pattern.history.assessments)
        self.given["evidence"] += len(pattern.facts)
        self.given["reading"] += len(pattern.history.readings)


@dataclass(frozen=True)
class Plan:
    """One report to write: its row, how many recommendations, its headings' ids."""

    row: Report
    size: int
    categories: list[int]
    known_from: date


@cache
def moment(day: date) -> str:
    """Nine o'clock (UTC) of a day, as both databases take it."""
    return f"{day.isoformat()} 09:00:00"


def sizes(recommendations: int, n_reports: int = REPORTS) -> list[int]:
    """How many recommendations each report has: from 1.7 to 0.3 times the mean."""
    weights = [1.7 - 1.4 * n / (n_reports - 1) for n in range(n_reports)]
    ends = [round(recommendations * end / sum(weights)) for end in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _agencies(prose: Prose) -> list[int]:
    kinds = ("department", "bureau", "independent_agency", "subnational")
    rows = [
        Agency(
            slug=f"xx-agency-{n}",
            name=f"{prose.heading(2)} agency {n}",
            abbreviation=f"A{n}",
            kind=kinds[n % 4],
            jurisdiction="XX",
        )
        for n in range(1, AGENCIES + 1)
    ]
    return [row.pk for row in Agency.objects.bulk_create(rows)]


def _reports(random: Random, sizes: list[int], today: date) -> Iterator[Plan]:
    prose = Prose(random)
    headings = [prose.heading(3) for _ in range(CATEGORIES)]
    for n, size in enumerate(sizes, 1):
        issued_on = today - timedelta(days=random.randint(1900, 5400))
        known_from = issued_on + timedelta(days=200)
        report = Report.objects.create(
            slug=f"report-{n}",
            title=prose.heading(8),
            publisher="Synthetic record",
            issued_on=issued_on,
            jurisdiction="XX",
            summary=prose.text(60),
            published_at=datetime(*known_from.timetuple()[:3], 9, tzinfo=UTC),
        )
        _indicators(random, report, n, today)
        yield Plan(report, size, _categories(report, headings, size), known_from)


def _categories(report: Report, headings: list[str], size: int) -> list[int]:
    """Up to thirty headings: as many as leave each ten recommendations or more."""
    number = max(3, min(CATEGORIES, size // 10))
    rows = [
        Category(report=report, code=str(n), slug=f"c-{n}", title=heading, position=n)
        for n, heading in enumerate(headings[:number], 1)
    ]
    return [row.pk for row in Category.objects.bulk_create(rows)]


def _indicators(random: Random, report: Report, n: int, today: date) -> None:
    """Two outcomes of each report, with a value for each of ten years."""
    for letter in "ab":
        indicator = Indicator.objects.create(
            slug=f"indicator-{n}{letter}",
            name=f"Measure {n}{letter}",
            unit="cases",
            kind="outcome",
            direction="down_is_good",
            frequency="annual",
            definition="A made-up series.",
            baseline_period=str(today.year - 11),
            baseline_value=100.0,
            published_at=report.published_at,
        )
        indicator.reports.add(report)
        source = Source.objects.create(
            indicator=indicator,
            key="s1",
            title="Yearbook",
            publisher="Statistics",
            url="https://example.org/yearbook",
            is_verified=True,
            tier="B",
        )
        Observation.objects.bulk_create(
            Observation(
                indicator=indicator,
                period=str(year),
                period_ends_on=date(year, 12, 31),
                value=round(random.uniform(60, 130), 1),
                source=source,
                is_verified=True,
                published_at=report.published_at,
            )
            for year in range(today.year - 11, today.year - 1)
        )


class Writer:
    """Writes one report's recommendations, each along one of the report's patterns."""

    def __init__(
        self,
        random: Random,
        tables: Tables,
        plan: Plan,
        agencies: list[int],
        today: date,
    ) -> None:
        self.random, self.tables, self.plan = random, tables, plan
        self.agencies = agencies
        self.prose = Prose(random)
        self.shares = list(accumulate(1 / (rank + 20) for rank in range(len(agencies))))
        self.patterns = [
            patterns.make(random, plan.row.issued_on, plan.known_from, today)
            for _ in range(min(plan.size, PATTERNS))
        ]
        self.originals: list[dict[str, int]] = []
        self.asks = self.prose.pool(500, 12)
        self.reasons = self.prose.pool(500, 25)

    def write(self) -> None:
        """All of them, in the order of the report: originals, then their copies."""
        for number in range(self.plan.size):
            place = number % len(self.patterns)
            pattern, before = self.patterns[place], dict(self.tables.given)
            id_ = self.tables.next_id("recommendation")
            asks, lead = self._recommendation(id_, number, pattern)
            if number < len(self.patterns):
                self._children(id_, pattern, asks, lead)
                self.originals.append(before)
                continue
            self.tables.reserve(pattern)
            original = self.originals[place]
            self.tables.copies.courses.append(
                Course(
                    recommendation=id_,
                    original=original["recommendation"] + 1,
                    lead=lead,
                    first=original["assessment"] + 1,
                    shifts=tuple(before[kind] - original[kind] for kind in KINDS),
                )
            )

    def _recommendation(
        self, id_: int, number: int, pattern: Pattern
    ) -> tuple[list[int], int]:
        """Its own row, its asks and agencies; the asks' ids and the lead's."""
        plan, random = self.plan, self.random
        chapter = number * len(plan.categories) // plan.size
        self.tables.recommendation.add(
            (
                id_,
                plan.row.pk,
                plan.categories[chapter],
                f"{chapter + 1}.{number + 1}",
                number + 1,
                f"item-{number + 1}",
                self.prose.heading(8),
                self.prose.text(60),
                plan.row.issued_on.isoformat(),
                "priority" if random.random() < 0.1 else "normal",
                moment(plan.known_from),
                *pattern.kept,
            )
        )
        return self._asks(id_, pattern), self._responsibilities(id_)

    def _children(self, id_: int, pattern: Pattern, asks: list[int], lead: int) -> None:
        """All that hangs on an original."""
        assessments = self._assessments(id_, pattern, asks)
        self._evidence(id_, pattern, asks, assessments)
        self._readings(id_, pattern, asks)
        self._answers(id_, pattern, lead)
        self._derived(id_, pattern, asks, assessments)

    def _asks(self, owner: int, pattern: Pattern) -> list[int]:
        ids = []
        for position, ask in enumerate(pattern.history.asks, 1):
            ids.append(self.tables.next_id("ask"))
            text = self.random.choice(self.asks)
            self.tables.ask.add((ids[-1], owner, ask.code, position, text))
        return ids

    def _responsibilities(self, owner: int) -> int:
        """A lead and up to two that support it; the lead's id."""
        number = self.random.choice((1, 1, 1, 2, 2, 3, 2))
        chosen = self.random.choices(self.agencies, cum_weights=self.shares, k=number)
        for position, agency in enumerate(dict.fromkeys(chosen), 1):
            role = "lead" if position == 1 else "supporting"
            self.tables.responsibility.add((owner, agency, role, position))
        return chosen[0]

    def _assessments(self, owner: int, pattern: Pattern, asks: list[int]) -> list[int]:
        ids = []
        for line in pattern.history.assessments:
            id_ = self.tables.next_id("assessment")
            at = moment(line.published_on)
            reason = self.random.choice(self.reasons)
            self.tables.assessment.add(
                (
                    id_,
                    owner,
                    line.effective_on.isoformat(),
                    "published",
                    reason,
                    "Editors",
                    at,
                    at,
                    at,
                )
            )
            for ask, status in zip(asks, line.statuses.values(), strict=True):
                self.tables.judgement.add((id_, ask, status))
            ids.append(id_)
        return ids

    def _evidence(
        self, owner: int, pattern: Pattern, asks: list[int], assessments: list[int]
    ) -> None:
        for number, fact in enumerate(pattern.facts, 1):
            id_ = self.tables.next_id("evidence")
            line = pattern.history.assessments[fact.assessment - 1]
            self.tables.evidence.add(
                (
                    id_,
                    owner,
                    f"e{number}",
                    fact.happened_on.isoformat(),
                    fact.kind,
                    fact.bearing,
                    fact.sources[0][1],
                    self.random.choice(self.reasons),
                    moment(line.published_on),
                )
            )
            for place in fact.asks:
                self.tables.bearing.add((id_, asks[place]))
            self.tables.grounds.add((assessments[fact.assessment - 1], id_))
            self._sources(id_, pattern, number - 1)

    def _sources(self, owner: int, pattern: Pattern, number: int) -> None:
        fact = pattern.facts[number]
        for position, (tier, publisher) in enumerate(fact.sources, 1):
            self.tables.source.add(
                (
                    owner,
                    position,
                    f"{publisher}, page {owner}",
                    publisher,
                    fact.happened_on.isoformat(),
                    "day",
                    f"https://example.org/{owner}/{position}",
                    tier != "D",
                    tier,
                )
            )

    def _readings(self, owner: int, pattern: Pattern, asks: list[int]) -> None:
        for line in pattern.history.readings:
            id_ = self.tables.next_id("reading")
            day = line.published_on
            self.tables.reading.add(
                (
                    id_,
                    owner,
                    line.effective_on.isoformat(),
                    "second",
                    day.isoformat(),
                    moment(day),
                )
            )
            for ask, status in zip(asks, line.statuses.values(), strict=True):
                self.tables.second.add((id_, ask, status, "Read again."))

    def _answers(self, owner: int, pattern: Pattern, lead: int) -> None:
        for reply in pattern.history.responses:
            text = self.random.choice(self.reasons)
            day = reply.effective_on.isoformat()
            self.tables.response.add(
                (owner, lead, reply.kind, text, day, moment(reply.published_on))
            )
        for due in pattern.history.due_dates:
            self.tables.due_date.add(
                (
                    owner,
                    due.due_on.isoformat(),
                    due.effective_on.isoformat(),
                    "No reason was given." if due.is_revision else "",
                    due.is_revision,
                    moment(due.published_on),
                )
            )

    def _derived(
        self, owner: int, pattern: Pattern, asks: list[int], assessments: list[int]
    ) -> None:
        for row in pattern.standings:
            number = row.assessment
            self.tables.standing.add(
                (
                    owner,
                    row.asks % tuple(assessments[n - 1] for n in row.numbers),
                    number and assessments[number - 1],
                    *row.columns,
                )
            )
        for change in pattern.changes:
            line = pattern.history.assessments[change.assessment - 1]
            self.tables.change.add(
                (
                    owner,
                    None if change.ask is None else asks[change.ask],
                    change.from_status,
                    change.to_status,
                    line.effective_on.isoformat(),
                    moment(line.published_on),
                    patterns.CAUSE,
                    assessments[change.assessment - 1],
                )
            )

"""The content of one status report: the only thing that a format may print.

Figures are those of ``scorecard`` (groups, lines, readings, comparisons), taken over
whole. Texts are in the language asked for; one that exists only in the other language
says so (``LocalText``). Nothing here is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recommendations.as_of import AsOf
from recommendations.languages import LocalText
from recommendations.partial_dates import PartialDate
from scorecard.build import AskLine, Group, Line, Scorecard
from scorecard.comparison import Comparison
from scorecard.headline import Headline
from scorecard.outcomes import IndicatorReading, OutcomeDial
from scorecard.years import YearPoint

from .options import Options


@dataclass(frozen=True)
class Source:
    """One public page or document, numbered in the order in which it is first cited.

    A page cited in two places with the same tier is one source.
    """

    number: int
    tier: str
    title: str
    title_is_described: bool
    publisher: str
    via: str
    published: PartialDate | None
    url: str
    archived_url: str
    is_verified: bool
    note: str


@dataclass(frozen=True)
class EvidenceItem:
    """One dated fact; sources: numbers of what carries it."""

    key: str
    happened: PartialDate
    kind: str
    bearing: str
    asks: tuple[str, ...]
    actor: LocalText
    fact: LocalText
    note: str
    is_verified: bool
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Named:
    """An agency named for a recommendation; asks: empty for all of them."""

    agency: str
    name: LocalText
    role: str
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """What an agency answered, whole."""

    agency: str
    name: LocalText
    kind: str
    text: LocalText
    responded_on: date
    url: str
    is_disputed: bool


@dataclass(frozen=True)
class DueDate:
    """One announced date; a revision has its reason."""

    due_on: date
    announced_on: date
    announced_by: LocalText | None
    reason: str
    is_revision: bool
    url: str


@dataclass(frozen=True)
class Finding:
    """The assessment in force: why the recommendation stands where it does."""

    effective_on: date
    published_on: date
    rationale: LocalText
    note: str
    attribution: LocalText
    is_first_reading: bool
    is_single_coded: bool


@dataclass(frozen=True)
class Asked:
    """One ask on its step; reason: what was written for this ask alone."""

    line: AskLine
    text: LocalText
    reason: LocalText
    second_reason: LocalText


@dataclass(frozen=True)
class RecommendationPart:
    """One recommendation with all that is printed of it."""

    line: Line
    title: LocalText
    summary: LocalText
    category: str
    address: str
    has_moved: bool
    asks: tuple[Asked, ...]
    named: tuple[Named, ...]
    finding: Finding | None
    replies: tuple[Reply, ...]
    due_dates: tuple[DueDate, ...]
    evidence: tuple[EvidenceItem, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True)
class GroupPart:
    """A category or an agency with its figures; alike: titles not clearly different."""

    group: Group
    title: LocalText
    alike: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorPart:
    """One indicator as it reads in the view; sources: numbers."""

    reading: IndicatorReading
    name: LocalText
    unit: LocalText
    definition: LocalText
    caveats: LocalText
    sentence: str
    verdict: str
    target: str
    badges: tuple[str, ...]
    address: str
    bears_on: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True)
class CorrectionPart:
    """One mistake put right; concerns: reference, indicator or the report."""

    published_at: datetime
    concerns: str
    was_shown: LocalText
    is_right: LocalText
    wrong_since: date | None
    affected: str
    cause: str
    is_material: bool


@dataclass(frozen=True)
class Cited:
    """The report that is followed, as its cover says."""

    slug: str
    title: LocalText
    publisher: str
    authors: tuple[str, ...]
    series: str
    issued: PartialDate
    url: str
    summary: LocalText
    primary_goal: LocalText
    notes: str
    horizon: PartialDate | None
    horizon_basis: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class StatusReport:
    """All that one status report contains.

    card: total, categories and agencies; narrowed to one agency or one category its
    total is that group. years: the whole report's score at each year's end, empty
    where it is narrowed. changes: None where there is no earlier day to compare with.
    """

    report: Cited
    options: Options
    method_version: str
    headline: Headline
    card: Scorecard
    agreement: str
    narrowed_to: str
    facts: tuple[tuple[str, str], ...]
    outcomes: OutcomeDial
    outcome_counts: tuple[tuple[str, str, int], ...]
    outcome_note: str
    years: tuple[YearPoint, ...]
    categories: tuple[GroupPart, ...]
    agencies: tuple[GroupPart, ...]
    recommendations: tuple[RecommendationPart, ...]
    n_left_out: int
    indicators: tuple[IndicatorPart, ...]
    primary: IndicatorPart | None
    changes: Comparison | None
    corrections: tuple[CorrectionPart, ...]
    sources: tuple[Source, ...]
    caveats: tuple[str, ...]
    method: tuple[tuple[str, str], ...]
    citation: str
    address: str
    license: str

    @property
    def view(self) -> AsOf:
        """The view of the record it was made in."""
        return self.options.view

    @property
    def language(self) -> str:
        """The language of its texts."""
        return self.options.language

    @property
    def known_at(self) -> date:
        """The day of knowledge: the reader's day where the view is "as now known"."""
        return self.view.known_at or self.view.today

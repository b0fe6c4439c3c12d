"""The vocabularies of the record: each code with its label and its definition.

Codes are promises (CONTRACT.md) and never change; labels and definitions are
translated. A definition says what a second person can test.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DefinedChoices(TextChoices):
    """Text choices whose every member carries the sentence that defines it."""

    definition: str | Promise

    def __new__(cls, value: str, definition: str | Promise = "") -> DefinedChoices:
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member


class AskStatus(DefinedChoices):
    """Where an ask, or a whole recommendation, stands (METHOD.md section 2)."""

    IMPLEMENTED = (
        "implemented",
        _(
            "All of it in force and working as asked, or an equivalent that meets"
            " the intent, checked by evidence."
        ),
        _("Done"),
    )
    MOSTLY = (
        "mostly",
        _(
            "All main elements in force; a named lesser element, place or scale is"
            " missing."
        ),
        _("Mostly done"),
    )
    PARTLY = (
        "partly",
        _(
            "At least one required element is in force or working, at least one main"
            " element is not."
        ),
        _("Partly done"),
    )
    STARTED = (
        "started",
        _(
            "A public official step by someone able to act (bill introduced, plan,"
            " budget request, consultation, named lead), nothing in force."
        ),
        _("Started"),
    )
    NOT_STARTED = (
        "not_started",
        _("No public official step towards this ask."),
        _("Not started"),
    )
    REVERSED = (
        "reversed",
        _(
            "Was partly done or more and has been repealed, defunded or stopped; it"
            " keeps its history."
        ),
        _("Undone"),
    )
    NOT_PURSUED = (
        "not_pursued",
        _("Refused or abandoned in public by those able to act."),
        _("Dropped"),
    )
    SUPERSEDED = (
        "superseded",
        _(
            "The need or the body is gone; the reason comes from a source other than"
            " the agency. It leaves the count."
        ),
        _("No longer applies"),
    )
    NOT_ASSESSED = (
        "not_assessed",
        _("No usable assessment, or an expired one. It lowers coverage."),
        _("Not checked"),
    )


class ResponseKind(DefinedChoices):
    """What an agency answered to a recommendation. Worth no points."""

    NONE = ("none", _("No answer on record."), _("No response"))
    ACCEPTED = ("accepted", _("Accepted as it stands."), _("Accepted"))
    ACCEPTED_IN_PART = (
        "accepted_in_part",
        _("Some of the asks accepted, others not."),
        _("Accepted in part"),
    )
    ACCEPTED_IN_PRINCIPLE = (
        "accepted_in_principle",
        _("The aim accepted, without a commitment to the asks."),
        _("Accepted in principle"),
    )
    NOTED = ("noted", _("Taken note of, neither accepted nor rejected."), _("Noted"))
    REJECTED = ("rejected", _("Refused."), _("Rejected"))


class Schedule(DefinedChoices):
    """Where a recommendation stands against its date; always computed."""

    NO_DATE = ("no_date", _("No date was set."), _("No date set"))
    ON_TIME = (
        "on_time",
        _("The date is more than 90 days away."),
        _("On time"),
    )
    DUE_SOON = ("due_soon", _("The date is at most 90 days away."), _("Due soon"))
    OVERDUE = ("overdue", _("The date has passed and it is not done."), _("Overdue"))
    DELIVERED = (
        "delivered",
        _("Done by the date in force, or done where no date was set."),
        _("Delivered"),
    )
    DELIVERED_LATE = (
        "delivered_late",
        _("Done after the date in force."),
        _("Delivered late"),
    )


class Tier(DefinedChoices):
    """How much a source can carry (METHOD.md section 3)."""

    A = (
        "A",
        _(
            "Binding text in force, or verification by an independent auditor, court"
            " or regulator."
        ),
        _("A: binding text or independent verification"),
    )
    B = (
        "B",
        _(
            "Official record of the responsible body: budget line, dataset, dated"
            " document."
        ),
        _("B: official record"),
    )
    C = ("C", _("Independent secondary source."), _("C: independent secondary source"))
    D = (
        "D",
        _("Unsupported statement. It carries nothing."),
        _("D: claimed, not verified"),
    )


class EvidenceKind(DefinedChoices):
    """What sort of fact an item of evidence is."""

    LEGISLATION = (
        "legislation",
        _("A law passed, amended or repealed, or a bill on its way."),
        _("Legislation"),
    )
    REGULATION = (
        "regulation",
        _("A rule, guideline or standard by a body with power to set it."),
        _("Regulation"),
    )
    EXECUTIVE_ACTION = (
        "executive_action",
        _("An order, plan, program or operation of the executive."),
        _("Executive action"),
    )
    FUNDING = (
        "funding",
        _("Money requested, appropriated, spent or withdrawn."),
        _("Funding"),
    )
    AGREEMENT = (
        "agreement",
        _("An understanding between governments or bodies."),
        _("Agreement"),
    )
    EVALUATION = (
        "evaluation",
        _("An audit, review or study of what was done."),
        _("Evaluation"),
    )
    COURT = ("court", _("A ruling or a case."), _("Court"))
    DATA = ("data", _("A figure or a count."), _("Data"))
    REVERSAL = (
        "reversal",
        _("A step that undoes an earlier one."),
        _("Reversal"),
    )
    STATEMENT = (
        "statement",
        _("Words of someone able to act, without an act."),
        _("Statement"),
    )


class Bearing(DefinedChoices):
    """Which way an item of evidence points."""

    SUPPORTS = ("supports", _("A step towards the ask."), _("Progress"))
    OPPOSES = (
        "opposes",
        _("A step away, or a finding that the ask is not met."),
        _("Setback"),
    )
    CONTEXT = ("context", _("Background that moves nothing."), _("Context"))


class Confidence(DefinedChoices):
    """How sure a step is: evidence by agreement (METHOD.md section 3)."""

    VERY_LOW = ("very_low", _("Rank 0 of 4."), _("Very low"))
    LOW = ("low", _("Rank 1 of 4."), _("Low"))
    MEDIUM = ("medium", _("Rank 2 of 4."), _("Medium"))
    HIGH = ("high", _("Rank 3 of 4."), _("High"))
    VERY_HIGH = ("very_high", _("Rank 4 of 4."), _("Very high"))


class EditorConfidence(TextChoices):
    """How sure the editor felt; kept as written, not used for scoring."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class EditorStatus(TextChoices):
    """The editor's one-word view of the whole; kept as written, not scored."""

    NO_ACTION = "no_action", _("No action")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTIALLY_IMPLEMENTED = "partially_implemented", _("Partially implemented")
    IMPLEMENTED = "implemented", _("Implemented")
    REVERSED = "reversed", _("Reversed")
    ABANDONED = "abandoned", _("Abandoned")


class AssessmentState(DefinedChoices):
    """Where an assessment is between first draft and publication."""

    DRAFT = ("draft", _("Being written; seen at the desk only."), _("Draft"))
    SUBMITTED = ("submitted", _("Waits for a second person."), _("Submitted"))
    RETURNED = (
        "returned",
        _("Sent back to its author with a reason."),
        _("Returned"),
    )
    PUBLISHED = ("published", _("Public; never changes."), _("Published"))
    WITHDRAWN = (
        "withdrawn",
        _("No longer counts; stays on record with the reason."),
        _("Withdrawn"),
    )


class Freshness(DefinedChoices):
    """How old the last review of an ask is."""

    CURRENT = ("current", _("Reviewed within 12 months (done: 24)."), _("Current"))
    REVIEW_DUE = (
        "review_due",
        _("Reviewed more than 12 months ago (done: 24)."),
        _("Review due"),
    )
    EXPIRED = (
        "expired",
        _("Reviewed more than 24 months ago (done: 48); counts as not checked."),
        _("Expired"),
    )


class DatePrecision(TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class AgencyKind(TextChoices):
    """What sort of body an agency is."""

    DEPARTMENT = "department", _("Department")
    BUREAU = "bureau", _("Bureau")
    LEGISLATURE = "legislature", _("Legislature")
    COURT = "court", _("Court")
    INDEPENDENT_AGENCY = "independent_agency", _("Independent agency")
    INTERNATIONAL_ORGANISATION = (
        "international_organisation",
        _("International organization"),
    )
    SUBNATIONAL = "subnational", _("Subnational government")
    NON_GOVERNMENTAL = "non_governmental", _("Non-governmental")
    OFFICE = "office", _("Office")


class Role(TextChoices):
    """How an agency is named for a recommendation."""

    LEAD = "lead", _("Lead")
    SUPPORTING = "supporting", _("Supporting")


class Priority(TextChoices):
    """Whether the report marks a recommendation as a priority (weight 2)."""

    NORMAL = "normal", _("Normal")
    PRIORITY = "priority", _("Priority")


class Basis(TextChoices):
    """Where a grouping, a horizon or a target comes from."""

    STATED_IN_REPORT = "stated_in_report", _("Stated in the report")
    SET_IN_LAW = "set_in_law", _("Set in law")
    OUR_READING = "our_reading", _("Our reading")


class TitleStatus(TextChoices):
    """Whether a source's title is the page's own."""

    AS_PUBLISHED = "as_published", _("Title as published")
    DESCRIBED = "described", _("Our description of the page")


class IndicatorKind(TextChoices):
    """What an indicator measures; only outcomes enter the outcome dial."""

    OUTCOME = "outcome", _("Outcome")
    OUTPUT = "output", _("Output")
    INPUT = "input", _("Input")


class Direction(TextChoices):
    """Which way is better."""

    UP_IS_GOOD = "up_is_good", _("Higher is better")
    DOWN_IS_GOOD = "down_is_good", _("Lower is better")
    RANGE = "range", _("Inside the range is better")


class Frequency(TextChoices):
    """How often new values are expected."""

    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    ANNUAL = "annual", _("Annual")
    BIENNIAL = "biennial", _("Every two years")
    IRREGULAR = "irregular", _("Irregular")


class ObservationFlag(TextChoices):
    """What a reader must know about one value."""

    BREAK = "break", _("Break in series: not comparable with earlier values")
    COMPUTED = "computed", _("Computed from other figures")
    APPROXIMATE = "approximate", _("Approximate")
    PARTIAL = "partial", _("Not a full period")
    MULTI_YEAR = "multi_year", _("Several years together")


class IndicatorClass(DefinedChoices):
    """Where an indicator stands against its target (METHOD.md section 5)."""

    MET = ("met", _("The target is reached."), _("Met"))
    MET_LATE = ("met_late", _("Reached after the due date."), _("Met late"))
    ON_TRACK = ("on_track", _("Pace at least 0.95."), _("On track"))
    BEHIND = ("behind", _("Pace from 0.60 to 0.95."), _("Behind"))
    LITTLE_CHANGE = ("little_change", _("Pace from 0 to 0.60."), _("Little change"))
    WORSE = (
        "worse",
        _("Moving away from the target, or the target was held and lost."),
        _("Worse"),
    )
    MISSED = ("missed", _("The due date passed below the target."), _("Missed"))
    TOO_EARLY = (
        "too_early",
        _("Less than a tenth of the time has passed."),
        _("Too early to tell"),
    )
    NO_TARGET = (
        "no_target",
        _("No target: only the change since the baseline is shown."),
        _("No target"),
    )
    STALE = ("stale", _("The last value is too old to judge."), _("No recent data"))
    SERIES_BREAK = (
        "series_break",
        _("The series changed and the parts are not comparable."),
        _("Break in series"),
    )
    NO_BASELINE = (
        "no_baseline",
        _("No value from before the recommendation was issued."),
        _("No baseline"),
    )
    NO_DATA = ("no_data", _("No value after the baseline."), _("No data"))


class ChangeCause(TextChoices):
    """Why a published status moved."""

    ASSESSMENT = "assessment", _("New assessment")
    CORRECTION = "correction", _("Correction of an earlier assessment")
    EVIDENCE = "evidence", _("Evidence added, corrected or withdrawn")
    WITHDRAWAL = "withdrawal", _("Assessment withdrawn")

"""Scores: reports, categories, agencies and recommendations in one table.

The first columns are those of METHOD.md section 9, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from recommendations.choices import AskStatus
from recommendations.models import Report
from scorecard import frozen, selectors
from scorecard.build import STATUS_ORDER, Group, Line, Scorecard

from .contract import OF_REPORT, Column, Dataset, Row, Scope, Unknown, Value, translated
from .recommendation_records import score_or_why, share

UNSCORED = (
    Unknown.TOO_LITTLE_CHECKED,
    Unknown.NOT_ASSESSED,
    Unknown.AGREEMENT_TOO_LOW,
)
SCOPES = {
    "report": _("A whole report."),
    "category": _("A heading of a report; its code."),
    "agency": _("An agency, on what it is named for in this report; its code."),
    "recommendation": _("One recommendation; its reference."),
}
LEVELS = {
    "none": _("Too little checked, or too little agreed, for a figure."),
    "provisional": _("A figure with reserve; not to be compared with others."),
    "comparable": _("Enough checked and agreed to compare with others."),
}

COLUMNS = (
    Column(
        "snapshot",
        _("Number of the frozen scorecard; empty where made from the live record."),
        "integer",
    ),
    Column("method", _("Version of the scoring method.")),
    Column("scope", _("What the row is about."), "code", SCOPES),
    Column("scope_id", _("Which one of these.")),
    Column("as_of", _("The day the row is true for."), "date"),
    Column("known_at", _("Only what had been published by then is counted."), "date"),
    Column(
        "score", _("Delivery score, 0 to 100, one decimal."), "number", unknown=UNSCORED
    ),
    Column(
        "low90",
        _("Lower end of the likely range (90 percent), whole points."),
        "integer",
        unknown=(*UNSCORED, Unknown.NOT_COMPUTED),
    ),
    Column(
        "high90",
        _("Upper end of the likely range."),
        "integer",
        unknown=(*UNSCORED, Unknown.NOT_COMPUTED),
    ),
    Column("worst", _("The score if no unchecked ask is done."), "number"),
    Column("best", _("The score if every unchecked ask is done."), "number"),
    Column("coverage", _("Share of the asks checked, by weight, 0 to 1."), "number"),
    Column("n", _("Recommendations that still apply."), "integer"),
    Column("n_scored", _("Those of them that have a score."), "integer"),
    *(
        Column(
            f"n_{status}",
            format_lazy(_("Recommendations that stand at {status}."), status=status),
            "integer",
        )
        for status in STATUS_ORDER
    ),
    Column("level", _("What may be done with the figure."), "code", LEVELS),
    Column("report", _("Code of the report.")),
    Column("title", _("Its title or name in English."), width=40),
    Column("title_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("n_lead", _("For an agency: recommendations it must act on."), "integer"),
    Column("n_supporting", _("For an agency: those it must help with."), "integer"),
    *(
        Column(
            f"asks_{status}",
            format_lazy(_("Asks that stand at {status}."), status=status),
            "integer",
        )
        for status in STATUS_ORDER
    ),
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every public report's scorecard; at most eight queries for each report."""
    if scope.report is not None:
        reports = [scope.report]
    else:
        reports = list(Report.objects.public().order_by("slug"))
    for report in reports:
        if report.issued_on <= scope.view.on:
            yield from card_rows(selectors.scorecard(report, scope.view), scope)


def card_rows(card: Scorecard, scope: Scope) -> Iterator[Row]:
    """A scorecard as rows: report, categories, agencies, recommendations."""
    for group in (card.total, *card.categories, *card.agencies):
        yield group_row(group, card, scope)
    for line in card.total.lines:
        yield line_row(line, scope, card.method_version, card.agreement.gate)


def _head(report: str, scope: Scope, version: str) -> Row:
    return {
        "snapshot": None,
        "method": version,
        "as_of": scope.view.on,
        "known_at": scope.known_at,
        "report": report,
    }


def group_row(group: Group, card: Scorecard, scope: Scope) -> Row:
    """A group of a report's scorecard in the columns of the dataset."""
    figures = frozen.figures(group)
    unknown = why_unscored(group, card)
    is_agency = group.kind == "agency"
    return {
        **_head(card.total.key, scope, card.method_version),
        "scope": group.kind,
        "scope_id": group.key,
        "title": group.title,
        "title_es": translated(group.title, group.title_es),
        "score": unknown or figures["score"],
        "low90": unknown or _or(figures["low90"]),
        "high90": unknown or _or(figures["high90"]),
        **{
            name: figures[name]
            for name in ("worst", "best", "coverage", "n", "n_scored", "level")
        },
        **{f"n_{code}": group.counts[code] for code in STATUS_ORDER},
        **{f"asks_{code}": group.ask_counts[code] for code in STATUS_ORDER},
        "n_lead": group.n_lead if is_agency else None,
        "n_supporting": group.n_supporting if is_agency else None,
    }


def why_unscored(group: Group, card: Scorecard) -> Unknown | None:
    """Why a group has no figure, None where it has one."""
    if group.score is not None:
        return None
    if card.agreement.gate == "none" and group.coverage:
        return Unknown.AGREEMENT_TOO_LOW
    return Unknown.TOO_LITTLE_CHECKED if group.coverage else Unknown.NOT_ASSESSED


def _or(value: int | None) -> Value:
    return Unknown.NOT_COMPUTED if value is None else value


def line_row(line: Line, scope: Scope, version: str, gate: str) -> Row:
    """A recommendation in the same columns; gate: of its report's agreement."""
    score = score_or_why(line.score, line.coverage, gate)
    likely = Unknown.NOT_COMPUTED if isinstance(score, float) else score
    statuses = [ask.status for ask in line.asks]
    return {
        **_head(line.report_slug, scope, version),
        "scope": "recommendation",
        "scope_id": line.reference,
        "title": line.title,
        "title_es": translated(line.title, line.title_es),
        "score": score,
        "low90": likely,
        "high90": likely,
        "worst": frozen.tenth(line.low),
        "best": frozen.tenth(line.high),
        "coverage": share(line.coverage),
        "n": int(line.status != AskStatus.SUPERSEDED),
        "n_scored": int(line.score is not None),
        "level": None,
        **{f"n_{code}": int(line.status == code) for code in STATUS_ORDER},
        **{f"asks_{code}": statuses.count(code) for code in STATUS_ORDER},
        "n_lead": None,
        "n_supporting": None,
    }


SCORES = Dataset(
    name="scores",
    title=_("Scores"),
    about=_("Delivery scores with everything that has to stand beside them."),
    key=("report", "scope", "scope_id"),
    columns=COLUMNS,
    rows=rows,
    references=(OF_REPORT,),
)

"""A small record in which everything occurs that a file has to say.

Two reports: one with a capped step, withdrawn evidence, a disputed answer, a moved
date, a correction and a snapshot; one that nobody has assessed. Some texts are what
a spreadsheet would take for something else.
"""

from __future__ import annotations

from datetime import date

from recommendations.actions import evidence as evidence_actions
from recommendations.as_of import AsOf
from recommendations.models import Recommendation, Report
from recommendations.search import index
from recommendations.search.backend import KINDS
from recommendations.search.documents import public_ids
from scorecard.actions import snapshots
from tests.factories import (
    PRIVATE,
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_category,
    make_correction,
    make_due_date,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_response,
    make_second_reading,
    make_user,
)

NOW = AsOf.now(TODAY)
FORMULA = '=HYPERLINK("https://example.org";"read")'


def make_record() -> Report:
    """Make it all; returns the first report, whose references are 1.1 to 1.4."""
    report = make_report(
        slug="safe-water-2020",
        authors=["Ada Weil", "Bo Lund"],
        url="https://example.org/safe-water",
    )
    office = make_agency(slug="us-water", other_names=["Old Water Board"])
    help_ = make_agency(slug="us-wells", parent=office, url="https://example.org/w")
    make_category(report=report, code="01")
    rows = [
        make_recommendation(report=report, lead=office, supporting=[help_], asks=3),
        make_recommendation(report=report, lead=help_, title=FORMULA),
        make_recommendation(report=report, lead=office, priority="priority"),
        make_recommendation(report=report, lead=office, asks=1),
    ]
    _judge_first(rows[0])
    _judge_rest(rows, office)
    _indicator(report, rows[0])
    make_recommendation(report=make_report(slug="unread-2021"), lead=office)
    make_recommendation(report=report, published_at=None, summary=PRIVATE)
    make_correction(recommendation=rows[0], is_material=True)
    snapshots.take(report=report, as_of=TODAY, at=at(TODAY))
    for kind in KINDS:
        index.refresh(kind, public_ids(kind))
    return report


def _judge_first(row: Recommendation) -> None:
    """Assessed twice, on evidence of which one item was withdrawn later."""
    gone = make_evidence(recommendation=row, sources=[("C", "Daily Herald")])
    kept = make_evidence(
        recommendation=row,
        asks=["a", "b"],
        sources=[("A", "Official Gazette"), ("B", "Water Office")],
        note='+1, as "counted" by the office;\nsee the annex',
    )
    steps = {"a": "implemented", "b": "mostly", "c": "partly"}
    make_assessment(
        recommendation=row, effective_on=date(2024, 12, 31), evidence=[gone]
    )
    make_assessment(recommendation=row, steps=steps, evidence=[kept, gone])
    make_second_reading(recommendation=row, steps=steps | {"b": "partly"})
    evidence_actions.withdraw(
        evidence=gone,
        reason="The paper took it back.",
        by=make_user(username="reviewer"),
        at=at(date(2026, 7, 1)),
    )


def _judge_rest(rows: list[Recommendation], office: object) -> None:
    for row, step in ((rows[1], "started"), (rows[2], "not_started")):
        make_evidence(recommendation=row)
        make_assessment(recommendation=row, steps=dict.fromkeys("ab", step))
    make_due_date(recommendation=rows[1], due_on=date(2022, 1, 31))
    make_due_date(
        recommendation=rows[1],
        due_on=date(2027, 1, 31),
        announced_on=date(2021, 12, 1),
        reason="No reason was given.",
    )
    make_response(recommendation=rows[0], agency=office, text="-- see our letter")
    make_response(
        recommendation=rows[1],
        agency=office,
        kind="rejected",
        responded_on=date(2025, 3, 1),
        is_disputed_with_documents=True,
    )


def _indicator(report: Report, row: Recommendation) -> None:
    yardstick = make_indicator(
        slug="unsafe-wells",
        reports=[report],
        recommendations=[row],
        observations={"2019": 400.0, "FY2022": 350.5, "2024/2025": 300.0},
        target_period="2028",
        target_value=100.0,
        target_basis="stated_in_report",
    )
    make_indicator(
        slug="no-series",
        observations={"2018": 1.0},
        baseline_value=None,
        baseline_period="",
    )
    report.primary_indicator = yardstick
    report.save()

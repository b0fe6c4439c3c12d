"""Where a recommendation stands: edges, and the as-of view against a diary.

The diary test rebuilds the record day by day: what could be read at the end of
day D must equal what ``known_at=D`` answers later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, strategies as st

from recommendations.as_of import FAR_FUTURE
from recommendations.standing import (
    AskLine,
    AssessmentLine,
    DueLine,
    EvidenceLine,
    History,
    ReadingLine,
    ResponseLine,
    Span,
    standing_at,
    standings,
)

DAY_ONE = date(2020, 1, 1)
CARRIED = ["not_started", "started", "partly", "mostly", "implemented", "not_assessed"]

LAW = EvidenceLine(
    effective_on=date(2020, 1, 5),
    published_on=date(2020, 1, 6),
    order=1,
    bearing="supports",
    asks=frozenset("ab"),
    sources=(("A", "Gazette"),),
)


def history(**changes: object) -> History:
    """A recommendation of two asks, known from its first day, with one law."""
    base = History(
        issued_on=DAY_ONE,
        known_from=DAY_ONE,
        asks=(AskLine("a"), AskLine("b")),
        evidence=(LAW,),
    )
    return replace(base, **changes)


def assessment(
    effective_on: date, published_on: date, number: int = 1, **statuses: str
) -> AssessmentLine:
    """A published assessment of the asks named."""
    return AssessmentLine(number, effective_on, published_on, number, statuses)


class StandingAtTests:
    """One view of one recommendation."""

    def test_nothing_published_is_not_checked_and_has_no_score(self) -> None:
        stand = standing_at(history(), date(2021, 1, 1))

        assert stand.status == "not_assessed"
        assert stand.score is None
        assert (stand.low, stand.high) == (0, 100)

    def test_a_later_assessment_of_the_same_day_wins(self) -> None:
        rows = (
            assessment(date(2020, 6, 1), date(2020, 7, 1), 1, a="partly", b="partly"),
            assessment(date(2020, 6, 1), date(2020, 8, 1), 2, a="started", b="started"),
        )

        stand = standing_at(history(assessments=rows), date(2020, 12, 31))

        assert stand.status == "started"
        assert stand.assessment_id == 2

    def test_what_was_published_later_was_not_known_earlier(self) -> None:
        rows = (
            assessment(date(2020, 6, 1), date(2020, 7, 1), 1, a="partly", b="partly"),
            assessment(date(2020, 6, 1), date(2020, 8, 1), 2, a="started", b="started"),
        )

        stand = standing_at(
            history(assessments=rows), date(2020, 12, 31), date(2020, 7, 31)
        )

        assert stand.status == "partly"

    def test_a_withdrawn_assessment_counts_until_it_was_withdrawn(self) -> None:
        row = replace(
            assessment(date(2020, 6, 1), date(2020, 7, 1), a="partly", b="partly"),
            withdrawn_on=date(2020, 9, 1),
        )
        past = history(assessments=(row,))

        before = standing_at(past, date(2020, 12, 31), date(2020, 8, 31))
        on_the_day = standing_at(past, date(2020, 12, 31), date(2020, 9, 1))
        now = standing_at(past, date(2020, 12, 31))

        assert before.status == "partly"
        assert on_the_day.status == now.status == "not_assessed"

    def test_a_claim_above_its_evidence_is_carried_lower_and_says_so(self) -> None:
        row = assessment(
            date(2020, 6, 1), date(2020, 7, 1), a="implemented", b="not_started"
        )
        weak = replace(LAW, sources=(("C", "Paper one"), ("C", "Paper two")))

        stand = standing_at(
            history(assessments=(row,), evidence=(weak,)), date(2020, 12, 31)
        )

        assert stand.asks[0].claimed == "implemented"
        assert stand.asks[0].status == "partly"
        assert stand.asks[0].cap_reason == "above_evidence"

    def test_evidence_after_the_day_of_the_assessment_does_not_carry_it(self) -> None:
        row = assessment(date(2020, 1, 4), date(2020, 7, 1), a="partly", b="partly")

        stand = standing_at(history(assessments=(row,)), date(2020, 12, 31))

        assert [ask.status for ask in stand.asks] == ["not_started", "not_started"]

    def test_a_review_expires_after_two_years_and_then_counts_as_unknown(self) -> None:
        row = assessment(date(2020, 6, 1), date(2020, 7, 1), a="partly", b="partly")
        past = history(assessments=(row,))

        last_day = standing_at(past, date(2022, 7, 1))
        next_day = standing_at(past, date(2022, 7, 2))

        assert last_day.status == "partly"
        assert next_day.status == "not_assessed"
        assert next_day.score is None
        assert next_day.freshness == "expired"

    def test_a_done_ask_expires_after_four_years(self) -> None:
        row = assessment(
            date(2020, 6, 1), date(2020, 7, 1), a="implemented", b="implemented"
        )
        past = history(assessments=(row,))

        assert standing_at(past, date(2024, 7, 1)).status == "implemented"
        assert standing_at(past, date(2024, 7, 2)).status == "not_assessed"

    def test_history_can_be_scored_from_a_later_review(self) -> None:
        row = assessment(date(2020, 6, 1), date(2026, 1, 1), a="partly", b="partly")

        stand = standing_at(history(assessments=(row,)), date(2024, 12, 31))

        assert stand.freshness == "current"
        assert stand.score == 50

    def test_coders_who_differ_lower_the_confidence(self) -> None:
        row = assessment(date(2020, 6, 1), date(2020, 7, 1), a="partly", b="partly")
        reading = ReadingLine(
            date(2020, 6, 1), date(2020, 7, 1), 1, {"a": "started", "b": "partly"}
        )

        stand = standing_at(
            history(assessments=(row,), readings=(reading,)), date(2020, 12, 31)
        )

        assert stand.asks[0].agreement == "low"
        assert stand.asks[1].agreement == "medium"
        assert stand.asks[0].second == "started"

    def test_a_reply_that_disputes_nothing_lets_agreement_be_high(self) -> None:
        row = assessment(date(2020, 6, 1), date(2020, 7, 1), a="partly", b="partly")
        reading = ReadingLine(
            date(2020, 6, 1), date(2020, 7, 1), 1, {"a": "partly", "b": "partly"}
        )
        reply = ResponseLine(date(2020, 7, 1), date(2020, 7, 1), 1, "accepted")

        stand = standing_at(
            history(assessments=(row,), readings=(reading,), responses=(reply,)),
            date(2020, 12, 31),
        )

        assert {ask.agreement for ask in stand.asks} == {"high"}
        assert stand.response == "accepted"

    def test_the_first_due_date_stays_when_it_is_revised(self) -> None:
        dates = (
            DueLine(date(2020, 1, 1), date(2020, 1, 1), 1, date(2020, 12, 31), False),
            DueLine(date(2020, 9, 1), date(2020, 9, 1), 2, date(2021, 6, 30), True),
        )

        stand = standing_at(history(due_dates=dates), date(2020, 10, 1))

        assert stand.first_due_on == date(2020, 12, 31)
        assert stand.due_on == date(2021, 6, 30)
        assert stand.n_due_revisions == 1

    def test_delivery_dates_from_the_first_day_it_was_done_without_a_break(
        self,
    ) -> None:
        done = {"a": "implemented", "b": "implemented"}
        rows = (
            assessment(date(2020, 2, 1), date(2021, 7, 1), 1, **done),
            assessment(date(2020, 3, 1), date(2021, 7, 1), 2, a="partly", b="partly"),
            assessment(date(2020, 4, 1), date(2021, 7, 1), 3, **done),
            assessment(date(2020, 5, 1), date(2021, 7, 1), 4, **done),
        )

        stand = standing_at(history(assessments=rows), date(2020, 12, 31))

        assert stand.delivered_on == date(2020, 4, 1)


days = st.integers(0, 1600).map(lambda n: DAY_ONE + timedelta(days=n))


@st.composite
def assessments(draw: st.DrawFn, number: int) -> AssessmentLine:
    """An assessment published on or after the day it holds for."""
    effective_on = draw(days)
    published_on = effective_on + timedelta(days=draw(st.integers(0, 900)))
    withdrawn = draw(st.one_of(st.none(), st.integers(0, 700)))
    letters = draw(st.sets(st.sampled_from("ab"), min_size=1))
    return AssessmentLine(
        id=number,
        effective_on=effective_on,
        published_on=published_on,
        order=number,
        statuses={letter: draw(st.sampled_from(CARRIED)) for letter in letters},
        withdrawn_on=None
        if withdrawn is None
        else published_on + timedelta(days=withdrawn),
    )


@st.composite
def evidence(draw: st.DrawFn, number: int) -> EvidenceLine:
    """A published item that may later be withdrawn."""
    effective_on = draw(days)
    published_on = effective_on + timedelta(days=draw(st.integers(0, 900)))
    withdrawn = draw(st.one_of(st.none(), st.integers(0, 700)))
    return EvidenceLine(
        effective_on=effective_on,
        published_on=published_on,
        order=number,
        bearing=draw(st.sampled_from(["supports", "opposes", "context"])),
        asks=frozenset(draw(st.sets(st.sampled_from("ab"), min_size=1))),
        sources=((draw(st.sampled_from("ABCD")), draw(st.sampled_from("xyz"))),),
        withdrawn_on=None
        if withdrawn is None
        else published_on + timedelta(days=withdrawn),
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A random course of publishing, correcting and withdrawing."""
    n_assessments, n_evidence = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    return history(
        assessments=tuple(draw(assessments(n)) for n in range(n_assessments)),
        evidence=tuple(draw(evidence(n)) for n in range(n_evidence)),
    )


def diary(past: History, day: date) -> History:
    """The record as somebody would have held it at the end of ``day``.

    Rows not yet published do not exist; a withdrawal not yet made is unknown.
    """

    def held(rows):  # type: ignore[no-untyped-def]
        seen = [row for row in rows if row.published_on <= day]
        return tuple(
            row
            if row.withdrawn_on is None or row.withdrawn_on <= day
            else replace(row, withdrawn_on=None)
            for row in seen
        )

    return replace(
        past, assessments=held(past.assessments), evidence=held(past.evidence)
    )


def lookup(spans: list[Span], on: date, known_at: date) -> list[Span]:
    """The spans that hold one view."""
    return [
        span
        for span in spans
        if span.effective_from <= on < span.effective_until
        and span.known_from <= known_at < span.known_until
    ]


class DiaryTests:
    """The dated view equals the record built day by day."""

    @given(histories(), days, days)
    def test_what_was_said_then_is_what_known_at_says_now(
        self, past: History, on: date, known_at: date
    ) -> None:
        said_then = standing_at(diary(past, known_at), on)

        assert standing_at(past, on, known_at) == said_then

    @given(histories(), days, days)
    def test_the_kept_spans_answer_every_view_exactly_once(
        self, past: History, on: date, known_at: date
    ) -> None:
        found = lookup(standings(past), on, known_at)

        assert [span.stand for span in found] == [standing_at(past, on, known_at)]

    @given(histories(), days)
    def test_the_open_spans_are_what_is_now_known(
        self, past: History, on: date
    ) -> None:
        found = lookup(standings(past), on, FAR_FUTURE - timedelta(days=1))

        assert [span.stand for span in found] == [standing_at(past, on)]

    @given(histories(), days, st.randoms())
    def test_the_order_of_rows_is_irrelevant(
        self, past: History, on: date, random: object
    ) -> None:
        shuffled = list(past.evidence)
        random.shuffle(shuffled)  # type: ignore[attr-defined]

        again = replace(past, evidence=tuple(shuffled))

        assert standing_at(again, on) == standing_at(past, on)

    @given(histories(), days)
    def test_an_unchecked_ask_never_counts_as_zero(
        self, past: History, on: date
    ) -> None:
        stand = standing_at(past, on)

        checked = [a for a in stand.asks if a.status not in ("not_assessed",)]
        if not checked:
            assert stand.score is None
        if stand.score is not None:
            assert stand.low is not None
            assert stand.high is not None
            assert stand.low - 1e-9 <= stand.score <= stand.high + 1e-9

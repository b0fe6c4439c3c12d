"""The working of a recommendation: what was counted, what it carries, the sums."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from recommendations.working import (
    AskWorking,
    Item,
    ask_working,
    likely_range,
    score_working,
    tier_counts,
)
from scorecard import method

JUDGED = date(2026, 5, 31)


def kept(status: str = "partly", **values):
    """An ask as its standing keeps it."""
    return {
        "ask": "a",
        "weight": 1.0,
        "claimed": status,
        "status": status,
        "cap_reason": "carried",
        "confidence": "medium",
        "evidence_strength": "medium",
        "agreement": "medium",
        "second": "",
        "freshness": "current",
        "reviewed_on": "2026-06-01",
        "assessment_id": 1,
    } | values


def item(key: str = "e1", **values) -> Item:
    """A fact about ask a from an official record, before the assessment."""
    return Item(
        **{
            "key": key,
            "happened_on": date(2021, 4, 1),
            "bearing": "supports",
            "asks": frozenset({"a"}),
            "sources": (("B", "Water Office"),),
        }
        | values
    )


def asks(*statuses: str, weights: tuple[float, ...] = ()) -> list[AskWorking]:
    """The workings of asks with these statuses, without evidence."""
    return [
        ask_working(
            kept(status, ask=chr(97 + n), weight=weights[n] if weights else 1.0),
            JUDGED,
            [],
        )
        for n, status in enumerate(statuses)
    ]


class AskWorkingTests:
    def test_evidence_up_to_the_day_of_the_assessment_is_counted(self):
        on_the_day = item("e1", happened_on=JUDGED)
        after = item("e2", happened_on=date(2026, 6, 1))

        made = ask_working(kept(), JUDGED, [on_the_day, after])

        assert made.carrying == ("e1",)
        assert made.later == ("e2",)

    def test_evidence_on_other_asks_is_left_out(self):
        made = ask_working(kept(), JUDGED, [item(asks=frozenset({"b"}))])

        assert made.counted == ()
        assert made.carrying == made.not_enough == made.later == ()

    def test_context_counts_with_support_and_setbacks_stand_against(self):
        items = [
            item("e1"),
            item("e2", bearing="context"),
            item("e3", bearing="opposes"),
        ]

        made = ask_working(kept(), JUDGED, items)

        assert made.carrying == ("e1", "e2")
        assert made.against == ("e3",)

    def test_an_undone_step_is_carried_by_what_opposes(self):
        items = [
            item("e1"),
            item("e2", bearing="opposes"),
            item("e3", bearing="context"),
        ]

        made = ask_working(kept("reversed"), JUDGED, items)

        assert made.carrying == ("e2",)
        assert made.against == ("e1",)

    def test_statements_alone_carry_nothing(self):
        made = ask_working(kept(), JUDGED, [item(sources=(("D", "Speaker"),))])

        assert made.carrying == ()
        assert made.not_enough == ("e1",)

    @pytest.mark.parametrize("status", ["not_started", "not_assessed", "superseded"])
    def test_evidence_behind_no_step_is_on_record_only(self, status):
        made = ask_working(kept(status), JUDGED, [item()])

        assert made.carrying == ()
        assert made.not_enough == ("e1",)

    def test_a_capped_step_says_what_would_carry_the_claim(self):
        capped = kept("partly", claimed="implemented", cap_reason="above_evidence")
        items = [item(sources=(("C", "Daily News"), ("C", "Evening News")))]

        made = ask_working(capped, JUDGED, items)

        assert made.is_capped
        assert {(need.tier, need.missing) for need in made.needs} == {
            ("A", 1),
            ("B", 2),
        }
        assert made.could_carry == "partly"

    def test_a_carried_step_says_what_the_next_one_would_take(self):
        items = [item(sources=(("C", "Daily News"), ("C", "Evening News")))]

        made = ask_working(kept("partly"), JUDGED, items)

        assert not made.is_capped
        assert made.needs == ()
        assert made.next_step == "mostly"
        assert [(need.tier, need.missing) for need in made.next_needs] == [
            ("A", 1),
            ("B", 1),
        ]

    def test_nothing_stands_above_done_or_off_the_ladder(self):
        for status in ("implemented", "reversed", "superseded", "not_assessed"):
            assert ask_working(kept(status), JUDGED, []).next_step == ""

    def test_an_ask_nobody_judged_counts_no_evidence(self):
        unread = kept("not_assessed", assessment_id=None, reviewed_on=None)

        made = ask_working(unread, None, [item()])

        assert made.points is None
        assert made.counted == ()
        assert made.later == ("e1",)

    def test_a_second_coder_differs_from_the_claim_not_from_the_cap(self):
        capped = {"claimed": "implemented", "cap_reason": "above_evidence"}

        assert ask_working(
            kept("partly", second="partly", **capped), JUDGED, []
        ).differs
        assert not ask_working(kept("partly", second="partly"), JUDGED, []).differs
        assert not ask_working(kept("partly"), JUDGED, []).differs


class PublisherTests:
    def test_a_publisher_counts_once_in_a_tier_whatever_its_case(self):
        sources = [("B", "Water Office"), ("B", " water office"), ("A", "Gazette")]

        counts = tier_counts(sources)

        assert [(c.tier, c.publishers) for c in counts] == [
            ("A", ("Gazette",)),
            ("B", ("Water Office",)),
        ]


class ScoreWorkingTests:
    def test_the_sum_can_be_done_with_a_pencil(self):
        made = score_working(
            asks("implemented", "partly", "not_started", weights=(2.0, 1.0, 1.0))
        )

        assert made.points_sum == 250
        assert made.checked_weight == 4
        assert made.score == 62.5
        assert made.coverage == 1

    def test_an_unchecked_ask_widens_the_bounds_and_is_no_zero(self):
        made = score_working(asks("partly", "partly", "not_assessed"))

        assert made.score == 50
        assert made.coverage == pytest.approx(2 / 3)
        assert made.low == pytest.approx(100 / 3)
        assert made.high == pytest.approx(200 / 3)
        assert made.high_sum == 200
        assert [ask.code for ask in made.unchecked] == ["c"]

    def test_what_no_longer_applies_leaves_the_count(self):
        made = score_working(asks("implemented", "superseded"))

        assert made.applicable_weight == 1
        assert made.score == 100
        assert [ask.code for ask in made.gone] == ["b"]

    @pytest.mark.parametrize(
        ("statuses", "label", "reason"),
        [
            ((), "not_assessed", "no_asks"),
            (("superseded",), "superseded", "nothing_applies"),
            (
                ("partly", "not_assessed", "not_assessed"),
                "not_assessed",
                "too_little_checked",
            ),
            (("implemented", "superseded"), "implemented", "all_done"),
            (("not_started", "not_started"), "not_started", "nothing_started"),
            (("not_started", "reversed"), "reversed", "undone"),
            (("not_pursued",), "not_pursued", "dropped"),
            (("started",), "started", "below_first_cut"),
            (("partly",), "partly", "below_second_cut"),
            (("mostly",), "mostly", "above_cuts"),
            (("implemented", "not_assessed"), "mostly", "above_cuts"),
        ],
    )
    def test_the_label_has_its_reason(self, statuses, label, reason):
        made = score_working(asks(*statuses))

        assert (made.label, made.reason) == (label, reason)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(method.STATUSES),
                st.floats(min_value=0.5, max_value=3, allow_nan=False),
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_the_printed_sums_give_the_printed_score(self, pairs):
        statuses, weights = zip(*pairs, strict=True)

        made = score_working(asks(*statuses, weights=weights))

        if made.score is not None:
            assert made.points_sum / made.checked_weight == pytest.approx(made.score)
        if made.applicable_weight:
            share = made.checked_weight / made.applicable_weight
            assert share == pytest.approx(made.coverage)
            assert made.points_sum / made.applicable_weight == pytest.approx(made.low)
            assert made.high_sum / made.applicable_weight == pytest.approx(made.high)


class LikelyRangeTests:
    def test_the_same_record_gives_the_same_range(self):
        first = likely_range("safe-water-2020/1.1", asks("partly", "started"), "1.0.0")
        again = likely_range("safe-water-2020/1.1", asks("partly", "started"), "1.0.0")

        assert first == again
        assert first.low <= 37.5 <= first.high

    def test_less_confidence_gives_a_wider_range(self):
        sure = [ask_working(kept(confidence="very_high"), JUDGED, [])]
        unsure = [ask_working(kept(confidence="very_low"), JUDGED, [])]

        narrow = likely_range("r/1", sure, "1.0.0")
        wide = likely_range("r/1", unsure, "1.0.0")

        assert wide.high - wide.low > narrow.high - narrow.low

    def test_without_a_score_there_is_no_range(self):
        assert likely_range("r/1", asks("not_assessed"), "1.0.0") is None
        assert likely_range("r/1", asks("superseded"), "1.0.0") is None

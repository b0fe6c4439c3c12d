"""The headline sentence says what the method prescribes, and names each rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recommendations.as_of import AsOf
from scorecard.build import Agreement, Counts, Group, LikelyRange, Scorecard
from scorecard.headline import headline

STATUSES = ["implemented"] * 6 + ["partly"] * 9 + ["not_started"] * 9
VIEW = AsOf(on=date(2026, 6, 30), known_at=None, today=date(2026, 7, 15))


def card(
    statuses: list[str],
    *,
    score: float | None = 45.5,
    likely: LikelyRange | None = None,
    gate: str = "ok",
) -> Scorecard:
    """A scorecard whose total has these recommendations and this score."""
    counts = Counts.of(statuses)
    total = Group(
        kind="report",
        key="r",
        title="",
        title_es="",
        lines=(),
        counts=counts,
        ask_counts=counts,
        n=counts.applicable,
        n_scored=counts.applicable,
        score=score,
        coverage=1.0,
        low=40.0,
        high=60.0,
        level="comparable" if score is not None else "none",
        likely=likely,
    )
    return Scorecard(VIEW, total, Agreement(1.0, 5, 5, 5, gate), method_version="1.0.0")


class HeadlineTests:
    def test_it_has_the_form_of_the_method(self) -> None:
        statuses = [*STATUSES[:-2], "not_assessed", "not_assessed"]

        said = str(headline(card(statuses, likely=LikelyRange(40, 52, 10_000, 1))))

        assert said == (
            "Of 24 recommendations 6 are done, 9 under way, 7 not started, 2 not"
            " checked. Delivery score 46 of 100 (likely 40 to 52). 22 of 24 checked."
            " As of 30 June 2026, method 1.0."
        )

    def test_nothing_is_named_that_is_not_there(self) -> None:
        said = headline(card(STATUSES)).counts_sentence

        assert said == ("Of 24 recommendations 6 are done, 9 under way, 9 not started.")

    def test_undone_and_dropped_are_not_folded_into_not_started(self) -> None:
        said = headline(card(["reversed", "not_pursued", "implemented"]))

        assert said.counts_sentence == (
            "Of 3 recommendations 1 is done, 0 under way, 0 not started, 1 undone,"
            " 1 dropped."
        )

    def test_what_no_longer_applies_leaves_the_count_and_is_named_after_it(self):
        said = headline(card(["implemented", "superseded"])).counts_sentence

        assert said == (
            "Of 1 recommendation 1 is done, 0 under way, 0 not started; 1 more no"
            " longer applies."
        )

    def test_without_a_figure_it_says_too_little_was_checked(self) -> None:
        said = headline(card(["not_assessed"] * 3, score=None))

        assert said.score_sentence == "Too little checked to score."
        assert said.checked_sentence == "0 of 3 checked."

    def test_where_coders_disagree_it_says_so(self) -> None:
        said = headline(card(STATUSES, score=None, gate="none"))

        assert said.score_sentence == (
            "Two coders agree too little to publish a score."
        )

    def test_its_parts_make_the_whole(self) -> None:
        said = headline(card(STATUSES))

        assert said.rest == (
            "Delivery score 46 of 100. 24 of 24 checked."
            " As of 30 June 2026, method 1.0."
        )
        assert str(said) == f"{said.counts_sentence} {said.rest}"

    def test_a_half_point_goes_up(self) -> None:
        assert "Delivery score 46 of" in str(headline(card(STATUSES, score=45.5)))
        lower = replace(card(STATUSES).total, score=45.4)
        assert "Delivery score 45 of" in str(
            headline(replace(card(STATUSES), total=lower))
        )

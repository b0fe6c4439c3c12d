"""Loading: what is new, what changes, what is left alone, and never by halves."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest

from ingestion.packs import apply
from ingestion.packs.apply import RefusedPackError, load
from ingestion.packs.plan import CHANGED, NEW, UNCHANGED, Plan, make_plan
from ingestion.packs.reading import read_pack
from recommendations.actions import assessments, standings
from recommendations.models import (
    Agency,
    Assessment,
    Evidence,
    Indicator,
    Recommendation,
    RecordVersion,
    Report,
    Source,
    StatusChange,
)

from .small_pack import (
    AGENCIES,
    INDICATORS,
    RELEASE,
    REPORT,
    agency,
    event,
    small_pack,
    source,
    write,
)

pytestmark = pytest.mark.django_db

RELEASED = datetime(2023, 2, 1, tzinfo=UTC)
LATER = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def packs(tmp_path):
    """Loads a pack, or plans it; the database holds what was loaded before."""

    class Packs:
        def load(self, pack, now=LATER) -> Plan:
            return load(read_pack([write(tmp_path, pack)]), now=now)

        def plan(self, pack) -> Plan:
            return make_plan(read_pack([write(tmp_path, pack)]))

    return Packs()


@pytest.fixture
def loaded(packs):
    """The small pack in the database, and the pack itself to change."""
    pack = small_pack()
    packs.load(pack)
    return pack


def version() -> int:
    """How often the record was changed."""
    return RecordVersion.objects.get().number


def first(pack):
    """The first recommendation of the report."""
    return pack[REPORT]["recommendations"][0]


class FirstLoadTests:
    def test_a_plan_writes_nothing(self, packs):
        plan = packs.plan(small_pack())

        assert plan.writes
        assert not Report.objects.exists()
        assert not Agency.objects.exists()

    def test_everything_is_new_and_published_at_the_release(self, packs):
        plan = packs.load(small_pack())

        assert set(plan.counts) == {NEW}
        assert Report.objects.get().published_at == RELEASED
        assert set(Assessment.objects.values_list("published_at", flat=True)) == {
            RELEASED
        }

    def test_without_a_release_the_moment_of_loading_counts(self, packs):
        pack = small_pack()
        del pack[RELEASE]

        packs.load(pack)

        row = Assessment.objects.first()
        assert (row.published_at, row.is_first_reading, row.attribution) == (
            LATER,
            False,
            "",
        )

    def test_standings_follow_from_the_record(self, packs):
        packs.load(small_pack())

        item = Recommendation.objects.get(reference="1.1")
        assert item.current_status == "mostly"
        assert standings.differences(recommendations=[item.id], on=LATER.date()) == []

    def test_the_log_of_changes_tells_both_days(self, packs):
        packs.load(small_pack())

        moves = StatusChange.objects.filter(
            recommendation__reference="1.1", ask__isnull=True
        ).order_by("effective_on")
        assert list(moves.values_list("effective_on", "from_status", "to_status")) == [
            (date(2021, 12, 31), "not_assessed", "partly"),
            (date(2022, 12, 31), "partly", "mostly"),
        ]


class SecondLoadTests:
    def test_the_same_pack_changes_nothing(self, packs, loaded):
        before = version()

        plan = packs.load(loaded)

        assert set(plan.counts) == {UNCHANGED}
        assert plan.last_line == (
            f"0 new, 0 changed, {len(plan.items)} unchanged, 0 refused"
        )
        assert version() == before

    def test_leaving_things_out_of_a_pack_deletes_nothing(self, packs, loaded):
        first(loaded)["supporting"] = []
        first(loaded)["open_questions_es"] = []
        del loaded[REPORT]["recommendations"][1]
        loaded[INDICATORS]["metrics_without_series"] = []

        plan = packs.load(loaded)

        assert [item.row.kind for item in plan.items if item.outcome == CHANGED] == [
            "recommendation"
        ]
        assert Recommendation.objects.count() == 2
        assert Recommendation.objects.get(reference="1.1").responsibilities.count() == 2

    def test_what_editors_made_beside_the_pack_stays(self, packs, loaded):
        item = Evidence.objects.get(key="1.1-e1")
        Source.objects.create(evidence=item, title="By hand", publisher="P", tier="D")

        plan = packs.load(loaded)

        assert not plan.writes
        assert item.sources.count() == 2

    def test_a_notice_that_only_a_release_gives_is_not_taken_back(self, packs, loaded):
        del loaded[RELEASE]

        plan = packs.load(loaded)

        assert not plan.writes
        assert Report.objects.get().assessment_notice == "First reading."


class ChangeTests:
    def test_a_change_is_told_field_by_field_and_kept_in_the_history(
        self, packs, loaded
    ):
        first(loaded)["title"] = "Do thing one"

        plan = packs.load(loaded)

        (item,) = plan.of("recommendation", CHANGED)
        assert [(c.field, c.old, c.new) for c in item.changes] == [
            ("title", "Do thing 1", "Do thing one")
        ]
        row = Recommendation.objects.get(reference="1.1")
        assert [entry.title for entry in row.history.all()] == [
            "Do thing one",
            "Do thing 1",
        ]

    def test_links_change_too(self, packs, loaded):
        loaded[AGENCIES]["agencies"].append(agency("us-new"))
        loaded[AGENCIES]["agencies"][0]["parent"] = "us-new"
        loaded[INDICATORS]["indicators"][0]["recommendations"] = ["clean-air-2020/1.2"]

        packs.load(loaded)

        assert Agency.objects.get(slug="us-air").parent.slug == "us-new"
        indicator = Indicator.objects.get()
        assert [r.reference for r in indicator.recommendations.all()] == ["1.2"]
        assert not indicator.reports.exists()

    def test_any_change_raises_the_version_of_the_record(self, packs, loaded):
        before = version()
        loaded[AGENCIES]["agencies"][0]["abbreviation"] = "AIR"

        packs.load(loaded)

        assert version() == before + 1

    def test_weaker_evidence_moves_the_status_and_is_logged(self, packs, loaded):
        first(loaded)["events"][0]["sources"][0]["tier"] = "C"

        packs.load(loaded)

        item = Recommendation.objects.get(reference="1.1")
        assert item.current_status == "started"
        move = StatusChange.objects.filter(ask__isnull=True).first()
        assert (move.from_status, move.to_status, move.cause, move.published_at) == (
            "mostly",
            "started",
            "evidence",
            LATER,
        )
        assert standings.differences(recommendations=[item.id], on=LATER.date()) == []

    def test_new_evidence_is_published_when_it_is_loaded_not_before(
        self, packs, loaded
    ):
        extra = event("1.1-e2", sources=[source(url="https://air.example.org/2")])
        first(loaded)["events"].append(extra)

        packs.load(loaded)

        assert Evidence.objects.get(key="1.1-e2").published_at == LATER
        assert Evidence.objects.get(key="1.1-e1").published_at == RELEASED


class AssessmentTests:
    def test_another_reading_of_a_day_follows_the_published_one(self, packs, loaded):
        first(loaded)["assessments"][1]["ask_statuses"] = {"a": "started"}

        plan = packs.load(loaded)

        (item,) = plan.of("assessment", NEW)
        assert item.follows
        rows = Assessment.objects.filter(
            recommendation__reference="1.1", effective_on=date(2022, 12, 31)
        ).order_by("published_at")
        assert [row.judgements.get().status for row in rows] == ["mostly", "started"]
        assert [row.published_at for row in rows] == [RELEASED, LATER]
        assert StatusChange.objects.filter(cause="correction").count() == 2
        assert Recommendation.objects.get(reference="1.1").current_status == "started"

    def test_loading_an_older_pack_again_undoes_no_correction(self, packs, loaded):
        older = deepcopy(loaded)
        first(loaded)["assessments"][1]["ask_statuses"] = {"a": "started"}
        packs.load(loaded)

        plan = packs.load(older)

        assert not plan.writes
        assert Recommendation.objects.get(reference="1.1").current_status == "started"

    def test_a_withdrawn_assessment_is_not_brought_back(self, packs, loaded):
        row = Assessment.objects.get(
            recommendation__reference="1.1", effective_on=date(2022, 12, 31)
        )
        assessments.withdraw(
            assessment=row, reason="Rests on a draft.", by=None, at=LATER
        )

        plan = packs.load(loaded)

        assert not plan.writes
        assert Recommendation.objects.get(reference="1.1").current_status == "partly"

    def test_only_what_was_read_once_is_single_coded(self, packs, loaded):
        twice = Assessment.objects.filter(is_single_coded=False)

        assert [(r.recommendation.reference, r.effective_on) for r in twice] == [
            ("1.1", date(2022, 12, 31))
        ]

    def test_the_history_shows_draft_and_publication(self, packs, loaded):
        row = Assessment.objects.filter(recommendation__reference="1.1").first()

        assert [entry.state for entry in row.history.all()] == ["published", "draft"]
        assert row.history.last().evidence.count() == 1


class AllOrNothingTests:
    def test_a_failure_at_the_end_leaves_nothing_behind(self, packs, monkeypatch):
        def fail(*args, **kwargs):
            raise RuntimeError("the power went")

        monkeypatch.setattr(apply.assessments, "publish_rows", fail)

        with pytest.raises(RuntimeError, match="the power went"):
            packs.load(small_pack())

        assert not Agency.objects.exists()
        assert not Report.objects.exists()
        assert not Report.history.exists()

    def test_what_contradicts_the_record_is_refused_in_a_sentence(self, packs, loaded):
        Recommendation.objects.filter(reference="1.2").update(slug="taken")
        del loaded[REPORT]["recommendations"][1]
        del loaded[INDICATORS]
        del loaded[RELEASE]["release"]["primary_indicators"]
        first(loaded)["slug"] = "taken"

        with pytest.raises(RefusedPackError, match="contradicts the record"):
            packs.load(loaded)

        assert Recommendation.objects.get(reference="1.1").slug == "item-1"

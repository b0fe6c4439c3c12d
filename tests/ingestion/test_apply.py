"""What an import writes: all or nothing, once, through the record's own history."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings, strategies as st

from ingestion.apply.apply import Consent, RefusedImportError, commit
from ingestion.mapping import from_toml
from ingestion.models import ImportedClaim, ImportRun
from ingestion.plan.plan import Request
from recommendations.actions import assessments
from recommendations.choices import AssessmentState
from recommendations.models import (
    Agency,
    Assessment,
    Category,
    Evidence,
    Recommendation,
    RecordVersion,
    Source,
    StatusChange,
)
from tests.factories import (
    PUBLISHED,
    TODAY,
    at,
    make_agency,
    make_recommendation,
    make_report,
    make_user,
)

from .importing import csv_file, plan_of

pytestmark = pytest.mark.django_db

HEAD = [
    "reference",
    "title",
    "category",
    "agencies",
    "due_on",
    "response",
    "status",
    "status_reason",
    "evidence_urls",
]
WELLS = [
    "1",
    "Test every well",
    "Water",
    "us-wo",
    "2022-01-01",
    "accepted",
    "Delivered",
    "All wells are tested.",
    "https://example.org/a|https://www.example.com/b",
]
MAPPING = '[values.status]\n"Delivered" = "implemented"\n'


@pytest.fixture
def report():
    make_agency(slug="us-wo", name="Water Office")
    return make_report(slug="wells-2020", issued_on=date(2020, 3, 1))


def imported(
    file,
    report,
    mapping=MAPPING,
    *,
    by=None,
    on=TODAY,
    leave_out=False,
    fingerprint="",
    publish=False,
):
    """Commit a file; the plan that was written."""
    run = ImportRun.objects.create(report=report, file_name=file.name)
    request = Request(file, report, on, from_toml(mapping), publish, by)
    consent = Consent(run, by, at(on), fingerprint, leave_out)
    return commit(request, consent)


def standings_hold() -> None:
    call_command("rebuild_standing", "--check", verbosity=0)


class NewRowTests:
    def test_a_row_becomes_a_recommendation_with_all_that_hangs_on_it(
        self, tmp_path, report
    ):
        by = make_user(username="importer")

        imported(csv_file(tmp_path, [HEAD, WELLS]), report, by=by)

        row = Recommendation.objects.get(report=report)
        assert (row.reference, row.title, row.position) == ("1", "Test every well", 1)
        assert row.category.title == "Water"
        assert [ask.text for ask in row.asks.all()] == ["Test every well"]
        assert row.responsibilities.get().agency.slug == "us-wo"
        assert row.current_due_on == row.first_due_on == date(2022, 1, 1)
        assert row.current_response == "accepted"
        assert row.published_at == at(TODAY)
        standings_hold()

    def test_one_without_date_or_answer_is_written_once_with_what_is_kept_of_it(
        self, tmp_path, report
    ):
        with CaptureQueriesContext(connection) as asked:
            imported(csv_file(tmp_path, [HEAD[:4], WELLS[:4]]), report)

        again = 'UPDATE "recommendations_recommendation"'
        assert not [one for one in asked if again in one["sql"]]
        row = Recommendation.objects.get(report=report)
        assert (row.current_low, row.current_high) == (0, 100)
        assert row.listed_in == RecordVersion.objects.current()
        standings_hold()

    def test_its_status_waits_for_a_review_and_says_where_it_comes_from(
        self, tmp_path, report
    ):
        by = make_user(username="importer")

        imported(csv_file(tmp_path, [HEAD, WELLS]), report, by=by)

        claim = Assessment.objects.get()
        assert claim.state == AssessmentState.SUBMITTED
        assert claim.author == by
        assert claim.rationale == "All wells are tested."
        assert claim.note == (
            "Imported on 2026-07-15 from row 2 of list.csv. Status there: “Delivered”."
        )
        assert [step.status for step in claim.judgements.all()] == ["implemented"]
        evidence = claim.evidence.get()
        assert evidence.published_at is None
        assert [(s.tier, s.publisher, s.url) for s in evidence.sources.all()] == [
            ("C", "example.org", "https://example.org/a"),
            ("C", "example.com", "https://www.example.com/b"),
        ]
        assert Recommendation.objects.get().current_status == "not_assessed"

    def test_a_reviewer_publishes_it_and_the_evidence_carries_what_it_can(
        self, tmp_path, report
    ):
        imported(csv_file(tmp_path, [HEAD, WELLS]), report)

        assessments.publish(
            assessment=Assessment.objects.get(), by=make_user(), at=at(TODAY)
        )

        # Two addresses of tier C carry "partly", whatever the list says.
        assert Recommendation.objects.get().current_status == "partly"

    def test_with_publish_it_is_single_coded_and_counts_at_once(self, tmp_path, report):
        imported(csv_file(tmp_path, [HEAD, WELLS]), report, publish=True)

        claim = Assessment.objects.get()
        assert (claim.state, claim.is_single_coded) == ("published", True)
        assert Evidence.objects.get().published_at == at(TODAY)
        assert Recommendation.objects.get().current_status == "partly"
        assert StatusChange.objects.filter(ask=None).get().to_status == "partly"
        standings_hold()

    def test_without_an_agency_it_stays_unpublished(self, tmp_path, report):
        planner = imported(
            csv_file(tmp_path, [["reference", "title"], ["1", "x"]]), report
        )

        row = Recommendation.objects.get()
        assert row.published_at is None
        assert (row.current_high, row.stands_until) == (None, None)
        assert list(planner.totals.notes) == [
            "names no agency: stays unpublished until one is named"
        ]
        assert Category.objects.get().title == "Not grouped"

    def test_new_agencies_are_made_once_where_the_mapping_says_so(
        self, tmp_path, report
    ):
        rows = [[str(n), f"x {n}", "Roads Office; ROADS OFFICE"] for n in range(3)]
        file = csv_file(tmp_path, [["reference", "title", "agencies"], *rows])

        imported(file, report, '[options]\nnew_agencies = "create"')

        made = Agency.objects.exclude(slug="us-wo").get()
        assert (made.slug, made.name) == ("us-roads-office", "Roads Office")
        assert made.responsibilities.count() == 3
        assert made.history.count() == 1

    def test_history_tells_file_and_person(self, tmp_path, report):
        by = make_user(username="importer")

        imported(csv_file(tmp_path, [HEAD, WELLS]), report, by=by)

        for model in (Recommendation, Assessment, Evidence, Source, Category):
            entry = model.history.first()
            assert model.history.count() == model.objects.count()
            assert entry.history_change_reason == "Imported from list.csv"
            assert (entry.history_user, entry.history_type) == (by, "+")
        assert Evidence.history.get().asks.count() == 1
        assert Assessment.history.get().evidence.count() == 1


class RepeatedImportTests:
    def test_the_same_file_again_changes_nothing_and_writes_nothing(
        self, tmp_path, report
    ):
        file = csv_file(tmp_path, [HEAD, WELLS])
        imported(file, report)
        version = RecordVersion.objects.get().number

        again = imported(file, report, on=date(2026, 8, 1))

        assert again.totals.last_line == "0 new, 0 changed, 1 unchanged, 0 refused"
        assert RecordVersion.objects.get().number == version
        assert Assessment.objects.count() == Evidence.objects.count() == 1

    def test_a_claim_that_a_reviewer_returned_is_not_made_again(self, tmp_path, report):
        file = csv_file(tmp_path, [HEAD, WELLS])
        imported(file, report)
        assessments.return_to_author(
            assessment=Assessment.objects.get(),
            reason="No.",
            by=make_user(),
            at=PUBLISHED,
        )

        assert imported(file, report).totals.counts["unchanged"] == 1

    def test_waiting_claims_can_be_published_by_a_second_import(self, tmp_path, report):
        file = csv_file(tmp_path, [HEAD, WELLS])
        imported(file, report)

        first = imported(file, report, publish=True)
        second = imported(file, report, publish=True)

        assert first.totals.counts["changed"] == 1
        assert second.totals.counts["unchanged"] == 1
        assert Assessment.objects.get().state == "published"
        standings_hold()

    def test_a_changed_row_adds_and_revises_and_deletes_nothing(self, tmp_path, report):
        by = make_user(username="importer")
        imported(csv_file(tmp_path, [HEAD, WELLS]), report, by=by)
        make_agency(slug="us-roads")
        later = [
            "1",
            "Test all wells",
            "Roads",
            "us-roads",
            "2023-01-01",
            "noted",
            "partly",
            "Half.",
            "https://example.org/c",
        ]

        imported(csv_file(tmp_path, [HEAD, later]), report, by=by, on=date(2026, 8, 1))

        row = Recommendation.objects.get()
        assert (row.title, row.category.title) == ("Test all wells", "Roads")
        assert row.current_due_on == date(2023, 1, 1)
        assert row.due_dates.get(is_revision=True).reason == (
            "No reason was given. Imported from list.csv."
        )
        assert set(row.responsibilities.values_list("agency__slug", flat=True)) == {
            "us-wo",
            "us-roads",
        }
        assert list(row.responses.values_list("kind", flat=True)) == [
            "accepted",
            "noted",
        ]
        assert row.assessments.count() == 2
        assert Source.objects.count() == 3
        assert [e.history_type for e in row.history.order_by("history_id")] == [
            "+",
            "~",
        ]
        assert ImportedClaim.objects.count() == 2
        standings_hold()

    def test_a_second_claim_of_one_day_takes_the_place_of_the_first(
        self, tmp_path, report
    ):
        by = make_user(username="importer")
        imported(csv_file(tmp_path, [HEAD, WELLS]), report, by=by)
        again = [*WELLS[:6], "partly", "Half.", ""]

        imported(csv_file(tmp_path, [HEAD, again]), report, by=by)

        claim = Assessment.objects.get()
        assert (claim.rationale, claim.judgements.get().status) == ("Half.", "partly")
        assert claim.history.count() == 2

    @given(
        st.lists(
            st.tuples(
                st.from_regex(r"[A-Za-z0-9 /.]{1,8}", fullmatch=True),
                st.text(
                    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co")),
                    max_size=30,
                ),
                st.sampled_from(["", "us-wo", "Roads", "us-wo;Roads"]),
                st.sampled_from(["", "2022-01-01", "2021-13-01"]),
                st.sampled_from(["", "accepted", "maybe"]),
                st.sampled_from(["", "partly", "implemented", "reversed"]),
                st.sampled_from(
                    ["", "https://example.org/a", "http://x.org/b|ftp://c"]
                ),
            ),
            min_size=1,
            max_size=6,
        ),
        st.booleans(),
    )
    @settings(
        max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_whatever_is_written_once_is_unchanged_the_second_time(
        self, tmp_path, report, rows, publish
    ):
        head = [
            "reference",
            "title",
            "agencies",
            "due_on",
            "response",
            "status",
            "evidence_urls",
        ]
        file = csv_file(tmp_path, [head, *rows])
        mapping = '[options]\nnew_agencies = "create"\nheader_row = 1'

        first = imported(file, report, mapping, leave_out=True, publish=publish)
        second = imported(file, report, mapping, leave_out=True, publish=publish)

        written = first.totals.counts["new"] + first.totals.counts["changed"]
        assert second.totals.counts["new"] == second.totals.counts["changed"] == 0
        assert second.totals.counts["unchanged"] >= written
        standings_hold()


class AllOrNothingTests:
    BAD = ("2", "", "", "", "", "", "", "", "")

    def test_one_refused_row_keeps_everything_out(self, tmp_path, report):
        file = csv_file(tmp_path, [HEAD, WELLS, self.BAD])

        with pytest.raises(RefusedImportError, match="Rows are refused"):
            imported(file, report)

        assert not Recommendation.objects.exists()
        assert not Category.objects.exists()

    def test_refused_rows_can_be_left_out_on_purpose(self, tmp_path, report):
        imported(csv_file(tmp_path, [HEAD, WELLS, self.BAD]), report, leave_out=True)

        assert Recommendation.objects.count() == 1

    def test_a_record_that_changed_after_the_plan_was_read_is_not_overwritten(
        self, tmp_path, report
    ):
        make_recommendation(report=report, reference="1", title="Old title")
        file = csv_file(tmp_path, [["reference", "title"], ["1", "New title"]])
        planner, _rows = plan_of(file, report)
        Recommendation.objects.update(title="Edited meanwhile")

        with pytest.raises(RefusedImportError, match="has changed since this plan"):
            imported(file, report, fingerprint=planner.totals.fingerprint)

        assert Recommendation.objects.get().title == "Edited meanwhile"

    def test_a_database_that_fails_in_the_middle_leaves_no_trace(
        self, tmp_path, report, monkeypatch
    ):
        def fail(*args: object, **kwargs: object) -> None:
            raise DatabaseError("disk I/O error")

        monkeypatch.setattr("ingestion.apply.apply.standings.write", fail)

        with pytest.raises(RefusedImportError, match="could not be written: disk I/O"):
            imported(csv_file(tmp_path, [HEAD, WELLS]), report)

        assert not Recommendation.objects.exists()

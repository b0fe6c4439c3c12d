"""Snapshots: frozen whole, never changed, taken from the command line as well."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from recommendations.actions.assessments import RefusedError
from recommendations.as_of import AsOf
from recommendations.models import PermanentRecordError, Report
from recommendations.standing import standing_at
from scorecard import frozen, selectors
from scorecard.actions import snapshots
from scorecard.models import Snapshot
from scorecard.uncertainty import inputs_hash
from tests.clock import stopped_at
from tests.factories import (
    ISSUED,
    PRIVATE,
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_correction,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_second_reading,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db

STEPS = ("implemented", "partly", "partly", "not_started")


def assessed_report(**fields: Any) -> Report:
    """A report of four recommendations, one ask each, judged and coded twice."""
    report = make_report(**fields)
    agency = make_agency()
    for status in STEPS:
        row = make_recommendation(report=report, asks=1, lead=agency)
        evidence = make_evidence(recommendation=row)
        make_assessment(recommendation=row, steps={"a": status}, evidence=[evidence])
        make_second_reading(recommendation=row, steps={"a": status})
    make_indicator(reports=[report])
    return report


def taken(report: Report, as_of: date = TODAY, **fields: Any) -> Snapshot:
    """A snapshot taken at noon of the tests' day."""
    return snapshots.take(report=report, as_of=as_of, at=at(TODAY), **fields)


class TakingTests:
    def test_it_freezes_the_figures_of_the_page(self) -> None:
        report = assessed_report()

        snapshot = taken(report)

        card = selectors.scorecard(report, AsOf.now(TODAY))
        total = snapshot.outputs["total"]
        assert card.total.score == total["score"] == 50.0
        assert card.total.likely is not None
        assert (card.total.likely.low, card.total.likely.high) == (
            total["low90"],
            total["high90"],
        )
        assert snapshot.seed == card.total.likely.seed
        assert total["counts"] == dict(card.total.counts.by_status)
        assert len(snapshot.outputs["agencies"]) == 1
        assert snapshot.outputs["outcomes"]["n"] == 1
        assert snapshot.method_version.version == "1.0.0"

    def test_the_hash_is_that_of_the_stored_inputs(self) -> None:
        snapshot = taken(assessed_report())

        stored = Snapshot.objects.get(pk=snapshot.pk)

        assert stored.inputs_hash == inputs_hash(stored.inputs)

    def test_what_was_frozen_gives_the_same_standing_again(self) -> None:
        snapshot = Snapshot.objects.get(pk=taken(assessed_report()).pk)

        for item in snapshot.inputs["recommendations"]:
            stand = standing_at(frozen.history_of(item), TODAY)

            assert stand.score == item["standing"]["score"]
            assert stand.status == item["standing"]["status"]

    def test_what_is_read_for_a_comparison_is_what_would_be_frozen(self) -> None:
        view = AsOf.now(TODAY)
        lines = selectors.scorecard(assessed_report(), view).total.lines

        kept, read_now = frozen.record(lines, view), frozen.read(lines, view)

        assert len(kept) == len(read_now) == 4
        for stored, live in zip(kept, read_now, strict=True):
            assert frozen.history_of(stored) == frozen.history_of(live)
            shared = set(stored) & set(live)
            assert set(live) - shared == {"history"}
            assert [stored[name] for name in shared] == [live[name] for name in shared]

    def test_known_at_leaves_out_what_was_published_later(self) -> None:
        report = assessed_report()
        row = report.recommendations.first()
        make_assessment(
            recommendation=row,
            steps={"a": "reversed"},
            effective_on=date(2026, 6, 10),
            published_at=at(date(2026, 7, 1)),
        )

        before = taken(report, known_at=date(2026, 6, 20))

        assert before.outputs["total"]["ask_counts"]["implemented"] == 1
        frozen_rows = before.inputs["recommendations"][0]["assessments"]
        assert [r["published_on"] for r in frozen_rows] == ["2026-06-01"]

    def test_no_private_note_is_frozen(self) -> None:
        snapshot = taken(assessed_report())

        assert PRIVATE not in json.dumps([snapshot.inputs, snapshot.outputs])

    @pytest.mark.parametrize(
        ("as_of", "known_at", "reason"),
        [
            (date(2026, 7, 16), None, "2026-07-16 lies in the future"),
            (date(2019, 1, 1), None, "lies before the report was issued"),
            (TODAY, date(2026, 8, 1), "2026-08-01 lies in the future"),
        ],
    )
    def test_impossible_dates_are_refused_with_the_reason(
        self, as_of: date, known_at: date | None, reason: str
    ) -> None:
        report = assessed_report()

        with pytest.raises(RefusedError, match=reason):
            taken(report, as_of, known_at=known_at)

        assert not Snapshot.objects.exists()

    def test_a_report_in_preparation_is_refused(self) -> None:
        with pytest.raises(RefusedError, match="is not published"):
            taken(make_report(published_at=None))

    def test_the_day_of_issue_itself_can_be_frozen(self) -> None:
        snapshot = taken(assessed_report(), ISSUED)

        assert snapshot.outputs["total"]["score"] is None
        assert snapshot.outputs["total"]["ask_counts"]["not_assessed"] == 4

    def test_it_never_changes_and_is_never_deleted(self) -> None:
        snapshot = taken(assessed_report())

        with pytest.raises(PermanentRecordError):
            snapshot.save()
        with pytest.raises(PermanentRecordError):
            snapshot.delete()
        with pytest.raises(PermanentRecordError):
            Snapshot.objects.update(seed=1)


class PageTests:
    def test_it_prints_what_was_frozen_whatever_happened_since(
        self, client: Client
    ) -> None:
        report = assessed_report()
        snapshot = taken(report)
        make_assessment(
            recommendation=report.recommendations.first(),
            steps={"a": "not_started"},
            effective_on=TODAY,
            published_at=at(TODAY),
        )

        page = read(client, f"/snapshots/{snapshot.pk}/")

        now = selectors.scorecard(report, AsOf.now(TODAY)).total.score
        assert now == 25.0
        assert "Delivery score 50 of 100" in page
        assert "Score 50 of 100." in page
        assert "1.0.0" in page
        assert snapshot.inputs_hash in page

    def test_later_corrections_stand_beside_it(self, client: Client) -> None:
        report = assessed_report()
        make_correction(report=report, is_right="Known when it was taken.")
        snapshot = taken(report)
        make_correction(
            recommendation=report.recommendations.first(),
            is_right="It was three pumps.",
            published_at=at(date(2026, 8, 1)),
        )

        page = read(client, f"/snapshots/{snapshot.pk}/")

        assert "It was three pumps." in page
        assert "Known when it was taken." not in page

    def test_dates_in_the_address_are_said_to_have_no_effect(
        self, client: Client
    ) -> None:
        snapshot = taken(assessed_report())

        page = read(client, f"/snapshots/{snapshot.pk}/?as_of=2025-01-01")

        assert "as_of=2025-01-01 has no effect here" in page

    def test_its_file_holds_everything_and_stays_the_same(self, client: Client) -> None:
        report = assessed_report()
        snapshot = taken(report)
        address = f"/snapshots/{snapshot.pk}/snapshot.json"
        first = client.get(address)
        make_assessment(
            recommendation=report.recommendations.first(),
            steps={"a": "not_started"},
            effective_on=TODAY,
            published_at=at(TODAY),
        )

        second = client.get(address)

        content = json.loads(second.content)
        assert first.content == second.content
        assert content["outputs"] == snapshot.outputs
        assert inputs_hash(content["inputs"]) == content["inputs_hash"]
        assert content["seed"] == snapshot.seed
        assert content["code_version"] == snapshot.code_version

    def test_a_view_before_any_publication_says_so(self, client: Client) -> None:
        snapshot = taken(assessed_report(), known_at=date(2026, 5, 31))

        page = read(client, f"/snapshots/{snapshot.pk}/")

        assert "No recommendation of this report had been published" in page
        assert "None" not in page

    @pytest.mark.parametrize("pk", ["7", "9" * 30])
    def test_an_unknown_one_is_not_found(self, client: Client, pk: str) -> None:
        assert client.get(f"/snapshots/{pk}/").status_code == 404
        assert client.get(f"/snapshots/{pk}/snapshot.json").status_code == 404


class CommandTests:
    def run(self, *arguments: str) -> str:
        out = StringIO()
        with stopped_at(TODAY):
            call_command("take_snapshot", *arguments, stdout=out)
        return out.getvalue()

    def test_it_prints_the_address(self, settings: Any) -> None:
        settings.SITE_URL = "https://record.example"
        report = assessed_report()

        out = self.run(report.slug, "--as-of", "2026-06-30")

        snapshot = Snapshot.objects.get()
        assert out == f"https://record.example/snapshots/{snapshot.pk}/\n"
        assert snapshot.as_of == date(2026, 6, 30)
        assert snapshot.known_at == TODAY

    @pytest.mark.parametrize(
        ("slug", "day", "reason"),
        [
            ("nowhere", "2026-06-30", "There is no report nowhere."),
            ("safe-water-2020", "2030-01-01", "lies in the future"),
        ],
    )
    def test_what_is_refused_ends_with_one_sentence(
        self, slug: str, day: str, reason: str
    ) -> None:
        assessed_report(slug="safe-water-2020")

        with pytest.raises(CommandError, match=reason) as refused:
            self.run(slug, "--as-of", day)

        assert refused.value.returncode == 1

    def test_a_date_of_another_form_is_wrong_usage(self) -> None:
        with pytest.raises(CommandError, match="is not a date of the form 2026-06-30"):
            self.run("safe-water-2020", "--as-of", "30/06/2026")

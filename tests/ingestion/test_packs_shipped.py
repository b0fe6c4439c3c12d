"""After loading, the counts equal those that the shipped data states of itself."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count

from recommendations.actions import standings
from recommendations.as_of import AsOf
from recommendations.histories import histories
from recommendations.models import (
    Agency,
    Ask,
    Assessment,
    Evidence,
    Indicator,
    Judgement,
    Observation,
    Recommendation,
    RecordVersion,
    Report,
    SecondJudgement,
    Source,
    UnmeasuredMetric,
)
from recommendations.standing import AskStanding, standing_at
from scorecard import method, selectors

pytestmark = pytest.mark.usefixtures("shipped_record")

REPORTS = ["drug-war-in-mexico-2011", "mexico-ten-measures-2014"]
RELEASED = datetime(2026, 11, 22, tzinfo=UTC)


def per_report(model, path: str) -> list[int]:
    """How many rows of a model each report has."""
    counts = dict(model.objects.values_list(path).annotate(Count("id")).order_by())
    return [counts[slug] for slug in REPORTS]


class CountsTests:
    @pytest.mark.parametrize(
        ("model", "path", "expected"),
        [
            (Recommendation, "report__slug", [15, 10]),
            (Ask, "recommendation__report__slug", [56, 23]),
            (Evidence, "recommendation__report__slug", [207, 65]),
            (Assessment, "recommendation__report__slug", [69, 28]),
            (Judgement, "assessment__recommendation__report__slug", [258, 65]),
            (SecondJudgement, "ask__recommendation__report__slug", [56, 23]),
        ],
    )
    def test_each_report_has_its_rows(self, model, path, expected):
        assert per_report(model, path) == expected

    def test_the_registry_and_the_indicators_are_whole(self):
        assert Agency.objects.count() == 114
        assert Indicator.objects.count() == 35
        assert Indicator.objects.exclude(target_basis="").count() == 4
        assert Indicator.objects.filter(baseline_period="").count() == 11
        assert UnmeasuredMetric.objects.count() == 9

    def test_observations_keep_which_were_verified(self):
        assert Observation.objects.count() == 543
        assert Observation.objects.filter(is_verified=False).count() == 47

    def test_evidence_bears_as_stated(self):
        found = Counter(Evidence.objects.values_list("bearing", flat=True))

        assert found == {"supports": 136, "opposes": 73, "context": 63}

    def test_steps_are_those_stated(self):
        found = Counter(Judgement.objects.values_list("status", flat=True))

        assert found == {
            "not_started": 62,
            "started": 34,
            "partly": 136,
            "implemented": 28,
            "reversed": 6,
            "not_pursued": 12,
            "not_assessed": 45,
        }


class SourcesTests:
    @pytest.mark.parametrize(
        ("slug", "expected"),
        [(REPORTS[0], [50, 126, 172, 26]), (REPORTS[1], [16, 29, 83, 1])],
    )
    def test_tiers_of_a_report(self, slug, expected):
        of_evidence = Source.objects.filter(evidence__recommendation__report__slug=slug)
        tiers = Counter(of_evidence.values_list("tier", flat=True))
        tiers += Counter(
            Source.objects.filter(report__slug=slug).values_list("tier", flat=True)
        )

        assert [tiers[tier] for tier in "ABCD"] == expected

    def test_tiers_of_the_indicators(self):
        rows = Source.objects.filter(indicator__isnull=False)
        tiers = Counter(rows.values_list("tier", flat=True))

        assert [tiers[tier] for tier in "ABCD"] == [2, 27, 57, 17]

    def test_what_is_not_verified_says_so(self):
        doubtful = Source.objects.filter(is_verified=False)

        assert doubtful.count() == 15
        assert doubtful.filter(url="").count() == 14
        assert set(doubtful.values_list("note", flat=True)) == {
            "not independently verified"
        }

    def test_addresses_and_described_titles(self):
        urls = Source.objects.exclude(url="").values_list("url", flat=True)

        assert len(set(urls)) == 538
        assert Source.objects.filter(title_status="described").count() == 145


class ReadingsTests:
    def test_alpha_is_070_095_and_084_together(self):
        first, second = self.coded(REPORTS[:1]), self.coded(REPORTS[1:])

        assert round(method.alpha(first), 2) == 0.70
        assert round(method.alpha(second), 2) == 0.95
        assert round(method.alpha(self.coded(REPORTS)), 2) == 0.84

    def test_51_of_79_asks_have_the_same_step_twice(self):
        one, two = self.coded(REPORTS)

        assert len(one) == 79
        assert sum(a == b for a, b in zip(one, two, strict=True)) == 51

    @pytest.mark.parametrize(
        ("slug", "gate"), [(REPORTS[0], "provisional"), (REPORTS[1], "ok")]
    )
    def test_the_gate_follows(self, slug, gate):
        report = Report.objects.get(slug=slug)

        card = selectors.scorecard(report, AsOf.now(date(2026, 11, 22)))

        assert card.agreement.gate == gate

    @staticmethod
    def coded(slugs: list[str]) -> list[list[str]]:
        """First and second reading of the asks of these reports."""
        rows = SecondJudgement.objects.filter(
            ask__recommendation__report__slug__in=slugs
        ).order_by("ask")
        first = {
            (step.ask_id, step.assessment.effective_on): step.status
            for step in Judgement.objects.select_related("assessment")
        }
        pairs = [
            (first[row.ask_id, row.reading.effective_on], row.status)
            for row in rows.select_related("reading")
        ]
        return [list(coder) for coder in zip(*pairs, strict=True)]


class EvidenceCapTests:
    def test_three_claims_stand_above_their_evidence_and_one_fall_is_not_carried(self):
        stands = [(row, ask) for row in self.assessments() for ask in self.asks(row)]
        beyond = {
            (row.recommendation.reference, ask.ask, row.effective_on, ask.status)
            for row, ask in stands
            if ask.status != ask.claimed
        }

        assert len(stands) == 323
        assert beyond == {
            ("P3", "b", date(2018, 11, 30), "not_started"),
            ("P4", "b", date(2017, 1, 31), "mostly"),
            ("P6", "a", date(2015, 11, 30), "partly"),
            ("P6", "a", date(2018, 11, 30), "partly"),
        }

    def assessments(self) -> list[Assessment]:
        """Every assessment, after reading every history."""
        ids = list(Recommendation.objects.values_list("id", flat=True))
        self.histories = histories(ids)
        return list(Assessment.objects.select_related("recommendation"))

    def asks(self, row: Assessment) -> tuple[AskStanding, ...]:
        """Where each ask stands on the day of an assessment."""
        history = self.histories[row.recommendation_id]
        return standing_at(history, row.effective_on).asks


class PublicationTests:
    def test_everything_was_published_on_one_day(self):
        for model in (Report, Recommendation, Evidence, Assessment, Observation):
            moments = set(model.objects.values_list("published_at", flat=True))
            assert moments == {RELEASED}

    def test_assessments_are_a_first_reading_without_an_account(self):
        rows = set(
            Assessment.objects.values_list(
                "is_first_reading", "author", "attribution", "state"
            )
        )

        assert rows == {(True, None, "First editorial reading", "published")}

    def test_what_a_second_coder_read_is_not_single_coded(self):
        assert Assessment.objects.filter(is_single_coded=False).count() == 25

    def test_the_notice_stands_in_both_languages(self):
        for report in Report.objects.all():
            assert report.assessment_notice.startswith("First reading, open to")
            assert report.assessment_notice_es.startswith("Primera lectura, abierta")

    def test_the_2011_report_is_measured_by_homicides(self):
        report = Report.objects.get(slug=REPORTS[0])

        assert report.primary_indicator.slug == "mx-homicide-deaths"

    def test_derived_rows_equal_the_record(self):
        ids = list(Recommendation.objects.values_list("id", flat=True))

        assert standings.differences(recommendations=ids, on=date(2026, 11, 22)) == []

    def test_the_same_load_again_is_no_new_version_of_the_record(self):
        before = RecordVersion.objects.get().number

        call_command("load_report", "fixtures", commit=True, stdout=StringIO())

        assert before > 0
        assert RecordVersion.objects.get().number == before


class WholenessTests:
    def test_caveats_notes_and_questions_are_kept(self):
        assert Evidence.objects.exclude(note="").count() == 14
        assert Assessment.objects.exclude(note="").count() == 3
        assert not Indicator.objects.filter(caveats="").exists()
        assert not Recommendation.objects.filter(open_questions=[]).exists()

    def test_what_was_also_announced_has_its_own_sources(self):
        report = Report.objects.get(slug=REPORTS[1])

        assert report.also_announced.startswith("Apart from the ten measures")
        assert report.also_announced_later_es.startswith("En 2016 se promulgó")
        assert report.sources.filter(is_about_also_announced=True).count() == 3

    def test_the_first_entry_of_a_history_shows_the_row_whole(self):
        item = Evidence.objects.get(key="1.1-e2")
        entry = item.history.get()

        assert entry.history_type == "+"
        assert sorted(link.ask.code for link in entry.asks.all()) == ["a", "d"]
        assert entry.agencies.count() == 2

    def test_agencies_know_their_parent_in_row_and_history(self):
        agency = Agency.objects.get(slug="us-nsc")

        assert agency.parent.slug == "us-eop"
        assert agency.history.get().parent_id == agency.parent_id

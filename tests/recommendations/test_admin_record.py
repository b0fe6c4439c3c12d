"""Edits at the desk: evidence, answers, dates, publication; what each refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from recommendations.models import (
    Agency,
    Correction,
    DueDate,
    Evidence,
    Indicator,
    Recommendation,
    RecordVersion,
    Report,
    Response,
    SecondReading,
    StatusChange,
)
from tests import factories
from tests.clock import stopped_at
from tests.recommendations.desk import (
    address,
    at_desk,
    editor,
    listing,
    press,
    save,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day on which all of this happens."""
    with stopped_at(factories.TODAY):
        yield


@pytest.fixture
def client() -> Client:
    """An editor's browser."""
    return at_desk(editor())


@pytest.fixture
def recommendation() -> Recommendation:
    """A public recommendation, assessed as half done on tier A."""
    row = factories.make_recommendation(lead=factories.make_agency())
    factories.make_evidence(recommendation=row)
    factories.make_assessment(
        recommendation=row, steps={"a": "implemented", "b": "not_started"}
    )
    row.refresh_from_db()
    return row


def version() -> int:
    """The number of the record."""
    found = RecordVersion.objects.first()
    return found.number if found else 0


class NextStepTests:
    def test_a_new_row_is_shown_with_what_can_be_done_next(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page, code = save(
            client,
            listing(Correction, "add"),
            recommendation=str(recommendation.pk),
            was_shown="Done.",
            is_right="Partly done.",
            affected="1.1",
        )

        row = Correction.objects.get()
        assert code == 200
        assert "It is not public yet" in page
        assert address(row, "publish") in page

    def test_evidence_without_a_source_is_kept_with_a_warning(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        ask = recommendation.asks.first()
        page, _ = save(
            client,
            f"{listing(Evidence, 'add')}?recommendation={recommendation.pk}",
            asks=[str(ask.pk)] if ask else [],
            happened_on="2024-05-01",
            kind="regulation",
            bearing="supports",
            fact="A rule is in force.",
        )

        assert "It has no source yet" in page
        assert Evidence.objects.filter(fact="A rule is in force.").exists()

    def test_help_speaks_of_a_bearing_by_the_words_that_are_offered(
        self, client: Client
    ) -> None:
        page = client.get(listing(Evidence, "add")).content.decode()

        assert "Progress: a step towards the ask. Setback:" in page


class EvidenceTests:
    def test_publishing_an_item_moves_what_it_carries(self, client: Client) -> None:
        row = factories.make_recommendation()
        item = factories.make_evidence(recommendation=row, published_at=None)
        factories.make_assessment(recommendation=row)
        row.refresh_from_db()
        before = row.current_status

        page = press(client, item, "publish")

        row.refresh_from_db()
        assert "public now" in page
        assert (before, row.current_status) == ("not_started", "partly")
        assert StatusChange.objects.filter(cause="evidence", ask=None).exists()

    def test_an_item_without_a_source_is_not_published(self, client: Client) -> None:
        row = factories.make_recommendation()
        item = factories.make_evidence(
            recommendation=row, sources=(), published_at=None
        )

        page = press(client, item, "publish")

        item.refresh_from_db()
        assert "Add at least one source" in page
        assert item.published_at is None

    def test_withdrawing_with_a_reason_takes_it_out_of_the_count(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        item = recommendation.evidence.get()

        press(client, item, "withdraw", reason="The rule was repealed in 2020.")

        item.refresh_from_db()
        recommendation.refresh_from_db()
        assert item.withdrawn_reason == "The rule was repealed in 2020."
        assert recommendation.current_status == "not_started"

    def test_editing_a_public_item_moves_what_it_carries(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        item = recommendation.evidence.get()
        before = version()

        save(
            client,
            address(item),
            **{"sources-0-tier": "D", "sources-0-is_verified": None},
        )

        recommendation.refresh_from_db()
        assert recommendation.current_status == "not_started"
        assert version() == before + 1

    def test_an_unverified_source_above_tier_d_is_refused_in_words(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        item = recommendation.evidence.get()

        page, code = save(client, address(item), **{"sources-0-is_verified": None})

        assert code == 200
        assert "A source that is not verified has tier D." in page
        assert item.sources.get().is_verified

    def test_the_same_address_elsewhere_is_pointed_out(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        other = factories.make_evidence(recommendation=recommendation)

        page, _code = save(client, address(other), button="_continue")

        assert "is a source of other evidence, too" in page
        assert ">1.1-e1</a>" in page

    def test_without_a_recommendation_the_form_asks_for_it_first(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page = client.get(listing(Evidence, "add")).content.decode()
        chosen = client.post(
            listing(Evidence, "add"),
            typed(page, recommendation=str(recommendation.pk), _save="1"),
        ).content.decode()

        assert "Choose the recommendation and save" in page
        assert factories.ASK_TEXTS[0] in chosen

    def test_a_withdrawn_item_is_only_read(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        item = recommendation.evidence.get()
        press(client, item, "withdraw", reason="Wrong.")

        answer = client.post(address(item), {"fact": "Other."})

        assert answer.status_code == 403

    def test_its_history_says_who_changed_what(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        item = recommendation.evidence.get()
        save(client, address(item), fact="The office set a rule.")

        page = client.get(address(item, "history")).content.decode()

        assert "anna" in page
        assert "The office set a rule." in page


class AnswerAndDateTests:
    def test_an_answer_is_public_and_kept_once_it_is_saved(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        agency = Agency.objects.get()

        save(
            client,
            f"{listing(Response, 'add')}?recommendation={recommendation.pk}",
            agency=str(agency.pk),
            kind="rejected",
            responded_on="2026-07-01",
            text="We do not agree.",
        )

        recommendation.refresh_from_db()
        assert Response.objects.get().published_at is not None
        assert recommendation.current_response == "rejected"

    def test_a_due_date_before_the_issue_is_refused_by_the_form(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page, _code = save(
            client,
            f"{listing(DueDate, 'add')}?recommendation={recommendation.pk}",
            due_on="2019-01-01",
            announced_on="2020-06-01",
        )

        assert "before the recommendation was issued" in page
        assert not DueDate.objects.exists()

    def test_a_due_date_before_the_issue_is_refused_by_the_database(
        self, recommendation: Recommendation
    ) -> None:
        rows = Recommendation.objects.filter(pk=recommendation.pk)

        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(current_due_on=date(2019, 1, 1))

    def test_a_second_first_date_is_refused_and_what_was_typed_stays(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        factories.make_due_date(recommendation=recommendation, due_on=date(2027, 1, 1))

        page, code = save(
            client,
            f"{listing(DueDate, 'add')}?recommendation={recommendation.pk}",
            due_on="2028-01-01",
            announced_on="2026-07-01",
            reason="Funds came late.",
        )

        assert code == 200
        assert "There is a first due date already" in page
        assert "Funds came late." in page

    def test_a_revision_in_the_recommendation_is_recorded_by_its_action(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        factories.make_due_date(recommendation=recommendation, due_on=date(2027, 1, 1))
        new = {
            "due_on": "2028-06-30",
            "announced_on": "2026-07-01",
            "announced_by": "",
            "is_revision": "on",
            "reason": "Funds came late.",
            "url": "",
            "id": "",
        }
        fields: Any = {f"due_dates-1-{name}": value for name, value in new.items()}
        fields["due_dates-TOTAL_FORMS"] = "2"

        save(client, address(recommendation), **fields)

        recommendation.refresh_from_db()
        assert recommendation.current_due_on == date(2028, 6, 30)
        assert recommendation.first_due_on == date(2027, 1, 1)


class RecommendationTests:
    def test_a_weight_changes_the_score_and_is_logged(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        before = version()

        save(
            client,
            address(recommendation),
            **{"asks-0-weight": "3", "asks-0-weight_reason": "It names a date."},
        )

        recommendation.refresh_from_db()
        assert recommendation.current_score == 75
        assert recommendation.current_status == "mostly"
        assert StatusChange.objects.filter(cause="correction", ask=None).exists()
        assert version() == before + 1

    def test_status_and_score_are_not_typed(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page = client.get(address(recommendation)).content.decode()

        assert 'name="current_status"' not in page
        assert 'name="published_at"' not in page

    def test_an_issue_after_a_due_date_is_refused(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        factories.make_due_date(recommendation=recommendation, due_on=date(2021, 1, 1))

        page, _code = save(client, address(recommendation), issued_on="2022-01-01")

        recommendation.refresh_from_db()
        assert "A due date (2021-01-01) lies before that day." in page
        assert recommendation.issued_on == factories.ISSUED

    def test_what_is_public_is_not_deleted_and_the_page_says_why(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        for row in (recommendation, recommendation.report, Agency.objects.get()):
            page = press(client, row, "delete", post="yes")

            assert "This is public and stays on record." in page

    def test_asks_of_a_public_one_can_not_be_deleted(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page = client.get(address(recommendation)).content.decode()

        assert "asks-0-DELETE" not in page

    def test_a_reference_of_a_public_one_is_fixed(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        save(client, address(recommendation), reference="9.9", title="New title.")

        recommendation.refresh_from_db()
        assert recommendation.reference == "1.1"
        assert recommendation.title == "New title."

    def test_what_the_database_alone_refuses_is_said_in_words(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        row = factories.make_agency()

        def refuse(*args: Any, **kwargs: Any) -> None:
            raise IntegrityError(
                "CHECK constraint failed: agency_is_not_its_own_parent"
            )

        monkeypatch.setattr(Agency, "save", refuse)
        page, code = save(client, address(row), name="Typed name")

        assert code == 200
        assert "An agency is not part of itself." in page
        assert "Typed name" in page


class PublicationTests:
    def test_a_recommendation_is_published_with_its_standing(
        self, client: Client
    ) -> None:
        row = factories.make_recommendation(
            lead=factories.make_agency(), published_at=None
        )
        before = version()

        press(client, row, "publish")

        row.refresh_from_db()
        assert row.published_at is not None
        assert row.standings.count() == 1
        assert version() == before + 1

    def test_one_without_asks_or_agency_is_refused(self, client: Client) -> None:
        bare = factories.make_recommendation(asks=0, published_at=None)
        nobody = factories.make_recommendation(published_at=None)

        assert "Add at least one ask" in press(client, bare, "publish")
        assert "Name at least one agency" in press(client, nobody, "publish")

    def test_several_are_published_from_the_list(self, client: Client) -> None:
        agency = factories.make_agency()
        good = factories.make_recommendation(lead=agency, published_at=None)
        bare = factories.make_recommendation(asks=0, published_at=None)
        chosen = {"action": "publish_selected", "_selected_action": [good.pk, bare.pk]}

        page = client.post(listing(Recommendation), chosen, follow=True)

        text = page.content.decode()
        assert "1 row is public now." in text
        assert "Add at least one ask" in text

    def test_a_report_an_indicator_and_a_correction_are_published(
        self, client: Client
    ) -> None:
        report = factories.make_report(published_at=None)
        factories.make_category(report=report)
        indicator = factories.make_indicator(published_at=None)
        correction = factories.make_correction(report=report, published_at=None)

        for row in (report, indicator, correction):
            press(client, row, "publish")

        assert Report.objects.public().count() == 1
        assert Correction.objects.public().count() == 1
        assert not indicator.observations.filter(published_at=None).exists()

    def test_a_second_reading_lowers_confidence_once_it_is_public(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        reading = factories.make_second_reading(
            recommendation=recommendation,
            steps={"a": "partly", "b": "started"},
            published_at=None,
        )
        before = recommendation.current_confidence

        press(client, reading, "publish")

        recommendation.refresh_from_db()
        assert (before, recommendation.current_confidence) == ("medium", "low")

    def test_a_public_correction_and_second_reading_are_only_read(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        rows = [
            factories.make_correction(report=recommendation.report),
            factories.make_second_reading(
                recommendation=recommendation, steps={"a": "partly"}
            ),
        ]

        codes = [client.post(address(row), {"_save": "1"}).status_code for row in rows]

        assert codes == [403, 403]

    def test_a_second_reading_gets_a_step_for_each_ask(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page = f"{listing(SecondReading, 'add')}?recommendation={recommendation.pk}"
        save(client, page, effective_on="2026-05-31", coder="second")
        reading = SecondReading.objects.get()

        save(client, address(reading), **{"judgements-1-status": "partly"})

        found = dict(reading.judgements.values_list("ask__code", "status"))
        assert found == {"a": "not_assessed", "b": "partly"}


class IndicatorTests:
    def test_a_value_added_to_a_public_indicator_is_public(
        self, client: Client
    ) -> None:
        row = factories.make_indicator()
        source = row.sources.get()
        new = {"period": "FY2026", "value": "250", "source": str(source.pk)}
        fields: Any = {f"observations-2-{name}": text for name, text in new.items()}
        fields |= {"observations-TOTAL_FORMS": "3", "observations-2-id": ""}

        save(client, address(row), **fields)

        value = row.observations.get(period="FY2026")
        assert value.period_ends_on == date(2026, 9, 30)
        assert value.published_at is not None

    def test_a_period_that_can_not_be_read_is_refused(self, client: Client) -> None:
        row = factories.make_indicator()

        page, _code = save(client, address(row), **{"observations-0-period": "spring"})

        assert "Write a period as 2010" in page

    def test_a_baseline_that_meets_the_target_is_pointed_out(
        self, client: Client
    ) -> None:
        row = factories.make_indicator()

        page, _code = save(
            client,
            address(row),
            button="_continue",
            target_value="500",
            target_period="2030",
            target_basis="our_reading",
        )

        assert "the baseline meets the target" in page
        assert Indicator.objects.get().target_value == 500

    def test_half_a_target_is_refused_in_words(self, client: Client) -> None:
        row = factories.make_indicator()

        page, _code = save(client, address(row), target_value="10")

        assert "A target needs its value or range, its period" in page


class AgencyTests:
    def test_other_names_are_typed_one_per_line(self, client: Client) -> None:
        row = factories.make_agency()

        save(client, address(row), other_names="Old Office\n\nOlder Office\n")

        row.refresh_from_db()
        assert row.other_names == ["Old Office", "Older Office"]

    def test_a_successor_of_itself_is_refused_in_words(self, client: Client) -> None:
        row = factories.make_agency()

        page, _code = save(client, address(row), successor=str(row.pk))

        assert "An agency does not succeed itself." in page

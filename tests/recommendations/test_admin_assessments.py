"""The path of an assessment through the desk: begun, weighed, submitted, approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from recommendations.as_of import AsOf
from recommendations.models import Assessment, Evidence, Recommendation, StatusChange
from tests import factories
from tests.clock import stopped_at
from tests.recommendations.desk import (
    address,
    at_desk,
    bystander,
    editor,
    listing,
    press,
    save,
    typed,
)

pytestmark = pytest.mark.django_db

DAY = "2026-05-31"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day on which all of this happens."""
    with stopped_at(factories.TODAY):
        yield


@pytest.fixture
def anna() -> Any:
    """An editor."""
    return editor("anna")


@pytest.fixture
def ben() -> Any:
    """Another editor."""
    return editor("ben")


@pytest.fixture
def recommendation() -> Recommendation:
    """A public recommendation of two asks that nobody has assessed."""
    return factories.make_recommendation()


def begin(client: Client, recommendation: Recommendation) -> Assessment:
    """A draft begun at the desk."""
    page = f"{listing(Assessment, 'add')}?recommendation={recommendation.pk}"
    save(client, page, effective_on=DAY)
    return Assessment.objects.latest("id")


def steps(*codes: str) -> dict[str, str]:
    """The fields of the steps, in the order of the asks."""
    return {f"judgements-{n}-status": code for n, code in enumerate(codes)}


def submitted(client: Client, recommendation: Recommendation) -> Assessment:
    """A draft with both asks partly done, waiting for a second person."""
    draft = begin(client, recommendation)
    fields: Any = steps("partly", "partly") | {"rationale": "Half is in force."}
    save(client, address(draft), button="_submit", **fields)
    draft.refresh_from_db()
    return draft


class PathTests:
    def test_evidence_and_an_approved_assessment_change_the_status(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        author, reviewer = at_desk(anna), at_desk(ben)
        save(
            author,
            f"{listing(Evidence, 'add')}?recommendation={recommendation.pk}",
            **{
                "asks": [str(ask.pk) for ask in recommendation.asks.all()],
                "happened_on": "2026-04-02",
                "kind": "regulation",
                "bearing": "supports",
                "fact": "A rule is in force.",
                "sources-0-publisher": "Gazette",
                "sources-0-title": "Rule 7",
                "sources-0-url": "https://example.org/rule-7",
                "sources-0-is_verified": "on",
                "sources-0-tier": "A",
            },
        )
        evidence = Evidence.objects.get()
        draft = begin(author, recommendation)
        fields: Any = steps("implemented", "not_started")
        save(
            author,
            address(draft),
            button="_submit",
            evidence=[str(evidence.pk)],
            rationale="The rule is in force, the repairs have not begun.",
            **fields,
        )

        page = press(reviewer, draft, "publish")

        recommendation.refresh_from_db()
        evidence.refresh_from_db()
        draft.refresh_from_db()
        assert "The assessment is published" in page
        assert (draft.state, draft.author, draft.reviewer) == ("published", anna, ben)
        assert evidence.published_at is not None
        assert evidence.key == "1.1-e1"
        assert recommendation.current_status == "partly"
        assert recommendation.current_score == 50
        standing = recommendation.standings.at(AsOf.now(factories.TODAY)).get()
        assert (standing.status, standing.score) == ("partly", 50)
        assert StatusChange.objects.filter(assessment=draft, ask=None).count() == 1
        public = Client().get(recommendation.get_absolute_url()).content.decode()
        assert "The rule is in force, the repairs have not begun." in public
        assert "Rule 7" in public

    def test_nobody_approves_their_own_draft(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = submitted(client, recommendation)

        page = press(client, draft, "publish")

        draft.refresh_from_db()
        assert "somebody else has to approve it" in page
        assert draft.state == "submitted"

    def test_a_returned_draft_goes_back_with_its_reason_and_comes_again(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        draft = submitted(at_desk(anna), recommendation)

        press(at_desk(ben), draft, "return", reason="Cite the rule of 2026.")
        draft.refresh_from_db()
        page = at_desk(anna).get(address(draft)).content.decode()
        save(at_desk(anna), address(draft), button="_submit")

        assert draft.state == "returned"
        assert "Cite the rule of 2026." in page
        draft.refresh_from_db()
        assert draft.state == "submitted"

    def test_a_return_without_a_reason_is_asked_again(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        draft = submitted(at_desk(anna), recommendation)

        page = press(at_desk(ben), draft, "return", reason=" ")

        draft.refresh_from_db()
        assert "This field is required" in page
        assert draft.state == "submitted"

    def test_what_an_author_may_not_return_keeps_the_reason_typed(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = submitted(client, recommendation)

        page = press(client, draft, "return", reason="I saw a slip of the pen.")

        assert "somebody else has to approve it" in page
        assert "I saw a slip of the pen." in page

    def test_withdrawing_restores_the_status_before(
        self, ben: Any, recommendation: Recommendation
    ) -> None:
        factories.make_evidence(recommendation=recommendation)
        row = factories.make_assessment(recommendation=recommendation)

        press(at_desk(ben), row, "withdraw", reason="The wrong well was read.")

        row.refresh_from_db()
        recommendation.refresh_from_db()
        assert row.state == "withdrawn"
        assert row.withdrawn_reason == "The wrong well was read."
        assert recommendation.current_status == "not_assessed"

    def test_buttons_refuse_somebody_without_rights(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        draft = submitted(at_desk(anna), recommendation)
        client = at_desk(bystander())

        codes = [
            client.post(address(draft, name), {"reason": "x"}).status_code
            for name in ("submit", "publish", "return", "withdraw")
        ]

        draft.refresh_from_db()
        assert set(codes) == {403}
        assert draft.state == "submitted"

    def test_opening_a_button_as_a_page_changes_nothing(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        draft = submitted(at_desk(anna), recommendation)

        page = at_desk(ben).get(address(draft, "publish")).content.decode()

        draft.refresh_from_db()
        assert "Do you want to go on?" in page
        assert draft.state == "submitted"


class ReaderTests:
    @pytest.mark.parametrize(
        "rights",
        [["view_assessment", "view_judgement"], ["view_assessment"]],
        ids=["with the steps", "without the steps"],
    )
    def test_who_may_only_look_sees_a_draft_without_fields(
        self, anna: Any, recommendation: Recommendation, rights: list[str]
    ) -> None:
        draft = begin(at_desk(anna), recommendation)
        reader = bystander()
        reader.user_permissions.set(Permission.objects.filter(codename__in=rights))

        answer = at_desk(reader).get(address(draft))

        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'name="rationale"' not in page
        assert "Save draft" not in page


class BeginTests:
    def test_steps_are_taken_over_from_the_latest_published_assessment(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        factories.make_assessment(
            recommendation=recommendation,
            steps={"a": "mostly", "b": "started"},
            effective_on=date(2025, 12, 31),
        )

        draft = begin(at_desk(anna), recommendation)

        found = draft.judgements.values_list("ask__code", "status")
        assert dict(found) == {"a": "mostly", "b": "started"}
        assert draft.author == anna

    def test_a_second_open_draft_for_the_day_is_refused_in_words(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        begin(client, recommendation)
        page = f"{listing(Assessment, 'add')}?recommendation={recommendation.pk}"

        text, _code = save(client, page, effective_on=DAY)

        assert "You have an open draft" in text
        assert Assessment.objects.count() == 1

    def test_a_day_before_the_issue_is_refused_in_words(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        page = f"{listing(Assessment, 'add')}?recommendation={recommendation.pk}"

        text, _code = save(at_desk(anna), page, effective_on="2019-12-31")

        assert "This lies before it was issued." in text
        assert not Assessment.objects.exists()

    def test_an_ask_added_later_gets_its_step(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = begin(client, recommendation)
        factories.make_ask(recommendation=recommendation)

        save(client, address(draft), **{"judgements-2-status": "started"})

        found = draft.judgements.values_list("ask__code", "status")
        assert dict(found)["c"] == "started"


class PreviewTests:
    def test_it_shows_the_cap_and_the_score_and_saves_nothing(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        factories.make_evidence(recommendation=recommendation, sources=[("C", "Times")])
        client = at_desk(anna)
        draft = begin(client, recommendation)

        text, _code = save(
            client, address(draft), button="_preview", **steps("implemented", "started")
        )

        draft.refresh_from_db()
        words = " ".join(text.split())
        assert "Nothing is saved yet" in words
        assert (
            "The evidence does not carry “Done”. Readers would see “Started”" in words
        )
        assert "sources of tier B from 2 publishers" in words
        assert "<td> 25 </td>" in words
        assert "Please correct" not in words
        assert draft.revision == 1
        assert draft.judgements.get(ask__code="a").status == "not_assessed"

    def test_a_mistake_in_the_form_still_shows_beside_the_preview(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = begin(client, recommendation)

        text, code = save(
            client, address(draft), button="_preview", effective_on="31 May"
        )

        assert code == 200
        assert "Enter a valid date." in text

    def test_evidence_counts_once_it_is_ticked(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        item = factories.make_evidence(recommendation=recommendation, published_at=None)
        client = at_desk(anna)
        draft = begin(client, recommendation)
        fields: Any = steps("implemented", "implemented")

        without, _code = save(client, address(draft), button="_preview", **fields)
        ticked, _code = save(
            client,
            address(draft),
            button="_preview",
            evidence=[str(item.pk)],
            **fields,
        )

        assert "not public and not ticked above" in without
        assert "Readers would see “Not started”" in " ".join(without.split())
        assert "published with this assessment" in ticked
        assert "does not carry" not in ticked

    def test_it_warns_of_old_and_contradicting_evidence(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        factories.make_evidence(
            recommendation=recommendation, happened_on=date(2019, 1, 1)
        )
        factories.make_evidence(recommendation=recommendation, bearing="opposes")
        client = at_desk(anna)
        draft = begin(client, recommendation)

        text, _code = save(
            client, address(draft), button="_preview", **steps("partly", "partly")
        )

        assert "dates from before the recommendation was issued" in text
        assert "The latest evidence points the other way." in text


class TamperedTests:
    def test_more_steps_than_asks_are_refused_without_a_fault(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = begin(client, recommendation)

        _page, code = save(client, address(draft), **{"judgements-TOTAL_FORMS": "9"})

        assert code == 200
        assert draft.judgements.count() == 2


class ConflictTests:
    def test_two_people_see_both_texts_and_nothing_is_overwritten(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        author, other = at_desk(anna), at_desk(ben)
        draft = begin(author, recommendation)
        opened = author.get(address(draft)).content.decode()
        save(other, address(draft), rationale="Text of Ben.")

        late = author.post(
            address(draft), typed(opened, rationale="Text of Anna.", _save="1")
        ).content.decode()

        draft.refresh_from_db()
        assert draft.rationale == "Text of Ben."
        assert "Two people edited this draft" in late
        assert "The other save is by ben." in late
        assert "Text of Ben." in late and "Text of Anna." in late

    def test_saving_again_keeps_the_text_knowingly(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        author = at_desk(anna)
        draft = begin(author, recommendation)
        opened = author.get(address(draft)).content.decode()
        save(at_desk(ben), address(draft), rationale="Text of Ben.")
        late = author.post(
            address(draft), typed(opened, rationale="Text of Anna.", _save="1")
        ).content.decode()

        author.post(address(draft), typed(late, _save="1"))

        draft.refresh_from_db()
        assert draft.rationale == "Text of Anna."
        assert draft.revision == 3

    def test_a_draft_handed_on_meanwhile_gives_the_text_back(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        other = at_desk(ben)
        draft = begin(at_desk(anna), recommendation)
        opened = other.get(address(draft)).content.decode()
        save(at_desk(anna), address(draft), button="_submit")

        late = other.post(
            address(draft), typed(opened, rationale="Text of Ben.", _save="1")
        )

        draft.refresh_from_db()
        assert late.status_code == 409
        assert "Text of Ben." in late.content.decode()
        assert draft.rationale == ""

    def test_who_was_signed_out_while_writing_gets_the_text_back(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = begin(client, recommendation)
        sent = typed(client.get(address(draft)).content.decode(), rationale="An hour.")
        client.logout()

        response = client.post(address(draft), sent)

        page = response.content.decode()
        assert response.status_code == 401
        assert "signed out before this was sent" in page and "An hour." in page
        assert f"{reverse('admin:login')}?next={address(draft)}" in unquote(page)
        draft.refresh_from_db()
        assert draft.rationale == ""

    def test_who_sends_no_text_while_signed_out_is_asked_to_sign_in(self) -> None:
        response = Client().post(listing(Assessment, "add"), {"effective_on": DAY})

        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


class HistoryTests:
    def test_steps_states_reasons_and_evidence_are_told_from_and_to(
        self, anna: Any, ben: Any, recommendation: Recommendation
    ) -> None:
        author = at_desk(anna)
        item = factories.make_evidence(recommendation=recommendation)
        draft = submitted(author, recommendation)
        press(at_desk(ben), draft, "return", reason="Name the wells.")
        save(
            author,
            address(draft),
            evidence=[str(item.pk)],
            rationale="Wells 1 to 4.",
            **steps("implemented", "partly"),
        )

        page = " ".join(author.get(address(draft, "history")).content.decode().split())

        told = {
            "(a) Step": ("Partly done", "Done"),
            "State": ("Submitted", "Returned"),
            "Why returned": ("–", "Name the wells."),
            "Why": ("Half is in force.", "Wells 1 to 4."),
            "Evidence it rests on": ("–", escape(str(item))),
        }
        for name, (was, now) in told.items():
            line = f"<dt>{name}</dt> <dd> <del>{was}</del> → <ins>{now}</ins> </dd>"
            assert line in page, name
        assert " chars]" not in page


class PublishedRowTests:
    def test_it_is_only_read(self, anna: Any, recommendation: Recommendation) -> None:
        row = factories.make_assessment(recommendation=recommendation)
        client = at_desk(anna)

        page = client.get(address(row)).content.decode()
        answer = client.post(address(row), {"rationale": "Changed.", "_save": "1"})

        row.refresh_from_db()
        assert 'name="rationale"' not in page
        assert 'name="judgements-0-status"' not in page
        assert answer.status_code == 409
        assert row.rationale != "Changed."

    def test_it_is_not_deleted_and_the_page_says_why(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        row = factories.make_assessment(recommendation=recommendation)

        page = press(at_desk(anna), row, "delete", post="yes")

        assert "stays on record" in page
        assert Assessment.objects.filter(pk=row.pk).exists()

    def test_a_draft_is_deleted(
        self, anna: Any, recommendation: Recommendation
    ) -> None:
        client = at_desk(anna)
        draft = begin(client, recommendation)

        press(client, draft, "delete", post="yes")

        assert not Assessment.objects.exists()

"""Right of reply: shown first, printed whole, answered; or said that none came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from recommendations import roles
from recommendations.models import Evidence, ReplyRequest
from tests import factories
from tests.clock import stopped_at
from tests.recommendations.desk import (
    address,
    at_desk,
    liaison,
    listing,
    person,
    press,
    save,
)

pytestmark = pytest.mark.django_db

REPLY = "The rule was delayed by the court.\nIt is in force since May."


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """A Wednesday."""
    with stopped_at(factories.TODAY):
        yield


@pytest.fixture
def agency() -> Any:
    return factories.make_agency()


@pytest.fixture
def lena(agency: Any) -> Any:
    """The agency's liaison."""
    return liaison(agency)


@pytest.fixture
def ruth() -> Any:
    """A reviewer."""
    return person(roles.REVIEWER)


@pytest.fixture
def draft(agency: Any) -> Any:
    """A finding that waits for approval."""
    row = factories.make_recommendation(lead=agency)
    draft = factories.make_assessment(
        recommendation=row, effective_on=date(2026, 7, 1), published_at=None
    )
    press(at_desk(person(roles.CONTRIBUTOR)), draft, "submit")
    return draft


def asked(ruth: Any, draft: Any, due_on: str = "2026-07-29") -> ReplyRequest:
    """The finding, shown to its agency."""
    press(at_desk(ruth), draft, "ask", due_on=due_on)
    return ReplyRequest.objects.get()


def public(draft: Any) -> str:
    """The page readers see."""
    return Client().get(draft.recommendation.get_absolute_url()).content.decode()


class BeforePublicationTests:
    def test_ten_working_days_are_offered(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        page = at_desk(ruth).get(address(draft, "ask")).content.decode()

        assert 'value="2026-07-29"' in page

    def test_the_agency_sees_the_finding_and_the_last_day(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        page = at_desk(lena).get(address(asked(ruth, draft))).content.decode()

        assert "A reply can be given until 2026-07-29" in page
        assert "the repairs have not begun" in page
        assert "not public yet" in page
        assert factories.PRIVATE not in page

    def test_it_is_not_published_while_a_reply_may_come_or_nobody_asked(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        unasked = press(at_desk(ruth), draft, "publish")
        asked(ruth, draft)
        waiting = press(at_desk(ruth), draft, "publish")
        with stopped_at(date(2026, 7, 30)):
            after = press(at_desk(ruth), draft, "publish")

        assert "show the finding to Water Office 1" in unasked
        assert "may reply until 2026-07-29" in waiting
        assert "The assessment is published" in after

    def test_nobody_to_ask_holds_nothing_up(self, ruth: Any, draft: Any) -> None:
        refused = press(at_desk(ruth), draft, "ask", due_on="2026-07-29")
        page = press(at_desk(ruth), draft, "publish")

        assert "Nobody speaks for its agencies yet" in refused
        assert "The assessment is published" in page

    def test_the_agency_reads_the_reason_as_readers_will(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        draft.rationale = "The rule is *in force*."
        draft.save(update_fields=["rationale"])

        page = at_desk(lena).get(address(asked(ruth, draft))).content.decode()

        assert "The rule is <em>in force</em>." in page

    def test_the_assessment_says_who_was_asked_and_leads_to_the_reply(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        request, client = asked(ruth, draft), at_desk(ruth)

        before = client.get(address(draft)).content.decode()
        save(at_desk(lena), address(request), text=REPLY)
        after = client.get(address(draft)).content.decode()
        reply = client.get(address(request)).content.decode()

        assert "it may come until 29 July 2026" in before
        assert "replied, not answered yet" in after
        assert address(request) in before and address(draft) in reply


class ReplyTests:
    def test_it_is_printed_whole_and_dated_with_the_answer(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        request = asked(ruth, draft)
        save(at_desk(lena), address(request), text=REPLY)
        save(
            at_desk(ruth),
            address(request),
            answer="We read the ruling.",
        )

        press(at_desk(ruth), draft, "publish")

        page = public(draft)
        assert "The rule was delayed by the court.<br>It is in force since May." in page
        assert "Reply of Water Office 1, 15 July 2026" in page
        assert "We read the ruling." in page
        assert "the repairs have not begun" in page

    def test_a_notice_about_first_readings_stands_beside_first_readings_alone(
        self, ruth: Any, draft: Any
    ) -> None:
        notice = "A first reading, open to challenge.</p>"
        first = factories.make_assessment(
            recommendation=draft.recommendation,
            effective_on=date(2026, 5, 1),
            is_first_reading=True,
        )
        before = public(first)

        press(at_desk(ruth), draft, "publish")

        assert before.count(notice) == public(draft).count(notice) + 1

    def test_no_reply_is_stated_as_such(self, ruth: Any, lena: Any, draft: Any) -> None:
        asked(ruth, draft)

        with stopped_at(date(2026, 7, 30)):
            press(at_desk(ruth), draft, "publish")
            page = public(draft)

        assert "asked to reply by 29 July 2026. No reply was received." in page

    def test_a_public_reply_stays_as_it_is_and_a_late_one_is_taken_once(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        request = asked(ruth, draft)
        with stopped_at(date(2026, 7, 30)):
            press(at_desk(ruth), draft, "publish")
            save(at_desk(lena), address(request), text="Late.")
            code = at_desk(lena).post(address(request), {"text": "No."}).status_code

            page = public(draft)

        assert code == 403
        assert "Late." in page
        assert ">No.<" not in page

    def test_each_side_writes_its_own_text_alone(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        request = asked(ruth, draft)
        save(at_desk(lena), address(request), text=REPLY, answer="You are right.")
        save(at_desk(ruth), address(request), text="Put into its mouth.", answer="No.")

        request.refresh_from_db()
        assert (request.text, request.answer) == (REPLY, "No.")

    def test_markup_in_a_reply_is_text(self, ruth: Any, lena: Any, draft: Any) -> None:
        save(
            at_desk(lena), address(asked(ruth, draft)), text="<script>alert(1)</script>"
        )

        press(at_desk(ruth), draft, "publish")

        assert "<script>a(1)" not in public(draft)

    def test_what_was_known_before_the_reply_does_not_hold_it(
        self, ruth: Any, lena: Any, draft: Any
    ) -> None:
        request = asked(ruth, draft)
        with stopped_at(date(2026, 7, 30)):
            press(at_desk(ruth), draft, "publish")
        with stopped_at(date(2026, 8, 5)):
            save(at_desk(lena), address(request), text="Late.")
            page = draft.recommendation.get_absolute_url()
            then = Client().get(f"{page}?known_at=2026-08-01").content.decode()

        assert "Late." not in then
        assert "No reply was received." in then


class EvidenceOfTheAgencyTests:
    def bring(self, lena: Any, row: Any) -> Evidence:
        """The liaison's form of evidence, sent with more than it offers."""
        save(
            at_desk(lena),
            f"{listing(Evidence, 'add')}?recommendation={row.pk}",
            **{
                "asks": [str(row.asks.first().pk)],
                "happened_on": "2026-04-02",
                "kind": "regulation",
                "bearing": "supports",
                "fact": "The rule is in force.",
                "sources-0-publisher": "Water Office",
                "sources-0-title": "Rule 7",
                "sources-0-url": "https://example.org/rule-7",
                "sources-0-is_verified": "on",
                "sources-0-tier": "A",
            },
        )
        return Evidence.objects.latest("id")

    def test_it_is_marked_as_its_own_a_claim_and_sends_the_draft_back(
        self, ruth: Any, lena: Any, draft: Any, agency: Any
    ) -> None:
        asked(ruth, draft)

        item = self.bring(lena, draft.recommendation)

        draft.refresh_from_db()
        source = item.sources.get()
        assert (item.claimed_by, item.published_at) == (agency, None)
        assert (source.tier, source.is_verified) == ("D", False)
        assert draft.state == "returned"
        assert "brought evidence (1.1-e1)" in draft.returned_reason

    def test_a_published_finding_is_reviewed_again(self, agency: Any) -> None:
        row = factories.make_recommendation(lead=agency)
        factories.make_assessment(
            recommendation=row, steps={"a": "mostly", "b": "partly"}
        )
        lena = liaison(agency)

        self.bring(lena, row)

        draft = row.assessments.get(state="draft")
        assert (draft.author, draft.effective_on) == (None, factories.TODAY)
        steps = dict(draft.judgements.values_list("ask__code", "status"))
        assert steps == {"a": "mostly", "b": "partly"}

    def test_readers_see_who_brought_it(
        self, ruth: Any, lena: Any, agency: Any
    ) -> None:
        row = factories.make_recommendation(lead=agency)
        item = self.bring(lena, row)

        press(at_desk(ruth), item, "publish")

        page = Client().get(row.get_absolute_url()).content.decode()
        assert "Brought by Water Office 1 as its own evidence." in page
        assert at_desk(lena).post(address(item), {}).status_code == 403

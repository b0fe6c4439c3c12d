"""The desk around its nouns: what waits, first steps, filters, bulk work, digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations import models, roles
from recommendations.desk.work import WORK
from tests import factories
from tests.clock import stopped_at
from tests.recommendations.desk import (
    address,
    at_desk,
    editor,
    liaison,
    listing,
    person,
    press,
    save,
)

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(factories.TODAY):
        yield


def make_work(anna: Any) -> None:
    """One of every kind of work for Anna."""
    agency = factories.make_agency()
    row = factories.make_recommendation(lead=agency, assigned_to=anna)
    factories.make_evidence(recommendation=row, sources=[("C", "News")])
    factories.make_assessment(
        recommendation=row,
        steps={"a": "implemented", "b": "partly"},
        effective_on=date(2024, 5, 31),
        published_at=factories.at(date(2024, 6, 1)),
    )
    factories.make_second_reading(
        recommendation=row, steps={"a": "partly"}, effective_on=date(2024, 5, 31)
    )
    factories.make_due_date(recommendation=row, due_on=date(2026, 7, 14))
    soon = factories.make_recommendation(lead=agency)
    factories.make_due_date(recommendation=soon, due_on=date(2026, 8, 1))
    for state, author, day in (
        ("draft", anna, 1),
        ("returned", anna, 2),
        ("draft", None, 3),
        ("submitted", factories.make_user(username="writer"), 4),
    ):
        draft = factories.make_assessment(
            recommendation=soon, effective_on=date(2026, 6, day), published_at=None
        )
        models.Assessment.objects.filter(pk=draft.pk).update(
            state=state, author=author, returned_reason="Why?"
        )
    factories.make_reply_request(
        assessment=draft, agency=agency, text="Yes.", replied_at=factories.PUBLISHED
    )
    brought = factories.make_evidence(
        recommendation=soon, claimed_by=agency, published_at=None
    )
    models.LinkCheck.objects.create(
        source=brought.sources.get(), outcome="gone", checked_at=factories.PUBLISHED
    )
    factories.make_indicator(observations={"2023": 400.0}, frequency="annual")
    models.ReaderReport.objects.create(what="Wrong.", received_at=factories.PUBLISHED)


def counts(page: str) -> dict[str, int]:
    """What the first page says waits, by the code of the list it leads to."""
    found = re.findall(
        r'\?work=(\w+)">.*?<span class="desk-number">\s*(\d+)', page, flags=re.DOTALL
    )
    return {code: int(number) for code, number in found}


class WaitingTests:
    def test_each_kind_is_counted_and_leads_to_exactly_these_rows(self) -> None:
        anna = editor()
        make_work(anna)
        client = at_desk(anna)

        page = client.get(INDEX).content.decode()

        found = counts(page)
        assert found == dict.fromkeys(found, 1)
        assert set(found) == {work.code for work in WORK if not work.unless}
        for where in re.findall(r'href="(/admin/[^"]+\?work=\w+)"', page):
            listed = client.get(where).content.decode()
            assert "1 result" in listed or "paginator" in listed, where
            assert len(re.findall('name="_selected_action"', listed)) in {0, 1}, where

    def test_a_role_sees_its_own_kinds_alone(self) -> None:
        make_work(editor())

        paul = at_desk(person(roles.PUBLISHER)).get(INDEX).content.decode()
        lena = at_desk(liaison(models.Agency.objects.first())).get(INDEX)

        assert set(counts(paul)) == {"newer_data", "reader_reports"}
        assert counts(lena.content.decode()) == {"to_answer": 0}

    def test_it_costs_the_same_for_one_of_each_and_for_three(self) -> None:
        anna = editor()
        client = at_desk(anna)
        make_work(anna)
        with CaptureQueriesContext(connection) as few:
            client.get(INDEX)
        make_work(anna)

        with CaptureQueriesContext(connection) as many:
            client.get(INDEX)

        assert len(few) == len(many) <= 35

    def test_kept_columns_follow_the_calendar_without_being_touched(self) -> None:
        row = factories.make_recommendation()
        factories.make_assessment(recommendation=row)
        client = at_desk(person(roles.CONTRIBUTOR))

        before = counts(client.get(INDEX).content.decode())["review_due"]
        with stopped_at(date(2027, 6, 2)):
            later = at_desk(editor()).get(INDEX).content.decode()

        assert (before, counts(later)["review_due"]) == (0, 1)


class FirstStepsTests:
    def test_an_owner_of_an_empty_site_is_led_to_a_first_page(self) -> None:
        owner = at_desk(editor())
        empty = owner.get(INDEX).content.decode()
        report = factories.make_report(published_at=None)
        begun = owner.get(INDEX).content.decode()
        row = factories.make_recommendation(report=report, published_at=None)
        typed = owner.get(INDEX).content.decode()
        models.Recommendation.objects.update(published_at=factories.PUBLISHED)
        nearly = owner.get(INDEX).content.decode()
        models.Report.objects.update(published_at=factories.PUBLISHED)
        done = owner.get(INDEX).content.decode()

        assert "Three steps to a first page" in empty
        assert reverse("admin:recommendations_report_add") in empty
        assert begun.count("desk-done") == 1
        assert typed.count("desk-done") == 2
        assert address(report) in nearly
        assert "Three steps" not in done
        assert row.reference in Client().get(report.get_absolute_url()).content.decode()

    def test_others_are_not_greeted_with_what_they_may_not_do(self) -> None:
        page = at_desk(person(roles.CONTRIBUTOR)).get(INDEX).content.decode()

        assert "Three steps" not in page


class SavedFilterTests:
    def test_a_filter_is_kept_offered_and_forgotten_by_its_owner_alone(self) -> None:
        anna, ben = at_desk(editor("anna")), at_desk(editor("ben"))
        factories.make_recommendation()
        where = listing(models.Recommendation)
        query = "current_status__exact=partly&p=2"
        anna.post(
            reverse("admin:saved_filter_keep"),
            {"model": "recommendations.recommendation", "name": "Mine", "query": query},
        )

        kept = models.SavedFilter.objects.get()
        forget = reverse("admin:saved_filter_forget", args=[kept.pk])
        mine, others = (one.get(where).content.decode() for one in (anna, ben))
        first = anna.get(INDEX).content.decode()
        refused = ben.post(forget).status_code
        anna.post(forget)

        assert kept.query == "current_status__exact=partly"
        assert f'href="?{kept.query}"' in mine and ">Mine<" in mine
        assert ">Mine<" not in others
        assert f"{where}?{kept.query}" in first
        assert refused == 404
        assert not models.SavedFilter.objects.exists()

    def test_only_lists_one_may_see_and_only_by_post(self) -> None:
        client = at_desk(person(roles.CONTRIBUTOR))
        keep = reverse("admin:saved_filter_keep")
        given = {"model": "auth.user", "name": "x", "query": "q=a"}

        assert client.post(keep, given).status_code == 403
        assert client.get(keep).status_code == 405


def chosen(action: str, *rows: Any, **typed: Any) -> dict[str, Any]:
    """What a list sends for work on these rows."""
    keys = [str(row.pk) for row in rows]
    return {"action": action, ACTION_CHECKBOX_NAME: keys, **typed}


class BulkTests:
    def test_rows_are_assigned_after_a_page_that_says_so(self) -> None:
        rows = [factories.make_recommendation() for _n in range(2)]
        carla = person(roles.CONTRIBUTOR)
        client, where = at_desk(carla), listing(models.Recommendation)

        asked = client.post(where, chosen("assign", *rows)).content.decode()
        before = models.Recommendation.objects.filter(assigned_to=carla).count()
        given = chosen("assign", *rows, confirmed="yes", person=str(carla.pk))
        done = client.post(where, given, follow=True).content.decode()

        assert "2 rows" in asked and rows[0].title in asked
        assert before == 0
        assert "Done for 2 rows." in done
        assert models.Recommendation.objects.filter(assigned_to=carla).count() == 2
        assert rows[0].history.latest().history_user == carla

    def test_sources_are_marked_verified_and_move_what_they_carry(self) -> None:
        row = factories.make_recommendation()
        item = factories.make_evidence(
            recommendation=row, sources=(), published_at=None
        )
        factories.make_source(evidence=item, tier="D", is_verified=False)
        factories.evidence_actions.publish(
            evidence=item,
            by=factories.make_user(username="reviewer"),
            at=factories.PUBLISHED,
        )
        factories.make_assessment(recommendation=row)
        other = factories.make_evidence(recommendation=row)
        client = at_desk(person(roles.REVIEWER))
        given = chosen("verify", item, other, confirmed="yes", tier="B")

        page = client.post(listing(models.Evidence), given, follow=True)

        row.refresh_from_db()
        source = item.sources.get()
        assert (source.tier, source.is_verified) == ("B", True)
        assert row.current_status == "partly"
        assert "None of its sources waits to be read" in page.content.decode()

    def test_drafts_are_submitted_and_an_incomplete_one_says_why(self) -> None:
        row = factories.make_recommendation()
        whole, half = (
            factories.make_assessment(
                recommendation=row,
                effective_on=date(2026, 7, day),
                published_at=None,
                steps=steps,
            )
            for day, steps in ((1, None), (2, {"a": "partly"}))
        )
        client = at_desk(person(roles.CONTRIBUTOR))
        given = chosen("request_review", whole, half, confirmed="yes")

        page = client.post(listing(models.Assessment), given, follow=True)

        states = models.Assessment.objects.order_by("effective_on")
        assert list(states.values_list("state", flat=True)) == ["submitted", "draft"]
        assert "missing: b" in page.content.decode()

    def test_who_may_not_is_not_offered_it(self) -> None:
        row = factories.make_recommendation()
        client = at_desk(person(roles.PUBLISHER))
        given = chosen("assign", row, confirmed="yes", person="")

        page = client.get(listing(models.Recommendation)).content.decode()
        client.post(listing(models.Recommendation), given)

        assert 'value="assign"' not in page
        assert not row.history.filter(history_user__isnull=False).exists()


class DigestTests:
    def test_one_message_for_each_person_with_something_waiting(
        self, settings: Any
    ) -> None:
        settings.DESK_DIGEST = True
        anna = editor("anna")
        anna.email = "anna@example.org"
        anna.save()
        make_work(anna)
        person(roles.PUBLISHER, "idle", email="idle@example.org").groups.clear()
        person(roles.REVIEWER)  # without an address

        call_command("send_digest", verbosity=0)

        assert [one.to for one in mail.outbox] == [["anna@example.org"]]
        body = mail.outbox[0].body
        assert "Waiting for my review: 1" in body
        assert "/admin/recommendations/assessment/?work=to_review" in body
        assert "wait for you" in mail.outbox[0].subject

    def test_no_day_brings_two(self, settings: Any) -> None:
        settings.DESK_DIGEST = True
        anna = editor("anna")
        anna.email = "anna@example.org"
        anna.save()
        make_work(anna)

        for _run in range(2):
            call_command("send_digest", verbosity=0)
        assert len(mail.outbox) == 1

        models.DigestSent.objects.update(sent_on=date(2020, 1, 1))
        call_command("send_digest", verbosity=0)
        assert len(mail.outbox) == 2

    def test_a_day_without_work_needs_no_mail_server(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.DESK_DIGEST = True

        def breaks(self: Any) -> None:
            raise OSError("no route")

        monkeypatch.setattr(locmem.EmailBackend, "open", breaks)
        call_command("send_digest", verbosity=0)

        assert not mail.outbox

    def test_who_was_written_to_before_the_mail_broke_is_not_written_to_again(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.DESK_DIGEST = True
        for name in ("anna", "ben"):
            one = editor(name)
            one.email = f"{name}@example.org"
            one.save()
        make_work(one)
        sends = locmem.EmailBackend.send_messages

        def breaks(self: Any, messages: Any) -> int:
            if mail.outbox:
                raise OSError("no route")
            return sends(self, messages)

        with monkeypatch.context() as patch:
            patch.setattr(locmem.EmailBackend, "send_messages", breaks)
            with pytest.raises(CommandError, match="1 went out before"):
                call_command("send_digest", verbosity=0)
        call_command("send_digest", verbosity=0)

        written = [one.to[0] for one in mail.outbox]
        assert sorted(written) == ["anna@example.org", "ben@example.org"]

    def test_it_is_off_until_a_setting_says_otherwise(self) -> None:
        with pytest.raises(CommandError, match="set DESK_DIGEST=on"):
            call_command("send_digest")

        assert not mail.outbox


class TrailTests:
    def test_the_moves_of_the_status_stand_on_top_of_a_recommendation(self) -> None:
        row = factories.make_recommendation()
        factories.make_evidence(recommendation=row)
        factories.make_assessment(recommendation=row)

        page = at_desk(editor()).get(address(row)).content.decode()

        assert "2026-05-31, As a whole: from Not checked to Partly done" in page
        assert page.index("As a whole: from") < page.index('name="title"')

    def test_the_history_says_who_changed_what_from_and_to(self) -> None:
        row = factories.make_recommendation()
        client = at_desk(editor())
        save(client, address(row), title="Test every well twice")

        page = client.get(address(row, "history")).content.decode()

        assert "anna" in page
        assert f"<del>{row.title}</del>" in page
        assert "<ins>Test every well twice</ins>" in page


class BlindReadingTests:
    """A second coder does not see the first reading before theirs is done."""

    @pytest.fixture
    def row(self) -> Any:
        row = factories.make_recommendation()
        factories.make_evidence(recommendation=row)
        factories.make_assessment(recommendation=row)
        return row

    def test_the_first_reading_is_hidden_while_theirs_is_open(self, row: Any) -> None:
        ben = person(roles.REVIEWER)
        client = at_desk(ben)
        first = row.assessments.get()
        seen = client.get(address(first)).status_code
        reading = factories.make_second_reading(
            recommendation=row, steps={"a": "partly"}, made_by=ben, published_at=None
        )

        pages = {
            name: client.get(where)
            for name, where in {
                "first": address(first),
                "history": address(first, "history"),
                "list": listing(models.Assessment),
                "changes": listing(models.StatusChange),
                "standings": listing(models.Standing),
                "row": address(row),
            }.items()
        }

        assert seen == 200
        assert {pages["first"].status_code, pages["history"].status_code} <= {302, 403}
        assert address(first) not in pages["list"].content.decode()
        for name in ("changes", "standings"):
            assert "0 results" in pages[name].content.decode() or (
                str(row) not in pages[name].content.decode()
            )
        assert "As a whole: from" not in pages["row"].content.decode()
        assert press(client, reading, "publish")

    def test_who_wrote_the_first_makes_no_second(self, row: Any) -> None:
        writer = factories.make_user(username="writer")
        writer.is_staff = True
        writer.is_superuser = True
        writer.save()

        page, _code = save(
            at_desk(writer),
            f"{listing(models.SecondReading, 'add')}?recommendation={row.pk}",
            effective_on="2026-05-31",
            coder="second",
        )

        assert "You wrote or approved a reading of it" in page
        assert not row.second_readings.exists()

    def test_an_open_second_reading_is_seen_by_its_coder_alone(self, row: Any) -> None:
        ben = person(roles.REVIEWER)
        reading = factories.make_second_reading(
            recommendation=row, steps={"a": "partly"}, made_by=ben, published_at=None
        )
        carla = at_desk(person(roles.CONTRIBUTOR))

        assert carla.get(address(reading)).status_code == 302
        assert at_desk(ben).get(address(reading)).status_code == 200

"""Alerts by e-mail: double opt-in, one message, one click to be forgotten."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.utils import timezone

from following import actions, messages
from following.models import Follow, Follower
from recommendations.models import Recommendation
from scorecard.change_pages import Chosen
from tests import factories
from tests.clock import stopped_at

pytestmark = pytest.mark.django_db

ADDRESS = "reader@example.org"
START = datetime(2026, 7, 1, 12, tzinfo=UTC)
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def recommendation() -> Recommendation:
    """A public recommendation with evidence, not yet assessed."""
    row = factories.make_recommendation()
    factories.make_evidence(recommendation=row)
    return row


def page_of(row: Recommendation, prefix: str = "") -> str:
    """The page on which it is followed."""
    return f"{prefix}/follow/?recommendation={row.report.slug}/{row.reference}"


def asked(client: Client, row: Recommendation, prefix: str = "", **given: str) -> int:
    """Ask as a reader does; the status of the answer."""
    page = client.get(page_of(row, prefix)).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    sent = {"email": ADDRESS, "pace": "at_once", "token": token[1]} | given
    return client.post(page_of(row, prefix), sent).status_code


def link_in(message: mail.EmailMessage, kind: str) -> str:
    """The path of a link in a message."""
    found = re.search(rf"https?://[^/\s]+((?:/es)?/follow/{kind}/\S+)", message.body)
    assert found
    return found[1]


def following(client: Client, row: Recommendation, prefix: str = "") -> Follower:
    """A reader who asked and confirmed."""
    asked(client, row, prefix)
    client.post(link_in(mail.outbox.pop(), "confirm"))
    return Follower.objects.get()


class AskingTests:
    def test_a_request_sends_one_message_and_counts_only_when_confirmed(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        assert asked(client, recommendation) == 302
        link = link_in(mail.outbox[0], "confirm")
        looked = client.get(link)
        before = Follow.objects.get().confirmed_at
        client.post(link)

        assert mail.outbox[0].to == [ADDRESS]
        assert recommendation.title in mail.outbox[0].body
        assert recommendation.title in looked.content.decode()
        assert before is None
        assert Follow.objects.get().confirmed_at is not None
        assert not client.cookies

    def test_asking_again_within_the_hour_sends_nothing_more(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        asked(client, recommendation)
        answer = asked(client, recommendation, email=ADDRESS.upper())

        assert answer == 302
        assert len(mail.outbox) == 1
        assert Follower.objects.count() == 1

    def test_the_answer_does_not_tell_who_follows_already(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        following(client, recommendation)

        assert asked(client, recommendation) == 302
        assert not mail.outbox

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"email": "no address"}, "This is no e-mail address"),
            ({"email": ""}, "Give the address"),
            ({"token": "forged"}, "open for too long"),
            ({"email": "a@b.org\nBcc: c@d.org"}, "This is no e-mail address"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
        self,
        client: Client,
        recommendation: Recommendation,
        given: dict[str, str],
        words: str,
    ) -> None:
        sent = {"email": ADDRESS, "pace": "weekly", "token": ""} | given

        answer = client.post(page_of(recommendation), sent)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not mail.outbox
        assert not Follower.objects.exists()

    @pytest.mark.parametrize(
        "query", ["", "?report=none-such", "?report=safe-water-2020&agency=us-water-1"]
    )
    def test_one_thing_is_followed_at_a_time(
        self, client: Client, recommendation: Recommendation, query: str
    ) -> None:
        assert client.get(f"/follow/{query}").status_code == 404

    def test_a_machine_can_ask_for_ten_within_the_hour(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        answers = [
            asked(client, recommendation, email=f"r{n}@example.org") for n in range(11)
        ]

        assert answers == [302] * 10 + [429]

    @override_settings(EMAIL_BACKEND=CONSOLE)
    def test_without_a_mail_server_the_page_offers_the_feed_alone(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        page = client.get(page_of(recommendation)).content.decode()
        refused = client.post(page_of(recommendation), {"email": ADDRESS})

        assert "This site sends no mail" in page
        assert '<form class="fields"' not in page
        assert "/changes/feed.atom?recommendation=" in page
        assert refused.status_code == 422
        assert not Follower.objects.exists()

    def test_a_request_that_nobody_confirms_is_deleted_after_seven_days(
        self, recommendation: Recommendation
    ) -> None:
        wanted = Chosen(recommendation=recommendation)
        actions.ask(
            email=ADDRESS, wanted=wanted, pace="weekly", language="en", at=START
        )

        kept = actions.forget_unconfirmed(at=START + timedelta(days=7))
        gone = actions.forget_unconfirmed(at=START + timedelta(days=7, seconds=1))

        assert (kept, gone) == (0, 1)
        assert not Follower.objects.exists()


class AlertTests:
    def test_what_was_published_since_is_told_once(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        with stopped_at(START - timedelta(days=2)):
            following(client, recommendation)
        factories.make_assessment(
            recommendation=recommendation, published_at=START - timedelta(days=1)
        )

        with stopped_at(START):
            call_command("send_alerts")
        with stopped_at(START + timedelta(days=1)):
            call_command("send_alerts")

        assert len(mail.outbox) == 1
        message = mail.outbox[0]
        assert recommendation.title in message.body
        assert recommendation.get_absolute_url() in message.body
        assert message.extra_headers["List-Unsubscribe-Post"] == (
            "List-Unsubscribe=One-Click"
        )
        assert link_in(message, "stop") in message.extra_headers["List-Unsubscribe"]

    def test_what_was_published_before_the_confirmation_is_not_told(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        factories.make_assessment(
            recommendation=recommendation, published_at=START - timedelta(days=1)
        )
        with stopped_at(START):
            following(client, recommendation)

        with stopped_at(START + timedelta(days=1)):
            call_command("send_alerts")

        assert not mail.outbox

    def test_a_weekly_message_waits_for_its_week(
        self, recommendation: Recommendation
    ) -> None:
        follow = actions.ask(
            email=ADDRESS,
            wanted=Chosen(report=recommendation.report),
            pace="weekly",
            language="es",
            at=START,
        )
        assert follow
        actions.confirm(follow=follow, at=START)
        factories.make_assessment(
            recommendation=recommendation, published_at=START + timedelta(days=1)
        )

        with stopped_at(START + timedelta(days=6)):
            call_command("send_alerts")
        early = len(mail.outbox)
        with stopped_at(START + timedelta(days=7)):
            call_command("send_alerts")

        assert early == 0
        assert "Qué se movió" in mail.outbox[0].body
        assert "/es/follow/stop/" in mail.outbox[0].body

    def test_a_mail_server_that_is_down_loses_nothing(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        with stopped_at(START - timedelta(days=2)):
            following(client, recommendation)
        factories.make_assessment(
            recommendation=recommendation, published_at=START - timedelta(days=1)
        )
        down = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1}

        with (
            stopped_at(START),
            override_settings(
                EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", **down
            ),
            pytest.raises(CommandError, match="next run"),
        ):
            call_command("send_alerts")
        with stopped_at(START + timedelta(hours=1)):
            call_command("send_alerts")

        assert len(mail.outbox) == 1

    @override_settings(EMAIL_BACKEND=CONSOLE)
    def test_it_is_off_unless_mail_is_configured(self) -> None:
        with pytest.raises(CommandError, match="Alerts are off"):
            call_command("send_alerts")


class StoppingTests:
    def test_one_click_of_a_mail_program_deletes_the_address(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        follower = following(client, recommendation)
        link = f"/follow/stop/{follower.token}/"

        looked = client.get(link)
        still = Follower.objects.count()
        client.post(link, "List-Unsubscribe=One-Click", "text/plain")
        again = client.post(link)

        assert looked.status_code == 200
        assert still == 1
        assert not Follower.objects.exists()
        assert again.status_code == 302

    def test_the_last_thing_that_is_stopped_takes_the_address_with_it(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        follower = following(client, recommendation)
        mine = f"/follow/mine/{follower.token}/"
        page = client.get(mine).content.decode()
        number = re.search(r'name="follow" value="(\d+)"', page)
        assert number

        answer = client.post(mine, {"follow": number[1]})

        assert answer["Location"].endswith("/follow/stopped/")
        assert ADDRESS not in page
        assert not Follower.objects.exists()

    def test_nobody_stops_what_another_follows(
        self, client: Client, recommendation: Recommendation
    ) -> None:
        follower = following(client, recommendation)
        other = actions.ask(
            email="other@example.org",
            wanted=Chosen(report=recommendation.report),
            pace="weekly",
            language="en",
            at=timezone.now(),
        )
        assert other

        answer = client.post(f"/follow/mine/{follower.token}/", {"follow": other.pk})

        assert answer.status_code == 404
        assert Follow.objects.filter(pk=other.pk).exists()


class TableTests:
    def test_a_follow_is_of_exactly_one_thing(
        self, recommendation: Recommendation
    ) -> None:
        follower = Follower.objects.create(email=ADDRESS, told_until=START)

        for wrong in ({}, {"report": recommendation.report, "agency": None}):
            row = Follow(follower=follower, asked_at=START, **wrong)
            if wrong:
                row.recommendation = recommendation
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save()

    def test_a_follower_prints_no_address(self) -> None:
        follower = Follower(email=ADDRESS, told_until=START)

        assert ADDRESS not in f"{follower} {follower!r}"

    def test_mail_that_goes_to_the_log_is_not_switched_on(self) -> None:
        with override_settings(EMAIL_BACKEND=CONSOLE):
            assert not messages.is_switched_on()
        assert messages.is_switched_on()

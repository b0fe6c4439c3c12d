"""Readers report mistakes: what is kept, what is refused, how the desk closes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client

from recommendations.actions import reader_reports
from recommendations.actions.assessments import RefusedError
from recommendations.forms import ReaderReportForm
from recommendations.models import ReaderReport
from recommendations.reader_report_views import MOST_PER_READER
from tests.recommendations import desk

pytestmark = pytest.mark.django_db

ADDRESS = "/report-an-error/"
NOW = datetime(2026, 7, 15, 9, tzinfo=UTC)


def typed(**changes: str) -> dict[str, str]:
    """What a reader's browser sends."""
    return {
        "what": "Ask b is done: the rule is in force since May 2024.",
        "source": "Official gazette, 3 May 2024",
        "page": "/reports/safe-water-2020/1.1/",
        "reply_to": "",
        "token": ReaderReportForm().fresh_token,
    } | changes


def received(**changes: str) -> ReaderReport:
    """A report kept by the action."""
    given = typed(**changes)
    given.pop("token")
    return reader_reports.receive(**given, at=NOW)


class FormTests:
    def test_it_is_filled_in_with_the_page_the_reader_comes_from(self, client):
        html = client.get(ADDRESS, {"page": "/reports/x/?as_of=2020-01-01"}).content

        assert b'value="/reports/x/?as_of=2020-01-01"' in html

    def test_a_report_is_kept_and_the_reader_thanked_without_a_cookie(self):
        client = Client(enforce_csrf_checks=True)

        response = client.post(ADDRESS, typed(), follow=True)

        assert "the editors have it" in response.content.decode()
        assert ReaderReport.objects.get().source == "Official gazette, 3 May 2024"
        assert not client.cookies

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"what": " "}, "Say what is wrong."),
            ({"what": "x" * 4001}, "at most 4000 characters"),
            ({"reply_to": "nobody"}, "This is no e-mail address."),
            ({"page": "https://elsewhere.example/"}, "Give an address of this site"),
            ({"page": "//elsewhere.example/"}, "Give an address of this site"),
            ({"page": "javascript:alert(1)"}, "Give an address of this site"),
            ({"token": ""}, "The form had been open for too long."),
            ({"token": "form:forged"}, "The form had been open for too long."),
            ({"what": "null\x00byte"}, "Null characters are not allowed."),
        ],
    )
    def test_what_is_not_understood_is_said_and_nothing_typed_is_lost(
        self, client, changes, sentence
    ):
        response = client.post(ADDRESS, typed(**changes))
        html = response.content.decode()

        assert response.status_code == 422
        assert sentence in html
        assert "Official gazette, 3 May 2024" in html
        assert not ReaderReport.objects.exists()

    def test_a_form_left_open_overnight_gets_a_fresh_token(self, client, monkeypatch):
        old = typed()
        later = signing.time.time() + 13 * 3600
        monkeypatch.setattr(signing.time, "time", lambda: later)

        html = client.post(ADDRESS, old).content.decode()

        assert "send it once more" in html
        assert client.post(ADDRESS, typed()).status_code == 302

    def test_a_full_address_of_this_site_is_cut_to_its_path(self, client, settings):
        settings.SITE_URL = "https://tracker.example"

        client.post(ADDRESS, typed(page="https://tracker.example/agencies/"))

        assert ReaderReport.objects.get().page == "/agencies/"

    def test_the_sixth_within_an_hour_is_refused_with_its_text_kept(self, client):
        for n in range(MOST_PER_READER):
            client.post(ADDRESS, typed(what=f"Mistake {n}"))

        response = client.post(ADDRESS, typed(what="One too many"))

        assert response.status_code == 429
        assert "One too many" in response.content.decode()
        assert ReaderReport.objects.count() == MOST_PER_READER

    def test_another_machine_is_counted_apart(self, client, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        secure = {"HTTP_X_FORWARDED_PROTO": "https"}
        forged = [f"203.0.113.{n}, 198.51.100.7" for n in range(MOST_PER_READER)]
        for n, addresses in enumerate(forged):
            given = secure | {"HTTP_X_FORWARDED_FOR": addresses}
            client.post(ADDRESS, typed(what=f"Mistake {n}"), **given)

        same = secure | {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"}
        other = secure | {"HTTP_X_FORWARDED_FOR": "198.51.100.8"}

        assert client.post(ADDRESS, typed(what="x"), **same).status_code == 429
        assert client.post(ADDRESS, typed(what="x"), **other).status_code == 302


class ReceiveTests:
    def test_the_same_report_within_a_day_is_kept_once(self):
        assert received() == received()
        assert received(what="Another") != received()

    def test_no_more_than_sixty_are_taken_within_an_hour(self):
        for n in range(reader_reports.MOST_PER_HOUR):
            received(what=f"Mistake {n}")

        with pytest.raises(reader_reports.TooManyError):
            received(what="One too many")
        given = typed(what="An hour later")
        given.pop("token")
        assert reader_reports.receive(**given, at=NOW + timedelta(hours=1)).pk


class DeskTests:
    def test_closing_says_what_came_of_it_and_erases_the_address(self):
        row = received(reply_to="reader@example.org")
        anna = desk.at_desk(desk.editor())
        assert "reader@example.org" in anna.get(desk.address(row)).content.decode()

        desk.press(anna, row, "close", reason="Corrected on 16 July.")

        row.refresh_from_db()
        assert (row.outcome, row.reply_to) == ("Corrected on 16 July.", "")
        assert str(row.closed_by) == "anna"

    def test_the_open_ones_are_listed_and_one_is_never_closed_twice(self):
        row = received()
        anna = desk.at_desk(desk.editor())
        assert row.what in anna.get(desk.listing(ReaderReport)).content.decode()
        desk.press(anna, row, "close", reason="Done.")
        row.refresh_from_db()

        with pytest.raises(RefusedError):
            reader_reports.close(report=row, outcome="Again", by=None, at=NOW)

    def test_who_has_no_right_sees_none(self):
        row = received()

        response = desk.at_desk(desk.bystander()).get(desk.address(row))

        assert response.status_code == 403

    def test_the_database_keeps_no_address_of_a_closed_report(self):
        row = received(reply_to="reader@example.org")
        closed = ReaderReport.objects.filter(pk=row.pk)

        with pytest.raises(IntegrityError), transaction.atomic():
            closed.update(closed_at=NOW, outcome="Done.")

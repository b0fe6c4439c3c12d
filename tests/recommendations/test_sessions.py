"""Where a person is signed in: shown to them alone, ended by them, time or others."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from recommendations import roles
from recommendations.models import Assessment, DeskSession, desk_session
from recommendations.models.desk_session import browser_name
from tests.recommendations.desk import at_desk, listing, person

pytestmark = pytest.mark.django_db

PAGE = "/admin/sessions/"
PASSWORD = "seven grey herons"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def anna() -> Any:
    return get_user_model().objects.create_superuser("anna", password=PASSWORD)


def sign_in(name: str = "anna") -> Client:
    """A new browser after the form."""
    client = Client(headers={"user-agent": FIREFOX})
    given = {"username": name, "password": PASSWORD, "next": "/admin/"}
    client.post("/admin/login/", given)
    return client


def is_in(client: Client) -> bool:
    """Whether the desk answers."""
    return client.get("/admin/").status_code == 200


def ends(client: Client) -> list[str]:
    """The sessions that the page offers to end, the last used first."""
    return re.findall(r'name="end" value="([0-9a-f]+)"', text(client.get(PAGE)))


def text(response: Any) -> str:
    """What is read."""
    return response.content.decode()


def end(client: Client, which: str, password: str = PASSWORD) -> str:
    """Press a button of the page; the page that follows."""
    sent = {"end": which, "password": password}
    return text(client.post(PAGE, sent, follow=True))


class OwnTests:
    def test_a_person_sees_their_own_and_which_one_is_this(self, anna: Any) -> None:
        at_desk(person(roles.CONTRIBUTOR))
        client = sign_in()
        at_desk(anna)

        page = text(client.get(PAGE))

        assert page.count('<th scope="row">') == 2
        assert "Firefox, Linux" in page and "Unknown browser" in page
        assert page.count("this one") == 1
        assert client.session.session_key not in page

    def test_one_is_ended_and_nobody_else_signed_out(self, anna: Any) -> None:
        other = at_desk(person(roles.CONTRIBUTOR))
        lost, client = sign_in(), sign_in()
        (mark,) = ends(client)

        page = end(client, mark)

        assert "1 session is ended." in page
        assert (is_in(lost), is_in(client), is_in(other)) == (False, True, True)

    def test_all_others_end_at_once(self, anna: Any) -> None:
        lost, client = [sign_in(), sign_in()], sign_in()

        end(client, "others")

        assert not any(map(is_in, lost))
        assert is_in(client)

    def test_nothing_ends_without_the_password(self, anna: Any) -> None:
        lost, client = sign_in(), sign_in()

        page = end(client, "others", password="wrong")

        assert "This is not your password." in page
        assert is_in(lost)

    def test_who_guesses_the_password_there_is_locked_out_as_at_sign_in(
        self, anna: Any
    ) -> None:
        client = sign_in()
        codes = []
        for _n in range(6):
            sent = {"end": "others", "password": "wrong"}
            codes.append(client.post(PAGE, sent).status_code)

        assert codes[:4] == [302] * 4
        assert codes[-1] == 429

    def test_the_session_of_another_person_can_t_be_named(self, anna: Any) -> None:
        other = at_desk(person(roles.CONTRIBUTOR))
        mark = DeskSession.objects.get(pk=other.session.session_key).mark

        end(sign_in(), mark)

        assert is_in(other)

    @pytest.mark.parametrize("role", roles.ROLES)
    def test_every_role_has_the_page(self, role: str) -> None:
        assert at_desk(person(role)).get(PAGE).status_code == 200

    def test_readers_have_not(self, client: Client) -> None:
        assert client.get(PAGE).status_code == 302

    def test_those_that_a_new_password_ended_are_not_shown(self, anna: Any) -> None:
        sign_in()
        anna.set_password(PASSWORD + "!")
        anna.save()

        assert not ends(at_desk(anna))


class TimeTests:
    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Lets time pass for sessions."""
        real = timezone.now

        def later(**passed: int) -> datetime:
            moment = real() + timedelta(**passed)
            monkeypatch.setattr(timezone, "now", lambda: moment)
            return moment

        return later

    def test_one_that_is_left_alone_ends(self, anna: Any, clock: Any) -> None:
        client = at_desk(anna)

        clock(minutes=119)
        assert is_in(client)
        clock(minutes=119 + 121)

        assert not is_in(client)

    def test_what_was_written_meanwhile_is_handed_back(
        self, anna: Any, clock: Any
    ) -> None:
        client = at_desk(anna)
        clock(minutes=121)

        page = listing(Assessment, "add")
        answer = client.post(page, {"rationale": "Two hours of thought."})

        assert answer.status_code == 401
        assert "Two hours of thought." in text(answer)

    def test_one_that_is_used_ends_after_twelve_hours(
        self, anna: Any, clock: Any
    ) -> None:
        client = at_desk(anna)

        for hours in range(1, 12):
            clock(hours=hours)
            assert is_in(client)
        clock(hours=12, minutes=1)

        assert not is_in(client)

    def test_the_time_is_a_setting(self, anna: Any, clock: Any, settings: Any) -> None:
        settings.SESSION_IDLE_MINUTES = 5
        client = at_desk(anna)

        for minutes in (4, 8, 12):
            clock(minutes=minutes)
            assert is_in(client)
        clock(minutes=18)

        assert not is_in(client)

    def test_the_last_use_is_noted_now_and_then_and_not_each_time(
        self, anna: Any, clock: Any
    ) -> None:
        client = at_desk(anna)
        begun = DeskSession.objects.get().seen_at

        clock(minutes=9)
        is_in(client)
        assert DeskSession.objects.get().seen_at == begun
        noted = clock(minutes=11)
        is_in(client)

        assert DeskSession.objects.get().seen_at == noted

    def test_a_database_that_takes_nothing_is_read_all_the_same(
        self, anna: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = at_desk(anna)

        def refuse(*given: Any, **named: Any) -> None:
            raise DatabaseError

        monkeypatch.setattr(desk_session.DeskSessionQuerySet, "update", refuse)
        clock(minutes=30)

        assert is_in(client)


class OthersTests:
    def test_an_administrator_signs_a_person_out_everywhere(self, anna: Any) -> None:
        anna.is_superuser = False
        anna.save()
        lost, client = sign_in(), at_desk(person(roles.ADMINISTRATOR))
        given = {
            "action": "end_sessions",
            "_selected_action": [str(anna.pk)],
            "confirmed": "yes",
        }

        client.post("/admin/auth/user/", given)

        assert (is_in(lost), is_in(client)) == (False, True)

    def test_but_not_an_owner(self, anna: Any) -> None:
        owner, client = sign_in(), at_desk(person(roles.ADMINISTRATOR))
        given = {
            "action": "end_sessions",
            "_selected_action": [str(anna.pk)],
            "confirmed": "yes",
        }

        client.post("/admin/auth/user/", given)

        assert is_in(owner)

    def test_signing_out_ends_it_here_and_has_the_browser_forget(
        self, anna: Any
    ) -> None:
        client = at_desk(anna)

        answer = client.post("/admin/logout/")

        assert answer["Clear-Site-Data"] == '"cache"'
        assert not DeskSession.objects.exists()


class BrowserNameTests:
    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            (FIREFOX, "Firefox, Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML,"
                " like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"
                " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148"
                " Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Safari/537.36",
                "Chrome, Android",
            ),
            ("curl/8.5.0", ""),
            ("<script>" * 100, ""),
        ],
    )
    def test_it_is_what_people_call_it(self, agent: str, name: str) -> None:
        assert browser_name(agent) == name

"""Signing in with a code from a phone: set up, asked for, lost, turned off."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from recommendations import roles
from recommendations.models import BackupCode
from tests.recommendations.desk import at_desk, person

pytestmark = pytest.mark.django_db

PAGE = "/admin/second-factor/"
PASSWORD = "seven grey herons"
BEGIN = {"step": "begin", "password": PASSWORD}


@pytest.fixture
def anna() -> Any:
    return get_user_model().objects.create_superuser("anna", password=PASSWORD)


def code_of(device: TOTPDevice) -> str:
    """What the phone shows now."""
    TOTPDevice.objects.filter(pk=device.pk).update(
        last_t=-1, throttling_failure_count=0
    )
    return f"{totp(device.bin_key):06d}"


def set_up(client: Client) -> list[str]:
    """Go through the page; the backup codes it shows."""
    client.post(PAGE, BEGIN)
    token = code_of(TOTPDevice.objects.get())
    return shown(text_of(client.post(PAGE, {"step": "confirm", "token": token})))


def text_of(response: Any) -> str:
    """What is read."""
    return str(response.content.decode())


def shown(page: str) -> list[str]:
    """The backup codes on a page."""
    return re.findall(r"<code>([a-z0-9]+)</code>", page)


def sign_in(**given: str) -> Client:
    """A new browser after the form."""
    client = Client()
    client.post(
        "/admin/login/?next=/admin/",
        {"username": "anna", "password": PASSWORD, "next": "/admin/", **given},
    )
    return client


def is_in(client: Client) -> bool:
    """Whether the desk answers."""
    return client.get("/admin/").status_code == 200


class SetUpTests:
    def test_a_right_code_straight_after_a_wrong_one_is_told_to_wait(
        self, anna: Any
    ) -> None:
        client = at_desk(anna)
        client.post(PAGE, BEGIN)
        device = TOTPDevice.objects.get()
        client.post(PAGE, {"step": "confirm", "token": "000000"})

        right = f"{totp(device.bin_key):06d}"
        sent = {"step": "confirm", "token": right}
        page = client.post(PAGE, sent, follow=True).content.decode()

        assert "Wait a moment, then try again" in page

    def test_the_secret_is_a_picture_in_the_page_and_can_be_typed(
        self, anna: Any
    ) -> None:
        client = at_desk(anna)
        client.post(PAGE, BEGIN)

        answer = client.get(PAGE)

        page = answer.content.decode()
        assert 'src="data:image/svg+xml' in page
        assert re.search(r"<code>([A-Z2-7]{4} )+[A-Z2-7]{1,4}</code>", page)
        assert "no-store" in answer["Cache-Control"]
        assert is_in(client)

    def test_it_counts_once_a_code_was_right(self, anna: Any) -> None:
        client = at_desk(anna)
        client.post(PAGE, BEGIN)

        wrong = client.post(PAGE, {"step": "confirm", "token": "000000"}, follow=True)
        assert "This code is not right" in wrong.content.decode()
        assert is_in(sign_in())

        assert len(set_up(client)) == 10
        assert is_in(client)
        assert not is_in(sign_in())


class SignInTests:
    def test_password_and_code_open_the_desk_and_neither_alone(self, anna: Any) -> None:
        set_up(at_desk(anna))
        device = TOTPDevice.objects.get()

        assert is_in(sign_in(otp_token=code_of(device)))
        assert not is_in(sign_in(otp_token="000000"))
        token = code_of(device)
        assert not is_in(sign_in(password="wrong", otp_token=token))

    def test_a_backup_code_works_once(self, anna: Any) -> None:
        first = set_up(at_desk(anna))[0]

        assert is_in(sign_in(otp_token=first))
        assert not is_in(sign_in(otp_token=first))
        assert BackupCode.objects.count() == 9

    def test_backup_codes_are_kept_as_hashes_alone(self, anna: Any) -> None:
        codes = set_up(at_desk(anna))

        kept = BackupCode.objects.values_list("hint", "hashed")
        assert len(set(codes)) == len({hashed for _hint, hashed in kept}) == 10
        assert not [code for code in codes if code in str(list(kept))]
        assert not StaticToken.objects.exists()

    def test_codes_that_were_kept_as_they_are_still_work(self, anna: Any) -> None:
        set_up(at_desk(anna))
        device = StaticDevice.objects.get()
        device.backup_codes.all().delete()
        device.token_set.create(token="abcdefgh")
        hashing = import_module("recommendations.migrations.0019_hash_backup_codes")

        for _twice in range(2):
            hashing.hash_codes(apps, connection.schema_editor())

        assert not StaticToken.objects.exists()
        assert BackupCode.objects.count() == 1
        assert is_in(sign_in(otp_token="abcd efgh"))

    def test_a_session_begun_before_does_not_stay_open(self, anna: Any) -> None:
        older = at_desk(anna)
        set_up(at_desk(anna))

        assert not is_in(older)

    def test_without_one_the_password_is_enough(self, anna: Any) -> None:
        assert is_in(sign_in())


def stop(token: str, password: str = PASSWORD) -> dict[str, str]:
    """The form that turns it off."""
    return {"step": "stop", "token": token, "password": password}


class EndTests:
    def test_nothing_changes_without_the_password(self, anna: Any) -> None:
        client = at_desk(anna)
        client.post(PAGE, BEGIN | {"password": "wrong"})
        assert not TOTPDevice.objects.exists()
        set_up(client)
        token = code_of(TOTPDevice.objects.get())

        page = text_of(client.post(PAGE, stop(token, "wrong"), follow=True))
        more = stop(token, "") | {"step": "codes"}
        client.post(PAGE, more)

        assert "This is not your password." in page
        assert TOTPDevice.objects.exists()
        assert BackupCode.objects.count() == 10

    def test_new_backup_codes_end_the_earlier_ones(self, anna: Any) -> None:
        client = at_desk(anna)
        earlier = set_up(client)
        sent = stop(code_of(TOTPDevice.objects.get())) | {"step": "codes"}

        page = text_of(client.post(PAGE, sent))

        later = shown(page)
        assert len(later) == 10
        assert not is_in(sign_in(otp_token=earlier[0]))

    def test_it_is_turned_off_with_a_code(self, anna: Any) -> None:
        client = at_desk(anna)
        set_up(client)

        client.post(PAGE, stop("000000"))
        assert TOTPDevice.objects.exists()
        client.post(PAGE, stop(code_of(TOTPDevice.objects.get())))

        assert not TOTPDevice.objects.exists()
        assert is_in(sign_in())

    def test_an_administrator_removes_that_of_a_lost_phone(self, anna: Any) -> None:
        anna.is_superuser = False
        anna.save()
        set_up(at_desk(anna))
        client = at_desk(person(roles.ADMINISTRATOR))
        given = {
            "action": "forget_second_factor",
            "_selected_action": [str(anna.pk)],
            "confirmed": "yes",
        }

        client.post("/admin/auth/user/", given)

        assert not TOTPDevice.objects.exists()


class RequiredTests:
    """A site that wants a second factor of everybody."""

    @pytest.fixture(autouse=True)
    def required(self, settings: Any) -> None:
        settings.REQUIRE_SECOND_FACTOR = True

    def test_setting_it_up_comes_before_everything_else(self, anna: Any) -> None:
        client = sign_in()
        pages = ["/admin/", "/admin/auth/user/", "/es/admin/sessions/"]

        led = [client.get(page)["Location"] for page in pages]

        assert led == [PAGE, PAGE, f"/es{PAGE}"]
        assert "Here everybody signs in" in text_of(client.get(PAGE))
        assert len(set_up(client)) == 10
        assert is_in(client)

    def test_nothing_is_written_before(self, anna: Any) -> None:
        client = sign_in()

        answer = client.post("/admin/auth/user/add/", {"username": "ben"})

        assert answer["Location"] == PAGE

    def test_the_password_can_be_changed_and_the_desk_left(self, anna: Any) -> None:
        client = sign_in()

        assert client.get("/admin/password_change/").status_code == 200
        assert client.post("/admin/logout/").status_code == 200

    def test_it_can_be_moved_to_another_phone(self, anna: Any) -> None:
        client = sign_in()
        set_up(client)

        client.post(PAGE, stop(code_of(TOTPDevice.objects.get())))

        assert not is_in(client)
        assert set_up(client) and is_in(client)


class LimitTests:
    def test_many_sign_ins_from_one_machine_are_refused_in_words(
        self, monkeypatch: pytest.MonkeyPatch, client: Client
    ) -> None:
        monkeypatch.setattr("tracker.desk_limit.SIGN_INS_MOST", 2)
        codes = []
        for n in range(3):
            given = {"username": f"name{n}", "password": "x"}
            answer = client.post("/admin/login/", given)
            codes.append(answer.status_code)

        assert codes == [200, 200, 429]
        assert "Try again in an hour" in answer.content.decode()
        assert answer["Retry-After"] == "3600"

    def test_readers_are_not_counted_and_the_desk_has_its_own_limit(
        self, monkeypatch: pytest.MonkeyPatch, client: Client
    ) -> None:
        monkeypatch.setattr("tracker.desk_limit.PAGES_MOST", 1)

        codes = [client.get("/es/admin/login/").status_code for _n in range(2)]

        assert codes == [200, 429]
        assert client.get("/").status_code == 200

"""What the log keeps of requests and sign-ins, and what it never holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tracker.logs import JsonLines

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was written, as it would stand in the log."""
    return [json.loads(JsonLines().format(record)) for record in caplog.records]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that the project's own loggers say."""
    ours = logging.getLogger("tracker")
    ours.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, logger="tracker")
    yield caplog
    ours.removeHandler(caplog.handler)


class RequestLineTests:
    def test_a_token_that_opens_something_is_not_written(
        self, client: Client, log: pytest.LogCaptureFixture
    ) -> None:
        client.get("/follow/mine/a-token-nobody-may-read/")

        paths = [line["path"] for line in lines(log) if "path" in line]
        assert "/follow/mine/-/" in paths
        assert "a-token-nobody-may-read" not in log.text

    def test_a_query_string_is_not_written(
        self, client: Client, log: pytest.LogCaptureFixture
    ) -> None:
        client.get("/recommendations/?q=somebody")

        assert "somebody" not in json.dumps(lines(log))


class SignInTests:
    def test_sign_in_failure_and_sign_out_are_noted_without_a_name(
        self, client: Client, log: pytest.LogCaptureFixture
    ) -> None:
        user = get_user_model().objects.create_user(
            "hedwig", password=PASSWORD, is_staff=True
        )
        form = {"username": "hedwig", "password": "wrong"}
        client.post("/admin/login/", form)
        client.post("/admin/login/", form | {"password": PASSWORD})
        client.post("/admin/logout/")

        said = lines(log)
        assert [line["message"] for line in said if "sign" in str(line["message"])] == [
            "sign-in failed",
            "signed in",
            "signed out",
        ]
        assert [line["account"] for line in said if "account" in line] == [user.pk] * 2
        assert "hedwig" not in json.dumps(said)
        assert PASSWORD not in json.dumps(said)

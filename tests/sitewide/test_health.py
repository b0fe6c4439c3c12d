"""Health checks: alive, ready, and which part is not."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tracker.logs import JsonLines, request_id

pytestmark = pytest.mark.django_db


def failing(*args: object, **kwargs: object) -> None:
    """Stands in for a part that is down."""
    raise ConnectionError("secret detail")


class AliveTests:
    def test_it_answers_without_asking_the_database(
        self, client: Client, django_assert_num_queries: object
    ) -> None:
        with django_assert_num_queries(0):  # type: ignore[operator]
            answer = client.get("/healthz")

        assert answer.status_code == 200
        assert answer.json() == {"status": "alive"}


class ReadyTests:
    def test_it_is_ready_when_every_part_is(self, client: Client) -> None:
        answer = client.get("/readyz")

        assert answer.status_code == 200
        assert answer.json()["parts"] == {
            "database": "ready",
            "migrations": "ready",
            "cache": "ready",
        }
        assert "no-store" in answer["Cache-Control"]

    def test_a_missing_migration_is_named(self, client: Client) -> None:
        MigrationRecorder.Migration.objects.filter(app="recommendations").delete()

        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert answer.json()["parts"]["migrations"] == "failed"
        assert answer.json()["parts"]["database"] == "ready"

    def test_a_cache_that_is_down_is_named_without_details(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(LocMemCache, "set", failing)

        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert answer.json()["parts"]["cache"] == "failed"
        assert "secret detail" not in answer.content.decode()

    def test_a_supervisor_may_ask_under_any_name_and_nobody_else(
        self, client: Client, settings: Any
    ) -> None:
        settings.ALLOWED_HOSTS = ["tracker.example.org"]

        found = {
            path: client.get(path, headers={"host": "127.0.0.1:8000"}).status_code
            for path in ("/healthz", "/readyz", "/", "/nothing-is-here")
        }

        assert list(found.values()) == [200, 200, 400, 400]

    def test_nothing_can_be_sent_to_it(self, client: Client) -> None:
        assert client.post("/readyz").status_code == 405


class EveryAnswerTests:
    def test_a_reader_gets_headers_and_no_cookie(self, client: Client) -> None:
        answer = client.get("/healthz")

        assert not answer.cookies
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in answer["Permissions-Policy"]

    def test_each_request_has_its_own_id(self, client: Client) -> None:
        ids = {client.get("/healthz")["X-Request-ID"] for _ in range(3)}

        assert len(ids) == 3

    def test_a_body_that_is_too_large_is_refused_in_words(self, client: Client) -> None:
        answer = client.post(
            "/admin/login/", data={}, headers={"content-length": str(30 * 1024**2)}
        )

        assert answer.status_code == 413
        assert "at most 20 MB" in answer.content.decode()


class LogTests:
    def test_a_line_is_json_with_the_request_and_only_known_facts(self) -> None:
        record = logging.makeLogRecord(
            {"name": "tracker", "msg": "answered", "status": 200, "username": "ada"}
        )
        token = request_id.set("abc")

        line = json.loads(JsonLines().format(record))
        request_id.reset(token)

        assert line["request_id"] == "abc"
        assert line["status"] == 200
        assert "ada" not in line.values()

    def test_a_request_line_holds_no_query_string_and_no_address(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        logging.getLogger("tracker").addHandler(caplog.handler)

        client.get("/admin/login/?next=/someone/", REMOTE_ADDR="203.0.113.9")

        logging.getLogger("tracker").removeHandler(caplog.handler)
        lines = [JsonLines().format(record) for record in caplog.records]
        assert any('"path": "/admin/login/"' in line for line in lines)
        assert not any("someone" in line or "203.0.113" in line for line in lines)

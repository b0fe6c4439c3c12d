"""What can't be followed is refused as problem+json that names the field."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import make_recommendation

pytestmark = pytest.mark.django_db


def refused(client: Client, address: str, status: int = 400) -> dict[str, Any]:
    """The problem that an address is answered with."""
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    return found


class ParameterTests:
    @pytest.mark.parametrize(
        ("query", "field", "words"),
        [
            ("status=done", "status", "is none of the codes of this filter."),
            ("report=nowhere", "report", "names no published report."),
            ("agency=nobody", "agency", "names no agency on record."),
            ("category=x", "category", "names no category"),
            ("role=boss", "role", "is neither lead nor supporting."),
            ("issued_after=May", "issued_after", "is not a date of the form"),
            ("as_of=2026-02-30", "as_of", "is no day up to today."),
            ("as_of=2027-01-01", "as_of", "is no day up to today."),
            ("known_at=soon", "known_at", "is not a date of the form 2026-06-30."),
            ("per_page=0", "per_page", "is not a whole number from 1 to 100."),
            ("per_page=101", "per_page", "is not a whole number from 1 to 100."),
            ("per_page=٣", "per_page", "is not a whole number from 1 to 100."),
            ("cursor=abc", "cursor", "is no cursor; follow the address in “next”."),
            ("sort=size", "sort", "is none of the codes"),
            ("fields=title,size", "fields", "names a column that is not in this"),
            ("page=2", "page", "is no parameter here; known are"),
            ("private_note=x", "private_note", "is no parameter here"),
            ("status=", "status", "is empty; leave it out instead."),
            ("q=a&q=b", "q", "is given more than once."),
        ],
    )
    def test_each_is_named_with_its_value_and_what_is_wrong(
        self, client: Client, query: str, field: str, words: str
    ) -> None:
        problem = refused(client, f"recommendations/?{query}")

        (error,) = problem["errors"]
        assert error["field"] == field
        assert error["value"] in query
        assert words in error["message"]
        assert problem["detail"].startswith(f"{field}={error['value']} {words[:10]}")
        assert problem["type"].endswith("/api/v1/docs/#problem-400")

    def test_all_that_is_wrong_is_named_at_once(self, client: Client) -> None:
        problem = refused(client, "changes/?report=x&as_of=y&page=2&recommendation=z")

        fields = [error["field"] for error in problem["errors"]]
        assert sorted(fields) == ["as_of", "page", "recommendation", "report"]

    def test_in_spanish_under_its_address(self, client: Client) -> None:
        answer = client.get("/es/api/v1/recommendations/?role=boss")

        assert answer.status_code == 400
        assert "/es/api/v1/docs/" in answer.json()["type"]

    def test_a_cursor_of_a_row_that_is_gone_is_not_found(self, client: Client) -> None:
        refused(client, "recommendations/?sort=title&cursor=12345", status=404)


class AddressTests:
    def test_an_unknown_address_is_a_problem_too(self, client: Client) -> None:
        refused(client, "nothing/here/", status=404)
        refused(client, "categories/%0A/x/", status=404)
        refused(client, "reports/nowhere/", status=404)

    def test_a_missing_slash_is_added_and_the_query_kept(self, client: Client) -> None:
        answer = client.get("/api/v1/reports?per_page=5")

        assert answer.status_code == 301
        assert answer["Location"] == "/api/v1/reports/?per_page=5"

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_nothing_can_be_written(self, client: Client, method: str) -> None:
        for path in ("/api/v1/reports/", "/api/v1/", "/api/v1/no/"):
            answer = getattr(client, method)(path)
            assert answer.status_code == 405
            assert answer["Content-Type"] == "application/problem+json"
            assert "GET" in answer["Allow"]

    def test_another_format_than_json_is_not_given(self, client: Client) -> None:
        answer = client.get("/api/v1/reports/", headers={"Accept": "text/csv"})

        assert answer.status_code == 406
        assert answer["Content-Type"] == "application/problem+json"


class OpennessTests:
    def test_scripts_of_other_sites_may_read_and_revalidate(
        self, client: Client
    ) -> None:
        asked = client.options(
            "/api/v1/reports/",
            headers={
                "Origin": "https://example.org",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "if-none-match",
            },
        )
        got = client.get("/api/v1/reports/", headers={"Origin": "https://example.org"})

        assert asked.status_code == 204
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
        assert got["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in got["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in got
        assert not got.cookies

    def test_a_copy_that_is_current_is_answered_304(self, client: Client) -> None:
        tag = client.get("/api/v1/reports/")["ETag"]

        same = client.get("/api/v1/reports/", headers={"If-None-Match": tag})
        make_recommendation()
        from recommendations.actions import record_version
        from tests.factories import PUBLISHED

        record_version.bump(at=PUBLISHED)
        changed = client.get("/api/v1/reports/", headers={"If-None-Match": tag})

        assert (same.status_code, same.content) == (304, b"")
        assert same["ETag"] == tag
        assert same["Access-Control-Allow-Origin"] == "*"
        assert changed.status_code == 200
        assert "ETag" not in client.get("/api/v1/reports/?x=1")


class RateLimitTests:
    @pytest.fixture(autouse=True)
    def two_a_minute(self, settings: Any) -> None:
        settings.API_RATE_LIMIT = 2

    def test_the_headers_count_down_and_the_third_is_refused(
        self, client: Client
    ) -> None:
        first, second, third = (client.get("/api/v1/reports/") for _ in range(3))

        assert first["RateLimit-Policy"] == '"minute";q=2;w=60'
        assert first["RateLimit"].startswith('"minute";r=1;t=')
        assert second["RateLimit"].startswith('"minute";r=0;t=')
        assert third.status_code == 429
        assert third["Content-Type"] == "application/problem+json"
        assert 1 <= int(third["Retry-After"]) <= 60
        assert third["Access-Control-Allow-Origin"] == "*"

    def test_refusals_count_and_other_machines_do_not(self, client: Client) -> None:
        client.get("/api/v1/reports/?x=1")
        client.get("/api/v1/nothing/")

        assert client.get("/api/v1/").status_code == 429
        other = client.get("/api/v1/", REMOTE_ADDR="203.0.113.7")
        assert other.status_code == 200

    def test_the_next_minute_starts_anew(self, client: Client) -> None:
        with mock.patch("api.limits.time.time", return_value=60_000.0):
            assert [client.get("/api/v1/").status_code for _ in range(3)][-1] == 429
        with mock.patch("api.limits.time.time", return_value=60_060.0):
            assert client.get("/api/v1/").status_code == 200

    def test_without_a_cache_nobody_is_refused(self, client: Client) -> None:
        with mock.patch.object(cache, "incr", side_effect=ConnectionError):
            answers = [client.get("/api/v1/") for _ in range(4)]

        assert {answer.status_code for answer in answers} == {200}
        assert "RateLimit" not in answers[0]

    def test_zero_is_no_limit(self, client: Client, settings: Any) -> None:
        settings.API_RATE_LIMIT = 0

        answers = [client.get("/api/v1/") for _ in range(4)]

        assert {answer.status_code for answer in answers} == {200}

"""The description of the API: valid OpenAPI 3.1, and true of every answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.generation import GenerationMode

from api.days import pattern_until
from api.docs import example, example_names
from api.resources import RESOURCES
from recommendations.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(lively: Report, client: Client) -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def described(lively: Report) -> Iterator[Any]:
    """The description as schemathesis reads it, over a connection that stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


EXAMPLES = {GenerationMode.POSITIVE: 8, GenerationMode.NEGATIVE: 5}


class SchemathesisTests:
    @pytest.mark.parametrize("mode", EXAMPLES, ids=lambda mode: mode.value)
    def test_it_finds_no_fault_in_any_operation(
        self, described: Any, mode: GenerationMode, settings: Any
    ) -> None:
        settings.API_RATE_LIMIT = 0
        for found in described.get_all_operations():
            operation = found.ok()
            if operation.path != "/api/v1/":  # it has nothing that could be wrong
                strategy = operation.as_strategy(generation_mode=mode)
                try_many(strategy, EXAMPLES[mode])


def try_many(strategy: Any, examples: int) -> None:
    """Send what the strategy makes, the same in every run, and check each answer."""

    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=strategy)
    def attempt(case: Any) -> None:
        case.call_and_validate()

    attempt()


class DocumentTests:
    def test_it_is_openapi_3_1_with_schemas_that_are_schemas(
        self, description: dict[str, Any]
    ) -> None:
        assert description["openapi"].startswith("3.1")
        assert set(description["info"]) >= {"title", "version", "license"}
        for component in description["components"]["schemas"].values():
            Draft202012Validator.check_schema(component)

    def test_every_list_and_row_is_in_it_once(
        self, description: dict[str, Any]
    ) -> None:
        paths = set(description["paths"])
        ids = [path["get"]["operationId"] for path in description["paths"].values()]

        assert {f"/api/v1/{resource.name}/" for resource in RESOURCES} < paths
        assert "/api/v1/recommendations/{report}/{reference}/" in paths
        assert len(ids) == len(set(ids)) == len(paths)
        assert all(set(path) == {"get"} for path in description["paths"].values())

    def test_the_codes_of_filters_are_those_on_record(
        self, description: dict[str, Any]
    ) -> None:
        operation = description["paths"]["/api/v1/recommendations/"]["get"]
        schemas = {p["name"]: p["schema"] for p in operation["parameters"]}

        assert schemas["report"]["items"]["enum"] == ["safe-water-2020", "unread-2021"]
        assert "not_pursued" in schemas["status"]["items"]["enum"]

    def test_the_documentation_tells_of_all_lists_and_its_examples_work(
        self, lively: Report, client: Client
    ) -> None:
        page = client.get("/api/v1/docs/").content.decode()
        names = example_names()

        for resource in RESOURCES:
            address = example(resource, names)
            assert address.replace("&", "&amp;") in page
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert answer.json()["results"], address


class DayPatternTests:
    @hypothesis.given(
        last=st.dates(date(2020, 1, 1), date(2060, 12, 31)),
        day=st.dates(date(1900, 1, 1), date(2061, 12, 31)),
    )
    @hypothesis.example(last=date(2026, 11, 9), day=date(2026, 11, 9))
    @hypothesis.example(last=date(2026, 11, 9), day=date(2026, 11, 10))
    @hypothesis.example(last=date(2024, 3, 1), day=date(2024, 2, 29))
    @hypothesis.example(last=date(2026, 1, 31), day=date(2024, 2, 29))
    def test_it_holds_exactly_the_days_up_to_the_last(
        self, last: date, day: date
    ) -> None:
        pattern = re.compile(pattern_until(last))

        assert bool(pattern.match(day.isoformat())) == (day <= last)
        assert pattern.match(last.isoformat())
        assert not pattern.match((last + timedelta(days=1)).isoformat())

    def test_no_day_that_the_calendar_lacks(self) -> None:
        pattern = re.compile(pattern_until(date(2026, 7, 15)))

        for text in ("2026-02-29", "2025-04-31", "2026-00-10", "2026-13-01"):
            assert not pattern.match(text)

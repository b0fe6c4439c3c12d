"""Lists and rows: the columns of the datasets, the filters of the page, any view."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.resources import OFFERED, RESOURCES, Resource
from api.values import plain
from exports.datasets import DATASETS, Scope
from recommendations.models import Recommendation, Report
from tests.api.conftest import Read
from tests.exports.lively import NOW
from tests.factories import PRIVATE, make_evidence, make_recommendation

pytestmark = pytest.mark.django_db
LISTS = list(OFFERED)
QUERIES = (
    "status=implemented&status=partly",
    "report=unread-2021",
    "agency=us-water&role=lead",
    "category=safe-water-2020/01",
    "priority=priority",
    "response=rejected",
    "q=hyperlink",
    "issued_after=2020-01-01",
)


def walked(client: Client, address: str) -> list[dict[str, Any]]:
    """Every row of a list, page after page."""
    rows: list[dict[str, Any]] = []
    following: str | None = address
    for _ in range(200):
        if following is None:
            return rows
        answer = client.get(following)
        assert answer.status_code == 200, answer.content.decode()
        body = answer.json()
        rows += body["results"]
        following = body["next"]
        link = answer.headers.get("Link")
        assert link == (f'<{following}>; rel="next"' if following else None)
    raise AssertionError("The walk does not end.")


def expected(resource: Resource) -> list[dict[str, Any]]:
    rows = resource.dataset.rows(Scope(NOW))
    return [plain(row, resource.dataset.names) for row in rows]


def sorted_rows(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(map(repr, rows))


class OfferTests:
    def test_every_dataset_of_the_record_has_a_list(self) -> None:
        assert set(OFFERED) == {dataset.name for dataset in DATASETS}

    def test_the_index_names_them_all(self, read: Read) -> None:
        index = read("")

        assert set(index["lists"]) == set(OFFERED)
        assert index["openapi"] == "http://127.0.0.1:8000/api/v1/openapi.json"


class WalkTests:
    def test_every_list_walked_to_the_end_gives_the_rows_of_its_dataset(
        self, client: Client, lively: Report
    ) -> None:
        for resource in RESOURCES:
            for size in (2, 100):
                found = walked(client, f"/api/v1/{resource.name}/?per_page={size}")
                assert sorted_rows(found) == sorted_rows(expected(resource)), (
                    resource.name,
                    size,
                )

    def test_every_sort_of_the_list_gives_each_row_once_in_its_order(
        self, client: Client, lively: Report, read: Read
    ) -> None:
        from api.questions import SORT_CODES

        for sort in SORT_CODES:
            whole = read(f"recommendations/?sort={sort}")["results"]
            pages = walked(client, f"/api/v1/recommendations/?sort={sort}&per_page=2")
            assert pages == whole, sort
            assert len({(row["report"], row["reference"]) for row in whole}) == 5

    def test_sorted_by_score_the_unknown_come_last(
        self, lively: Report, read: Read
    ) -> None:
        rows = read("recommendations/?sort=-score")["results"]

        scores = [row["score"] for row in rows]
        known = [score for score in scores if score is not None]
        assert known == sorted(known, reverse=True)
        assert scores[: len(known)] == known

    def test_rows_added_during_a_walk_neither_repeat_nor_hide_any(
        self, client: Client, lively: Report
    ) -> None:
        first = client.get("/api/v1/evidence/?per_page=2").json()
        before = expected(OFFERED["evidence"])
        row = Recommendation.objects.get(report=lively, reference="1.1")
        make_evidence(recommendation=row, happened_on=date(2020, 4, 1), key="early")
        make_recommendation(report=lively)

        found = first["results"] + walked(client, first["next"])

        keys = [(r["recommendation"], r["evidence"], r["source"]) for r in found]
        assert len(keys) == len(set(keys))
        assert {(r["recommendation"], r["evidence"], r["source"]) for r in before} <= (
            set(keys)
        )

    def test_the_next_page_keeps_the_day_of_the_first(
        self, client: Client, lively: Report
    ) -> None:
        body = client.get("/api/v1/asks/?per_page=1&status=partly").json()

        assert "as_of=2026-07-15" in body["next"]
        assert "status=partly" in body["next"]


class FilterTests:
    def test_recommendations_are_those_of_the_page(
        self, client: Client, lively: Report, read: Read
    ) -> None:
        everything = read("recommendations/")["results"]

        for query in QUERIES:
            rows = read(f"recommendations/?{query}")["results"]
            page = client.get(f"/recommendations/?{query}").content.decode()
            for row in everything:
                path = f'/reports/{row["report"]}/{row["reference"]}/"'
                assert (path in page) == (row in rows), (query, path)
            assert 0 < len(rows) < len(everything) or query.startswith("issued")

    def test_what_hangs_on_recommendations_takes_the_same_filters(
        self, lively: Report, read: Read
    ) -> None:
        rows = read("asks/?response=rejected")["results"]

        assert {(row["report"], row["recommendation"]) for row in rows} == {
            (lively.slug, "1.2")
        }

    def test_one_recommendation_can_be_named(self, lively: Report, read: Read) -> None:
        rows = read(f"evidence/?recommendation={lively.slug}/1.1")["results"]

        assert {row["recommendation"] for row in rows} == {"1.1"}
        assert len(rows) == 3

    def test_a_range_that_nothing_fits_is_empty_not_wrong(
        self, lively: Report, read: Read
    ) -> None:
        address = "recommendations/?issued_after=2021-01-01&issued_before=2020-01-01"

        assert read(address)["results"] == []

    def test_only_the_fields_asked_for_are_given(
        self, lively: Report, read: Read
    ) -> None:
        rows = read("recommendations/?fields=score,reference")["results"]

        assert {tuple(row) for row in rows} == {("reference", "score")}

    def test_scores_can_be_narrowed_to_a_scope(
        self, lively: Report, read: Read
    ) -> None:
        for scope in ("report", "category", "agency", "recommendation"):
            rows = read(f"scores/?scope={scope}&report={lively.slug}")["results"]
            assert {row["scope"] for row in rows} == {scope}


class ViewTests:
    def test_as_of_and_known_at_hold_on_every_list(
        self, client: Client, lively: Report
    ) -> None:
        for name in LISTS:
            whole = walked(client, f"/api/v1/{name}/?per_page=100")
            past = "as_of=2020-02-01&known_at=2020-02-01"
            rows = walked(client, f"/api/v1/{name}/?per_page=100&{past}")
            if name != "agencies":  # a registry without dates
                assert len(rows) < len(whole), name

    def test_the_answer_says_which_view_it_shows(
        self, lively: Report, read: Read
    ) -> None:
        body = read("recommendations/?as_of=2026-06-15&known_at=2026-06-20")

        assert (body["as_of"], body["known_at"]) == ("2026-06-15", "2026-06-20")
        assert (body["method"], body["license"]) == ("1.0.0", "CC-BY-4.0")

    def test_labels_speak_the_language_of_the_address(
        self, client: Client, lively: Report
    ) -> None:
        row = client.get("/es/api/v1/recommendations/?per_page=1").json()

        assert row["next"].startswith("http://127.0.0.1:8000/es/api/v1/")
        assert row["results"][0]["title_es"].startswith("Analizar")


class RowTests:
    def test_each_row_with_an_address_is_that_of_its_list(
        self, lively: Report, read: Read
    ) -> None:
        for resource in RESOURCES:
            if not resource.detail:
                continue
            for row in read(f"{resource.name}/?per_page=100")["results"]:
                names = "/".join(str(row[name]) for name in resource.detail)
                single = read(f"{resource.name}/{names}/")
                assert {name: single[name] for name in row} == row, resource.name

    def test_a_snapshot_comes_with_all_that_is_frozen(
        self, lively: Report, read: Read
    ) -> None:
        number = read("snapshots/")["results"][0]["snapshot"]

        single = read(f"snapshots/{number}/")

        assert single["outputs"]["total"]["score"] == single["score"]
        assert single["inputs"]["report"] == lively.slug

    def test_what_is_not_public_is_not_there(
        self, client: Client, lively: Report
    ) -> None:
        hidden = Recommendation.objects.get(published_at=None)

        answer = client.get(
            f"/api/v1/recommendations/{lively.slug}/{hidden.reference}/"
        )

        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"

    def test_nothing_private_is_in_any_answer(
        self, client: Client, lively: Report
    ) -> None:
        number = client.get("/api/v1/snapshots/").json()["results"][0]["snapshot"]
        addresses = [f"/api/v1/{name}/?per_page=100" for name in LISTS]

        for address in (*addresses, f"/api/v1/snapshots/{number}/"):
            assert PRIVATE not in client.get(address).content.decode(), address


class CostTests:
    def test_a_larger_record_costs_no_more_queries(
        self, client: Client, lively: Report
    ) -> None:
        def cost(name: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/api/v1/{name}/?per_page=100").status_code == 200
            return len(queries)

        def costs() -> dict[str, int]:
            for name in LISTS:
                cost(name)  # ranges are simulated once and kept
            return {name: cost(name) for name in LISTS}

        before = costs()

        make_record_again()

        assert costs() == before
        assert max(before.values()) <= 20


def make_record_again() -> None:
    """As much again under other names."""
    from tests.factories import make_agency, make_assessment, make_report

    report = make_report()
    for _ in range(3):
        row = make_recommendation(report=report, lead=make_agency())
        items = [make_evidence(recommendation=row) for _ in range(2)]
        make_assessment(recommendation=row, evidence=items)

"""The page of the data, the files it names, and the documents written from the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.test import Client

from exports.datasets import DATASETS
from exports.dictionary import document
from recommendations.models import Report
from tests.clock import stopped_at
from tests.factories import TODAY


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


def body(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts)


class DocumentTests:
    def test_the_dictionary_in_docs_is_that_of_the_code(self) -> None:
        written = (settings.BASE_DIR / "docs" / "data-dictionary.md").read_text("utf-8")

        assert written == document(), "run manage.py write_data_dictionary"

    def test_the_vectors_of_the_package_are_those_the_method_is_tested_by(self) -> None:
        name = "method_vectors.json"
        shipped = settings.BASE_DIR / "scorecard" / name
        tested = settings.BASE_DIR / "tests" / "scorecard" / "samples" / name

        assert shipped.read_bytes() == tested.read_bytes()


class PageTests:
    def test_it_names_every_column_and_every_file_it_names_is_there(
        self, client: Client, lively: Report
    ) -> None:
        source = body(client, "/data/").decode()
        files = re.findall(r'href="(/data/[^"]+)"', source)

        for dataset in DATASETS:
            assert f'id="{dataset.name}"' in source
            for column in dataset.columns:
                assert f"<code>{column.name}</code>" in source
        assert len(set(files)) == 4 * len(DATASETS) + 1
        for address in dict.fromkeys(files):
            assert body(client, address)

    def test_files_follow_the_view_and_the_report_asked_for(
        self, client: Client, lively: Report
    ) -> None:
        source = body(client, "/data/?as_of=2026-06-15").decode()
        whole = body(client, "/data/reports.csv").decode("utf-8-sig").splitlines()
        one = body(client, f"/data/reports.csv?report={lively.slug}").decode()

        assert 'href="/data/asks.csv?as_of=2026-06-15"' in source
        assert (len(whole), len(one.splitlines())) == (3, 2)

    def test_what_is_not_understood_is_answered_in_words(
        self, client: Client, db: None
    ) -> None:
        for address in ("/data/asks.csv?report=none", "/data/package.zip?as_of=x"):
            answer = client.get(address)
            assert answer.status_code == 400
            assert answer["Content-Type"].startswith("text/plain")
        assert client.get("/data/secrets.csv").status_code == 404

    def test_every_json_file_keeps_to_its_published_schema(
        self, client: Client, lively: Report
    ) -> None:
        for dataset in DATASETS:
            schema = json.loads(body(client, f"/data/{dataset.name}.schema.json"))
            content = json.loads(body(client, f"/data/{dataset.name}.json"))
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.validate(content, schema)
            assert content["rows"], dataset.name


class ScriptTests:
    """A script on another site that wants to revalidate or resume asks first."""

    @pytest.mark.parametrize(
        "address",
        [
            "/data/package.zip",
            "/data/recommendations.csv",
            "/data/recommendations.schema.json",
            "/data/status-report.schema.json",
            "/recommendations/export.json",
            "/reports/a-report/status-report.pdf",
            "/changes/feed.atom",
            "/data.json",
        ],
    )
    def test_it_may_send_tags_and_ranges_and_nothing_is_gathered_for_the_answer(
        self, client: Client, address: str
    ) -> None:
        answer = client.options(address, headers={"Origin": "https://example.org"})

        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
        sent = answer["Access-Control-Allow-Headers"].split(", ")
        assert {"If-None-Match", "If-Range", "Range"} <= set(sent)
        assert "POST" not in answer["Access-Control-Allow-Methods"]
        assert client.post(address).status_code == 405

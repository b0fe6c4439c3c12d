"""Linked data: each standard published is checked, and every address answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from lxml import etree

from exports import linked_data, site_files
from recommendations.models import Report
from tests.clock import stopped_at
from tests.factories import TODAY, make_recommendation

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
TEXT = {"type": "string", "minLength": 1}
DCAT = Draft202012Validator(
    {
        "type": "object",
        "required": ["conformsTo", "dataset"],
        "properties": {
            "conformsTo": {"const": linked_data.DCAT_US},
            "dataset": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": [
                        "title",
                        "description",
                        "keyword",
                        "modified",
                        "publisher",
                        "contactPoint",
                        "identifier",
                        "accessLevel",
                    ],
                    "properties": {
                        "@type": {"const": "dcat:Dataset"},
                        "title": TEXT,
                        "description": TEXT,
                        "keyword": {"type": "array", "items": TEXT, "minItems": 1},
                        "modified": {"pattern": r"^\d{4}-\d\d-\d\d$"},
                        "issued": {"pattern": r"^\d{4}-\d\d-\d\d$"},
                        "accessLevel": {
                            "enum": ["public", "restricted public", "non-public"]
                        },
                        "license": {"pattern": "^https://"},
                        "publisher": {"required": ["name"]},
                        "contactPoint": {
                            "required": ["fn", "hasEmail"],
                            "properties": {"hasEmail": {"pattern": "^mailto:.+@.+"}},
                        },
                        "distribution": {
                            "type": "array",
                            "items": {
                                "anyOf": [
                                    {"required": ["downloadURL", "mediaType"]},
                                    {"required": ["accessURL"]},
                                ],
                                "properties": {
                                    "mediaType": {"pattern": "^[a-z]+/[a-z0-9.+-]+$"}
                                },
                            },
                        },
                    },
                },
            },
        },
    }
)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


def json_ld(client: Client, path: str) -> dict[str, Any]:
    """The one piece of JSON-LD of a page."""
    text = client.get(path).content.decode()
    (found,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text, re.S
    )
    data: dict[str, Any] = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return data


class SchemaOrgTests:
    def test_home_is_a_catalog_of_the_reports(
        self, client: Client, lively: Report
    ) -> None:
        data = json_ld(client, "/")

        assert data["@type"] == "DataCatalog"
        assert {one["@type"] for one in data["dataset"]} == {"Dataset"}
        assert f"{SITE}/reports/{lively.slug}/" in {o["url"] for o in data["dataset"]}

    def test_a_report_is_a_dataset_about_a_work(
        self, client: Client, lively: Report
    ) -> None:
        data = json_ld(client, f"/reports/{lively.slug}/")

        assert (data["@type"], data["isBasedOn"]["@type"]) == (
            "Dataset",
            "CreativeWork",
        )
        assert data["license"] == linked_data.LICENSE
        assert data["isBasedOn"]["author"][0]["name"] == "Ada Weil"
        assert len(data["description"]) >= 50  # what dataset searches ask for
        for part in data["distribution"]:
            assert part["contentUrl"].startswith(f"{SITE}/reports/{lively.slug}/")

    def test_a_recommendation_is_a_work_and_part_of_another(
        self, client: Client, lively: Report
    ) -> None:
        data = json_ld(client, f"/es/reports/{lively.slug}/1.1/")

        assert data["@type"] == "CreativeWork"
        assert data["inLanguage"] == "es"
        assert data["name"].startswith("Analizar")
        assert data["identifier"] == f"{lively.slug}/1.1"

    def test_no_text_can_end_the_element(self, client: Client, lively: Report) -> None:
        Report.objects.update(title="</script><script>alert(1)</script>")

        data = json_ld(client, f"/reports/{lively.slug}/")

        assert "</script>" in data["name"]


class DataJsonTests:
    def test_it_keeps_to_dcat_us(self, client: Client, lively: Report) -> None:
        data = client.get("/data.json").json()

        DCAT.validate(data)
        assert len(data["dataset"]) == 3
        names = [one["identifier"] for one in data["dataset"]]
        assert len(set(names)) == 3

    def test_other_sites_may_read_it(self, client: Client, lively: Report) -> None:
        assert client.get("/data.json")["Access-Control-Allow-Origin"] == "*"


class SitemapTests:
    def test_every_address_in_it_answers(self, client: Client, lively: Report) -> None:
        index = etree.fromstring(client.get("/sitemap.xml").content)
        files = [element.text for element in index.iter("{*}loc")]
        pages = [
            element.text
            for file in files
            for element in etree.fromstring(
                client.get(file.removeprefix(SITE)).content
            ).iter("{*}loc")
        ]

        assert len(pages) == len(set(pages))
        assert f"{SITE}/es/reports/{lively.slug}/1.1/" in pages
        for page in pages:
            if not page.startswith(f"{SITE}/es/"):
                assert client.get(page.removeprefix(SITE)).status_code == 200, page

    def test_each_names_the_other_language(
        self, client: Client, lively: Report
    ) -> None:
        root = etree.fromstring(client.get("/sitemap-recommendations-1.xml").content)
        namespaces = {"x": "http://www.w3.org/1999/xhtml"}

        for url in root:
            links = url.findall("x:link", namespaces)
            assert [link.get("hreflang") for link in links] == ["en", "es"]

    def test_parts_hold_so_many_and_cost_the_same(
        self, client: Client, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(site_files, "PER_FILE", 2)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get("/sitemap-recommendations-1.xml?x")
                client.get("/sitemap-pages.xml?x")
            return len(queries)

        before = cost()
        make_recommendation(report=lively)

        assert cost() == before
        assert client.get("/sitemap.xml").content.count(b"recommendations-") == 3
        assert client.get("/sitemap-recommendations-9.xml").status_code == 404


class HeadTests:
    def test_robots_finds_the_sitemap(self, client: Client) -> None:
        text = client.get("/robots.txt").content.decode()

        assert f"Sitemap: {SITE}/sitemap.xml" in text

    def test_a_page_names_itself_once_and_both_languages(
        self, client: Client, lively: Report
    ) -> None:
        path = f"/reports/{lively.slug}/1.1/"
        text = client.get(f"/es{path}?as_of=2026-07-01").content.decode()

        canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
        others = dict(re.findall(r'hreflang="([^"]*)" href="([^"]*)">', text))
        assert canonical == [f"{SITE}/es{path}"]
        assert others["en"] == others["x-default"] == f"{SITE}{path}?as_of=2026-07-01"
        assert others["es"] == f"{SITE}/es{path}?as_of=2026-07-01"

"""The feed of changes: valid Atom, the page's filters, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from exports import feeds
from recommendations import guards
from recommendations.models import Assessment, Recommendation
from tests.clock import stopped_at
from tests.factories import (
    PRIVATE,
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_correction,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
)

pytestmark = pytest.mark.django_db

FEED = "/changes/feed.atom"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


def moved(**fields: Any) -> Recommendation:
    """A recommendation with one ask that evidence carries to "partly"."""
    row = make_recommendation(asks=1, **fields)
    make_assessment(recommendation=row, evidence=[make_evidence(recommendation=row)])
    return row


def feed(client: Client, address: str = FEED) -> Any:
    """The feed as a feed reader understands it, after the schema did."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    SCHEMA.assertValid(etree.fromstring(answer.content))
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert [link.rel for link in read.feed.links] == ["alternate", "self", "license"]
    return read


class FeedTests:
    def test_without_anything_published_it_is_valid_and_empty(
        self, client: Client
    ) -> None:
        assert feed(client).entries == []

    def test_an_entry_gives_the_move_its_reason_and_its_evidence(
        self, client: Client
    ) -> None:
        row = moved()

        entry = next(e for e in feed(client).entries if " a:" in e.title)

        assert entry.title == "1.1 a: Not checked to Partly done"
        assert entry.link == f"http://127.0.0.1:8000{row.get_absolute_url()}"
        assert "Publish the results of every water test" in entry.summary
        assert "True from 31 May 2026" in entry.summary
        assert "Rules are in force" in entry.summary
        assert "The office set rules for tests of wells" in entry.summary
        assert entry.published == "2026-06-01T09:00:00+00:00"

    def test_it_speaks_the_language_of_its_address(self, client: Client) -> None:
        moved()

        read = feed(client, f"/es{FEED}")

        assert read.feed.language == "es"
        assert "Hay reglas vigentes" in read.entries[0].summary
        assert "/es/reports/" in read.entries[0].link

    def test_ids_are_unique_and_stay(self, client: Client) -> None:
        moved()

        first = [entry.id for entry in feed(client).entries]
        make_correction(report=make_report())
        second = [entry.id for entry in feed(client).entries]

        assert len(set(second)) == len(second) == len(first) + 1
        assert set(first) < set(second)

    def test_material_corrections_are_marked(self, client: Client) -> None:
        row = moved()
        make_correction(
            recommendation=row, is_material=True, published_at=at(date(2026, 7, 1))
        )
        make_correction(indicator=make_indicator(), published_at=at(date(2026, 7, 2)))

        light, heavy = feed(client).entries[:2]

        assert heavy.title.startswith("Material correction: 1.1 Test the water")
        assert {tag.term for tag in heavy.tags} == {"correction", "material"}
        assert "Material: it changes a status" in heavy.summary
        assert light.title == "Correction: Unsafe wells 1"
        assert {tag.term for tag in light.tags} == {"correction"}

    def test_it_holds_the_newest_of_both_kinds_in_order(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(feeds, "ENTRIES", 3)
        report = make_report()
        moved(report=report)
        moved(report=report)
        make_correction(report=report, published_at=at(date(2026, 7, 1)))

        entries = feed(client).entries

        assert len(entries) == 3
        assert entries[0].title.startswith("Correction")
        moments = [entry.published for entry in entries]
        assert moments == sorted(moments, reverse=True)

    def test_characters_that_xml_forbids_do_no_harm(self, client: Client) -> None:
        row = moved(title="Wells \x0b& pumps <b>")
        guards.remove(connection)
        Assessment.objects.update(rationale="Line\x0cfeed & <script>alert(1)</script>")

        read = feed(client, f"{FEED}?recommendation={row.report.slug}/1.1")

        assert "1.1 Wells & pumps <b>" in read.feed.title
        assert "<script>" not in read.entries[0].summary

    def test_nothing_private_or_unpublished_is_in_it(self, client: Client) -> None:
        hidden = moved(title="Being prepared")
        make_correction(recommendation=hidden)
        make_correction(report=make_report(), is_right="Not said", published_at=None)
        Recommendation.objects.update(published_at=None)
        shown = moved()
        make_assessment(recommendation=shown, published_at=None, rationale="A draft")

        text = client.get(FEED).content.decode()

        for word in ("Being prepared", "Not said", "A draft", PRIVATE):
            assert word not in text


class NarrowingTests:
    @pytest.mark.parametrize("name", ["report", "agency", "recommendation"])
    def test_changes_and_corrections_alike(self, client: Client, name: str) -> None:
        agency = make_agency()
        ours, others = moved(lead=agency), moved()
        for row in (ours, others):
            make_correction(recommendation=row)
        slug = ours.report.slug
        value = {
            "report": slug,
            "agency": agency.slug,
            "recommendation": f"{slug}/{ours.reference}",
        }[name]

        read = feed(client, f"{FEED}?{name}={value}")

        assert len(read.entries) == 3
        assert all(f"/{slug}/" in e.link for e in read.entries if "#" not in e.link)
        assert f"{name}=" in read.feed.links[1].href

    def test_the_view_of_the_record_is_kept(self, client: Client) -> None:
        moved()

        assert feed(client, f"{FEED}?known_at=2026-05-31").entries == []
        assert len(feed(client, f"{FEED}?as_of=2026-05-31").entries) == 2

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("report=nowhere", "report=nowhere names no published report."),
            ("agency=nobody", "agency=nobody names no agency on record."),
            ("recommendation=9.9", "names no published recommendation"),
            ("as_of=2026-13-01", "as_of=2026-13-01 is not a date"),
        ],
    )
    def test_what_is_not_understood_is_refused_in_words(
        self, client: Client, query: str, words: str
    ) -> None:
        answer = client.get(f"{FEED}?{query}")

        assert answer.status_code == 400
        assert words in answer.content.decode()


class RevalidationTests:
    def test_an_unchanged_record_is_answered_304_in_few_queries(
        self, client: Client
    ) -> None:
        moved()
        tag = client.get(FEED)["ETag"]

        with CaptureQueriesContext(connection) as queries:
            again = client.get(FEED, headers={"If-None-Match": tag})

        assert (again.status_code, again.content) == (304, b"")
        assert len(queries) == 3

    def test_a_published_change_makes_the_copy_old(self, client: Client) -> None:
        row = moved()
        tag = client.get(FEED)["ETag"]
        make_assessment(
            recommendation=row,
            steps={"a": "not_started"},
            effective_on=date(2026, 6, 30),
            published_at=at(date(2026, 7, 1)),
        )

        assert client.get(FEED, headers={"If-None-Match": tag}).status_code == 200

    def test_the_number_of_queries_does_not_grow(self, client: Client) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                feed(client)
            return len(queries)

        report = make_report()
        moved(report=report)
        make_correction(report=report)
        before = cost()
        for _ in range(4):
            moved(report=report)
            make_correction(report=report)

        assert cost() == before <= 10

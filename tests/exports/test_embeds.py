"""Badges, cards and share images: true, described, and allowed anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from exports.cards import Card
from exports.share_image import share_image
from recommendations.models import Recommendation, Report
from tests.clock import stopped_at
from tests.factories import TODAY

pytestmark = pytest.mark.django_db

BADGE = "/reports/safe-water-2020/1.1/badge.svg"
OF_REPORT = "/reports/safe-water-2020/badge.svg"
CARD = "/embed/reports/safe-water-2020/"
ITEM = "/embed/reports/safe-water-2020/1.1/"
IMAGES = (
    "/reports/safe-water-2020/share.png",
    "/reports/safe-water-2020/1.1/share.png",
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


class BadgeTests:
    def test_it_says_status_and_score_and_all_of_it_in_its_title(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(BADGE)

        root = etree.fromstring(answer.content)
        texts = [text.text for text in root.iter(f"{SVG}text")]
        assert answer["Content-Type"] == "image/svg+xml"
        assert texts[0] == "1.1"
        assert re.fullmatch(r"[A-Z][a-z ]+, \d+ of 100", texts[1])
        assert root.get("role") == "img"
        title = root.findtext(f"{SVG}title")
        assert root.get("aria-label") == title
        assert "As of 15 July 2026." in title
        assert "Recommendation 1.1 of Safe Water for All, part 1, 2020" in title

    def test_a_report_has_one_with_its_score(
        self, client: Client, lively: Report
    ) -> None:
        root = etree.fromstring(client.get(f"/es{OF_REPORT}").content)
        before = client.get(f"{OF_REPORT}?as_of=2019-01-01").content.decode()

        texts = [text.text for text in root.iter(f"{SVG}text")]
        assert texts[0] == "Puntuación"
        assert re.fullmatch(r"\d+ de 100", texts[1])
        assert texts[1].split(" ")[0] in root.get("aria-label")
        assert root.find(f"{SVG}circle") is None
        assert "not on record" in before

    def test_its_style_is_allowed_by_its_hash_alone(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(BADGE)

        style = etree.fromstring(answer.content).findtext(f"{SVG}style")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = answer["Content-Security-Policy"]
        assert f"style-src 'sha256-{digest}'" in policy.split("; ")
        assert "prefers-color-scheme:dark" in style

    def test_in_spanish_and_for_a_past_day(
        self, client: Client, lively: Report
    ) -> None:
        spanish = client.get(f"/es{BADGE}").content.decode()
        before = client.get(f"{BADGE}?as_of=2019-01-01").content.decode()
        wrong = client.get(f"{BADGE}?as_of=soon").content.decode()

        assert "Recomendación 1.1" in spanish or "15 de julio de 2026" in spanish
        assert "not on record" in before
        assert "date not understood" in wrong

    def test_what_is_not_public_has_none(self, client: Client, lively: Report) -> None:
        hidden = Recommendation.objects.get(published_at=None).reference
        for path in (BADGE.replace("1.1", hidden), ITEM.replace("1.1", hidden)):
            assert client.get(path).status_code == 404


class FrameTests:
    def test_any_page_may_frame_it_and_no_script_runs(
        self, client: Client, lively: Report
    ) -> None:
        for path in (BADGE, OF_REPORT, CARD, ITEM):
            answer = client.get(path)
            policy = answer["Content-Security-Policy"]
            assert "frame-ancestors *" in policy
            assert "unsafe" not in policy
            assert "X-Frame-Options" not in answer
            assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert not answer.cookies
        assert "<script" not in client.get(CARD).content.decode()
        assert client.get("/")["X-Frame-Options"] == "DENY"

    def test_the_card_gives_the_headline_the_day_and_the_way_to_the_page(
        self, client: Client, lively: Report
    ) -> None:
        page = client.get(CARD).content.decode()

        assert '<html lang="en">' in page
        assert "Of 4 recommendations" in page
        assert "As of 15 July 2026." in page
        assert 'href="http://127.0.0.1:8000/reports/safe-water-2020/"' in page
        assert 'role="img" aria-label="' in page

    def test_a_day_that_is_not_understood_is_answered_in_words(
        self, client: Client, lively: Report
    ) -> None:
        page = client.get(f"{ITEM}?as_of=soon").content.decode()

        assert "is not a date of the form" in page

    def test_the_pages_offer_both_to_copy(self, client: Client, lively: Report) -> None:
        report = client.get("/reports/safe-water-2020/").content.decode()
        item = client.get("/reports/safe-water-2020/1.1/").content.decode()

        assert f'&lt;iframe src="http://127.0.0.1:8000{CARD}"' in report
        assert f'&lt;iframe src="http://127.0.0.1:8000{ITEM}"' in item
        assert f'&lt;img src="http://127.0.0.1:8000{BADGE}"' in item
        assert f'&lt;img src="http://127.0.0.1:8000{OF_REPORT}"' in report


class ImageTests:
    def test_each_is_a_png_of_the_size_that_sites_expect(
        self, client: Client, lively: Report
    ) -> None:
        for path in (*IMAGES, f"/es{IMAGES[0]}", f"{IMAGES[1]}?as_of=2019-01-01"):
            answer = client.get(path)
            assert answer["Content-Type"] == "image/png"
            assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)

    def test_a_long_title_ends_in_dots_instead_of_within_a_line(self) -> None:
        card = Card("K", "word " * 99, "", 50, "", "", {"partly": 1}, "Today", "")
        longer = replace(card, title=f"{card.title} and more words")

        assert share_image(card) == share_image(longer)
        assert share_image(card) != share_image(replace(card, title="word " * 20))

    def test_pages_name_their_image_with_words_for_it(
        self, client: Client, lively: Report
    ) -> None:
        for page, image in zip(
            ("/reports/safe-water-2020/", "/reports/safe-water-2020/1.1/"),
            IMAGES,
            strict=True,
        ):
            text = client.get(page).content.decode()
            address = f"http://127.0.0.1:8000{image}"
            assert f'<meta property="og:image" content="{address}">' in text
            assert re.search(
                r'<meta property="og:image:alt" content="[^"]+of 100', text
            )


class CostTests:
    def test_few_queries_whatever_the_record(
        self, client: Client, lively: Report
    ) -> None:
        for path in (BADGE, OF_REPORT, CARD, ITEM, *IMAGES):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            assert len(queries) <= 16, path

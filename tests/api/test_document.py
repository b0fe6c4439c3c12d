"""docs/api.md: every address in it is asked, every answer in it is given."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from recommendations.filters import RecommendationFilter
from tests.clock import stopped_at

DAY = date(2026, 11, 25)
TEXT = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")


def answers(client: Client) -> dict[str, Any]:
    """What each address of the document is answered on the day it speaks of."""
    with stopped_at(DAY):
        return {
            address: client.get(address)
            for address in re.findall(r"^GET (\S+)$", TEXT, re.MULTILINE)
        }


class DocumentTests:
    def test_examples_are_answered_as_it_says(
        self, client: Client, shipped_record: None
    ) -> None:
        given = answers(client)
        envelope, problem = (
            json.loads(text) for text in re.findall(r"```json\n(.*?)```", TEXT, re.S)
        )

        bad = given.pop("/api/v1/recommendations/?status=done")
        for address, answer in given.items():
            assert answer.status_code == 200, address
            body = answer.json()
            assert "results" not in body or body["results"], address
        view = given["/api/v1/scores/?scope=category&as_of=2020-12-31"].json()
        assert view | {"results": [], "next": None} == envelope
        assert bad.json() == problem

    def test_it_names_every_filter_of_the_list(self) -> None:
        named = re.search(r"`(q, report,[^`]*)`", TEXT)

        assert named is not None
        assert re.split(r",\s+", named[1]) == list(RecommendationFilter.base_filters)


def test_the_default_limit_is_the_one_it_names() -> None:
    assert settings.API_RATE_LIMIT == 600

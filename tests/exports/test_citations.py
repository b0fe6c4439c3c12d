"""Citations in four forms, each read back as its programs would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from exports import citations
from exports.citations import Citation
from recommendations.models import Report
from scorecard.models import Snapshot
from tests.clock import stopped_at
from tests.factories import TODAY

DATE = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {
                "type": "array",
                "items": {"type": "integer"},
                "minItems": 1,
                "maxItems": 3,
            },
        }
    },
}
CSL = Draft202012Validator(
    {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["id", "type", "title", "issued", "accessed", "URL"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "type": {"enum": ["webpage"]},
                "title": {"type": "string"},
                "author": {"type": "array", "items": {"required": ["literal"]}},
                "publisher": {"type": "string"},
                "issued": DATE,
                "accessed": DATE,
                "URL": {"type": "string", "pattern": "^https?://"},
                "language": {"type": "string"},
            },
        },
    }
)
ODD = Citation("a_b/1", "50% & {more} $5 #1_2", TODAY, TODAY, "https://x.org/", "en")


class FormTests:
    def test_what_tex_would_take_for_its_own_is_written_out(self) -> None:
        text = citations.bibtex(ODD)

        assert r"50\% \& \{more\} \$5 \#1\_2" in text
        assert re.match(r"@online\{[A-Za-z0-9.-]+,\n", text)
        braces = re.sub(r"\\[{}]", "", text)
        assert braces.count("{") == braces.count("}")

    def test_ris_has_a_type_first_an_end_last_and_its_line_ends(self) -> None:
        lines = citations.ris(ODD).split("\r\n")

        assert (lines[0], lines[-2:]) == ("TY  - ELEC", ["ER  - ", ""])
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])

    def test_csl_json_keeps_to_its_schema(self) -> None:
        CSL.validate(json.loads(citations.csl(ODD)))

    def test_apa_names_both_days(self) -> None:
        one = Citation("k", "Title", date(2020, 12, 31), TODAY, "https://x.org/", "en")

        assert citations.apa(one) == (
            "Followthrough. (2020, December 31). Title. Retrieved July 15, 2026, from"
            " https://x.org/"
        )


@pytest.mark.django_db
class PageTests:
    @pytest.fixture(autouse=True)
    def today(self) -> Iterator[None]:
        with stopped_at(TODAY):
            yield

    def test_everything_that_has_a_page_can_be_cited_as_of_a_day(
        self, client: Client, lively: Report
    ) -> None:
        number = Snapshot.objects.get().pk
        for path in (
            f"reports/{lively.slug}",
            f"reports/{lively.slug}/1.1",
            f"snapshots/{number}",
        ):
            page = client.get(f"/cite/{path}/").content.decode()
            assert "As a file" in page
            for extension in citations.FORMATS:
                address = f"/cite/{path}/cite.{extension}"
                answer = client.get(address)
                assert f'href="{address}"' in page
                assert answer.status_code == 200
                assert answer["Content-Disposition"].endswith(f'.{extension}"')
            CSL.validate(client.get(f"/cite/{path}/cite.json").json())

    def test_the_address_shows_the_day_again(
        self, client: Client, lively: Report
    ) -> None:
        query = "as_of=2026-06-15&known_at=2026-06-20"

        item = client.get(f"/cite/reports/{lively.slug}/1.1/cite.json?{query}").json()[
            0
        ]

        assert item["URL"].endswith(f"/reports/{lively.slug}/1.1/?{query}")
        assert item["issued"] == {"date-parts": [[2026, 6, 15]]}
        assert client.get(item["URL"].removeprefix("http://127.0.0.1:8000")).status_code

    def test_what_is_not_there_or_not_understood(
        self, client: Client, lively: Report
    ) -> None:
        path = f"/cite/reports/{lively.slug}/cite"

        assert client.get(f"{path}.doc").status_code == 404
        assert client.get("/cite/reports/nowhere/").status_code == 404
        assert client.get(f"{path}.bib?as_of=soon").status_code == 400

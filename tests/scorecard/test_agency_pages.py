"""What an agency's page says."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    TODAY,
    at,
    make_agency,
    make_correction,
    make_recommendation,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db

RIGHT = "The rule has been in force since 2021."


class CorrectionTests:
    def test_a_material_one_is_marked_for_every_agency_it_touches_and_no_other(
        self, client: Client
    ):
        one, other = make_agency(), make_agency()
        row = make_recommendation(lead=one)
        make_recommendation(lead=other)
        made = make_correction(recommendation=row, is_material=True, is_right=RIGHT)

        marked = client.get(f"/agencies/{one.slug}/").content.decode()

        assert RIGHT in marked
        assert f'href="/corrections/#correction-{made.pk}"' in marked
        assert RIGHT not in read(client, f"/agencies/{other.slug}/").text

    def test_it_is_marked_in_the_language_of_the_page(self, client: Client):
        agency = make_agency()
        row = make_recommendation(lead=agency)
        make_correction(
            recommendation=row, is_material=True, is_right_es="En vigor desde 2021."
        )

        assert (
            "En vigor desde 2021." in read(client, f"/es/agencies/{agency.slug}/").text
        )
        report = f"/es/reports/{row.report.slug}/"
        assert "En vigor desde 2021." in read(client, report).text

    def test_one_that_changes_no_figure_stands_in_the_log_alone(self, client: Client):
        agency = make_agency()
        row = make_recommendation(lead=agency)
        make_correction(recommendation=row, is_material=False, is_right=RIGHT)

        assert RIGHT not in read(client, f"/agencies/{agency.slug}/").text
        assert RIGHT not in read(client, f"/reports/{row.report.slug}/").text
        assert RIGHT in read(client, "/corrections/").text

    def test_what_we_said_before_it_shows_no_trace_of_it(self, client: Client):
        agency = make_agency()
        row = make_recommendation(lead=agency)
        make_correction(
            recommendation=row,
            is_material=True,
            is_right=RIGHT,
            published_at=at(TODAY),
        )

        for address in (f"/agencies/{agency.slug}/", f"/reports/{row.report.slug}/"):
            assert RIGHT in read(client, address).text
            assert RIGHT not in read(client, f"{address}?known_at=2026-07-10").text

"""An editor brings a foreign list of 1,800 rows into the record, without a document."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from recommendations.models import Agency, Assessment, Recommendation
from tests.factories import make_report
from tests.ingestion.foreign_list import AGENCIES, ROWS, foreign_list

PASSWORD = "seven grey herons"

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_foreign_list_is_mapped_read_understood_and_imported(
    page: Page, live_site: str, settings: LazySettings, tmp_path: object
) -> None:
    settings.DATA_DIR = tmp_path
    settings.LANGUAGE_CODE = "en"
    page.set_default_timeout(180_000)
    page.set_default_navigation_timeout(180_000)
    expect.set_options(timeout=180_000)
    get_user_model().objects.create_superuser("editor", password=PASSWORD)
    make_report(title="Followed recommendations", slug="followed-2019")

    page.goto(f"{live_site}/admin/")
    page.get_by_label("Username:").fill("editor")
    page.get_by_label("Password:").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{live_site}/admin/ingestion/importrun/add/")

    page.get_by_label("Report:", exact=True).select_option(
        label="Followed recommendations"
    )
    page.get_by_label("File:", exact=True).set_input_files(
        {"name": "lista.csv", "mimeType": "text/csv", "buffer": foreign_list()}
    )
    page.get_by_role("button", name="Upload").click()

    # The header below the preamble is found and its columns are recognised.
    expect(page.get_by_text("header that was found in row 3")).to_be_visible()
    expect(page.get_by_label("Reference: what identifies")).to_have_value("Clave")
    expect(page.get_by_label("Agencies that must act")).to_have_value(
        "Autoridad responsable"
    )
    page.get_by_label("Dates are written").select_option(label="30/11/2021")
    page.get_by_role("button", name="Show the plan").click()

    # Nothing is guessed: the values wait for a person, with suggestions.
    expect(page.get_by_role("link", name=f"{ROWS} refused")).to_be_visible()
    expect(page.get_by_label("Parcialmente cumplida", exact=True)).to_have_value(
        "partly"
    )
    page.get_by_label("Cerrada", exact=True).select_option(label="says nothing")
    page.get_by_label("Make a new agency of each one left undecided").check()
    page.get_by_role("button", name="Use these and show the plan").click()

    expect(page.get_by_role("link", name=f"{ROWS} new")).to_be_visible()
    assert not Recommendation.objects.exists()
    page.get_by_role("button", name="Confirm and write").click()

    expect(page.get_by_role("heading", name="Written")).to_be_visible()
    assert Recommendation.objects.count() == ROWS
    assert Agency.objects.count() == AGENCIES
    assert Assessment.objects.filter(state="submitted").count() == ROWS * 4 // 5

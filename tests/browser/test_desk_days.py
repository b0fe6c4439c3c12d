"""A day of each role at the desk, in a browser: from a fact to a corrected finding."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from recommendations import roles
from recommendations.models import Recommendation
from tests import factories
from tests.recommendations.desk import liaison, person

PASSWORD = "seven grey herons"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recommendation() -> Recommendation:
    """A public recommendation of two asks that nobody has assessed."""
    row = factories.make_recommendation(lead=factories.make_agency())
    people = [
        person(roles.CONTRIBUTOR, "carla"),
        person(roles.REVIEWER, "ruth"),
        person(roles.PUBLISHER, "paul"),
        liaison(row.responsibilities.get().agency, "lena"),
    ]
    for one in people:
        one.set_password(PASSWORD)
        one.save()
    return row


class Desk:
    """One browser that several people use after each other."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def sign_in(self, name: str) -> None:
        """Leave, and come back as somebody else."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.site}/admin/")
        self.page.get_by_label("Username:").fill(name)
        self.page.get_by_label("Password:").fill(PASSWORD)
        self.press("Log in")

    def follow(self, work: str, row: str) -> None:
        """Go to what waits, and open the one row of its list."""
        self.page.get_by_role("link", name=re.compile(f"^{work}\\s+1$")).click()
        self.page.get_by_role("link", name=row).first.click()

    def press(self, button: str) -> None:
        """Press a button and wait for what follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def says(self, text: str) -> None:
        """The page says it."""
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def desk(page: Page, live_site: str) -> Desk:
    """The desk of the test's own site."""
    return Desk(page, live_site)


def add_evidence(desk: Desk, row: Any) -> None:
    """A contributor writes down a fact with its source."""
    page = desk.page
    page.goto(f"{desk.site}/admin/recommendations/recommendation/{row.pk}/change/")
    page.get_by_role("link", name="Add evidence").click()
    asks = page.locator("input[name=asks]")
    expect(asks.first).to_be_visible()  # the form has come
    for box in asks.all():
        box.check()
    page.locator("#id_happened_on").fill("2025-04-02")
    page.locator("#id_kind").select_option("regulation")
    page.locator("#id_bearing").select_option("supports")
    page.locator("#id_fact").fill("A rule on tests of wells is in force.")
    page.locator("#id_sources-0-publisher").fill("Gazette")
    page.locator("#id_sources-0-title").fill("Rule 7")
    page.locator("#id_sources-0-url").fill("https://example.org/rule-7")
    page.locator("#id_sources-0-is_verified").check()
    page.locator("#id_sources-0-tier").select_option("A")
    desk.press("Save")


def draft_and_submit(desk: Desk, row: Any) -> None:
    """The same person reads the asks from it and hands the draft on."""
    page = desk.page
    page.goto(f"{desk.site}/admin/recommendations/recommendation/{row.pk}/change/")
    page.get_by_role("link", name="Assess", exact=True).click()
    desk.press("Begin the draft")
    page.locator("input[name=evidence]").first.check()
    page.locator("#id_judgements-0-status").select_option("implemented")
    page.locator("#id_judgements-1-status").select_option("not_started")
    page.locator("#id_rationale").fill(
        "The rule is *in force*; repairs have not begun."
    )
    desk.press("Preview")
    expect(page.locator("#preview")).to_contain_text("50")
    desk.press("Save and submit for review")
    desk.says("It waits for a second person now.")


class WholePathTests:
    def test_a_fact_becomes_a_published_answered_and_corrected_finding(
        self, desk: Desk, recommendation: Recommendation
    ) -> None:
        page, public = desk.page, f"{desk.site}{recommendation.get_absolute_url()}"

        desk.sign_in("carla")
        add_evidence(desk, recommendation)
        draft_and_submit(desk, recommendation)

        desk.sign_in("ruth")
        desk.follow("Waiting for my review", "1.1")
        page.get_by_role("link", name="Ask the agencies for a reply").click()
        desk.press("Ask the agencies for a reply")
        desk.press("Approve and publish")
        desk.says("may reply until")

        desk.sign_in("lena")
        desk.follow("Findings to reply to", "1.1")
        desk.says("The draft finding: not public yet")
        page.locator("#id_text").fill("The repairs begin in spring.")
        desk.press("Save")

        desk.sign_in("ruth")
        desk.follow("Replies received", "1.1")
        page.locator("#id_answer").fill("We look again when they have begun.")
        desk.press("Save")
        page.goto(f"{desk.site}/admin/")
        desk.follow("Waiting for my review", "1.1")
        desk.press("Approve and publish")
        desk.says("The assessment is published")

        page.goto(public)
        expect(page.locator("main")).to_contain_text("Partly done")
        expect(page.locator("main")).to_contain_text("50")
        expect(page.locator(".speak em")).to_have_text("in force")
        desk.says("The repairs begin in spring.")
        desk.says("We look again when they have begun.")

        desk.sign_in("paul")
        page.goto(f"{desk.site}/admin/recommendations/correction/add/")
        page.locator("#id_was_shown").fill("The rule was shown as of 2025.")
        page.locator("#id_is_right").fill("The rule is of 2024.")
        page.locator("#id_affected").fill("1.1")
        page.locator("#id_is_material").check()
        page.locator(".field-recommendation .select2-selection").click()
        page.locator(".select2-search__field").fill("1.1")
        page.get_by_role("option", name=re.compile("^1.1 ")).click()
        desk.press("Save and continue editing")
        desk.press("Publish")
        page.goto(public)
        desk.says("The rule is of 2024.")


class RoleTests:
    def test_each_role_is_shown_its_own_desk_on_a_phone(
        self, desk: Desk, recommendation: Recommendation
    ) -> None:
        desk.page.set_viewport_size({"width": 375, "height": 800})
        shown = {}

        for name in ("carla", "ruth", "paul", "lena"):
            desk.sign_in(name)
            links = desk.page.locator(".desk-work a")
            texts = links.all_inner_texts()
            shown[name] = [re.sub(r"\s+\d+$", "", text).strip() for text in texts]
            wide = desk.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 375, name

        assert "My drafts" in shown["carla"]
        assert "Waiting for my review" not in shown["carla"]
        assert "Waiting for my review" in shown["ruth"]
        assert "Reports of readers" in shown["paul"]
        assert shown["lena"] == ["Findings to reply to"]

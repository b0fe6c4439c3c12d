"""The list in a browser: typing, filters, the back button; and without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.served_site import ServedSite

LIST = "/recommendations/"


def first_row(page: Page) -> str:
    return page.locator("#found tbody th").first.inner_text()


class TypingTests:
    def test_results_come_while_typing_and_the_address_keeps_them(
        self, page: Page, served_site: ServedSite
    ):
        page.goto(served_site.address + LIST)
        field = page.get_by_role("searchbox", name="Search recommendations")

        field.press_sequentially("asault wepons", delay=15)

        expect(page.locator("#results")).to_have_text(re.compile("^1 of 25"))
        expect(page.locator("#found mark").first).to_be_visible()
        expect(page.get_by_text("was looked for").first).to_be_visible()
        expect(field).to_be_focused()
        expect(field).to_have_value("asault wepons")
        expect(page).to_have_url(re.compile(r"\?q=asault\+?(%20)?wepons$"))
        expect(page.locator("#list-status")).to_have_text("1 recommendation found")


class FilterTests:
    def test_filters_act_at_once_and_the_back_button_takes_them_off(
        self, page: Page, served_site: ServedSite
    ):
        page.goto(served_site.address + LIST)
        page.evaluate("window.stayed = true")
        whole = first_row(page)

        page.locator("#group-status").get_by_label("Undone").check()
        expect(page.locator("#results")).not_to_have_text(re.compile("^25 of"))
        expect(page).to_have_url(re.compile(r"\?status=reversed$"))
        expect(page.get_by_role("link", name="Status: Undone")).to_be_visible()
        expect(page.locator("#status-reversed")).to_be_checked()
        assert page.evaluate("window.stayed")

        page.locator("#found thead").get_by_role("link", name="Score").click()
        expect(page.locator("th[aria-sort=descending]")).to_have_text(
            re.compile("Score")
        )
        assert page.evaluate("window.stayed")

        page.go_back()
        expect(page).to_have_url(re.compile(r"\?status=reversed$"))
        expect(page.locator("#status-reversed")).to_be_checked()
        page.go_back()
        expect(page.locator("#results")).to_have_text(re.compile("^25 of 25"))
        expect(page.locator("#status-reversed")).not_to_be_checked()
        assert first_row(page) == whole

    def test_one_filter_is_taken_off_by_its_own_link(
        self, page: Page, served_site: ServedSite
    ):
        page.goto(f"{served_site.address}{LIST}?status=reversed&q=drug")

        page.get_by_role("link", name="Search: drug").click()

        expect(page).to_have_url(re.compile(r"\?status=reversed$"))
        expect(page.get_by_role("link", name="Search: drug")).to_have_count(0)

    def test_what_was_not_understood_goes_with_its_filter(
        self, page: Page, served_site: ServedSite
    ):
        page.goto(f"{served_site.address}{LIST}?status=nothing&q=drug")
        page.evaluate("window.stayed = true")
        expect(page.locator(".error-summary")).to_contain_text("status=nothing")

        page.get_by_role("link", name="Status: nothing").click()

        expect(page).to_have_url(re.compile(r"\?q=drug$"))
        expect(page.locator(".error-summary")).to_have_count(0)
        expect(page.locator("#view-bar input[name=q]")).to_have_value("drug")
        expect(page.locator("#view-bar input[name=status]")).to_have_count(0)
        assert page.evaluate("window.stayed")


class PlainTests:
    def test_without_javascript_the_same_form_and_links_do(
        self, browser: Browser, served_site: ServedSite
    ):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{served_site.address}/es{LIST}")

        page.locator("#search").fill("lavado de dinero")
        page.locator("#search").press("Enter")

        assert "2.3" in first_row(page)
        assert "q=lavado" in page.url
        context.close()

"""Each kind of public page as a reader meets it, in both languages and both themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.served_site import ServedSite

REPORT = "/reports/drug-war-in-mexico-2011/"
PAGES = {
    "home": "/",
    "report": REPORT,
    "report before any reading": f"{REPORT}?as_of=2011-06-01",
    "recommendation": f"{REPORT}2.2/",
    "recommendation before it was known": f"{REPORT}2.2/?known_at=2016-06-30",
    "list": "/recommendations/",
    "list without a row": "/recommendations/?status=superseded",
    "list not understood": "/recommendations/?status=nothing",
    "agencies": "/agencies/",
    "agency": "/agencies/us-atf/",
    "indicators": "/indicators/",
    "indicator": "/indicators/mx-homicide-deaths/",
    "changes": "/changes/",
    "corrections": "/corrections/",
    "compare": "/compare/",
    "compared": "/compare/?from=2012-01-01&to=2026-01-01",
    "methodology": "/methodology/",
    "report a mistake": "/report-an-error/",
    "thanks": "/report-an-error/thanks/",
    "accessibility": "/accessibility/",
    "data": "/data/",
    "read API": "/api/v1/docs/",
    "cite": f"/cite{REPORT}",
    "follow": "/follow/?report=drug-war-in-mexico-2011",
    "not found": "/nothing-here/",
    "components": "/components/",
}
MOST_BYTES = 60_000
NARROWEST = 320  # 1280 pixels at 400 percent
BETWEEN = (768, 1024)  # a tablet, and the smallest page with its side column

LAYOUT_SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 50);
})"""
FACES = "() => document.fonts.ready.then(() => true)"
TOO_WIDE = """() => document.documentElement.scrollWidth - window.innerWidth"""
UNFOLD = """() => document.querySelectorAll("details")
  .forEach(found => { found.open = true; })"""
RIBBONS = """() => ["started", "partly", "mostly", "implemented"].map(code => {
  const run = document.querySelector(`.run--${code}`);
  return run && getComputedStyle(run, "::after").backgroundColor;
}).filter(found => found)"""
INK = "() => getComputedStyle(document.body).color"
PARTS = """() => [...document.querySelectorAll(".stack:not(.stack--thin) rect")]
  .map(found => getComputedStyle(found).fill)"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "main a[href], main button, main select, summary, main input:not([type=hidden])")]
  .filter(found => !found.matches("[type=checkbox]"))  // its label is the target
  .filter(found => found.checkVisibility())
  .filter(found => !found.closest("p, li, td, th, dd, figcaption"))
  .map(found => [found.textContent.trim().slice(0, 40), found.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([text, box]) => `${text}: ${box.width} by ${box.height}`)"""


@dataclass
class Visit:
    """One page in one browser, with all that came over the wire."""

    page: Page
    context: BrowserContext
    wire: CDPSession
    status: int = 0
    bytes_sent: int = 0
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def visit(
    request: pytest.FixtureRequest, browser: Browser, served_site: ServedSite
) -> Iterator[Visit]:
    """A first visit at 1280 pixels, in English and light."""
    context = browser.new_context(
        locale="en-US", color_scheme="light", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    found = Visit(page, context, wire)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda sent: _count(found, sent))
    page.on("request", lambda asked: found.requests.append(asked.url))
    page.on("console", lambda said: found.problems.append(said.text))
    page.on("pageerror", lambda error: found.problems.append(str(error)))
    answer = page.goto(served_site.address + request.param, wait_until="load")
    page.evaluate(FACES)
    found.status = answer.status if answer else 0
    yield found
    context.close()


def _count(found: Visit, sent: dict[str, Any]) -> None:
    found.bytes_sent += int(sent["encodedDataLength"])


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule and place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for rule in found
        for node in rule["nodes"]
    ]


class EveryPageTests:
    def test_a_reader_meets_nothing_that_is_wrong(
        self, visit: Visit, served_site: ServedSite
    ) -> None:
        """One visit for all of it: a page costs more to load than to look at."""
        page = visit.page
        expected = 404 if page.url.endswith("nothing-here/") else 200
        said = [line for line in visit.problems if "404 (Not Found)" not in line]
        elsewhere = [
            url for url in visit.requests if not url.startswith(served_site.address)
        ]

        assert visit.status == expected
        assert said == []
        assert elsewhere == []
        assert visit.context.cookies() == []
        assert visit.bytes_sent < MOST_BYTES
        assert page.evaluate(LAYOUT_SHIFT) == 0
        assert page.locator("h1").count() == 1

        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []

        page.set_viewport_size({"width": NARROWEST, "height": 640})
        assert page.evaluate(TOO_WIDE) <= 0
        assert page.evaluate(SMALL_TARGETS) == []

        path = page.url.removeprefix(served_site.address)
        visit.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        visit.bytes_sent = 0
        page.goto(f"{served_site.address}/es{path}")
        assert page.locator("html").get_attribute("lang") == "es"
        assert visit.bytes_sent < MOST_BYTES
        for width in BETWEEN:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE) <= 0
        page.set_viewport_size({"width": NARROWEST, "height": 640})
        assert page.evaluate(TOO_WIDE) <= 0
        assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.evaluate(UNFOLD)
        assert violations(page) == []
        assert visit.context.cookies() == []


class ForcedColorsTests:
    def test_ribbons_and_parts_of_a_bar_are_still_told_apart(
        self, page: Page, served_site: ServedSite
    ) -> None:
        page.emulate_media(forced_colors="active")
        page.goto(served_site.address + REPORT)

        ink, ribbons = page.evaluate(INK), page.evaluate(RIBBONS)
        parts = page.evaluate(PARTS)

        assert ribbons
        assert set(ribbons) == {ink}
        assert len(set(parts[:3])) == 3  # done, partly done, started


class HalfReadPageTests:
    def test_the_head_of_a_page_waits_for_its_main_part(
        self, page: Page, served_site: ServedSite
    ) -> None:
        """What ends at the right of the masthead would move as the rest arrives."""
        path = served_site.address + REPORT
        whole = page.request.get(path).text()
        page.route(path, lambda asked: asked.fulfill(body=whole.split("<main")[0]))
        page.goto(path)
        assert not page.locator(".wordmark").is_visible()

        page.unroute(path)
        page.goto(path)
        assert page.locator(".wordmark").is_visible()

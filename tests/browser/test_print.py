"""Each kind of public page on paper, as Chromium prints it."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.served_site import ServedSite

REPORT = "/reports/drug-war-in-mexico-2011/"
PAGES = {
    "home": "/",
    "report": REPORT,
    "list": "/recommendations/",
    "search": "/search/?q=dinero",
    "recommendation": f"{REPORT}2.2/",
    "agency": "/agencies/us-atf/",
    "indicator": "/indicators/mx-homicide-deaths/",
    "methodology": "/methodology/",
    "changes": "/changes/",
    "data": "/data/",
    "report in Spanish": f"/es{REPORT}",
    "list in Spanish": "/es/recommendations/",
    "recommendation in Spanish": f"/es{REPORT}2.2/",
    "agency in Spanish": "/es/agencies/us-atf/",
}
PAPER = {"width": 680, "height": 960}  # an A4 page within its margins
MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")

PRESSED = """() => [...document.querySelectorAll(
    "li a, button, select, input, .skip, .view-bar__change")]
  .filter(found => found.localName !== "a" || found.closest("nav"))
  .filter(found => found.checkVisibility())
  .map(found => found.outerHTML.slice(0, 80))"""
CLIPPED = """() => [...document.querySelectorAll("main *, .masthead *")]
  .filter(found => found.checkVisibility())
  .filter(found => !found.closest(".hidden, svg"))
  .filter(found => found.getBoundingClientRect().right > window.innerWidth + 1)
  .map(found => found.outerHTML.slice(0, 80))"""
GROUND = """() => ["html", "body", "main", ".footer"].map(
  name => getComputedStyle(document.querySelector(name)).backgroundColor)"""
OUTSIDE = """() => [...document.querySelectorAll("main a[href^='http']")]
  .filter(found => found.checkVisibility({contentVisibilityAuto: true}))
  .map(found => found.getAttribute("href"))"""
HEADINGS = """() => [...document.querySelectorAll("main h2, main h3")]
  .filter(found => found.checkVisibility()).map(found => found.innerText)"""
WHITE = {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def printed(
    request: pytest.FixtureRequest, served_site: ServedSite, page: Page
) -> Page:
    """A page as it is laid out for paper by a reader in dark mode."""
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(PAPER)
    page.goto(served_site.address + request.param)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return page


def sheets(printed: Page) -> list[list[str]]:
    """The lines of each sheet of the printed document."""
    content = printed.pdf(format="A4", margin=MARGINS, print_background=True)
    with pikepdf.open(io.BytesIO(content)) as found:
        assert len(found.pages) > 0
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    pages = said.stdout.decode().split("\f")
    lines = [[line.strip() for line in page.splitlines()] for page in pages]
    return [[line for line in page if line] for page in lines]


def squeezed(text: str) -> str:
    """Without blanks: an address may go over two lines."""
    return "".join(text.split())


class PaperTests:
    @pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")
    def test_a_page_is_a_clean_document_that_says_where_it_is_from(
        self, printed: Page
    ) -> None:
        """One visit for all of it: a page costs more to load than to look at."""
        assert set(printed.evaluate(GROUND)) <= WHITE
        assert printed.evaluate(PRESSED) == []
        assert printed.evaluate(CLIPPED) == []
        headings = {squeezed(text) for text in printed.evaluate(HEADINGS)}
        outside = printed.evaluate(OUTSIDE)

        found = sheets(printed)

        whole = squeezed("".join("".join(lines) for lines in found))
        last = [squeezed(lines[-1]) for lines in found if lines]
        assert squeezed(printed.url) in whole
        assert ("Al" if "/es/" in printed.url else "Asof") in whole
        assert [url for url in outside if squeezed(url) not in whole] == []
        assert [line for line in last if line in headings] == []

"""Pages by keyboard alone, and as a screen reader is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_public_pages import PAGES
from tests.served_site import ServedSite

KINDS = ("home", "report", "recommendation", "list", "agency", "indicator", "compared")
STOPS = 60
CONTROLS = """() => {
  window.controls = [...document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(found => found.tabIndex >= 0 && found.checkVisibility());
  return window.controls.length;
}"""
FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const over = document.elementFromPoint(
    box.left + Math.min(3, box.width / 2), box.top + Math.min(3, box.height / 2));
  return {
    place: window.controls.indexOf(at),
    words: (at.textContent || at.name).trim().slice(0, 40),
    outline: getComputedStyle(at).outlineStyle,
    seen: !!over && (at.contains(over) || over.contains(at)),
  };
}"""
NAMED = {"link", "button", "image", "table", "textbox", "searchbox", "combobox"}
NAMED |= {"checkbox", "navigation", "region", "Date"}


@pytest.fixture(params=KINDS)
def page(
    request: pytest.FixtureRequest, browser: Browser, served_site: ServedSite
) -> Iterator[Page]:
    """One kind of page on a small screen, for somebody who wants nothing to move."""
    context = browser.new_context(
        viewport={"width": 1024, "height": 600}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(served_site.address + PAGES[request.param])
    yield page
    context.close()


def told(page: Page) -> list[dict[str, Any]]:
    """The accessibility tree in reading order, without what is ignored."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    nodes = {node["nodeId"]: node for node in tree["nodes"]}

    def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if not node.get("ignored"):
            yield node
        for child in node.get("childIds", []):
            if child in nodes:
                yield from walk(nodes[child])

    return list(walk(tree["nodes"][0]))


def name_of(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


class KeyboardTests:
    def test_focus_goes_down_the_page_and_is_always_seen(self, page: Page) -> None:
        n_controls = page.evaluate(CONTROLS)

        stops = []
        for _stop in range(min(n_controls, STOPS)):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUSED))

        places = [stop["place"] for stop in stops]
        assert stops[0]["words"] == "Skip to content"
        assert places == sorted(places)
        assert -1 not in places
        assert [stop for stop in stops if stop["outline"] == "none"] == []
        assert [stop for stop in stops if not stop["seen"]] == []


class ScreenReaderTests:
    def test_everything_has_a_name_and_headings_come_in_order(self, page: Page) -> None:
        nodes = told(page)

        roles = [node["role"]["value"] for node in nodes]
        levels = [
            next(
                p["value"]["value"] for p in node["properties"] if p["name"] == "level"
            )
            for node in nodes
            if node["role"]["value"] == "heading"
        ]
        nameless = [
            node["role"]["value"]
            for node in nodes
            if node["role"]["value"] in NAMED and not name_of(node)
        ]
        assert nameless == []
        assert roles.index("banner") < roles.index("main") < roles.index("contentinfo")
        assert levels[0] == 1
        steps = zip(levels, levels[1:], strict=False)
        assert all(following <= level + 1 for level, following in steps)

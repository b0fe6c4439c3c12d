"""A browser and two sites for it: one with the shipped data, one a test fills."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.served_site import ServedSite, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests.

    Playwright keeps an event loop in the test's thread; Django would refuse the
    database there, although tests call it in plain order.
    """
    path = chromium.executable()
    assert path, "Browser tests need a Chromium on the PATH."
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(
            executable_path=path, args=chromium.ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page without cookies; the test fails on any script or CSP error."""
    context = browser.new_context(
        locale="en-US", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: problems.append(said.text) if is_refusal(said.text) else None,
    )
    yield page
    context.close()
    assert not problems, problems


def is_refusal(text: str) -> bool:
    """Whether a console line says that the content security policy was broken."""
    return "Content Security Policy" in text


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The site with the shipped data, shared: tests that use it only read."""
    with served(tmp_path_factory.mktemp("served") / "site") as site:
        yield site


@pytest.fixture
def live_site(live_server: object) -> str:
    """The address of a site on the test's own database, to fill with factories."""
    return str(live_server)

"""A browser and two sites for it: one with the shipped data, one a test fills."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.environment import environment_for_tests
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
STARTED_WITHIN_SECONDS = 180

# Playwright keeps an event loop in the test's thread; Django would refuse the
# database there, although tests call it in plain order.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests."""
    path = chromium.executable()
    assert path, "Browser tests need a Chromium on the PATH."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=chromium.ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page without cookies that fails the test on any script or CSP error."""
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


@dataclass(frozen=True)
class ServedSite:
    """A site started as ./serve starts it: production server, shipped data."""

    address: str
    data_dir: Path

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command on this site's data; returns what it printed."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=served_environment(self.data_dir) | environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def served_environment(data_dir: Path) -> dict[str, str]:
    """As a person's own ./serve has it, apart from the data folder."""
    unset = {"SECRET_KEY": "", "DATABASE_URL": "", "STATIC_MANIFEST": "on"}
    names = environment_for_tests(str(data_dir)) | unset
    return {**os.environ, **names, "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The site with the shipped data, shared: tests that use it only read.

    A test that writes takes ``own_served_site``.
    """
    with_site = serve(tmp_path_factory.mktemp("site"))
    yield next(with_site)
    with_site.close()


@pytest.fixture
def own_served_site(tmp_path: Path) -> Iterator[ServedSite]:
    """The same for one test alone, which may write what it likes."""
    with_site = serve(tmp_path / "site")
    yield next(with_site)
    with_site.close()


def serve(data_dir: Path) -> Iterator[ServedSite]:
    """Start the site on a free port, wait until it is ready, stop it at the end."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    log = data_dir.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker.serving", "--port", str(port)],
            cwd=ROOT,
            env={
                name: value
                for name, value in served_environment(data_dir).items()
                if name not in {"SITE_URL", "ALLOWED_HOSTS"}
            },
            stdout=out,
            stderr=out,
        )
    try:
        wait_until_ready(process, address, log)
        yield ServedSite(address, data_dir)
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return when the site says it is ready; show its output if it ended."""
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(f"The site did not start:\n{log.read_text()}")


@pytest.fixture
def live_site(live_server: object) -> str:
    """The address of a site on the test's own database, to fill with factories."""
    return str(live_server)

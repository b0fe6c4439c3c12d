"""A badge and a card on somebody else's page, whose policy is as strict as ours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.served_site import ServedSite

REPORT = "reports/drug-war-in-mexico-2011"
PAGE = """<!doctype html><title>Elsewhere</title>
<p><img src="{site}/{report}/2.2/badge.svg" alt="What became of 2.2"></p>
<iframe src="{site}/embed/{report}/" title="The report" width="600" height="320"
 sandbox="allow-popups"></iframe>
<iframe src="{site}/es/embed/{report}/2.2/" title="2.2" width="375" height="300"
 sandbox="allow-popups"></iframe>"""


@contextmanager
def elsewhere(site: str) -> Iterator[str]:
    """Another site, isolated, that lets in nothing but images and frames of ours."""
    body = PAGE.format(site=site, report=REPORT).encode()
    policy = f"default-src 'none'; img-src {site}; frame-src {site}"

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_show_on_a_strict_page_of_another_site(
    browser: Browser, served_site: ServedSite, scheme: str
) -> None:
    refused: list[str] = []
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.on("console", lambda said: refused.append(said.text))

    with elsewhere(served_site.address) as address:
        page.goto(address, wait_until="load")
        badge = page.evaluate("document.images[0].naturalWidth")
        report, item = page.frames[1], page.frames[2]
        report.wait_for_selector(".embed__card")
        item.wait_for_selector(".embed__card")
        words = report.inner_text("main")
        spanish = item.evaluate("document.documentElement.lang")
        ground = report.evaluate("getComputedStyle(document.body).backgroundColor")
        cookies = context.cookies()
    context.close()

    assert badge > 100
    assert "The Drug War in Mexico" in words
    assert "of 100" in words
    assert spanish == "es"
    assert (ground == "rgb(23, 22, 19)") == (scheme == "dark")
    assert cookies == []
    assert refused == []

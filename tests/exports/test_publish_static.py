"""The static copy: every link of it works from a plain file server."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command

from exports import static_site
from tests import factories

LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that keeps no log."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """The folder under Python's own file server."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def crawl(address: str) -> dict[str, str]:
    """Every page that links lead to; a broken link raises."""
    pages: dict[str, str] = {}
    waiting = [f"{address}/"]
    while waiting:
        url = waiting.pop()
        if url in pages:
            continue
        with urllib.request.urlopen(url) as answer:
            body = answer.read()
            is_page = answer.headers.get_content_type() == "text/html"
        pages[url] = body.decode() if is_page else ""
        for link in LINK.findall(pages[url]):
            found = urljoin(url, link.replace("&amp;", "&")).partition("#")[0]
            if found.startswith(f"{address}/"):
                assert not urlsplit(found).query, f"{url} links to {found}"
                waiting.append(found)
    return pages


@pytest.mark.django_db
def test_every_link_works_from_a_plain_file_server(tmp_path: Path) -> None:
    report = factories.make_report()
    lead = factories.make_agency()
    row = factories.make_recommendation(report=report, lead=lead)
    factories.make_evidence(recommendation=row)
    factories.make_assessment(recommendation=row)
    factories.make_indicator(reports=[report], recommendations=[row])
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "of-yesterday.html").write_text("gone")

    call_command("publish_static", str(folder), verbosity=0)

    with plain_server(folder) as address:
        pages = crawl(address)
    paths = {urlsplit(url).path for url in pages}
    page = f"/reports/{report.slug}/{row.reference}/"
    assert {"/", "/es/", page, f"/es{page}", f"/agencies/{lead.slug}/"} <= paths
    assert not any("admin" in path for path in paths)
    assert row.title in pages[f"{address}{page}"]
    assert not (folder / "of-yesterday.html").exists()
    assert factories.PRIVATE not in "".join(pages.values())


class AddressTests:
    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("/changes/", "/changes/"),
            ("/changes/?page=2", "/changes/page-2/"),
            ("/changes/?page=2#a", "/changes/page-2/#a"),
            ("/recommendations/?sort=title", "/recommendations/"),
            ("/changes/feed.atom?report=a", "/changes/feed.report-a.atom"),
            ("/reports/a/?as_of=2026-01-01", "/reports/a/"),
            ("/reports/a/status-report.pdf", "/reports/a/status-report.pdf"),
        ],
    )
    def test_a_link_names_a_path_alone(self, address: str, said: str) -> None:
        assert static_site.static_address(static_site.held(address)) == said

    def test_different_parameters_have_different_files(self) -> None:
        found = {
            static_site.static_address(static_site.held(f"/changes/?report={name}"))
            for name in ("a/b", "a-b", "a b", "a.b")
        }

        assert len(found) == 4

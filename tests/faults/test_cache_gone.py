"""A real cache that workers share, and what happens when it is killed."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.edits import read, retitle
from tests.served_site import ServedSite, once, served
from tests.shared_cache import PROGRAM, Cache
from tests.waiting import until

READS = 6  # enough to come by each of two workers
MOST_EDITS = 10


def all_read(site: ServedSite, title: str) -> bool:
    """Whether every one of several new readers sees this title."""
    return all(title in read(site) for _again in range(READS))


@pytest.mark.skipif(PROGRAM is None, reason="there is no Valkey or Redis here")
@once
def test_workers_share_a_cache_and_do_without_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with ExitStack() as first, ExitStack() as rest:
        first.enter_context(cache.running())
        site = rest.enter_context(served(tmp_path / "site", CACHE_URL=cache.url))
        until(lambda: bool(read(site)) and cache.found() > 0)
        retitle(site, "A second title")
        assert all_read(site, "A second title")

        first.close()  # kills it
        assert all_read(site, "A second title")
        retitle(site, "A third title")
        assert all_read(site, "A third title")

        with cache.running():
            # It is left alone for some seconds; new pages come with each edit.
            for number in range(MOST_EDITS):
                retitle(site, f"Title {number}")
                assert all_read(site, f"Title {number}")
                if cache.found():
                    break
            assert cache.found()
        assert "Traceback" not in site.log.read_text()

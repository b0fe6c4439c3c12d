"""Whole pages kept in memory, up to a number of bytes, the least used ones leaving.

A page belongs to one state of the site: the record version, the day and the release.
When the state moves on, all pages of the earlier one go.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

import brotli
from django.core.cache import cache

LARGEST = 4_000_000  # bytes of one page
WORTH_PACKING = 1_000  # bytes from which packing is worth the trouble
SHARED_FOR_SECONDS = 24 * 60 * 60

Key = tuple[str, str, str]
"""Host, path and parameters in one order."""


@dataclass(frozen=True)
class State:
    """What every page hangs on: record version, day (UTC), release of the code."""

    version: int
    day: date
    release: str


PACKED_BY: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
"""By the name of a content encoding, the best first: a sixth smaller, and faster."""


@dataclass
class Page:
    """One answer as it is sent: headers, body and its tag; packed when first wanted."""

    headers: list[tuple[str, str]]
    body: bytes
    tag: str
    packings: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        """About the memory it takes."""
        return len(self.body) + sum(map(len, self.packings.values())) + 2_000

    def packed(self, encoding: str) -> bytes:
        """The body in an encoding, made once; empty where it is not worth it."""
        if encoding not in self.packings:
            is_text = dict(self.headers)["Content-Type"].startswith(TEXT)
            worth = is_text and len(self.body) >= WORTH_PACKING
            self.packings[encoding] = PACKED_BY[encoding](self.body) if worth else b""
        return self.packings[encoding]


TEXT = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


class KeptPages:
    """The pages one worker keeps, and, where workers share a cache, theirs as well."""

    def __init__(self, most_bytes: int, is_shared: bool) -> None:
        self.most_bytes, self.is_shared = most_bytes, is_shared
        self.clear()

    def clear(self) -> None:
        """Forget every page."""
        self._lock = Lock()
        self._state: State | None = None
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    def get(self, state: State, key: Key) -> Page | None:
        """The page as it was made in this very state of the site, or None."""
        if state == self._state:
            try:
                page = self._pages[key]
                self._pages.move_to_end(key)
                return page
            except KeyError:
                pass
        found = self._shared(state, key)
        if found is not None:
            self._keep(state, key, found)
        return found

    def put(self, state: State, key: Key, page: Page) -> None:
        """Keep a page made in this state; larger ones than ``LARGEST`` are not."""
        if page.size > min(LARGEST, self.most_bytes):
            return
        self._keep(state, key, page)
        if self.is_shared:
            parts = (page.headers, page.body, page.tag)
            cache.set(_name(state, key), parts, SHARED_FOR_SECONDS)

    def _keep(self, state: State, key: Key, page: Page) -> None:
        with self._lock:
            if state != self._state:
                self._state, self._bytes = state, 0
                self._pages = OrderedDict()
            earlier = self._pages.pop(key, None)
            self._bytes += page.size - (earlier.size if earlier else 0)
            self._pages[key] = page
            while self._bytes > self.most_bytes:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size

    def _shared(self, state: State, key: Key) -> Page | None:
        parts = cache.get(_name(state, key)) if self.is_shared else None
        return Page(*parts) if parts else None


def _name(state: State, key: Key) -> str:
    return f"page:{hashlib.sha256(repr((state, key)).encode()).hexdigest()}"

"""Follows every internal link of a site, once for each page and kind of address."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

# Files, feeds and the desk are other tests' concern; they are asked for, not read.
UNREAD = re.compile(
    r"^/(es/)?(admin|static|api|embed)/|\.(csv|tsv|xlsx|ods|json|docx|pdf|zip|svg|atom|xml)$"
)


@dataclass(frozen=True)
class Answer:
    """What the site said at an address: its status, its page, who links to it."""

    address: str
    status: int
    html: str
    linked_from: str


class Links(HTMLParser):
    """The links and the ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element leads and what it is called."""
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(str(given["id"]))
        if tag in ("a", "link") and given.get("href"):
            self.links.append(str(given["href"]))


@dataclass
class Crawl:
    """A walk through a site from some addresses.

    answers: by the key of the address. fragments: (page, link) whose place is missing.
    """

    site: str
    answers: dict[str, Answer] = field(default_factory=dict)
    missing_places: list[tuple[str, str]] = field(default_factory=list)

    def walk(self, starts: list[str]) -> Crawl:
        """Read everything that can be reached."""
        waiting = [(start, "the start") for start in starts]
        places: dict[str, set[str]] = {}
        pointed: list[tuple[str, str, str]] = []
        while waiting:
            address, source = waiting.pop()
            if key(address) in self.answers:
                continue
            answer = self.answers[key(address)] = self.ask(address, source)
            if not answer.html:
                continue
            found = Links(answer.html)
            places[address] = found.ids
            for link in found.links:
                target, _hash, place = self.inside(address, link).partition("#")
                if target:
                    waiting.append((target, address))
                    pointed.append((address, target, place))
        self.missing_places = [
            (page, f"{target}#{place}")
            for page, target, place in pointed
            if place and target in places and place not in places[target]
        ]
        return self

    def inside(self, page: str, link: str) -> str:
        """A link as a path of this site; empty where it leads elsewhere."""
        whole = urljoin(self.site + page, link)
        return whole.removeprefix(self.site) if whole.startswith(self.site) else ""

    def ask(self, address: str, source: str) -> Answer:
        """Get one address; the text of a page, nothing of a file."""
        try:
            with urllib.request.urlopen(self.site + address, timeout=120) as said:
                is_page = "text/html" in said.headers["Content-Type"]
                is_read = is_page and not UNREAD.search(urlsplit(address).path)
                html = said.read().decode() if is_read else ""
                return Answer(address, said.status, html, source)
        except urllib.error.HTTPError as refused:
            return Answer(address, refused.code, "", source)


def key(address: str) -> str:
    """Addresses that differ in the values of parameters alone are one."""
    parts = urlsplit(address)
    names = sorted({name for name, _value in parse_qsl(parts.query)})
    return f"{parts.path}?{'&'.join(names)}" if names else parts.path

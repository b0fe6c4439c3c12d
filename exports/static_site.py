"""The public site as files: every page that a link leads to, for a plain file server.

It walks from the home pages along the links, as a reader who is not signed in. A plain
server knows no parameters, so an address with some becomes a file of its own where the
copy holds it (pages of a list, lists of one report or agency), and the address without
them elsewhere (other dates, other orders).
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

Answer = tuple[int, str, bytes]
"""Status, content type, body."""

Ask = Callable[[str], Answer]

START = ("/", "/es/")
HELD = frozenset({"page", "report", "agency", "category", "recommendation"})
NEEDS_SERVER = re.compile(r"^/(es/)?(report-an-error|follow|compare|search|api|i18n)")
NOT_PUBLIC = re.compile(r"^/(es/)?(admin|healthz|readyz)")
LINK = re.compile(rb"""(?P<name>\s(?:href|src|action|data-url))="(?P<url>[^"]*)\"""")
STYLE_LINK = re.compile(r"""url\(["']?(?P<url>[^"')]+)["']?\)""")
FORM = re.compile(rb"<form\b")


@dataclass
class Copy:
    """What was copied: addresses to files, and what could not be had."""

    folder: Path
    live: str
    files: dict[str, Path] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def publish(*, folder: Path, ask: Ask, live: str, say: Callable[[str], None]) -> Copy:
    """Write the whole copy into ``folder``, which is replaced when all is there.

    live: the address of the site itself, to which links lead that need a server.
    """
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    copy, waiting, known = Copy(fresh, live), deque(START), set(START)
    while waiting:
        address = waiting.popleft()
        for found in copy_one(copy, address, ask):
            if found not in known:
                known.add(found)
                waiting.append(found)
        if len(copy.files) % 500 == 0:
            say(f"{len(copy.files)} files, {len(waiting)} addresses to go")
    replace(folder, fresh)
    return copy


def replace(folder: Path, fresh: Path) -> None:
    """Put the new copy where the old one was."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def copy_one(copy: Copy, address: str, ask: Ask) -> Iterator[str]:
    """Write one answer as a file; the addresses of the site that it links to."""
    status, kind, body = ask(address)
    if status != 200:
        copy.missing.append(f"{address} ({status})")
        return
    links: list[str] = []
    if kind.startswith("text/html"):
        body = rewritten(body, address, links, copy.live)
    elif kind.startswith("text/css"):
        text = body.decode()
        links += [urljoin(address, m["url"]) for m in STYLE_LINK.finditer(text)]
    file = copy.folder / file_of(address, kind)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    copy.files[address] = file
    yield from (link for link in links if is_ours(link))


def rewritten(body: bytes, address: str, links: list[str], live: str) -> bytes:
    """The page with links that a plain server can follow; they are gathered.

    Forms need a server that thinks: they are hidden.
    """

    def followed(match: re.Match[bytes]) -> bytes:
        given = match["url"].decode().replace("&amp;", "&")
        whole = urljoin(address, given) if is_here(given) else ""
        if NEEDS_SERVER.match(whole):
            return (
                match["name"]
                + b'="'
                + (live + whole).replace("&", "&amp;").encode()
                + b'"'
            )
        link = held(whole)
        if not link or not is_ours(link):
            return match[0]
        links.append(link.partition("#")[0])
        return match["name"] + b'="' + static_address(link).encode() + b'"'

    return FORM.sub(b"<form hidden", LINK.sub(followed, body))


def is_here(url: str) -> bool:
    """Whether it is an address of this site: relative, or a path."""
    parts = urlsplit(url)
    return not parts.scheme and not parts.netloc and bool(parts.path or parts.query)


def is_ours(address: str) -> bool:
    """Whether the copy should hold it."""
    return address.startswith("/") and not NOT_PUBLIC.match(address)


def held(address: str) -> str:
    """The address as the copy knows it: only parameters of which it has pages."""
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query)
    wanted = [(name, value) for name, value in pairs if name in HELD]
    is_whole = len(wanted) == len(pairs)
    query = urlencode(sorted(wanted)) if is_whole else ""
    kept = parts.path + (f"?{query}" if query else "")
    return kept + (f"#{parts.fragment}" if parts.fragment else "")


def static_address(address: str) -> str:
    """What a link in the copy says: a path without parameters."""
    parts = urlsplit(address)
    path = parts.path
    if parts.query and path.endswith("/"):
        path = f"{path}{_named(parts.query)}/"
    elif parts.query:
        stem, dot, suffix = path.rpartition(".")
        path = f"{stem}.{_named(parts.query)}{dot}{suffix}"
    return path + (f"#{parts.fragment}" if parts.fragment else "")


def file_of(address: str, kind: str) -> str:
    """Where the copy keeps it, below its folder."""
    path = static_address(address).lstrip("/")
    if path and not path.endswith("/"):
        return path
    return path + ("index.html" if "html" in kind else f"index.{kind.split('/')[-1]}")


def _named(query: str) -> str:
    """A readable, unique name of these parameters."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", query).strip("-")
    if len(plain) <= 80 and re.fullmatch(r"[A-Za-z0-9=_-]+", query):
        return plain
    return f"{plain[:60]}-{hashlib.sha256(query.encode()).hexdigest()[:8]}"

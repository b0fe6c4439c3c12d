"""Scores an answer by the rules of Mozilla's HTTP Observatory, as of 2026.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring

An answer has 100 points; what is missing or weak takes some away, and what goes beyond
adds some where at least 90 are left. 100 and more is A+. Only what depends on the site
is here: not whether browsers ship its name in their own list of HTTPS sites, and not
whether a certificate is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPMessage

A_PLUS = 100
ENOUGH_FOR_EXTRA_CREDIT = 90
SIX_MONTHS = 15_552_000
BROAD = {
    *("*", "http:", "https:", "ftp:"),
    *("http://*", "https://*", "http://*.*", "https://*.*"),
}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
SOURCE = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


@dataclass
class Seen:
    """One answer by HTTPS, with the origin that asked, and where HTTP led to."""

    headers: HTTPMessage
    body: str
    origin: str
    redirected: str

    def header(self, name: str) -> str:
        """A header's value in small letters, empty where there is none."""
        return str(self.headers.get(name, "")).strip().lower()


def score(seen: Seen) -> int:
    """The points of an answer."""
    given = [rule(seen) for rule in RULES]
    without_credit = 100 + sum(points for points in given if points < 0)
    if without_credit < ENOUGH_FOR_EXTRA_CREDIT:
        return without_credit
    return 100 + sum(given)


def policy(seen: Seen) -> dict[str, set[str]]:
    """The content security policy: the sources of each directive."""
    parts = [part.split() for part in seen.header("Content-Security-Policy").split(";")]
    return {name: set(sources) for name, *sources in filter(None, parts)}


def content_security_policy(seen: Seen) -> int:
    """Nothing by default is best; inline code, broad sources or plain HTTP are weak."""
    found = policy(seen)
    if not found:
        return -25
    default = found.get("default-src", {"*"})
    script, style = found.get("script-src", default), found.get("style-src", default)
    passive = {*found.get("img-src", default), *found.get("media-src", default)}
    active = set().union(
        *(found[name] for name in found.keys() - {"img-src", "media-src"})
    )
    if script & UNSAFE or found.get("object-src", default) & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if style & UNSAFE:
        return 0
    return 10 if default == {"'none'"} else 5


def cookies(seen: Seen) -> int:
    """By HTTPS alone; out of reach of scripts and of other sites."""
    lines = [line.lower() for line in seen.headers.get_all("Set-Cookie", [])]
    return min(map(_cookie, lines), default=0)


def _cookie(line: str) -> int:
    name, *attributes = (part.strip() for part in line.split(";"))
    name = name.partition("=")[0]
    opens_a_session = "sess" in name or "login" in name
    same_site = [one for one in attributes if one.startswith("samesite")]
    if opens_a_session and "httponly" not in attributes:
        return -30
    if "csrf" in name and not same_site:
        return -20
    if not set(same_site) <= {f"samesite={how}" for how in ("lax", "strict", "none")}:
        return -20
    if "secure" not in attributes:
        return -40 if opens_a_session else -20
    return 5 if same_site else 0


def sharing_with_other_origins(seen: Seen) -> int:
    """Whoever asks may read it with the reader's own cookies: never."""
    with_cookies = seen.header("Access-Control-Allow-Credentials") == "true"
    allowed = seen.header("Access-Control-Allow-Origin")
    return -50 if with_cookies and allowed == seen.origin else 0


def redirection(seen: Seen) -> int:
    """HTTP leads to HTTPS at once."""
    return 0 if seen.redirected.startswith("https://") else -20


def referrer_policy(seen: Seen) -> int:
    """Other sites learn no more than the origin."""
    strict = "strict-origin", "strict-origin-when-cross-origin"
    value = seen.header("Referrer-Policy").rpartition(",")[2].strip()
    if not value:
        return 0
    return 5 if value in {"no-referrer", "same-origin", *strict} else -5


def strict_transport_security(seen: Seen) -> int:
    """Browsers remember HTTPS for half a year at least."""
    value = seen.header("Strict-Transport-Security")
    age = re.search(r"(?:^|;)\s*max-age=(\d+)", value)
    if not age or "," in value:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def scripts(seen: Seen) -> int:
    """A script of another site is loaded by HTTPS, and its hash is known."""
    if "html" not in seen.header("Content-Type"):
        return 0
    return min(map(_script, SCRIPT.findall(seen.body)), default=0)


def _script(attributes: str) -> int:
    source = SOURCE.search(attributes)
    if not source or not re.match(r"(?:https?:)?//", source[1]):
        return 0
    if "integrity" in attributes:
        return 0 if source[1].startswith("https:") else -20
    return -5 if source[1].startswith("https:") else -50


def content_type_options(seen: Seen) -> int:
    """No browser guesses what a file is."""
    return 0 if seen.header("X-Content-Type-Options") == "nosniff" else -5


def framing(seen: Seen) -> int:
    """No other site shows it in a frame of its own."""
    named = seen.header("X-Frame-Options") in {"deny", "sameorigin"}
    return 5 if "frame-ancestors" in policy(seen) or named else -20


def resource_policy(seen: Seen) -> int:
    """Whether other sites may use it as a part of theirs."""
    return _of(
        seen.header("Cross-Origin-Resource-Policy"),
        {"same-origin": 10, "same-site": 10, "cross-origin": 0},
    )


def embedder_policy(seen: Seen) -> int:
    """Whether it uses parts of other sites that did not agree."""
    return _of(
        seen.header("Cross-Origin-Embedder-Policy"),
        {"require-corp": 10, "credentialless": 10, "unsafe-none": 0},
    )


def opener_policy(seen: Seen) -> int:
    """Whether the window that opened it can reach into it."""
    apart = "same-origin", "same-origin-allow-popups", "noopener-allow-popups"
    return _of(
        seen.header("Cross-Origin-Opener-Policy"),
        dict.fromkeys(apart, 10) | {"unsafe-none": 0},
    )


def _of(value: str, worth: dict[str, int]) -> int:
    return worth.get(value, -5) if value else 0


RULES: list[Callable[[Seen], int]] = [
    content_security_policy,
    cookies,
    sharing_with_other_origins,
    redirection,
    referrer_policy,
    strict_transport_security,
    scripts,
    content_type_options,
    framing,
    resource_policy,
    embedder_policy,
    opener_policy,
]

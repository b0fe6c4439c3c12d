"""Public pages answered from memory until the record changes; headers for caches.

One tiny query asks for the record version before each page. While it, the day and the
release are those the page was made in, the page is sent as it was; a client that has
it already is told so (304). Who is signed in always gets a page made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from recommendations.models import RecordVersion
from scorecard.code_version import code_version
from scorecard.last_modified import as_weak, is_held, last_modified

from .kept_pages import PACKED_BY, TEXT, KeptPages, Key, Page, State

Answer = Callable[[HttpRequest], HttpResponse]

LONGEST_QUERY = 2_000
NEVER = ("no-store", "private")
ONCE = frozenset({"X-Request-ID", "Set-Cookie", "Content-Length", "ETag"})


class PageCache:
    """The middleware; it stands directly behind that of the static files."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        backend = str(settings.CACHES["default"]["BACKEND"])
        self.pages = KeptPages(
            most_bytes=settings.PAGE_CACHE_MEGABYTES * 1_000_000,
            is_shared=backend.endswith("RedisCache"),
        )
        ALL.append(self.pages)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page from memory, or as it is made now."""
        is_read = request.method in ("GET", "HEAD")
        if not is_read or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return private(self.answer(request))
        key = key_of(request) if self.pages.most_bytes else None
        state, changed_at = state_now() if key else (None, None)
        if key is None or state is None:
            return self.made(request)
        page = self.pages.get(state, key)
        if page is not None:
            return sent(page, request)
        return self.made(request, state, key, changed_at)

    def made(
        self,
        request: HttpRequest,
        state: State | None = None,
        key: Key | None = None,
        changed_at: datetime | None = None,
    ) -> HttpResponse:
        """The page made now, with headers for caches; kept where it may be."""
        response = self.answer(request)
        if response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-cache")
            return response
        if response.status_code != 200 or not is_for_all(response):
            return response
        add_headers(response, state, changed_at)
        page = page_of(response)
        if state is not None and key is not None and request.method == "GET":
            self.pages.put(state, key, page)
        if is_current(page, request):
            return sent(page, request)
        return packed(response, page, request)


ALL: list[KeptPages] = []
"""Every store of this process, for tests that empty them."""


def state_now() -> tuple[State | None, datetime | None]:
    """What pages hang on at this moment, and when the record last changed.

    (None, None) where the database can't say.
    """
    try:
        version, changed_at = newest()
    except DatabaseError:
        return None, None
    today = timezone.now().astimezone(UTC).date()
    return State(version, today, code_version()), changed_at


def newest() -> tuple[int, datetime | None]:
    """The record version, asked for first; so it shows whether the connection lives.

    Django would ask another question for that. One that was lost is made anew.
    """
    connection = connections[RecordVersion.objects.db]
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return RecordVersion.objects.newest()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return RecordVersion.objects.newest()


def key_of(request: HttpRequest) -> Key | None:
    """What names a page; None for what is never kept, such as a part of a file."""
    if "HTTP_RANGE" in request.META:
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    return (host, request.path_info, ordered(query) if query else "")


@lru_cache(maxsize=4096)
def ordered(query: str) -> str:
    """The parameters by name, so that their order makes no second page."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))


def is_for_all(response: HttpResponse) -> bool:
    """Whether any reader may be sent this answer."""
    if response.streaming or response.cookies:
        return False
    policy = response.headers.get("Cache-Control", "")
    return not any(word in policy for word in NEVER)


def private(response: HttpResponse) -> HttpResponse:
    """An answer to one person, or to something that is no page: nobody keeps it."""
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def add_headers(
    response: HttpResponse, state: State | None, changed_at: datetime | None = None
) -> None:
    """Tell browsers to ask each time, and shared caches how long they need not.

    The language stands in the address, so answers vary with the encoding alone.
    """
    headers = response.headers
    seconds = settings.SHARED_CACHE_SECONDS
    headers.setdefault(
        "Cache-Control",
        f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={seconds}",
    )
    vary = [name.strip() for name in headers.get("Vary", "").split(",")]
    kept = {name for name in vary if name and name != "Accept-Language"}
    headers["Vary"] = ", ".join(sorted(kept | {"Accept-Encoding"}))
    if state is not None:
        headers["Cache-Tag"] = f"record-{state.version}"
        moment = last_modified(changed_at, timezone.now())
        if moment is not None:
            headers["Last-Modified"] = moment


def page_of(response: HttpResponse) -> Page:
    """The answer as it can be sent again."""
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    tag = response.headers.get("ETag") or f'"{digest}"'
    # What broke off is taken up again by a tag of its bytes.
    is_file = "Accept-Ranges" in response.headers
    if not is_file and response.headers["Content-Type"].startswith(TEXT):
        tag = as_weak(tag)  # one for the plain and the packed body
    response.headers["ETag"] = tag
    headers = [(n, v) for n, v in response.headers.items() if n not in ONCE]
    return Page(headers, response.content, tag)


def is_current(page: Page, request: HttpRequest) -> bool:
    """Whether the client has this page already."""
    asks_by_date = "HTTP_IF_MODIFIED_SINCE" in request.META
    modified = dict(page.headers).get("Last-Modified") if asks_by_date else None
    return is_held(request.META, page.tag, modified)


@lru_cache(maxsize=256)
def encoding_for(accepted: str) -> str:
    """The best encoding of those a client can unpack; empty where it names none."""
    offers = [offer.replace(" ", "").split(";q=") for offer in accepted.split(",")]
    wanted = {name for name, *weight in offers if not weight or weight[0].strip("0.")}
    return next((name for name in PACKED_BY if name in wanted), "")


def packed(response: HttpResponse, page: Page, request: HttpRequest) -> HttpResponse:
    """The answer with the page as its body, packed for who can unpack it."""
    encoding = encoding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.packed(encoding) if encoding else b""
    response.headers["ETag"] = page.tag
    if body:
        response.content = body
        response.headers["Content-Encoding"] = encoding
        response.headers["ETag"] = as_weak(page.tag)
    response.headers["Content-Length"] = str(len(body or page.body))
    return response


def sent(page: Page, request: HttpRequest) -> HttpResponse:
    """The page, packed for who can unpack it, or the word that it has not changed."""
    response: HttpResponse
    if is_current(page, request):
        response = HttpResponseNotModified(headers={"ETag": page.tag})
        body = None
    else:
        body = page.body
        response = packed(HttpResponse(body), page, request)
    for name, value in page.headers:
        if body is not None or name in TOLD_AGAIN:
            response.headers[name] = value
    return response


TOLD_AGAIN = frozenset({"Cache-Control", "Vary", "Last-Modified", "Cache-Tag"})

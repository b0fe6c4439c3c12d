"""Whether a client's copy is still what would be sent: one tag over record and code.

The tag is made before anything is gathered, so that a copy that is still right costs
three small queries and no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_http_date

from recommendations.as_of_pages import today
from recommendations.models import RecordVersion
from scorecard.code_version import code_version
from scorecard.last_modified import is_held
from scorecard.models import LikelyRangeRow, Snapshot

EXPOSED = "Content-Disposition, Content-Range, ETag, X-Total-Count"
"""What a script on another site may read besides what every script may."""

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept, Content-Type, If-Match, If-Modified-Since, If-None-Match,"
        " If-Range, If-Unmodified-Since, Range"
    ),
    "Access-Control-Max-Age": "86400",
}
"""Headers that such a script may send, told before it does."""

View = Callable[..., HttpResponseBase]


def record_tag(request: HttpRequest) -> str:
    """An ETag that changes with the record, the day, the code and the address.

    Snapshots and likely ranges are added without a new record version, so their
    newest row is part of it.
    """
    parts = (
        RecordVersion.objects.values_list("number", flat=True).first(),
        Snapshot.objects.aggregate(last=Max("id"))["last"],
        LikelyRangeRow.objects.aggregate(last=Max("id"))["last"],
        today(),
        code_version(),
        settings.SITE_URL,
        translation.get_language(),
        request.get_full_path(),
    )
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def conditional(
    request: HttpRequest, tag: str, modified: str | None = None
) -> HttpResponseBase | None:
    """Why nothing is sent: None where the answer must be sent anew.

    304 where the client's copy has this tag or moment, 412 where it wants no other
    answer than one that is gone.
    """
    answer: HttpResponseBase
    if is_refused(request, tag, modified):
        answer = HttpResponse(status=412)
    elif is_held(request.META, tag, modified):
        answer = HttpResponseNotModified()
    else:
        return None
    answer["ETag"] = tag
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def is_refused(request: HttpRequest, tag: str, modified: str | None) -> bool:
    """Whether a client wants no other state than one that is gone (RFC 9110, 13.1).

    A date says nothing where none can be told.
    """
    if modified is None and "HTTP_IF_MATCH" not in request.META:
        return False
    moment = None if modified is None else parse_http_date(modified)
    found = get_conditional_response(request, tag, moment)
    return found is not None and found.status_code == 412


def revalidated(view: View) -> View:
    """Answer 304 to a client whose copy is current; anyone may keep the copy.

    ``no-cache`` lets copies be kept but asked about before each use: the record may
    change at any moment. Refusals carry no tag.
    """

    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tag = record_tag(request)
        unchanged = conditional(request, tag)
        if unchanged is not None:
            return unchanged
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200:
            answer["ETag"] = tag
            patch_cache_control(answer, public=True, no_cache=True)
        return answer

    return kept


def preflight() -> HttpResponse:
    """What a browser asks before a script may send a header of its own."""
    return HttpResponse(status=204, headers=PREFLIGHT | {"Allow": "GET, HEAD"})


def open_to_all(view: View) -> View:
    """Let scripts on any other site ask and read the answer."""

    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asks_first = request.method == "OPTIONS"
        answer = preflight() if asks_first else view(request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = EXPOSED
        return answer

    return opened

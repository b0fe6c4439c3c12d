"""What every request goes through: an id and a log line, and a limit to its size."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware
from django.utils.translation import gettext as _

from .logs import request_id

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("tracker.requests")

QUIET = frozenset({"/healthz", "/readyz"})
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def request_log(answer: Answer) -> Answer:
    """Give each request an id, return it in a header, log how it was answered.

    The line holds method, path, status and duration: no query string, no address of
    the reader, no name.
    """

    def logged(request: HttpRequest) -> HttpResponse:
        identifier = uuid.uuid4().hex
        token = request_id.set(identifier)
        started = time.perf_counter()
        try:
            response = answer(request)
            response["X-Request-ID"] = identifier
            response["Permissions-Policy"] = PERMISSIONS
            if request.path_info not in QUIET:
                write_line(request, response, time.perf_counter() - started)
            return response
        finally:
            request_id.reset(token)

    return logged


def write_line(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """One line about one answered request; ``seconds`` it took."""
    log.info(
        "answered",
        extra={
            "method": request.method,
            "path": path_without_secrets(request),
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )


def path_without_secrets(request: HttpRequest) -> str:
    """The path as asked for; a token in it, which opens something, is left out."""
    match = request.resolver_match
    token = match.kwargs.get("token") if match else None
    return request.path_info.replace(token, "-") if token else request.path_info


def size_limits(answer: Answer) -> Answer:
    """Refuse a request that is larger than anybody needs, before reading it.

    A body of more than UPLOAD_MAX_BYTES, a query string of more than QUERY_MAX_BYTES.
    """

    def limited(request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) > settings.QUERY_MAX_BYTES:
            sentence = _("This address is too long to be understood.")
            return HttpResponse(sentence, status=414, content_type="text/plain")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
            sentence = _("This is too large: at most %(most)d MB can be sent.")
            return HttpResponse(
                sentence % {"most": most}, status=413, content_type="text/plain"
            )
        return answer(request)

    return limited


class KnownHosts(CommonMiddleware):
    """Django's own, which refuses names outside ALLOWED_HOSTS.

    A supervisor asks for the health under whatever address it knows the process by.
    """

    def process_request(
        self, request: HttpRequest
    ) -> HttpResponsePermanentRedirect | None:
        """Refuse a name that is not ours, but for questions about the health."""
        if request.path_info in QUIET:
            return None
        return super().process_request(request)

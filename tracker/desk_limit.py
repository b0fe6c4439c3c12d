"""How often one machine may ask for the desk, and try to sign in there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.reader_limits import SECONDS, is_within_limit

Answer = Callable[[HttpRequest], HttpResponse]

PAGES_MOST = 6000  # in an hour, for an office behind one address
SIGN_INS_MOST = 60


def desk_limit(answer: Answer) -> Answer:
    """Refuse, in words, a machine that asks for the desk far more than people do.

    The lock-out of a name after five wrong passwords is another thing; this one also
    stops somebody who tries one password on many names.
    """

    def limited(request: HttpRequest) -> HttpResponse:
        desk = reverse("admin:index")
        if not request.path_info.startswith(desk):
            return answer(request)
        is_sign_in = request.method == "POST" and request.path_info.endswith("/login/")
        within = is_within_limit(request, "desk", PAGES_MOST)
        if within and is_sign_in:
            within = is_within_limit(request, "sign-in", SIGN_INS_MOST)
        return answer(request) if within else refused()

    return limited


def refused() -> HttpResponse:
    """Too many requests, and when to come again."""
    text = _("Too many requests from your address. Try again in an hour.")
    response = HttpResponse(text, status=429, content_type="text/plain")
    response["Retry-After"] = str(SECONDS)
    return response

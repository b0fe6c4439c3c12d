"""The answers: lists, single rows, the index, the description, and what is not there.

Everything is read-only, open to scripts on any site, counted, and answered 304 to a
client whose copy is current.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports.caching import conditional, preflight, record_tag
from recommendations.as_of import AsOf
from scorecard.selectors import method_version

from . import limits, openapi
from .cursors import written
from .problems import TooMany
from .questions import Question, read_list, read_one
from .resources import RESOURCES
from .schema import ResourceSchema
from .values import plain

LICENSE = "CC-BY-4.0"
PRIVATE = "private, no-cache"  # an answer tells one machine what it may still send
EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset"


class OpenView(APIView):
    """An answer that anybody may read, counted against the rate limit."""

    schema: Any = None
    allowance: limits.Allowance | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count the request; refuse it where there were too many."""
        self.allowance = limits.counted(request._request)
        if self.allowance is not None and self.allowance.is_exceeded:
            raise TooMany(self.allowance.resets_in)
        super().initial(request, *args, **kwargs)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Add what scripts on other sites need and what may still be sent."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = EXPOSED
        limits.tell(answer, self.allowance)
        return answer

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """What a browser asks before a script may send a header of its own."""
        return preflight()

    def unchanged(self, request: Request) -> HttpResponseBase | None:
        """A 304 where the client's copy is current."""
        request_ = request._request
        answer = conditional(request_, record_tag(request_))
        if answer is not None:
            answer["Cache-Control"] = PRIVATE
        return answer


class ResourceView(OpenView):
    """A list or a row of one dataset."""

    schema = ResourceSchema()
    resource: Any = None  # a Resource, given with the address
    is_list = True

    def get(self, request: Request, **names: str) -> HttpResponseBase:
        """The rows asked for, or why not."""
        unchanged = self.unchanged(request)
        if unchanged is not None:
            return unchanged
        body = self.rows(request) if self.is_list else self.row(request, names)
        answer = Response(body)
        if self.is_list and body["next"]:
            answer["Link"] = f'<{body["next"]}>; rel="next"'
        answer["ETag"] = record_tag(request._request)
        answer["Cache-Control"] = PRIVATE
        return answer

    def rows(self, request: Request) -> dict[str, Any]:
        """One page of the list with the view it shows and the next one's address."""
        question = read_list(request.query_params, self.resource)
        page = self.resource.walk(question)
        following = None
        if page.following is not None:
            following = self._next(request, question, written(page.following))
        return {
            **_view(question.view),
            "results": [plain(row, question.names) for row in page.rows],
            "next": following,
        }

    def _next(self, request: Request, question: Question, cursor: str) -> str:
        """The next page, for the same day even after midnight."""
        params = request.query_params.copy()
        params["cursor"] = cursor
        params["as_of"] = question.view.on.isoformat()
        path = reverse(f"api:{self.resource.name}")
        return f"{settings.SITE_URL.rstrip('/')}{path}?{params.urlencode()}"

    def row(self, request: Request, names: dict[str, str]) -> dict[str, Any]:
        """One row; 404 where the view holds none of that name."""
        question = read_one(request.query_params, self.resource)
        assert self.resource.one is not None
        found = self.resource.one(question, names)
        if found is None:
            told = "/".join(map(str, names.values()))
            raise Http404(_("The record holds no %s in this view.") % told)
        body = plain(found, question.names)
        if "fields" not in request.query_params:
            columns = set(self.resource.dataset.names)
            body |= {name: found[name] for name in found if name not in columns}
        return body


def _view(view: AsOf) -> dict[str, str]:
    return {
        "as_of": view.on.isoformat(),
        "known_at": (view.known_at or view.today).isoformat(),
        "method": method_version(view),
        "license": LICENSE,
    }


class IndexView(OpenView):
    """What there is, with addresses."""

    schema = ResourceSchema()

    def get(self, request: Request) -> Response:
        """Each list by name, the description, the documentation."""
        base = settings.SITE_URL.rstrip("/")
        return Response(
            {
                "name": "Followthrough",
                "license": LICENSE,
                "lists": {
                    one.name: base + reverse(f"api:{one.name}") for one in RESOURCES
                },
                "openapi": base + reverse("api:openapi"),
                "docs": base + reverse("api:docs"),
            }
        )


class OpenAPIView(OpenView):
    """The description of the API in OpenAPI 3.1."""

    def get(self, request: Request) -> HttpResponseBase:
        """The description, with the codes that can be filtered by today."""
        unchanged = self.unchanged(request)
        if unchanged is not None:
            return unchanged
        answer = Response(openapi.document())
        answer["ETag"] = record_tag(request._request)
        answer["Cache-Control"] = PRIVATE
        return answer


class NothingView(OpenView):
    """Any other address under the API: the one with a slash, or 404."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count it, then send it on or refuse it, whatever the method."""
        super().initial(request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(str(request.method))

    def get(self, request: Request, rest: str) -> HttpResponse:
        """The same address with its closing slash where that is one of ours."""
        path = f"{request.path}/"
        try:
            found = resolve(path)
        except Resolver404:
            found = None
        if rest.endswith("/") or found is None or found.url_name == "nothing":
            raise Http404(_("There is no such address in this API."))
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{path}?{query}" if query else path, permanent=True)

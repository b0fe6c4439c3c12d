"""The base of every public page: it reads the as-of view from the address once."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.views.generic import TemplateView

from .as_of import AsOf, Problem, parse_as_of


def today() -> date:
    """Today in UTC; asked at the edge only, then passed on."""
    return timezone.now().astimezone(UTC).date()


class AsOfPage(TemplateView):
    """A public page of the record in one view.

    ``self.view`` is the as-of view and ``self.problems`` say in words which
    parameters were not understood; both reach the template as ``view`` and
    ``problems``. ``earliest`` is the first day the page can speak of.
    """

    view: AsOf
    problems: list[Problem]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the view before anything else looks at the record."""
        super().setup(request, *args, **kwargs)
        self.prepare()
        self.view, self.problems = parse_as_of(request.GET, today(), self.earliest())

    def prepare(self) -> None:
        """Fetch what ``earliest`` needs, such as the report; may raise Http404."""

    def earliest(self) -> date | None:
        """The first day this page can speak of, or None."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The view, its problems and whatever the page adds."""
        named: dict[str, Any] = {"view": self.view, "problems": self.problems}
        return super().get_context_data(**named, **kwargs)

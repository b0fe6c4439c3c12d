"""The base of every public page: it reads the as-of view from the address once."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from .as_of import AsOf, Problem, parse_as_of
from .models import Report


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
    too_early: str | Promise = gettext_lazy(
        "lies before the first report here was issued; today is shown instead."
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the view before anything else looks at the record."""
        super().setup(request, *args, **kwargs)
        self.prepare()
        self.view, self.problems = parse_as_of(
            request.GET, today(), self.earliest(), self.too_early
        )

    def prepare(self) -> None:
        """Fetch what ``earliest`` needs, such as the report; may raise Http404."""

    def earliest(self) -> date | None:
        """The first day this page can speak of, or None.

        The issue of the first public report, asked for only where a day is given.
        """
        if "as_of" not in self.request.GET:
            return None
        days = Report.objects.public().order_by("issued_on")
        return days.values_list("issued_on", flat=True).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The view, its problems and whatever the page adds."""
        named: dict[str, Any] = {"view": self.view, "problems": self.problems}
        return super().get_context_data(**named, **kwargs)

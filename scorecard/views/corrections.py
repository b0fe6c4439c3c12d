"""The corrections log."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from recommendations.as_of_pages import AsOfPage

from .. import asked, selectors

PER_PAGE = 25


class CorrectionsView(AsOfPage):
    """What was shown wrongly, what is right, and since when; newest first."""

    template_name = "scorecard/correction_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather one page of published corrections, of one report or of all."""
        params = self.request.GET
        report = asked.report(params, self.problems)
        rows = selectors.corrections(report=report).filter(
            published_at__date__lte=self.view.known_on
        )
        page = asked.page(params, Paginator(rows, PER_PAGE), self.problems)
        found = {"report": report, "page_obj": page, "crumbs": []}
        return super().get_context_data(**kwargs | found)

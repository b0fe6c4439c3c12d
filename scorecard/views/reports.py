"""Home and the scorecard of one report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.as_of import TOO_EARLY
from recommendations.as_of_pages import AsOfPage, today
from recommendations.models import Report
from recommendations.templatetags.record import keep_view

from .. import presentation, report_pages, selectors
from ..long_reports import long_report

REPORTS_PER_PAGE = 20


class HomeView(AsOfPage):
    """All published reports, the headline of each, what changed lately."""

    template_name = "scorecard/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the reports of one page and the latest moves."""
        reports = Report.objects.public().seen_in(self.view)
        reports = reports.order_by("-issued_on", "slug")
        paginator = Paginator(reports, REPORTS_PER_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page_obj=page,
            headlines=report_pages.headlines(self.view, list(page)),
            moved=report_pages.latest_moves(self.view),
            **kwargs,
        )


class ReportView(AsOfPage):
    """The scorecard of one report."""

    template_name = "scorecard/report_detail.html"
    report: Report

    def prepare(self) -> None:
        """Find the report; 404 where there is none to show."""
        slug = self.kwargs["report"]
        found = selectors.public_report(slug, today())
        if found is None:
            raise Http404(_("There is no published report %s.") % slug)
        self.report = found

    too_early = TOO_EARLY

    def earliest(self) -> date:
        """Nothing can be said of a report before it was issued."""
        return self.report.issued_on

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page and lay it out for the components."""
        long = None
        if self.report.is_long:  # type: ignore[attr-defined]  # public_report
            long = long_report(self.report, self.view)
        page = selectors.report_page(self.report, self.view, long)
        indicators = keep_view(
            reverse("scorecard:indicators"), self.view, report=self.report.slug
        )
        found: dict[str, Any] = {
            "page": page,
            "report": self.report,
            "earliest": self.report.issued_on,
            "crumbs": [(_("Reports"), keep_view(reverse("scorecard:home"), self.view))],
            "delivery": presentation.delivery(page.card),
            "outcomes": presentation.outcome_rows(page.outcomes, indicators),
            **report_pages.layout(page, self.view),
        }
        return super().get_context_data(**kwargs | found)

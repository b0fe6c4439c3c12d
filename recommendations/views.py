"""Public pages of the record: the list of recommendations and the page of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from .as_of import TOO_EARLY
from .as_of_pages import AsOfPage
from .detail_page import layout
from .list_page import list_page
from .models import Recommendation
from .paging import SIZES
from .selectors import public_recommendation, recommendation_page


class RecommendationListView(AsOfPage):
    """Every recommendation: filter, search, sort, page."""

    template_name = "recommendations/recommendation_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather one page of the list in the view."""
        page = list_page(self.request.GET, self.view, self.problems)
        return super().get_context_data(
            page=page, sorts=page.sorts, sizes=SIZES, **kwargs
        )


class RecommendationView(AsOfPage):
    """One recommendation: what was asked, where it stands, why, on what evidence."""

    template_name = "recommendations/recommendation_detail.html"
    recommendation: Recommendation

    def prepare(self) -> None:
        """Find the recommendation; 404 where there is none to show."""
        report, reference = self.kwargs["report"], self.kwargs["reference"]
        found = public_recommendation(report, reference)
        if found is None:
            message = _("There is no published recommendation %s.")
            raise Http404(message % f"{report}/{reference}")
        self.recommendation = found

    too_early = TOO_EARLY

    def earliest(self) -> date:
        """Nothing can be said of a recommendation before it was issued."""
        return self.recommendation.issued_on

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page and lay it out for the components."""
        page = recommendation_page(self.recommendation, self.view)
        found = layout(page, self.request.GET, self.problems)
        return super().get_context_data(**kwargs | found)

"""The list of agencies and the scorecard of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from recommendations.as_of_pages import AsOfPage
from recommendations.models import Agency

from .. import agency_pages


class AgenciesView(AsOfPage):
    """Every agency named in a published recommendation, by name."""

    template_name = "scorecard/agency_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the agencies of one page."""
        page = agency_pages.agency_list(self.view, self.request.GET)
        return super().get_context_data(**kwargs | page)


class AgencyView(AsOfPage):
    """The scorecard of one agency, across reports."""

    template_name = "scorecard/agency_detail.html"
    agency: Agency

    def prepare(self) -> None:
        """Find the agency; 404 where there is none."""
        slug = self.kwargs["agency"]
        rows = Agency.objects.select_related("parent", "successor")
        found = rows.filter(slug=slug).first()
        if found is None:
            raise Http404(_("There is no agency %s.") % slug)
        self.agency = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page and lay it out for the components."""
        page = agency_pages.agency_detail(self.agency, self.view)
        return super().get_context_data(**kwargs | page)

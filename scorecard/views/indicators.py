"""The list of indicators and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from recommendations.as_of_pages import AsOfPage
from recommendations.models import Indicator

from .. import indicator_pages


class IndicatorsView(AsOfPage):
    """Every indicator by kind, with its latest value and class."""

    template_name = "scorecard/indicator_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the indicators, narrowed to a report where one is asked for."""
        page = indicator_pages.indicator_list(
            self.view, self.request.GET, self.problems
        )
        return super().get_context_data(**kwargs | page)


class IndicatorView(AsOfPage):
    """One indicator: chart, values, sources and the working."""

    template_name = "scorecard/indicator_detail.html"
    indicator: Indicator

    def prepare(self) -> None:
        """Find the indicator; 404 where there is none to show."""
        slug = self.kwargs["indicator"]
        found = Indicator.objects.public().filter(slug=slug).first()
        if found is None:
            raise Http404(_("There is no indicator %s.") % slug)
        self.indicator = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page and lay it out for the components."""
        page = indicator_pages.indicator_detail(self.indicator, self.view)
        return super().get_context_data(**kwargs | page)

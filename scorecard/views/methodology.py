"""The method, and each of its versions."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from recommendations.as_of_pages import AsOfPage

from .. import methodology_pages
from ..methodology import Version, version_in_force, version_named


class MethodologyView(AsOfPage):
    """The method in force in the view, written for a citizen first."""

    template_name = "scorecard/methodology.html"

    def version(self) -> Version:
        """The version the page is about."""
        return version_in_force(self.view)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the version's numbers and those of the record."""
        page = methodology_pages.layout(self.version(), self.view)
        return super().get_context_data(**kwargs | page)


class MethodologyVersionView(MethodologyView):
    """One named version of the method."""

    def version(self) -> Version:
        """The version named in the address; 404 where there is none."""
        name = self.kwargs["version"]
        found = version_named(name)
        if found is None:
            raise Http404(_("There is no version %s of the method.") % name)
        return found

"""Every status change ever published."""

from __future__ import annotations

from typing import Any

from recommendations.as_of_pages import AsOfPage

from .. import change_pages


class ChangesView(AsOfPage):
    """Changes of status, newest first, by report, agency or recommendation."""

    template_name = "scorecard/change_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather one page of changes."""
        page = change_pages.change_list(self.view, self.request.GET, self.problems)
        return super().get_context_data(**kwargs | page)

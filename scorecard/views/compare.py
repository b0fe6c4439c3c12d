"""Two dates, or two snapshots, of a report side by side."""

from __future__ import annotations

from typing import Any

from recommendations.as_of_pages import AsOfPage

from .. import compare_pages


class CompareView(AsOfPage):
    """What rose, fell and was added between two readings, and why."""

    template_name = "scorecard/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read both sides and set them beside each other."""
        page = compare_pages.compare_page(self.view, self.request.GET, self.problems)
        return super().get_context_data(**kwargs | page)

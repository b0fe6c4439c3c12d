"""The table of the list of recommendations: which columns, in which order.

Its rows are ``list_page.Row``, already sorted; the table only prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableListData

CELLS = "recommendations/cells/"
NUMBER = {"td": {"class": "number together"}, "th": {"class": "number"}}
TOGETHER = {"td": {"class": "together"}}


class SortedRows(TableListData):
    """Rows in the order they were asked for; the headers only say which it is."""

    def order_by(self, aliases: Any) -> None:
        """Leave the rows alone: the query sorted them."""


class RecommendationTable(tables.Table):
    """One row for each recommendation of a page."""

    caption = _("Recommendations")

    reference = tables.TemplateColumn(
        template_name=f"{CELLS}recommendation.html",
        verbose_name=_("Recommendation"),
    )
    status = tables.TemplateColumn(
        template_name=f"{CELLS}status.html", verbose_name=_("Status"), attrs=TOGETHER
    )
    asks = tables.TemplateColumn(
        template_name=f"{CELLS}asks.html",
        verbose_name=_("Asks"),
        orderable=False,
        attrs={"td": {"class": "table__narrow"}},
    )
    score = tables.TemplateColumn(
        template_name=f"{CELLS}score.html",
        verbose_name=_("Score"),
        attrs=NUMBER,
        initial_sort_descending=True,
    )
    assessed = tables.TemplateColumn(
        template_name=f"{CELLS}assessed.html",
        verbose_name=_("Assessed"),
        attrs=NUMBER,
        initial_sort_descending=True,
    )

    class Meta:
        fields = ("reference", "status", "asks", "score", "assessed")
        sequence = fields
        template_name = "components/table.html"
        order_by_field = "sort"
        empty_text = None


def recommendation_table(rows: Sequence[Any], sort: str) -> RecommendationTable:
    """The table over rows that are already in the order ``sort`` names."""
    return RecommendationTable(SortedRows(list(rows)), order_by=sort)

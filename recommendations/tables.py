"""The table of the list of recommendations: which columns, in which order.

Its rows are ``list_rows.Row``, already sorted; the table only prints them. A cell
that many rows share (a status, a bar of asks, a date) is rendered once and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import django_tables2 as tables
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableListData

CELLS = "recommendations/cells/"
NUMBER = {"td": {"class": "number together"}, "th": {"class": "number"}}
KEPT_CELLS = 20_000

SHARED: dict[str, tuple[str, ...]] = {
    "status": ("status", "confidence"),
    "asks": ("counts", "n_asks"),
    "score": ("score", "gate", "n_checked", "n_asks"),
    "assessed": ("assessed_on", "freshness"),
    "due": ("is_priority", "schedule", "due_on"),
}
"""What each of the shared cells shows of a row, and nothing else."""


class SortedRows(TableListData):
    """Rows in the order they were asked for; the headers only say which it is."""

    def order_by(self, aliases: Any) -> None:
        """Leave the rows alone: the query sorted them."""


class RecommendationTable(tables.Table):
    """One row for each recommendation of a page."""

    caption = _("Recommendations")

    reference = tables.Column(verbose_name=_("Recommendation"))
    status = tables.Column(verbose_name=_("Status"))
    asks = tables.Column(
        verbose_name=_("Asks"),
        orderable=False,
        attrs={"td": {"class": "table__narrow"}},
    )
    score = tables.Column(
        verbose_name=_("Score"), attrs=NUMBER, initial_sort_descending=True
    )
    assessed = tables.Column(
        verbose_name=_("Assessed"), attrs=NUMBER, initial_sort_descending=True
    )

    class Meta:
        fields = ("reference", "status", "asks", "score", "assessed")
        sequence = fields
        template_name = "components/table.html"
        order_by_field = "sort"
        empty_text = None

    @cached_property
    def body(self) -> SafeString:
        """The rows, printed with their shared cells."""
        language = translation.get_language() or "en"
        rows = [
            {"record": row} | {name: _shared(name, row, language) for name in SHARED}
            for row in self.data.data
        ]
        labels = {name: str(column.header) for name, column in self.columns.items()}
        template = engines["dense"].get_template("recommendation_rows.html")
        return mark_safe(template.render({"rows": rows, "labels": labels}))


def recommendation_table(rows: Sequence[Any], sort: str) -> RecommendationTable:
    """The table over rows that are already in the order ``sort`` names."""
    return RecommendationTable(SortedRows(list(rows)), order_by=sort)


def _shared(name: str, row: Any, language: str) -> SafeString:
    values = tuple(_hashable(getattr(row, field)) for field in SHARED[name])
    return _cell(name, values, language)


@lru_cache(maxsize=KEPT_CELLS)
def _cell(name: str, values: tuple[Any, ...], _language: str) -> SafeString:
    """One cell; it depends on these values and the language alone."""
    record = dict(zip(SHARED[name], values, strict=True))
    if "counts" in record:
        record["counts"] = dict(record["counts"])
    return mark_safe(
        render_to_string(f"{CELLS}{name}.html", {"record": record}).strip()
    )


def _hashable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return round(value, 6) if isinstance(value, float) else value

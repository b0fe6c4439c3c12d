"""The table of the list of recommendations: which columns, in which order.

Its rows are ``list_rows.Row``, already sorted; the table only prints them. A cell
that many rows share (a status, a bar of asks, a date) is rendered once and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import django_tables2 as tables
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from .list_rows import Row

CELLS = ("status", "asks", "score", "assessed")
"""The columns behind the first."""

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
KEPT_CELLS = 20_000

SHARED: dict[str, tuple[str, ...]] = {
    "status": ("status", "confidence"),
    "asks": ("counts", "n_asks"),
    "score": ("score", "gate", "n_checked", "n_asks"),
    "assessed": ("assessed_on", "freshness"),
    "due": ("is_priority", "schedule", "due_on"),
}
"""What each of the shared cells shows of a row, and nothing else."""


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
        verbose_name=_("Score"),
        attrs=NUMBER | {"td": {"class": "number together"}},
        initial_sort_descending=True,
    )
    assessed = tables.Column(
        verbose_name=_("Assessed"), attrs=NUMBER, initial_sort_descending=True
    )

    class Meta:
        fields = ("reference", "status", "asks", "score", "assessed")
        sequence = fields
        order_by_field = "sort"


class Heading(NamedTuple):
    """A column as the head of the table prints it.

    direction: ascending or descending where the table is sorted by it. next: the
    order that a click asks for; empty where it can't be sorted by.
    """

    name: str
    label: str
    classes: str
    cell_classes: str
    direction: str
    next: str


@dataclass(frozen=True)
class PrintedTable:
    """The table over rows that are already in the order ``sort`` names."""

    rows: Sequence[Row]
    sort: str

    caption = RecommendationTable.caption
    order_by_field = RecommendationTable.Meta.order_by_field

    @property
    def headings(self) -> list[Heading]:
        """The head, column by column."""
        return _headings(self.sort, translation.get_language() or "en")

    @cached_property
    def body(self) -> SafeString:
        """The rows, printed with their shared cells."""
        language = translation.get_language() or "en"
        rows = [
            {
                "record": row,
                "due": _shared("due", row, language),
                "cells": mark_safe("".join([_shared(n, row, language) for n in CELLS])),
            }
            for row in self.rows
        ]
        template = engines["dense"].get_template("recommendation_rows.html")
        return mark_safe(template.render({"rows": rows}))


@lru_cache(maxsize=1000)
def _headings(sort: str, _language: str) -> list[Heading]:
    return [_heading(c) for c in RecommendationTable([], order_by=sort).columns]


def _heading(column: Any) -> Heading:
    descends = column.is_ordered and column.order_by_alias.is_descending
    return Heading(
        name=column.name,
        label=str(column.header),
        classes=column.attrs["th"].get("class", ""),
        cell_classes=column.attrs["td"].get("class", ""),
        direction=("ascending", "descending")[descends] if column.is_ordered else "",
        next=column.order_by_alias.next if column.orderable else "",
    )


_READ = {name: attrgetter(*fields) for name, fields in SHARED.items()}


def _shared(name: str, row: Row, language: str) -> SafeString:
    return _cell(name, tuple(map(_hashable, _READ[name](row))), language)


@lru_cache(maxsize=KEPT_CELLS)
def _cell(name: str, values: tuple[Any, ...], language: str) -> SafeString:
    """One cell; it depends on these values and the language alone."""
    record = dict(zip(SHARED[name], values, strict=True))
    if "counts" in record:
        record["counts"] = dict(record["counts"])
    inputs: dict[str, Any] = {"record": record}
    file = f"cells/{name}.html"
    if name in CELLS:
        columns = {heading.name: heading for heading in _headings("", language)}
        file, inputs["heading"] = "table_cell.html", columns[name]
    return mark_safe(engines["dense"].get_template(file).render(inputs).strip())


def _hashable(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    return round(value, 6) if isinstance(value, float) else value

"""Lists of the desk that cost the same over a million rows as over fifty.

A list is counted only so far, sorted by an index, and broken down by years only where
that reads few rows: never a count or a sort of a whole table.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

LISTED = 1_000
COUNTED = 10_000


def number_of(rows: QuerySet[Any], field: str) -> Coalesce:
    """How many of these rows name a row in a field, counted by that field's index."""
    named = rows.order_by().filter(**{field: OuterRef("pk")}).values(field)
    return Coalesce(Subquery(named.annotate(n=Count("pk")).values("n")), 0)


class CountedSoFar(Paginator[Any]):
    """Pages of the first ``COUNTED`` rows; few rows are found once, by their keys.

    Counting and reading a search would look at every row of the table twice, so what
    finds few rows remembers which they are.
    """

    is_listed = False
    is_capped = False

    @cached_property
    def count(self) -> int:
        """How many rows there are, or ``COUNTED`` where there are more."""
        rows = cast(QuerySet[Any], self.object_list)
        keys = rows.order_by().values_list("pk", flat=True)
        first = list(keys[: LISTED + 1])
        if len(first) <= LISTED:
            self.is_listed = True
            self.object_list = rows.filter(pk__in=first)
            return len(first)
        found = keys[: COUNTED + 1].count()
        self.is_capped = found > COUNTED
        return min(found, COUNTED)


class LongChangeList(ChangeList):
    """A list that says where its count ends, and asks for nothing it would not show."""

    is_capped = False
    most = COUNTED

    def get_results(self, request: HttpRequest) -> None:
        """Read one page; leave out years that only a look at all rows would give."""
        super().get_results(request)
        pages = self.paginator
        if not isinstance(pages, CountedSoFar):
            return
        self.is_capped = pages.is_capped
        if pages.is_listed:
            self.queryset = pages.object_list
            if self.show_all or not self.multi_page:
                self.result_list = pages.object_list
        elif pages.is_capped or self.query or self.has_active_filters:
            self.date_hierarchy = None

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """By the columns chosen, and then as the index of each of them goes on."""
        found = list(super().get_ordering(request, queryset))
        is_chosen = ORDER_VAR in self.params
        kept = found[: len(self.get_ordering_field_columns())] if is_chosen else []
        last = kept[-1] if kept else None
        if not isinstance(last, str):
            return found
        return [*kept, "-pk" if last.startswith("-") else "pk"]


class LongListAdmin(ModelAdmin):
    """An admin whose lists stay quick, however many rows there are."""

    paginator = CountedSoFar
    show_full_result_count = False
    list_per_page = 50

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list's own way to count and to sort."""
        return LongChangeList

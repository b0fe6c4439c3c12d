"""The names that rows of the list point to: reports, categories, agencies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np

from ..languages import LocalText, pick, short_title
from ..models import Agency, Category, Report


@dataclass(frozen=True)
class ReportName:
    """A public report."""

    id: int
    slug: str
    title: str
    title_es: str
    issued_on: date

    def short(self, language: str) -> str:
        """Title and year."""
        return short_title(SimpleNamespace(**vars(self)), language)


@dataclass(frozen=True)
class CategoryName:
    """A heading of a report."""

    id: int
    report: int
    code: str
    title: str
    title_es: str


@dataclass(frozen=True)
class AgencyName:
    """An agency."""

    id: int
    slug: str
    name: str
    name_es: str

    def text(self, language: str) -> LocalText:
        """Its name in a language."""
        return pick(self.name, self.name_es, language)


class Names:
    """All of them by id, reports newest first, as they are at one record version."""

    @cached_property
    def reports(self) -> dict[int, ReportName]:
        """Public reports in the order of the list."""
        rows = Report.objects.public().order_by("-issued_on", "slug")
        return _by_id(
            ReportName, rows.values_list("id", "slug", "title", "title_es", "issued_on")
        )

    @cached_property
    def categories(self) -> dict[int, CategoryName]:
        """Headings of public reports in their order."""
        rows = Category.objects.filter(report__published_at__isnull=False).order_by(
            "-report__issued_on", "report__slug", "position"
        )
        return _by_id(
            CategoryName,
            rows.values_list("id", "report_id", "code", "title", "title_es"),
        )

    @cached_property
    def agencies(self) -> dict[int, AgencyName]:
        """Every agency by name."""
        rows = Agency.objects.order_by("name", "slug")
        return _by_id(AgencyName, rows.values_list("id", "slug", "name", "name_es"))

    def report_texts(self, language: str) -> dict[int, str]:
        """Title and year of each report in a language."""
        return self._kept(
            f"reports {language}",
            lambda: {id_: row.short(language) for id_, row in self.reports.items()},
        )

    def agency_texts(self, language: str) -> dict[int, str]:
        """The name of each agency in a language."""
        return self._kept(
            f"agencies {language}",
            lambda: {id_: str(a.text(language)) for id_, a in self.agencies.items()},
        )

    def _kept(self, key: str, make: Callable[[], dict[int, str]]) -> dict[int, str]:
        if key not in self.__dict__:
            self.__dict__[key] = make()
        found: dict[int, str] = self.__dict__[key]
        return found

    @cached_property
    def report_ids(self) -> dict[str, int]:
        """Public reports by their code."""
        return {report.slug: id_ for id_, report in self.reports.items()}

    @cached_property
    def agency_ids(self) -> dict[str, int]:
        """Agencies by their code."""
        return {agency.slug: id_ for id_, agency in self.agencies.items()}

    @cached_property
    def category_ids(self) -> dict[str, list[int]]:
        """Categories by each way to write them: report/code, or code alone."""
        found: dict[str, list[int]] = {}
        for id_, category in self.categories.items():
            slug = self.reports[category.report].slug
            found.setdefault(category.code, []).append(id_)
            found.setdefault(f"{slug}/{category.code}", []).append(id_)
        return found

    @cached_property
    def category_ranks(self) -> dict[int, int]:
        """The place of each category by its id."""
        return {id_: place for place, id_ in enumerate(self.categories)}

    @cached_property
    def report_ranks(self) -> Any:
        """The place of each report by its id, as an array."""
        ranks = np.zeros(max(self.reports, default=0) + 1, dtype=np.int32)
        for place, id_ in enumerate(self.reports):
            ranks[id_] = place
        return ranks


def _by_id(kind: Any, rows: Any) -> dict[int, Any]:
    return {row[0]: kind(*row) for row in rows}

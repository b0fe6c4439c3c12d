"""Makes the agencies and categories that a plan has named, once each."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from recommendations.bulk import create
from recommendations.choices import AgencyKind
from recommendations.models import Agency, Category, Report

from ..mapping.fields import bare
from .provenance import Origin

NO_CATEGORY = "Not grouped"
LONGEST_SLUG = 80


class Registry:
    """Ids of agencies by code or name, and of categories by any of their names."""

    def __init__(self, report: Report, origin: Origin) -> None:
        self.report = report
        self.origin = origin
        self._agencies: dict[str, int] = dict(Agency.objects.values_list("slug", "id"))
        self._made: dict[str, int] = {}
        self._categories: dict[str, int] = {}
        for id_, *names in Category.objects.filter(report=report).values_list(
            "id", "code", "slug", "title", "title_es"
        ):
            for name in names:
                self._categories.setdefault(bare(name), id_)

    def agency(self, name: str) -> int:
        """The id of an agency; one that is new is made."""
        if name in self._agencies:
            return self._agencies[name]
        key = bare(name)
        if key not in self._made:
            self._made[key] = self._make_agency(name)
        return self._made[key]

    def _make_agency(self, name: str) -> int:
        country = self.report.jurisdiction
        row = Agency(
            slug=self._free(f"{country.lower()}-{slugify(name)}", self._agencies),
            name=name,
            kind=AgencyKind.OFFICE,
            jurisdiction=country,
        )
        self._save(row)
        self._agencies[row.slug] = row.pk
        return int(row.pk)

    def category(self, name: str) -> int:
        """The id of a category; one that is new is made, after those there are."""
        key = bare(name) or bare(NO_CATEGORY)
        if key not in self._categories:
            self._categories[key] = self._make_category(name)
        return self._categories[key]

    def _make_category(self, name: str) -> int:
        there = Category.objects.filter(report=self.report)
        codes = set(there.values_list("code", flat=True))
        slugs = dict.fromkeys(there.values_list("slug", flat=True), 0)
        last = there.aggregate(last=Max("position"))["last"] or 0
        number = last + 1
        while str(number) in codes:
            number += 1
        row = Category(
            report=self.report,
            code=str(number),
            slug=self._free(slugify(name or NO_CATEGORY), slugs),
            title=name or NO_CATEGORY,
            position=last + 1,
            is_editorial=not name,
        )
        self._save(row)
        self._categories[bare(row.code)] = row.pk
        return int(row.pk)

    def _save(self, row: Any) -> None:
        create([row])
        self.origin.keep_history(type(row), [row.pk])

    @staticmethod
    def _free(wished: str, taken: dict[str, int]) -> str:
        """The code wished for, shortened and numbered until it is free."""
        short = wished[:LONGEST_SLUG].strip("-") or "item"
        found, number = short, 2
        while found in taken:
            found = f"{short[: LONGEST_SLUG - 6]}-{number}"
            number += 1
        return found

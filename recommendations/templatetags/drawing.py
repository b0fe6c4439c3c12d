"""Geometry for the small drawings of the components: numbers in, percents out.

Positions are text with a decimal point, because a localized number would break
an SVG attribute. No drawing carries an inline style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.core.paginator import Paginator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..choices import AskStatus

register = template.Library()

GAP = 0.45
ROOM_FOR_A_FIGURE = 5.0
ON_DARK = frozenset({"implemented", "mostly", "reversed", "not_pursued"})
STEPS = {"started": 1, "partly": 2, "mostly": 3, "implemented": 4}
FOR_FILES_ALONE = re.compile(r' (?:xmlns|font-family|paint-order)="[^"]*"')
USUALLY_ABSENT = frozenset({"superseded"})


@dataclass(frozen=True)
class StatusRow:
    """One status with its count and share, and its part of a stacked bar.

    share is in percent of the total; x, width and middle are SVG percentages.
    """

    code: str
    label: str
    count: int
    share: float
    x: str
    width: str
    middle: str
    shows_count: bool
    is_on_dark: bool


@dataclass(frozen=True)
class ScaleMarks:
    """Positions on a scale from 0 to 100, as SVG percentages; empty if unknown."""

    score: str
    low: str
    high: str
    likely_x: str
    likely_width: str


@dataclass(frozen=True)
class Box:
    """One box of the step bar."""

    x: str
    is_on: bool


@dataclass(frozen=True)
class Run:
    """One stretch of years in a matrix row; code is empty before the first
    assessment."""

    code: str
    label: str
    first: int
    last: int

    @property
    def years(self) -> int:
        """How many columns it spans."""
        return self.last - self.first + 1


def percent(value: float) -> str:
    """A number as an SVG percentage with two decimals."""
    return f"{value:.2f}%"


@register.simple_tag
def status_rows(counts: Mapping[str, int]) -> list[StatusRow]:
    """The statuses in their fixed order, with counts, shares and positions.

    counts: number of items by status code; a missing code counts 0. "No longer
    applies" appears only where something has that status.
    """
    total = sum(counts.values())
    rows, before = [], 0
    for code, label in _labels(get_language()):
        count = counts.get(code, 0)
        if count or code not in USUALLY_ABSENT:
            rows.append(_status_row(code, label, count, before, total))
        before += count
    return rows


@lru_cache(maxsize=8)
def _labels(_language: str | None) -> list[tuple[str, str]]:
    """Each status with its word in the active language."""
    return [(code, str(label)) for code, label in AskStatus.choices]


def _status_row(
    code: str, label: str, count: int, before: int, total: int
) -> StatusRow:
    share = 100 * count / total if total else 0.0
    x = 100 * before / total if total else 0.0
    width = max(share - GAP, 0.1)
    return StatusRow(
        code=code,
        label=label,
        count=count,
        share=share,
        x=percent(x),
        width=percent(width),
        middle=percent(x + width / 2),
        shows_count=share >= ROOM_FOR_A_FIGURE,
        is_on_dark=code in ON_DARK,
    )


@register.simple_tag
def scale_marks(
    score: float | None,
    low: float | None,
    high: float | None,
    likely_low: float | None = None,
    likely_high: float | None = None,
) -> ScaleMarks:
    """Positions of score, bounds and likely range (all 0 to 100, or None)."""
    likely = likely_low not in (None, "") and likely_high not in (None, "")
    return ScaleMarks(
        score=_position(score),
        low=_position(low),
        high=_position(high),
        likely_x=_position(likely_low) if likely else "",
        likely_width=percent(float(likely_high) - float(likely_low))  # type: ignore[arg-type]
        if likely
        else "",
    )


def _position(value: float | str | None) -> str:
    return "" if value is None or value == "" else percent(float(value))


@register.simple_tag
def step_boxes(code: str) -> list[Box]:
    """The four boxes of the step bar for a status code."""
    filled = STEPS.get(code, 0)
    return [Box(x=percent(25.2 * n), is_on=n < filled) for n in range(4)]


@register.simple_tag
def status_runs(points: Sequence[tuple[int, str]], first: int, last: int) -> list[Run]:
    """Stretches of years between assessments, for a matrix row.

    points: (year, status code) of each assessment, in order; the later one of a
    year wins. first, last: the years of the columns.
    """
    by_year = {max(year, first): code for year, code in points if year <= last}
    starts = sorted(by_year)
    if not starts:
        return [Run("", "", first, last)]
    runs = [Run("", "", first, starts[0] - 1)] if starts[0] > first else []
    for start, following in zip(starts, [*starts[1:], last + 1], strict=True):
        code = by_year[start]
        runs.append(Run(code, str(AskStatus(code).label), start, following - 1))
    return runs


@register.filter
def drawn(svg: str) -> SafeString:
    """A drawing of ``scorecard.charts`` as it stands in a page.

    Halo and face of its texts come from the stylesheet there (HTML allows no
    ``paint-order`` attribute), its namespace from being in HTML.
    """
    return mark_safe(FOR_FILES_ALONE.sub("", svg))


@register.filter
def years_until(first: int, last: int) -> range:
    """The years from first to last, both included."""
    return range(first, last + 1)


@register.filter
def times(count: int) -> range:
    """A range of that length, to draw one mark for each."""
    return range(count)


@register.filter
def page_numbers(paginator: Paginator[object], number: int) -> list[int | None]:
    """The page numbers a pager shows around ``number``; None stands for a gap."""
    pages = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return [page if isinstance(page, int) else None for page in pages]

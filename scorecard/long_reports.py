"""The scorecard of a report of very many recommendations, for its page.

Sums come from the columns (``many``); only the recommendations, agencies and differing
asks that the page shows are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recommendations.agreement import agreements
from recommendations.as_of import AsOf
from recommendations.listing.columns import Array, Columns
from recommendations.models import Agency, Category, Report, SecondReading, StatusChange

from . import build, many, selectors
from .build import AskLine, Group, Line, Scorecard
from .sums import Sums
from .uncertainty import all_with_stored_ranges

FIRST = 5
"""How many recommendations of each category the page begins with."""

AGENCIES_SHOWN = 40
"""How many agencies it shows, those named most often."""

WALKED = 1500
"""How many of the newest moves it looks through for those of the report."""

READ_TWICE = 60
"""In how many recommendations read twice it looks for asks that differ."""


@dataclass(frozen=True)
class LongReport:
    """The scorecard without its lines, and what the page shows of them.

    first: the first lines of each category, by its code. sums: what each category
    brings to the score, "" the whole. n_agencies: how many are named in all. moved:
    ids of the latest moves of its asks.
    """

    card: Scorecard
    first: Mapping[str, Sequence[Line]]
    sums: Mapping[str, Sums]
    n_agencies: int
    moved: Sequence[int]


def long_report(report: Report, view: AsOf) -> LongReport:
    """Gather it; ten queries at most, however many recommendations there are."""
    columns = many.columns_of(view, report.pk)
    places = np.flatnonzero(columns.report == report.pk)
    agreed = agreements([report.pk], view, columns.version_of)[report.pk]
    parts = many.in_parts(places, columns.category)
    headings = [c for c in Category.objects.filter(report=report) if c.pk in parts]
    shown = [columns.ids[_first(columns, parts[c.pk])] for c in headings]
    links = many.links_in(columns, places)
    often = many.by_number(links)[:AGENCIES_SHOWN]
    whole = many.Rows.at(columns, places)
    rows = {c.code: many.Rows.at(columns, parts[c.pk]) for c in headings}
    card = Scorecard(
        view=view,
        total=build.gated(
            many.group(
                "report",
                report.slug,
                whole,
                title=report.title,
                title_es=report.title_es,
            ),
            agreed.gate,
        ),
        agreement=many.agreement_of(agreed),
        categories=tuple(
            build.gated(_category(c, rows[c.code]), agreed.gate) for c in headings
        ),
        agencies=tuple(
            build.gated(group, agreed.gate)
            for group in _agencies(columns, links, often, view, report)
        ),
        method_version=selectors.method_of(report, view),
        differing=many.kept(
            "differing", report.pk, columns, view, lambda _: _differing(report, view)
        )
        if agreed.n_double_coded
        else (),
    )
    (ranged,) = all_with_stored_ranges([card], [columns.version_of(report.pk)])
    return LongReport(
        card=ranged,
        first=_by_category(np.concatenate(shown).tolist() if shown else [], view),
        sums={"": whole.sums("", "")}
        | {code: members.sums("", "") for code, members in rows.items()},
        n_agencies=len(links),
        moved=many.kept(
            "moved",
            report.pk,
            columns,
            view,
            lambda places: _moved(report, set(columns.ids[places].tolist()), view),
        ),
    )


def _first(columns: Columns, places: Array) -> Array:
    """The places of the first rows of a category, in the order of the report."""
    found: Array = places[np.argsort(columns.position[places], kind="stable")][:FIRST]
    return found


def _category(category: Category, rows: many.Rows) -> Group:
    return many.group(
        "category",
        category.code,
        rows,
        title=category.title,
        title_es=category.title_es,
        is_editorial=category.is_editorial,
    )


def _agencies(
    columns: Columns,
    links: Mapping[int, Array],
    shown: Sequence[int],
    view: AsOf,
    report: Report,
) -> list[Group]:
    narrowed = selectors.narrowed_lines(
        view, agency__in=shown, recommendation__report=report
    )
    found = [
        many.agency_group(
            columns,
            links[agency.pk],
            narrowed[agency.pk],
            key=agency.slug,
            title=agency.name,
            title_es=agency.name_es,
        )[0]
        for agency in Agency.objects.filter(pk__in=shown)
    ]
    return sorted(found, key=lambda group: (group.title, group.key))


def _by_category(ids: Iterable[int], view: AsOf) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in selectors.lines(view, with_texts_up_to=0, recommendation__in=ids):
        found[line.category.code].append(line)
    return found


def _moved(report: Report, ids: set[int], view: AsOf) -> list[int]:
    """The latest moves among these recommendations.

    The moves of all reports are walked from the newest on: sorting those of one long
    report costs more. One that has not moved for long is asked for its own.
    """
    newest = StatusChange.objects.filter(effective_on__lte=view.on, ask__isnull=False)
    if view.known_at is not None:
        newest = newest.filter(published_at__date__lte=view.known_at)
    walked = newest.order_by(*selectors.LATEST).values_list("id", "recommendation_id")
    found = [id_ for id_, owner in walked[:WALKED] if owner in ids][: selectors.MOVES]
    if len(found) < selectors.MOVES:
        own = newest.filter(recommendation__report=report).order_by(*selectors.LATEST)
        found = list(own.values_list("id", flat=True)[: selectors.MOVES])
    return found


def _differing(report: Report, view: AsOf) -> tuple[tuple[Line, AskLine], ...]:
    """Asks that differ in the first recommendations of the report read twice."""
    twice = SecondReading.objects.filter(
        recommendation__report=report, published_at__isnull=False
    ).order_by("recommendation__position", "recommendation_id")
    ids = dict.fromkeys(twice.values_list("recommendation_id", flat=True)[:READ_TWICE])
    lines = selectors.lines(view, with_texts_up_to=0, recommendation__in=list(ids))
    return build.differing(lines)

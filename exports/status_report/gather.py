"""From the record to the content of a status report, by the selectors of the scorecard.

Every figure comes from ``scorecard``; the number of queries is fixed, however long
the report is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q, prefetch_related_objects
from django.utils import translation

from recommendations.as_of import AsOf
from recommendations.languages import LocalText, in_language
from recommendations.models import Correction, Indicator, Report, Source
from recommendations.partial_dates import PartialDate
from scorecard import (
    build,
    compare_pages,
    frozen,
    indicator_pages,
    indicator_words,
    presentation,
    report_pages,
    selectors,
    years,
)
from scorecard.build import Group, Line, Scorecard
from scorecard.comparison import Comparison, Side, compare
from scorecard.headline import headline
from scorecard.models import Snapshot
from scorecard.outcomes import IndicatorReading, dial
from scorecard.uncertainty import with_ranges
from scorecard.years import YearPoint

from . import words
from .content import Cited, CorrectionPart, GroupPart, IndicatorPart, StatusReport
from .numbering import Numbering
from .options import Options
from .parts import recommendation_parts

YEAR = timedelta(days=365)


def status_report(report: Report, options: Options) -> StatusReport:
    """The content of one status report, its texts in the language of the options."""
    with translation.override(options.language):
        return _made(report, options)


def _made(report: Report, options: Options) -> StatusReport:
    view, sources = options.view, Numbering()
    every_line = selectors.lines(view, recommendation__report=report)
    page = selectors.report_page(report, view, rows=every_line)
    card = _narrowed(page.card, options)
    lines = card.total.lines
    changes = _changes(report, options, page.card, lines)
    moved = {move.reference for move in changes.asks} if changes else set()
    shown = [row for row in lines if row.reference in moved or not options.only_changes]
    cited = _cited(report, options.language, sources)
    parts = recommendation_parts(report, shown, moved, options, sources)
    readings = _readings(page.indicators, lines, options)
    indicators = tuple(_indicator(row, report, options, sources) for row in readings)
    primary = [
        part
        for part in indicators
        if part.reading.indicator.pk == report.primary_indicator_id
    ]
    outcomes = dial(readings)
    sentence = headline(card)
    made = StatusReport(
        report=cited,
        options=options,
        method_version=card.method_version,
        headline=sentence,
        card=card,
        agreement=presentation.agreement_words(card.agreement),
        narrowed_to=words.narrowed_to(options),
        facts=tuple(
            (fact["term"], fact["text"])
            for fact in presentation.delivery_facts(card.total)
        ),
        outcomes=outcomes,
        outcome_counts=tuple(
            (row["code"], row["label"], row["count"])
            for row in presentation.outcome_rows(outcomes, "")["rows"]
        ),
        outcome_note=presentation.outcome_note(outcomes),
        years=_years(report, card, options),
        categories=_groups(card.categories, options.language),
        agencies=_groups(card.agencies, options.language),
        recommendations=parts,
        n_left_out=len(lines) - len(shown),
        indicators=indicators,
        primary=primary[0] if primary else None,
        changes=changes,
        corrections=_corrections(report, lines, options),
        sources=sources.sources,
        caveats=(),
        method=words.method_in_one_page(view),
        citation=words.citation(cited, card, view, str(sentence)),
        address=words.address(report, options),
        license=words.LICENSE,
    )
    return replace(made, caveats=words.caveats(report, made))


def is_narrowed(options: Options) -> bool:
    """Whether the figures are those of a part of the report."""
    return options.agency is not None or options.category is not None


def _narrowed(card: Scorecard, options: Options) -> Scorecard:
    """The scorecard of the part asked for, with the very rows of the whole one."""
    agency, category = options.agency, options.category
    categories = tuple(
        g for g in card.categories if category is not None and g.key == category.code
    )
    agencies = tuple(
        g for g in card.agencies if agency is not None and g.key == agency.slug
    )
    if agency is None and category is None:
        return card
    if agency is not None and category is not None:
        return _within(card, agencies, category.pk)
    named = agencies if agency is not None else categories
    title = agency.name if agency is not None else category.title if category else ""
    total = named[0] if named else _nothing(title)
    lines = total.lines
    return replace(
        card,
        total=total,
        categories=categories,
        agencies=agencies,
        differing=build.differing(lines),
    )


def _within(card: Scorecard, agencies: Sequence[Group], category_id: int) -> Scorecard:
    """One agency in one category: its lines there, rolled up by the same method."""
    lines = [
        line for g in agencies for line in g.lines if line.category.id == category_id
    ]
    total = build.group("agency", agencies[0].key if agencies else "", lines)
    return with_ranges(
        replace(
            card,
            total=build.gated(total, card.agreement.gate),
            categories=(),
            agencies=(),
            differing=build.differing(lines),
        )
    )


def _nothing(title: str) -> Group:
    return build.group("report", "", [], title=title)


def _changes(
    report: Report, options: Options, whole: Scorecard, lines: Sequence[Line]
) -> Comparison | None:
    """What moved since the day or snapshot asked for, among these lines.

    whole: the scorecard of the whole report in the view.
    """
    view = options.view
    since = options.since or _last_snapshot(report, view) or _year_before(report, view)
    if since is None:
        return None
    found = compare(*_sides(report, whole, since))
    if not is_narrowed(options):
        return found
    kept = {line.reference: {ask.code for ask in line.asks} for line in lines}
    return replace(
        found,
        asks=tuple(m for m in found.asks if m.ask in kept.get(m.reference, ())),
        recommendations=tuple(
            move for move in found.recommendations if move.reference in kept
        ),
    )


def _last_snapshot(report: Report, view: AsOf) -> Snapshot | None:
    rows = Snapshot.objects.select_related("method_version").filter(
        report=report, as_of__lt=view.on, known_at__lte=view.known_on
    )
    found: Snapshot | None = rows.order_by("-as_of", "-made_at", "-id").first()
    return found


def _year_before(report: Report, view: AsOf) -> date | None:
    first = max(view.on - YEAR, report.issued_on)
    return first if first < view.on else None


def _sides(
    report: Report, whole: Scorecard, since: date | Snapshot
) -> tuple[Side, Side]:
    last = whole.total.lines
    if isinstance(since, Snapshot):
        stock = frozen.behind([line.id for line in last])
        return compare_pages.side_of(since), compare_pages.side_of_card(whole, stock)
    before = replace(whole.view, on=since)
    first = selectors.lines(before, recommendation__report=report)
    stock = frozen.behind(sorted({line.id for line in [*first, *last]}))
    return (
        compare_pages.live_side(report, before, first, stock),
        compare_pages.side_of_card(whole, stock),
    )


def _years(report: Report, card: Scorecard, options: Options) -> tuple[YearPoint, ...]:
    if is_narrowed(options) or not card.total.lines:
        return ()
    return tuple(years.scores(report, options.view, card.total.lines))


def _cited(report: Report, language: str, sources: Numbering) -> Cited:
    return Cited(
        slug=report.slug,
        title=in_language(report, "title", language),
        publisher=report.publisher,
        authors=tuple(report.authors),
        series=report.series,
        issued=PartialDate(report.issued_on, report.issued_precision),
        url=report.url,
        summary=in_language(report, "summary", language),
        primary_goal=in_language(report, "primary_goal", language),
        notes=report.notes,
        horizon=report_pages.horizon(report),
        horizon_basis=str(report.get_horizon_basis_display()),
        sources=tuple(sources.of(row) for row in report.sources.all()),
    )


def _groups(groups: Sequence[Group], language: str) -> tuple[GroupPart, ...]:
    titles = {g.key: in_language(g, "title", language) for g in groups}
    return tuple(
        GroupPart(
            group=g,
            title=titles[g.key],
            alike=tuple(
                str(titles[key]) for key in g.no_clear_difference_with if key in titles
            )
            if g.score is not None
            else (),
        )
        for g in sorted(groups, key=lambda g: _place(g, titles))
    )


def _place(group: Group, titles: dict[str, LocalText]) -> tuple[str, ...]:
    """Agencies by name, since no ranking is meant; categories as they stand."""
    if group.kind == "agency":
        return (str(titles[group.key]).casefold(), group.key)
    return ()


def _readings(
    readings: Sequence[IndicatorReading], lines: Sequence[Line], options: Options
) -> list[IndicatorReading]:
    """Those of the report; narrowed, those that bear on one of its lines."""
    known = indicator_pages.known(
        Indicator.objects.filter(pk__in=[r.indicator.pk for r in readings]),
        options.view,
    )
    if is_narrowed(options):
        known = known.filter(recommendations__in=[line.id for line in lines])
    kept = set(known.values_list("pk", flat=True))
    found = [row for row in readings if row.indicator.pk in kept]
    prefetch_related_objects([row.indicator for row in found], "recommendations")
    return found


def _indicator(
    row: IndicatorReading, report: Report, options: Options, sources: Numbering
) -> IndicatorPart:
    indicator, language = row.indicator, options.language
    cited: dict[int, Source] = {o.source_id: o.source for o in row.observations}
    return IndicatorPart(
        reading=row,
        name=in_language(indicator, "name", language),
        unit=in_language(indicator, "unit", language),
        definition=in_language(indicator, "definition", language),
        caveats=in_language(indicator, "caveats", language),
        sentence=indicator_words.sentence(row),
        verdict=indicator_words.verdict(row),
        target=indicator_words.target_words(indicator),
        badges=tuple(indicator_words.badges(row)),
        address=words.site(indicator.get_absolute_url()),
        bears_on=tuple(
            one.reference
            for one in indicator.recommendations.all()
            if one.report_id == report.pk and one.published_at is not None
        ),
        sources=tuple(sources.of(source) for source in cited.values()),
    )


def _corrections(
    report: Report, lines: Sequence[Line], options: Options
) -> tuple[CorrectionPart, ...]:
    """Published corrections of the report, its recommendations and its indicators."""
    rows = Correction.objects.public().filter(
        Q(report=report)
        | Q(recommendation__report=report)
        | Q(indicator__reports=report)
        | Q(indicator__recommendations__report=report),
        published_at__date__lte=options.view.known_on,
    )
    rows = rows.select_related("recommendation", "indicator").distinct()
    kept = {line.id for line in lines}
    return tuple(
        words.correction(row, options.language)
        for row in rows.order_by("-published_at", "-id")
        if not is_narrowed(options)
        or row.recommendation_id is None
        or row.recommendation_id in kept
    )

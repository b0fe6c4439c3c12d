"""The sheets that calculate: method, asks, recommendations, categories, agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recommendations.choices import (
    AskStatus,
    Confidence,
    Freshness,
    ResponseKind,
    Schedule,
)
from recommendations.languages import pick
from scorecard import frozen, method
from scorecard.build import AskLine, Group as Figures, Line

from ...status_report import StatusReport
from ...status_report.content import GroupPart, RecommendationPart
from . import formulas as f
from .sheet import Book, Formula, Head, Layout

P = method.VERSION_1
ONE, EXACT = "0.0", "0.000000"

ASK_HEADS = (
    Head("recommendation", 15),
    Head("ask", 6),
    Head("text", 60, is_wrapped=True),
    Head("status", 15),
    Head("status_label", 18),
    Head("points", 9, "0"),
    Head("weight", 9, "0.##"),
    Head("confidence", 12),
    Head("claimed", 15),
    Head("second", 15),
    Head("freshness", 12),
    Head("reviewed_on", 12),
    Head("reason", 40, is_wrapped=True),
    Head("applies", 9),
    Head("weight_applying", 12, "0.##"),
    Head("weight_checked", 12, "0.##"),
    Head("weighted_points", 12, "0.##"),
)
WORKING = (
    "applies",
    "is_scored",
    "weight_applying",
    "weight_scored",
    "weighted_score",
    "weighted_coverage",
    "weighted_worst",
    "weighted_best",
)
RECOMMENDATION_HEADS = (
    Head("reference", 11),
    Head("title", 50, is_wrapped=True),
    Head("category", 9),
    Head("status", 15),
    Head("status_label", 18),
    Head("score", 8, ONE),
    Head("worst", 8, ONE),
    Head("best", 8, ONE),
    Head("coverage", 9, "0.000"),
    Head("weight", 8, "0.##"),
    Head("n_asks", 8),
    Head("confidence", 12),
    Head("freshness", 12),
    Head("response", 18),
    Head("issued_on", 12),
    Head("first_due_on", 12),
    Head("due_on", 12),
    Head("n_due_revisions", 9),
    Head("delivered_on", 12),
    Head("schedule", 14),
    Head("assessed_on", 12),
    Head("verified_on", 12),
    Head("has_moved", 10),
    Head("reason", 60, is_wrapped=True),
    Head("address", 40),
    Head("score_unrounded", 12, EXACT),
    Head("worst_unrounded", 12, EXACT),
    Head("best_unrounded", 12, EXACT),
    Head("coverage_unrounded", 12, EXACT),
    Head("applicable_weight", 12, "0.##"),
    Head("checked_weight", 12, "0.##"),
    Head("points_sum", 12, "0.##"),
    Head("n_applicable", 9),
    Head("n_checked", 9),
    Head("n_done", 9),
    Head("n_undone", 9),
    Head("n_dropped", 9),
    *(Head(name, 12, "0.####") for name in WORKING),
)
NAMED_HEADS = (
    Head("agency", 30),
    Head("recommendation", 15),
    Head("role", 12),
    Head("only_asks", 12),
    Head("weight", 8, "0.##"),
    Head("score_unrounded", 12, EXACT),
    Head("coverage_unrounded", 12, EXACT),
    Head("worst_unrounded", 12, EXACT),
    Head("best_unrounded", 12, EXACT),
    Head("applicable_weight", 12, "0.##"),
    Head("checked_weight", 12, "0.##"),
    Head("points_sum", 12, "0.##"),
    *(Head(name, 12, "0.####") for name in WORKING),
)
GROUP_HEADS = (
    Head("code", 24),
    Head("title", 50, is_wrapped=True),
    Head("score", 8, ONE),
    Head("worst", 8, ONE),
    Head("best", 8, ONE),
    Head("coverage", 9, "0.000"),
    Head("level", 13),
    Head("n", 7),
    Head("n_scored", 9),
    Head("low90_as_published", 12),
    Head("high90_as_published", 12),
    Head("score_unrounded", 12, EXACT),
    Head("worst_unrounded", 12, EXACT),
    Head("best_unrounded", 12, EXACT),
    Head("coverage_unrounded", 12, EXACT),
)


@dataclass(frozen=True)
class Sheets:
    """The tables that calculate; summary and charts point at them."""

    asks: Layout
    recommendations: Layout
    categories: Layout
    agencies: Layout
    total: Layout


def write(book: Book, made: StatusReport) -> Sheets:
    """Write them all; returns where they stand."""
    lines = made.card.total.lines
    asks = [(line, ask) for line in lines for ask in line.asks]
    named = _named(made)
    sheets = Sheets(
        asks=Layout("asks", ASK_HEADS, len(asks)),
        recommendations=Layout("recommendations", RECOMMENDATION_HEADS, len(lines)),
        categories=Layout("categories", GROUP_HEADS, len(made.categories)),
        agencies=Layout("agencies", GROUP_HEADS, len(made.agencies)),
        total=Layout("total", GROUP_HEADS, 1),
    )
    parts = {part.line.reference: part for part in made.recommendations}
    _asks(book, sheets, asks, parts, made.language)
    _recommendations(book, sheets, lines, parts, made)
    members = sheets.recommendations
    whole = f.Group(members)
    title = made.narrowed_to or str(made.report.title)
    _groups(book, sheets.total, [(made.card.total, title, whole)])
    _groups(
        book,
        sheets.categories,
        [
            (part.group, str(part.title), _by(members, "category", sheets.categories))
            for part in made.categories
        ],
    )
    if named:
        layout = Layout("named", NAMED_HEADS, len(named))
        _names(book, sheets, layout, named)
        by_agency = _by(layout, "agency", sheets.agencies)
        _groups(book, sheets.agencies, _agencies(made.agencies, by_agency))
    elif made.agencies:
        _groups(book, sheets.agencies, _agencies(made.agencies, whole))
    return sheets


def _agencies(parts: Sequence[GroupPart], formulas: Any) -> list[Any]:
    return [(part.group, str(part.title), formulas) for part in parts]


def method_sheet(book: Book, made: StatusReport) -> None:
    """Points, labels and gates; every formula reads them by name."""
    heads = (
        Head("status", 16),
        Head("label", 20),
        Head("points", 9),
        Head("applies", 9),
        Head("is_checked", 10),
        Head("definition", 90, is_wrapped=True),
    )
    layout = Layout("method", heads, len(AskStatus))
    sheet = book.table(layout, [_status(status) for status in AskStatus])
    for name, column in (
        ("status_codes", "status"),
        ("status_labels", "label"),
        ("status_points", "points"),
        ("status_applies", "applies"),
        ("status_checked", "is_checked"),
    ):
        book.name(name, layout.range(column))
    first = len(AskStatus) + 3
    for number, (name, value) in enumerate(_gates(made).items(), first):
        sheet.write_string(number, 0, name, book.bold)
        if isinstance(value, str):
            sheet.write_string(number, 2, value)
        else:
            sheet.write_number(number, 2, value)
        book.name(name, f"method!$C${number + 1}")


def _status(status: AskStatus) -> list[Any]:
    step = method.step_of(status.value)
    return [
        status.value,
        str(status.label),
        None if step is None else P.points[step],
        int(status != AskStatus.SUPERSEDED),
        int(step is not None),
        str(status.definition),
    ]


def _gates(made: StatusReport) -> dict[str, float | str]:
    return {
        "minimum_coverage": P.minimum_coverage,
        "minimum_scored": P.minimum_scored,
        "comparable_scored": P.comparable_scored,
        "comparable_coverage": P.comparable_coverage,
        "label_cut_partly": P.label_cuts[0],
        "label_cut_mostly": P.label_cuts[1],
        "supporting_weight": P.supporting_weight,
        "agreement_gate": made.card.agreement.gate,
    }


def _by(members: Layout, column: str, groups: Layout) -> f.Group:
    """The members whose column holds the code of the group's row."""
    place = groups.cell("code", -2).rstrip("0123456789")
    return f.Group(members, f"{members.range(column)},{place}{{row}}")


def _asks(
    book: Book,
    sheets: Sheets,
    asks: Sequence[tuple[Line, AskLine]],
    parts: dict[str, RecommendationPart],
    language: str,
) -> None:
    layout = sheets.asks
    reasons = {
        (part.line.reference, asked.line.code): str(asked.reason)
        for part in parts.values()
        for asked in part.asks
    }
    rows = [
        _ask(
            layout, number, line, ask, reasons.get((line.reference, ask.code)), language
        )
        for number, (line, ask) in enumerate(asks)
    ]
    sheet = book.table(layout, rows)
    column = [head.name for head in ASK_HEADS].index("status")
    sheet.data_validation(
        1,
        column,
        max(len(rows), 1),
        column,
        {"validate": "list", "source": "=status_codes"},
    )


def _ask(
    layout: Layout,
    number: int,
    line: Line,
    ask: AskLine,
    reason: str | None,
    language: str,
) -> list[Any]:
    def cell(name: str) -> str:
        return layout.cell(name, number)

    status, weight = cell("status"), cell("weight")
    applies = int(ask.status != AskStatus.SUPERSEDED)
    checked = ask.points is not None
    return [
        line.reference,
        ask.code,
        str(pick(ask.text, ask.text_es, language)),
        ask.status,
        Formula(f.lookup(status, "status_labels"), str(AskStatus(ask.status).label)),
        Formula(f.points(status), ask.points),
        ask.weight,
        _label(Confidence, ask.confidence),
        ask.claimed,
        ask.second or None,
        _label(Freshness, ask.freshness),
        ask.reviewed_on,
        reason or None,
        Formula(f.lookup(status, "status_applies"), applies),
        Formula(f"={weight}*{cell('applies')}", ask.weight * applies),
        Formula(f'=IF({cell("points")}="",0,{weight})', ask.weight if checked else 0),
        Formula(f.times(weight, cell("points")), ask.weight * (ask.points or 0)),
    ]


def _label(vocabulary: Any, code: str) -> str | None:
    return str(vocabulary(code).label) if code else None


def _recommendations(
    book: Book,
    sheets: Sheets,
    lines: Sequence[Line],
    parts: dict[str, RecommendationPart],
    made: StatusReport,
) -> None:
    layout = sheets.recommendations
    codes = {
        line.id: part.group.key for part in made.categories for line in part.group.lines
    }
    rows = [
        _recommendation(
            layout,
            sheets.asks,
            number,
            line,
            parts.get(line.reference),
            codes.get(line.id),
            made.language,
        )
        for number, line in enumerate(lines)
    ]
    book.table(layout, rows)


def _recommendation(
    layout: Layout,
    asks: Layout,
    number: int,
    line: Line,
    part: RecommendationPart | None,
    category: str | None,
    language: str,
) -> list[Any]:
    c = {head.name: layout.cell(head.name, number) for head in layout.heads}
    sums = _sums(line)
    reference = c["reference"]
    finding = part.finding if part else None
    values: dict[str, Any] = {
        "reference": line.reference,
        "title": str(pick(line.title, line.title_es, language)),
        "category": part.category if part else category,
        "status": Formula(
            f.label(
                {
                    "score": c["score_unrounded"],
                    "applicable": c["applicable_weight"],
                    **{name: c[name] for name in c if name.startswith("n_")},
                }
            ),
            line.status,
        ),
        "status_label": Formula(
            f.lookup(c["status"], "status_labels"), str(AskStatus(line.status).label)
        ),
        "weight": line.weight,
        "n_asks": Formula(
            f"=COUNTIFS({asks.range('recommendation')},{reference})", len(line.asks)
        ),
        "confidence": _label(Confidence, line.confidence),
        "freshness": _label(Freshness, line.freshness),
        "response": _label(ResponseKind, line.response),
        "schedule": _label(Schedule, line.schedule),
        **{
            name: getattr(line, name)
            for name in (
                "issued_on",
                "first_due_on",
                "due_on",
                "n_due_revisions",
                "delivered_on",
                "assessed_on",
                "verified_on",
            )
        },
        "has_moved": part.has_moved if part else False,
        "reason": str(finding.rationale) if finding else None,
        "address": part.address if part else None,
        **_figures(c, line),
        "applicable_weight": Formula(
            f"={f.sum_where(asks, 'weight_applying', reference)}", sums["applicable"]
        ),
        "checked_weight": Formula(
            f"={f.sum_where(asks, 'weight_checked', reference)}", sums["checked"]
        ),
        "points_sum": Formula(
            f"={f.sum_where(asks, 'weighted_points', reference)}", sums["points"]
        ),
        **_counts(asks, reference, line, c),
        **_working(c, line),
    }
    return [values[head.name] for head in layout.heads]


def _sums(line: Line) -> dict[str, float]:
    applying = [ask for ask in line.asks if ask.status != AskStatus.SUPERSEDED]
    return {
        "applicable": sum(ask.weight for ask in applying),
        "checked": sum(ask.weight for ask in applying if ask.points is not None),
        "points": sum(ask.weight * (ask.points or 0.0) for ask in applying),
    }


def _figures(c: dict[str, str], line: Line) -> dict[str, Formula]:
    """Score, bounds and coverage: as published, and unrounded."""
    applicable, checked, total = (
        c[name] for name in ("applicable_weight", "checked_weight", "points_sum")
    )
    n_asks = c["n_asks"]
    share = None if line.coverage is None else method.half_up(line.coverage, 3)
    return {
        **_rounded(c, line, share),
        "score_unrounded": Formula(
            f.score(applicable, checked, total, c["coverage_unrounded"]), line.score
        ),
        "worst_unrounded": Formula(f.worst(applicable, total, n_asks), line.low),
        "best_unrounded": Formula(
            f.best(applicable, checked, total, n_asks), line.high
        ),
        "coverage_unrounded": Formula(
            f.coverage(applicable, checked, n_asks), line.coverage
        ),
    }


def _rounded(c: dict[str, str], line: Line, share: float | None) -> dict[str, Formula]:
    pairs = (
        ("score", frozen.tenth(line.score), 1),
        ("worst", frozen.tenth(line.low), 1),
        ("best", frozen.tenth(line.high), 1),
        ("coverage", share, 3),
    )
    return {
        name: Formula(f.rounded(c[f"{name}_unrounded"], places), value)
        for name, value, places in pairs
    }


def _counts(
    asks: Layout, reference: str, line: Line, c: dict[str, str]
) -> dict[str, Formula]:
    statuses = [ask.status for ask in line.asks]
    gone = f.count_where(asks, reference, "superseded")
    unknown = f.count_where(asks, reference, "not_assessed")
    applying = len(statuses) - statuses.count("superseded")
    return {
        "n_applicable": Formula(f"={c['n_asks']}-{gone}", applying),
        "n_checked": Formula(
            f"={c['n_applicable']}-{unknown}", applying - statuses.count("not_assessed")
        ),
        **{
            name: Formula(
                f"={f.count_where(asks, reference, status)}", statuses.count(status)
            )
            for name, status in (
                ("n_done", "implemented"),
                ("n_undone", "reversed"),
                ("n_dropped", "not_pursued"),
            )
        },
    }


def _working(c: dict[str, str], line: Line) -> dict[str, Formula]:
    """What a group sums up, member by member."""
    weight, covered = c["weight"], c["coverage_unrounded"]
    applies = line.coverage is not None
    scored = line.score is not None
    return {
        "applies": Formula(f.counts(covered), int(applies)),
        "is_scored": Formula(f.counts(c["score_unrounded"]), int(scored)),
        "weight_applying": Formula(
            f"={weight}*{c['applies']}", line.weight * int(applies)
        ),
        "weight_scored": Formula(
            f"={weight}*{c['is_scored']}", line.weight * int(scored)
        ),
        "weighted_score": Formula(
            f.times(weight, c["score_unrounded"]), line.weight * (line.score or 0)
        ),
        "weighted_coverage": Formula(
            f.times(weight, covered), line.weight * (line.coverage or 0)
        ),
        "weighted_worst": Formula(
            f.times(weight, c["worst_unrounded"]), line.weight * (line.low or 0)
        ),
        "weighted_best": Formula(
            f.times(weight, c["best_unrounded"]), line.weight * (line.high or 0)
        ),
    }


def _groups(
    book: Book, layout: Layout, rows: Sequence[tuple[Figures, str, f.Group]]
) -> None:
    book.table(
        layout,
        [
            _group(layout, number, group, title, formulas)
            for number, (group, title, formulas) in enumerate(rows)
        ],
    )


def _group(
    layout: Layout, number: int, group: Figures, title: str, formulas: f.Group
) -> list[Any]:
    c = {head.name: layout.cell(head.name, number) for head in layout.heads}
    own = f.Group(formulas.members, formulas.where.replace("{row}", str(number + 2)))
    shown = frozen.figures(group)
    values: dict[str, Any] = {
        "code": group.key,
        "title": title,
        "score": Formula(f.rounded(c["score_unrounded"], 1), shown["score"]),
        "worst": Formula(f.rounded(c["worst_unrounded"], 1), shown["worst"]),
        "best": Formula(f.rounded(c["best_unrounded"], 1), shown["best"]),
        "coverage": Formula(f.rounded(c["coverage_unrounded"], 3), shown["coverage"]),
        "level": Formula(f.level(c["n_scored"], c["coverage_unrounded"]), group.level),
        "n": Formula(own.n, group.n),
        "n_scored": Formula(own.n_scored, group.n_scored),
        "low90_as_published": shown["low90"],
        "high90_as_published": shown["high90"],
        "score_unrounded": Formula(own.score(c["level"]), group.score),
        "worst_unrounded": Formula(own.worst, group.low),
        "best_unrounded": Formula(own.best, group.high),
        "coverage_unrounded": Formula(own.coverage, group.coverage),
    }
    return [values[head.name] for head in layout.heads]


def _named(made: StatusReport) -> list[tuple[str, Line, str, tuple[str, ...]]]:
    """(agency, its line, role, its asks) of each naming; nothing where narrowed."""
    if made.options.agency is not None:
        return []
    whole = {line.reference: line for line in made.card.total.lines}
    found = []
    for part in made.agencies:
        for line in part.group.lines:
            asks = tuple(ask.code for ask in line.asks)
            every = tuple(ask.code for ask in whole[line.reference].asks)
            is_lead = line.weight == whole[line.reference].weight
            only = () if asks == every else asks
            role = "lead" if is_lead else "supporting"
            found.append((part.group.key, line, role, only))
    return found


def _names(
    book: Book,
    sheets: Sheets,
    layout: Layout,
    named: Sequence[tuple[str, Line, str, tuple[str, ...]]],
) -> None:
    rows = [_name(sheets, layout, number, *row) for number, row in enumerate(named)]
    book.table(layout, rows)


def _name(
    sheets: Sheets,
    layout: Layout,
    number: int,
    agency: str,
    line: Line,
    role: str,
    only: tuple[str, ...],
) -> list[Any]:
    c = {head.name: layout.cell(head.name, number) for head in layout.heads}
    members, reference = sheets.recommendations, c["recommendation"]

    def of_whole(column: str) -> str:
        place = f"MATCH({reference},{members.range('reference')},0)"
        return f"INDEX({members.range(column)},{place})"

    def summed(column: str, own: str) -> str:
        if not only:
            return f"={of_whole(own)}"
        asks = sheets.asks
        letters = f'ISNUMBER(SEARCH(";"&{asks.range("ask")}&";",{c["only_asks"]}))'
        place = f"({asks.range('recommendation')}={reference})"
        return f"=SUMPRODUCT({place}*{letters}*{asks.range(column)})"

    sums = _sums(line)
    values: dict[str, Any] = {
        "agency": agency,
        "recommendation": line.reference,
        "role": role,
        "only_asks": f";{';'.join(only)};" if only else None,
        "weight": Formula(
            f'={of_whole("weight")}*IF({c["role"]}="lead",1,supporting_weight)',
            line.weight,
        ),
        "applicable_weight": Formula(
            summed("weight_applying", "applicable_weight"), sums["applicable"]
        ),
        "checked_weight": Formula(
            summed("weight_checked", "checked_weight"), sums["checked"]
        ),
        "points_sum": Formula(summed("weighted_points", "points_sum"), sums["points"]),
        **_figures(c | {"n_asks": "1" if only else of_whole("n_asks")}, line),
        **_working(c, line),
    }
    return [values[head.name] for head in layout.heads]

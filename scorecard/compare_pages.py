"""Reads what is to be compared, makes both sides, and lays the page out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from recommendations.as_of import AsOf, Problem, parse_as_of
from recommendations.models import MethodVersion, Report
from recommendations.partial_dates import PartialDate
from recommendations.templatetags.record import keep_view, partial_date

from . import asked, build, frozen, method, selectors
from .build import Line, Scorecard
from .comparison import ORDER, Comparison, Side, compare
from .frozen import Behind
from .headline import headline
from .models import Snapshot
from .uncertainty import PAGE_LIMIT, inputs_hash, with_ranges

SNAPSHOT = "snapshot:"
EVIDENCE_SHOWN = 3
KINDS = {
    "rose": gettext_lazy("Rose"),
    "fell": gettext_lazy("Fell"),
    "checked": gettext_lazy("Checked since"),
    "unchecked": gettext_lazy("No longer checked"),
    "added": gettext_lazy("Added"),
    "gone": gettext_lazy("No longer on record"),
    "other": gettext_lazy("Changed without rising or falling"),
}


@dataclass(frozen=True)
class Request:
    """What is to be compared; a side is a day or a snapshot."""

    report: Report
    first: date | Snapshot
    last: date | Snapshot


def compare_page(
    view: AsOf, params: Mapping[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """The form with what was asked for, and the comparison where there is one."""
    reports = list(Report.objects.public())
    report = asked.report(params, problems) or (reports[0] if reports else None)
    page: dict[str, Any] = {
        "reports": reports,
        "report": report,
        "snapshots": list(_snapshots(report)) if report else [],
        "comparison": None,
        "crumbs": [],
    }
    if report is None:
        return page
    wanted = _request(report, view, params, problems)
    found = compare(*_sides(wanted, view))
    return page | {"given": _given(wanted), **layout(found, report, view)}


def _snapshots(report: Report) -> Any:
    rows = Snapshot.objects.filter(report=report).defer("inputs", "outputs")
    return rows.order_by("-made_at", "-id")[:20]


def _request(
    report: Report, view: AsOf, params: Mapping[str, str], problems: list[Problem]
) -> Request:
    """Both sides, in the order of their days; complaints are added."""
    last = _point(report, view, params, "to", problems) or max(
        view.on, report.issued_on
    )
    first = _point(report, view, params, "from", problems) or max(
        _day(last) - timedelta(days=365), report.issued_on
    )
    if _order(first) > _order(last):
        first, last = last, first
        message = _("lies after the other side; the two are shown in order.")
        asked.complain(problems, "from", asked.value(params, "from"), message)
    return Request(report, first, last)


def _day(point: date | Snapshot) -> date:
    return point.as_of if isinstance(point, Snapshot) else point


def _order(point: date | Snapshot) -> tuple[date, date]:
    """Earlier days first; of one day, what was known earlier."""
    if isinstance(point, Snapshot):
        return point.as_of, point.known_at
    return point, date.max


def _point(
    report: Report,
    view: AsOf,
    params: Mapping[str, str],
    name: str,
    problems: list[Problem],
) -> date | Snapshot | None:
    given = asked.value(params, name)
    if given.startswith(SNAPSHOT):
        return _snapshot(report, given, name, problems)
    found, complaints = parse_as_of({"as_of": given}, view.today, report.issued_on)
    for complaint in complaints:
        message = _("is no day from %(issued)s to today, and no snapshot:NUMBER.") % {
            "issued": report.issued_on.isoformat()
        }
        asked.complain(problems, name, complaint.value, message)
    return found.on if given and not complaints else None


def _snapshot(
    report: Report, given: str, name: str, problems: list[Problem]
) -> Snapshot | None:
    number = given.removeprefix(SNAPSHOT)
    rows = Snapshot.objects.select_related("method_version").filter(report=report)
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    found: Snapshot | None = rows.filter(pk=int(number)).first() if is_number else None
    if found is None:
        asked.complain(problems, name, given, _("is no snapshot of this report."))
    return found


def _given(wanted: Request) -> dict[str, str]:
    """What the fields of the form hold."""
    return {"first": _text(wanted.first), "last": _text(wanted.last)}


def _text(point: date | Snapshot) -> str:
    if isinstance(point, Snapshot):
        return f"{SNAPSHOT}{point.pk}"
    return point.isoformat()


def _sides(wanted: Request, view: AsOf) -> tuple[Side, Side]:
    """Both sides; what stands behind two days is read once."""
    views = [
        AsOf(point, view.known_at, view.today)
        for point in (wanted.first, wanted.last)
        if not isinstance(point, Snapshot)
    ]
    lines = {v: selectors.lines(v, recommendation__report=wanted.report) for v in views}
    ids = sorted({line.id for rows in lines.values() for line in rows})
    stock = frozen.behind(ids) if views else None
    live = [live_side(wanted.report, v, lines[v], stock) for v in views]
    return (
        side_of(wanted.first) if isinstance(wanted.first, Snapshot) else live.pop(0),
        side_of(wanted.last) if isinstance(wanted.last, Snapshot) else live.pop(0),
    )


def side_of(snapshot: Snapshot) -> Side:
    """A snapshot as a side: its frozen figures and its frozen record."""
    language = translation.get_language() or "en"
    sentences = snapshot.outputs["headline"]
    return Side(
        as_of=snapshot.as_of,
        known_at=snapshot.known_at,
        method_version=snapshot.inputs["method"]["version"],
        parameters=method.Parameters.from_dict(snapshot.inputs["method"]["parameters"]),
        total=snapshot.outputs["total"],
        recommendations=snapshot.inputs["recommendations"],
        headline=sentences.get(language[:2], sentences["en"]),
        snapshot=snapshot.pk,
        gate=snapshot.outputs["agreement"]["gate"],
    )


def live_side(
    report: Report, view: AsOf, rows: Sequence[Line], stock: Behind | None
) -> Side:
    """A day as a side, read from the record as known in the view."""
    agreed = build.agreement(rows)
    total = build.gated(build.group("report", report.slug, rows), agreed.gate)
    version = selectors.method_version(view)
    card = with_ranges(Scorecard(view, total, agreed, method_version=version))
    return side_of_card(card, stock)


def side_of_card(card: Scorecard, stock: Behind | None) -> Side:
    """A scorecard of a whole report, its ranges made, as a side."""
    view = card.view
    return Side(
        as_of=view.on,
        known_at=view.known_at or view.today,
        method_version=card.method_version,
        parameters=_parameters(card.method_version),
        total=frozen.figures(card.total),
        recommendations=frozen.read(card.total.lines, view, stock),
        headline=str(headline(card)),
        gate=card.agreement.gate,
    )


def _parameters(version: str) -> method.Parameters:
    row = MethodVersion.objects.filter(version=version).first()
    if row is None or not row.parameters:
        return method.VERSION_1
    return method.Parameters.from_dict(row.parameters)


def layout(found: Comparison, report: Report, view: AsOf) -> dict[str, Any]:
    """The comparison as its template prints it."""
    return {
        "comparison": found,
        "clear": clear_difference(found),
        "is_one_method": found.first.method_version == found.last.method_version,
        "groups": [
            {
                "kind": kind,
                "title": KINDS[kind],
                "moves": [_move(move, report, view) for move in found.of_kind(kind)],
            }
            for kind in ORDER
            if found.of_kind(kind)
        ],
        "moved": [
            row
            for row in found.recommendations
            if row.before != row.after or row.parts.whole
        ],
    }


def _move(move: Any, report: Report, view: AsOf) -> dict[str, Any]:
    page = reverse("recommendations:recommendation", args=[report.slug, move.reference])
    address = keep_view(page, view)
    return {
        "move": move,
        "url": address,
        "evidence": [
            SimpleNamespace(
                url=f"{address}#{row['key']}",
                date=partial_date(PartialDate.parse(row["happened"])),
                fact=row["fact"],
                fact_es=row["fact_es"],
                tier=row["sources"][0][0] if row["sources"] else "",
                publisher=row["sources"][0][1] if row["sources"] else "",
            )
            for row in move.evidence[:EVIDENCE_SHOWN]
        ],
        "n_more": max(len(move.evidence) - EVIDENCE_SHOWN, 0),
    }


def clear_difference(found: Comparison) -> bool | None:
    """Whether the later score differs clearly: in 90 percent of shared runs.

    None where either has no score, or where the report is too large to simulate
    for a page (METHOD.md section 6).
    """
    if found.total.whole is None:
        return None
    if (
        max(len(side.recommendations) for side in (found.first, found.last))
        > PAGE_LIMIT
    ):
        return None
    groups = {
        name: [_member(item) for item in side.recommendations]
        for name, side in (("first", found.first), ("last", found.last))
    }
    seed = method.seed_from_hash(inputs_hash(groups))
    drawn = method.simulated_scores(groups, seed)
    return method.is_clearly_different(drawn["first"], drawn["last"])


def _member(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": item["reference"],
        "weight": item["weight"],
        "asks": [
            {
                "id": ask["ask"],
                "status": ask["status"],
                "confidence": ask["confidence"] or "very_low",
                "weight": ask["weight"],
            }
            for ask in item["standing"]["asks"]
        ],
    }

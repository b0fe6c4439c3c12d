"""The small drawings of a status report as SVG: shapes, stacked bar, scale.

Shapes and colors are those of the site, read from its own files; geometry is that of
its components. Charts of values come from ``scorecard.charts``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from django.conf import settings

from recommendations.templatetags.drawing import scale_marks, status_rows
from scorecard.build import Group
from scorecard.charts.palette import FONT, PAPER

SVG = "http://www.w3.org/2000/svg"
ACROSS = 560
WITH_OUTLINE = {
    "started": "line",
    "not_started": "not-started",
    "not_assessed": "not-assessed",
    "superseded": "superseded",
}
UNFILLED = ("not_started", "superseded")


@cache
def colors() -> dict[str, str]:
    """The light palette of the site by name, such as status-partly."""
    text = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, color in re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", text):
        found.setdefault(name, color)
    return found


@cache
def shapes() -> dict[str, str]:
    """The shape of each status as a small SVG in its color."""
    path = settings.BASE_DIR / "templates/components/sprite.html"
    symbols = re.findall(
        r'<symbol id="shape-(\w+)" viewBox="([^"]+)">(.*?)</symbol>',
        path.read_text(encoding="utf-8"),
        re.S,
    )
    return {
        code: f'<svg xmlns="{SVG}" viewBox="{box}" width="16" height="16">'
        f"{body.replace('currentColor', shape_color(code))}</svg>"
        for code, box, body in symbols
    }


def shape_color(code: str) -> str:
    """The color in which a shape is drawn."""
    found = colors()
    if code in ("mostly", "partly", "started"):
        return found["status-line"]
    return found.get(f"status-{code.replace('_', '-')}", found["ink-quiet"])


def stack(counts: Mapping[str, int], about: str) -> str:
    """Counts by status as one bar, in the fixed order."""
    rows = [row for row in status_rows(counts) if row.count]
    said = "; ".join(f"{row.label} {row.count}" for row in rows)
    parts = [_part(row) for row in rows]
    return _drawn(f"{about}: {said}.", 48, "".join(parts))


def _part(row: object) -> str:
    code, share = row.code, row.share  # type: ignore[attr-defined]
    x, width = _pixels(row.x), _pixels(row.width)  # type: ignore[attr-defined]
    box = (
        f'<rect x="{x:.1f}" y="1" width="{width:.1f}" height="46"'
        f' fill="{_fill(code)}" stroke="{_stroke(code)}"/>'
    )
    if share < 4:
        return box
    ink = PAPER if row.is_on_dark else colors()["ink"]  # type: ignore[attr-defined]
    return box + _text(x + width / 2, 30, str(row.count), ink, 17, "middle")  # type: ignore[attr-defined]


def _fill(code: str) -> str:
    if code in UNFILLED:
        return PAPER
    if code == "not_assessed":
        return colors()["band"]
    return colors()[f"status-{code.replace('_', '-')}"]


def _stroke(code: str) -> str:
    return colors()[f"status-{WITH_OUTLINE.get(code, code.replace('_', '-'))}"]


def scale(group: Group, label: str) -> str:
    """The score on its scale: ring, band of the likely range, bounds as whiskers."""
    likely = group.likely
    marks = scale_marks(
        group.score,
        group.low,
        group.high,
        likely.low if likely else None,
        likely.high if likely else None,
    )
    found = colors()
    edge, ink = found["edge"], found["ink"]
    parts = [_line(0, ACROSS, 30, 30, edge)]
    for value in (0, 25, 50, 75, 100):
        x = ACROSS * value / 100
        anchor = {0: "start", 100: "end"}.get(value, "middle")
        parts += [
            _line(x, x, 30, 36, edge),
            _text(x, 52, str(value), found["ink-quiet"], 13, anchor),
        ]
    if marks.low and marks.high:
        low, high = _pixels(marks.low), _pixels(marks.high)
        parts += [
            _line(low, high, 16, 16, ink),
            _line(low, low, 10, 22, ink),
            _line(high, high, 10, 22, ink),
        ]
    if marks.likely_width:
        parts.append(
            f'<rect x="{_pixels(marks.likely_x):.1f}" y="11" height="10"'
            f' width="{_pixels(marks.likely_width):.1f}" fill="{found["accent"]}"/>'
        )
    if marks.score:
        parts.append(
            f'<circle cx="{_pixels(marks.score):.1f}" cy="16" r="7" fill="{PAPER}"'
            f' stroke="{ink}" stroke-width="2"/>'
        )
    return _drawn(label, 58, "".join(parts), margin=8)


def _pixels(percent: str) -> float:
    return ACROSS * float(percent.rstrip("%")) / 100


def _line(x1: float, x2: float, y1: float, y2: float, color: str) -> str:
    return (
        f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"'
        f' stroke="{color}"/>'
    )


def _text(x: float, y: float, text: str, color: str, size: int, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" fill="{color}" font-family="{FONT}"'
        f' font-size="{size}" font-weight="600" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _drawn(label: str, up: int, body: str, margin: int = 1) -> str:
    across = ACROSS + 2 * margin
    return (
        f'<svg xmlns="{SVG}" role="img" aria-label="{escape(label)}"'
        f' width="{across}" height="{up}" viewBox="{-margin} 0 {across} {up}">'
        f"{body}</svg>"
    )

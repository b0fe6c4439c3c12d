"""The printed palette of the charts: the light theme of static/css/tokens.css, on
white. A page recolors the marks by the classes of their layers."""

from __future__ import annotations

from typing import Any

PAPER = "#ffffff"
BAND = "#e6dfcf"
INK = "#1e1a14"
INK_QUIET = "#565044"
RULE = "#d8d0bf"
EDGE = "#81796a"
ACCENT = "#1a4c78"
BRICK = "#a63812"

FONT = "Liberation Sans, Arial, sans-serif"
HALO: dict[str, Any] = {"stroke": PAPER, "stroke_width": 4}

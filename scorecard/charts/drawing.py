"""From layers to an SVG that any page may carry, and to PNG for Word.

A chart is a Vega-Lite description in plain data, drawn by vl-convert.
Vega's drawing is cleaned: no script, no inline style, no role inside the picture,
one role and one label on it. Every layer keeps its name as a class (chart__series),
by which the stylesheet recolors it; the attributes hold the printed colors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

import vl_convert

Layer = dict[str, Any]

# The printed palette: the light theme of static/css/tokens.css, on white.
PAPER = "#ffffff"
BAND = "#e6dfcf"
INK = "#1e1a14"
INK_QUIET = "#565044"
RULE = "#d8d0bf"
EDGE = "#81796a"
ACCENT = "#1a4c78"
BRICK = "#a63812"

FONT = "Liberation Sans, Arial, sans-serif"
HALO: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 4}
SVG = "http://www.w3.org/2000/svg"
DROPPED = {
    "aria-hidden",
    "aria-label",
    "aria-roledescription",
    "opacity",
    "pointer-events",
    "role",
    "style",
    "version",
}

ElementTree.register_namespace("", SVG)


def layer(
    name: str,
    kind: str,
    values: Sequence[dict[str, Any]],
    *,
    x: Any = None,
    y: Any = None,
    x2: Any = "",
    y2: Any = "",
    text: Any = "",
    detail: Any = "",
    **mark: Any,
) -> Layer:
    """One layer of a Vega-Lite chart: marks of one kind over rows that travel with it.

    name: the class that its marks will have. x, y: a field of the rows, or a whole
    encoding; the others are fields. mark: properties of the marks, such as color.
    """
    channels: dict[str, Any] = {
        "x": _amount(x),
        "y": _amount(y),
        "x2": {"field": x2} if x2 else None,
        "y2": {"field": y2} if y2 else None,
        "text": {"field": text, "type": "nominal"} if text else None,
        "detail": {"field": detail, "type": "nominal"} if detail else None,
    }
    return {
        "name": name,
        "data": {"values": list(values)},
        "mark": {"type": kind, **mark},
        "encoding": {key: value for key, value in channels.items() if value},
    }


def _amount(channel: Any) -> Any:
    if isinstance(channel, str):
        return {"field": channel, "type": "quantitative"}
    return channel


def amount(field: str, domain: Sequence[float], axis: dict[str, Any] | None) -> Any:
    """A quantitative channel over exactly this domain; axis None draws none."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    kind = {"field": field, "type": "quantitative", "title": None}
    return {**kind, "scale": scale, "axis": axis}


def svg(layers: Sequence[Layer], across: int, up: int, size: float, label: str) -> str:
    """Layers drawn as one picture of that many pixels, with text of one size.

    label: what a screen reader says of the picture.
    """
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": 2,
        "width": across,
        "height": up,
        "layer": list(layers),
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "text": {"fontSize": size, "font": FONT},
            "axis": {
                "labelFont": FONT,
                "labelFontSize": size,
                "labelColor": INK_QUIET,
                "domainColor": EDGE,
                "tickColor": EDGE,
                "gridColor": RULE,
                "labelPadding": 6,
            },
        },
    }
    return cleaned(vl_convert.vegalite_to_svg(chart), label)


@lru_cache(maxsize=64)
def png(drawing: str, scale: float = 3.0) -> bytes:
    """A drawing of this package as PNG on white, ``scale`` dots to a pixel."""
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    return bytes(
        vl_convert.svg_to_png(drawing.replace(">", f">{ground}", 1), scale=scale)
    )


def cleaned(drawing: str, label: str) -> str:
    """An SVG without what a strict page refuses, with one role and one label."""
    root = ElementTree.fromstring(drawing)
    _prune(root)
    root.attrib.pop("class", None)
    root.set("role", "img")
    root.set("aria-label", label)
    return ElementTree.tostring(root, encoding="unicode")


def _prune(element: ElementTree.Element) -> None:
    for child in list(element):
        _prune(child)
        if _is_nothing(child):
            element.remove(child)
    _strip(element)
    _unwrap(element)


def _is_nothing(element: ElementTree.Element) -> bool:
    """Scripts, styles, empty groups and texts, and Vega's invisible panes."""
    name = element.tag.removeprefix(f"{{{SVG}}}")
    is_pane = element.get("class") in {"background", "foreground"}
    is_blank = name == "text" and not "".join(element.itertext()).strip()
    is_empty = name == "g" and not len(element)
    is_unseen = name == "path" and not {"fill", "stroke"} & element.attrib.keys()
    return name in {"script", "style"} or is_pane or is_blank or is_empty or is_unseen


def _unwrap(element: ElementTree.Element) -> None:
    """Groups that say nothing of what they hold give way to it."""
    for place, child in reversed(list(enumerate(element))):
        if child.tag == f"{{{SVG}}}g" and not child.attrib:
            element[place : place + 1] = list(child)


def _strip(element: ElementTree.Element) -> None:
    for name in DROPPED & element.attrib.keys():
        del element.attrib[name]
    for name in {"d", "transform"} & element.attrib.keys():
        element.set(name, _rounded(element.attrib[name]))
    if element.get("transform") == "translate(0,0)":
        del element.attrib["transform"]
    if "class" in element.attrib:
        _rename(element)
    if element.tag == f"{{{SVG}}}text" and element.get("stroke"):
        element.set("paint-order", "stroke")
        element.set("stroke-linejoin", "round")


def _rename(element: ElementTree.Element) -> None:
    """Vega's class names to ours: chart__series, chart__axis-grid; others go."""
    words = element.attrib.pop("class").split()
    ours = [
        re.sub(r"(_\d+)?(_marks)?$", "", word.removeprefix("role-"))
        for word in words
        if word.endswith("_marks") or word.startswith("role-axis-")
    ]
    if ours:
        element.set("class", " ".join(f"chart__{name}" for name in ours))


def _rounded(numbers: str) -> str:
    """A path or a transform with one decimal, which no eye tells apart."""
    return re.sub(
        r"-?\d+\.\d+",
        lambda match: f"{float(match[0]):.1f}".removesuffix(".0"),
        numbers,
    )

"""From layers to an SVG that any page may carry, and to PNG for Word.

A drawing has no script and no style, one role and one label. Every layer keeps its
name as a class (chart__series), by which the stylesheet recolors it; the attributes
hold the printed colors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import vl_convert

from . import axes
from .layers import Layer
from .marks import DRAWN, element
from .palette import FONT, PAPER
from .plane import Plane

SVG = "http://www.w3.org/2000/svg"


def svg(layers: Sequence[Layer], across: int, up: int, size: float, label: str) -> str:
    """Layers drawn as one picture of that many pixels, with text of one size.

    label: what a screen reader says of the picture.
    """
    plane = Plane.of(layers, across, up, size)
    body = axes.drawn(plane) + "".join(_layer(one, plane) for one in layers)
    left, top = plane.reach.corner
    wide, high = plane.reach.size
    moved = element("g", body, transform=f"translate({left},{top})")
    return element(
        "svg",
        moved,
        xmlns=SVG,
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
        font_family=FONT,
        font_size=f"{size:g}",
        role="img",
        aria_label=label,
    )


def _layer(one: Layer, plane: Plane) -> str:
    return axes.group(re.sub(r"_\d+$", "", one.name), DRAWN[one.kind](one, plane))


@lru_cache(maxsize=64)
def png(drawing: str, scale: float = 3.0) -> bytes:
    """A drawing of this package as PNG on white, ``scale`` dots to a pixel."""
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    return bytes(
        vl_convert.svg_to_png(drawing.replace(">", f">{ground}", 1), scale=scale)
    )

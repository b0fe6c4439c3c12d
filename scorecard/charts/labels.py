"""Where direct labels stand: beside their value, inside the picture, never on top
of one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .scale import Scale

CHARACTER = 8.0
LINE = 18.0
GAP = 9.0


@dataclass(frozen=True)
class Label:
    """A text at a value; name is the layer, align and dx come from placing."""

    x: float
    y: float
    text: str
    is_above: bool
    name: str
    align: str = "center"
    dx: float = 0.0


@dataclass(frozen=True)
class Box:
    """The pixels a label covers, from the left and from the top."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        beside = self.right < other.left or other.right < self.left
        apart = self.bottom < other.top or other.bottom < self.top
        return not (beside or apart)


def place(labels: Sequence[Label], scale: Scale) -> list[Label]:
    """The labels that have room, in the order given: a later one is left out if it
    would cover an earlier one above as well as below its value."""
    placed: list[tuple[Label, Box]] = []
    for wanted in labels:
        for label in (wanted, _turned(wanted)):
            fitted, box = _fitted(label, scale)
            inside = box.top >= -LINE and box.bottom <= scale.up
            if inside and not any(box.meets(other) for _, other in placed):
                placed.append((fitted, box))
                break
    return [label for label, _ in placed]


def _turned(label: Label) -> Label:
    return Label(label.x, label.y, label.text, not label.is_above, label.name)


def _fitted(label: Label, scale: Scale) -> tuple[Label, Box]:
    """The label pushed inwards where it would leave the picture, and its box."""
    width = len(label.text) * CHARACTER
    at_x = scale.share_x(label.x) * scale.across
    at_y = (1 - scale.share_y(label.y)) * scale.up
    left = min(max(at_x - width / 2, 0.0), max(scale.across - width, 0.0))
    top = at_y - GAP - LINE if label.is_above else at_y + GAP
    shift = left - (at_x - width / 2)
    fitted = Label(
        label.x, label.y, label.text, label.is_above, label.name, "center", shift
    )
    return fitted, Box(left, left + width, top, top + LINE)

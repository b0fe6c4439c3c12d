"""How far two coders agree, and what may be published on that ground.

METHOD.md section 3. `alpha` is Krippendorff's, as in Hayes and Krippendorff 2007.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, fsum

import numpy as np
from numpy.typing import NDArray

from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.steps import STATUSES, TOLERANCE, step_of

Cell = float | str | None
Distances = NDArray[np.float64]


def alpha(rows: Sequence[Sequence[Cell]], level: str = "ordinal") -> float | None:
    """Krippendorff's alpha of coders (rows) by units (columns), None for a gap.

    `level` is nominal, ordinal, interval or ratio. 1 is perfect agreement, 0
    what chance gives, below 0 is worse. Units that fewer than two coders
    judged are left out. Cells are numbers or status codes; outside `nominal` a
    status counts by its step on the ladder, "not checked" and "no longer
    applies" as gaps. None (undefined) where nothing is judged twice, or where
    all judgments are the same value, since chance agreement is then perfect
    and there is nothing to measure (METHOD.md section 3).
    """
    if level not in _DISTANCES:
        raise ValueError(f"{level!r} is not a level of measurement")
    if len({len(row) for row in rows}) > 1:
        raise ValueError("every coder needs one cell for each unit")
    units = _pairable([[_number(cell, level) for cell in row] for row in rows])
    values = sorted({value for unit in units for value in unit}, key=_order)
    if len(values) < 2:
        return None
    return _alpha(_coincidences(units, values), _DISTANCES[level], values)


def _alpha(
    pairs: Distances,
    distances: Callable[[Sequence[float | str], Distances], Distances],
    values: Sequence[float | str],
) -> float:
    """One minus observed over expected disagreement."""
    counts = pairs.sum(axis=1)
    total = counts.sum()
    squared = distances(values, counts)
    observed = float((pairs * squared).sum()) / total
    expected = float((np.outer(counts, counts) * squared).sum())
    return float(1.0 - observed * total * (total - 1.0) / expected)


def _number(cell: Cell, level: str) -> Cell:
    """A status as its step, unless names are all that counts."""
    if cell in STATUSES and (step_of(str(cell)) is None or level != "nominal"):
        return step_of(str(cell))
    if isinstance(cell, str) and level != "nominal":
        raise ValueError(f"{cell!r} has no place on the {level} level")
    return cell


def _pairable(rows: Sequence[Sequence[Cell]]) -> list[list[float | str]]:
    """The judgments of each unit that at least two coders judged."""
    units = [
        [cell for cell in unit if cell is not None] for unit in zip(*rows, strict=True)
    ]
    return [unit for unit in units if len(unit) > 1]


def _order(value: float | str) -> tuple[bool, float, str]:
    """Sort numbers by size, names after them by spelling."""
    if isinstance(value, str):
        return True, 0.0, value
    return False, float(value), ""


def _coincidences(
    units: Sequence[Sequence[float | str]], values: Sequence[float | str]
) -> Distances:
    """How often two values meet in a unit, each unit weighing as its judgments."""
    place = {value: index for index, value in enumerate(values)}
    pairs = np.zeros((len(values), len(values)))
    for unit in units:
        for i, first in enumerate(unit):
            for j, second in enumerate(unit):
                if i != j:
                    pairs[place[first], place[second]] += 1.0 / (len(unit) - 1)
    return pairs


def _nominal(values: Sequence[float | str], counts: Distances) -> Distances:
    """One wherever two values differ."""
    return 1.0 - np.eye(len(values))


def _ordinal(values: Sequence[float | str], counts: Distances) -> Distances:
    """By the number of judgments that lie between two values, half at the ends."""
    middle = np.cumsum(counts) - counts / 2.0
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)


def _interval(values: Sequence[float | str], counts: Distances) -> Distances:
    """By the difference of two values."""
    x = np.array(values, dtype=np.float64)
    return np.asarray((x[:, None] - x[None, :]) ** 2)


def _ratio(values: Sequence[float | str], counts: Distances) -> Distances:
    """By the difference of two values in proportion to their sum."""
    x = np.array(values, dtype=np.float64)
    total = x[:, None] + x[None, :]
    difference = x[:, None] - x[None, :]
    share = np.divide(difference, total, out=np.zeros_like(total), where=total != 0)
    return np.asarray(share**2)


_DISTANCES = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def publication_gate(measured: float | None, parameters: Parameters = VERSION_1) -> str:
    """What an alpha allows: "none", "provisional" or "ok".

    Below 0.667 no score is published, from there to below 0.800 it is
    provisional. Not measured (None) is provisional (METHOD.md sections 3, 10).
    """
    if measured is None:
        return "provisional"
    refused, provisional = parameters.alpha_gates
    if measured < refused - TOLERANCE:
        return "none"
    return "provisional" if measured < provisional - TOLERANCE else "ok"


def double_coding_sample(n_asks: int, parameters: Parameters = VERSION_1) -> int:
    """How many of a release's asks are coded twice: a fifth, at least 20, or all.

    METHOD.md section 3.
    """
    fifth = ceil(fsum((n_asks * parameters.double_coded_share, -TOLERANCE)))
    return min(n_asks, max(parameters.double_coded_minimum, fifth))

"""Loads a package from the command line: a plan in lines, problems in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from recommendations.portable import BY_LABEL

from .load import RefusedError, load

Say = Callable[[str], object]


def run(
    paths: Sequence[str], *, commit: bool, now: datetime, out: Say, err: Say
) -> int:
    """Plan a package, and write it with ``commit``; the exit code, 0 or 1."""
    if len(paths) != 1:
        err("A data package is loaded alone: give one zip and nothing else.")
        return 1
    try:
        counts = load(paths[0], now=now, commit=commit)
    except RefusedError as error:
        err(str(error))
        out("The package is refused whole; nothing was written.")
        out("0 new, 0 changed, 0 unchanged, 1 refused")
        return 1
    _tell(counts, commit, out)
    return 0


def _tell(counts: Mapping[str, Counter[str]], commit: bool, out: Say) -> None:
    total: Counter[str] = Counter()
    for label, found in counts.items():
        total.update(found)
        plural = BY_LABEL[label].model._meta.verbose_name_plural
        if found:
            words = ", ".join(f"{number} {kind}" for kind, number in found.items())
            out(f"{plural}: {words}")
    if total["new"] and not commit:
        out("Nothing was written: add --commit to write this plan.")
    out(f"{total['new']} new, 0 changed, {total['unchanged']} unchanged, 0 refused")

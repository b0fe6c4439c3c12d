"""What the loading commands share: a load with its problems in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import DatabaseError
from django.utils.translation import gettext as _

from . import words
from .apply import RefusedPackError, load
from .complaints import BrokenPackError
from .plan import Plan, make_plan
from .reading import read_pack

MOST_PROBLEMS = 100

Say = Callable[[str], object]


def run(
    paths: Sequence[str], *, commit: bool, now: datetime, out: Say, err: Say
) -> int:
    """Plan a pack, and write it with ``commit``; the exit code, 0 or 1.

    out takes the lines of the plan, err one sentence for each problem.
    """
    try:
        pack = read_pack(paths)
        plan = load(pack, now=now) if commit else make_plan(pack)
    except BrokenPackError as error:
        return _refused([str(complaint) for complaint in error.complaints], out, err)
    except RefusedPackError as error:
        return _refused([f"{', '.join(paths)}: {error}"], out, err)
    except DatabaseError as error:
        err(database_problem(error))
        return 1
    _tell(plan, commit, out)
    return 0


def database_problem(error: DatabaseError) -> str:
    """One sentence for a database that cannot be read or written."""
    told = _(
        "The database cannot be used, so nothing was written; if it is new, run"
        " manage.py migrate first: %s"
    )
    return told % error


def _refused(problems: list[str], out: Say, err: Say) -> int:
    for problem in problems[:MOST_PROBLEMS]:
        err(problem)
    if len(problems) > MOST_PROBLEMS:
        err(_("... and more problems: %d") % (len(problems) - MOST_PROBLEMS))
    out(_("The pack is refused whole; nothing was written."))
    out(f"0 new, 0 changed, 0 unchanged, {len(problems)} refused")
    return 1


def _tell(plan: Plan, commit: bool, out: Say) -> None:
    for line in words.lines(plan):
        out(line)
    if plan.writes and not commit:
        out(_("Nothing was written: add --commit to write this plan."))
    out(plan.last_line)

"""What the first screen of a report's page answers beside its headline, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _, ngettext

from recommendations.models import StatusChange

from .build import Agreement, Group
from .outcomes import OutcomeDial
from .presentation import day
from .selectors import ReportPage

MOST_NAMED = 20


def glance(page: ReportPage) -> list[dict[str, Any]]:
    """Four answers: how sure, what is undone, did it help, what moved last."""
    return [
        sure(page.card.agreement, bool(page.report.assessment_notice)),
        undone(page.card.total),
        helped(page.outcomes),
        moved(page.moved),
    ]


def sure(agreement: Agreement, is_first_reading: bool) -> dict[str, Any]:
    """How far two coders agree, and what that makes of the score."""
    if agreement.alpha is None:
        said = _("Agreement of two coders: not measured.")
    else:
        said = _("Two coders chose the same step for %(same)s of %(n)s asks.") % {
            "same": agreement.n_same,
            "n": agreement.n_double_coded,
        }
    badges = ["provisional"] if agreement.gate == "provisional" else []
    return {
        "term": _("How sure"),
        "url": "#sure",
        "about": said,
        "badges": badges + (["first_reading"] if is_first_reading else []),
    }


def undone(total: Group) -> dict[str, Any]:
    """How many asks were undone, and in which recommendations."""
    number, applicable = total.ask_counts["reversed"], total.ask_counts.applicable
    where = [line.reference for line in total.lines if line.has_reversed]
    n_where = total.n_reversed
    said = ngettext("of %s ask", "of %s asks", applicable) % applicable
    about = _("None was done and then undone.")
    if n_where:
        about = _where(where, n_where)
    return {
        "term": _("Undone"),
        "url": "#asks",
        "number": number,
        "of": said,
        "about": about,
    }


def _where(references: Sequence[str], n: int) -> str:
    """Which recommendations; of very many only how many."""
    if n > min(MOST_NAMED, len(references)):
        return ngettext("In %s recommendation.", "In %s recommendations.", n) % n
    text = ngettext("In recommendation %s.", "In recommendations %s.", n)
    return text % ", ".join(references)


def helped(dial: OutcomeDial) -> dict[str, Any]:
    """How many judged outcomes are better, worse, or not judged."""
    counts = dial.stated
    judged = counts.better + counts.little_change + counts.worse + counts.with_target
    better = counts.better + counts.met_or_on_track
    about = _("%(worse)s worse, %(unjudged)s not judged.") % {
        "worse": counts.worse,
        "unjudged": counts.not_judged,
    }
    if not judged:
        return {
            "term": _("Outcomes"),
            "url": "#outcomes",
            "about": _("None could be judged.") if dial.n else _("None is measured."),
        }
    return {
        "term": _("Outcomes"),
        "url": "#outcomes",
        "number": better,
        "of": ngettext("of %s judged is better", "of %s judged are better", judged)
        % judged,
        "about": about,
    }


def moved(changes: Sequence[StatusChange]) -> dict[str, Any]:
    """The newest move of an ask."""
    if not changes:
        about = _("Nothing has moved in this view.")
        return {"term": _("Moved last"), "url": "#moved", "about": about}
    last = changes[0]
    letter = last.ask.code if last.ask else ""
    return {
        "term": _("Moved last"),
        "url": "#moved",
        "about": f"{day(last.effective_on)}: {last.recommendation.reference} {letter}",
        "move": last,
    }

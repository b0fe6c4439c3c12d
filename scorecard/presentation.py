"""Turns scorecards into the inputs of the page components: texts, no decisions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from recommendations.languages import in_language
from recommendations.models import StatusChange
from recommendations.templatetags.record import percent, whole

from . import method
from .build import Agreement, Group, Scorecard
from .outcomes import OutcomeDial


def text_of(record: Any, name: str) -> str:
    """A bilingual text in the reader's language."""
    return str(in_language(record, name, translation.get_language() or "en"))


def by_reading(changes: Sequence[StatusChange]) -> list[list[StatusChange]]:
    """Neighbors that one reading moved together, so that its reason stands once."""
    return [list(moved) for _key, moved in groupby(changes, key=reading_of)]


def reading_of(change: StatusChange) -> tuple[object, ...]:
    """What changes share that one reading made; without one, each stands alone."""
    reading = change.assessment_id or -change.pk
    return change.recommendation_id, reading, change.effective_on


def delivery(card: Scorecard) -> dict[str, Any]:
    """The inputs of the delivery dial."""
    total = card.total
    likely = total.likely
    return {
        "title": _("Delivery: was it done?"),
        "heading_id": "delivery",
        "score": None if total.score is None else int(method.half_up(total.score)),
        "none_text": _("Too little checked to score"),
        "scale_label": scale_label(total),
        "low": total.low,
        "high": total.high,
        "likely_low": likely.low if likely else None,
        "likely_high": likely.high if likely else None,
        "facts": delivery_facts(total),
        "badges": badges(total, card.agreement),
    }


def scale_label(group: Group) -> str:
    """One sentence with every number of the scale, for a screen reader."""
    parts = []
    if group.score is not None:
        parts.append(_("Score %s of 100.") % whole(group.score))
    if group.likely:
        parts.append(likely_words(group))
    if group.low is not None:
        parts.append(bounds_words(group))
    return " ".join(parts)


def likely_words(group: Group) -> str:
    """ "Likely 26 to 39." or that no range was made."""
    if group.likely is None:
        return _("No likely range has been computed for this view yet.")
    return _("Likely %(low)s to %(high)s.") % {
        "low": group.likely.low,
        "high": group.likely.high,
    }


def bounds_words(group: Group) -> str:
    """What the bounds mean, in one sentence."""
    return _("%(low)s if no unchecked ask is done, %(high)s if all are.") % {
        "low": whole(group.low),
        "high": whole(group.high),
    }


def delivery_facts(group: Group) -> list[dict[str, Any]]:
    """Likely range, coverage, bounds, and the two shares a mean would hide."""
    applicable = group.ask_counts.applicable
    checked = applicable - group.ask_counts["not_assessed"]
    facts = []
    if group.score is not None:
        facts.append({"term": _("Likely range"), "text": likely_words(group)})
    facts.append(
        {
            "term": _("Coverage"),
            "text": ngettext(
                "%(checked)s of %(n)s ask checked (%(share)s%% by weight)",
                "%(checked)s of %(n)s asks checked (%(share)s%% by weight)",
                applicable,
            )
            % {"checked": checked, "n": applicable, "share": percent(group.coverage)},
        }
    )
    if group.low is not None:
        facts.append({"term": _("Outer bounds"), "text": bounds_words(group)})
    facts.append({"term": _("Not started"), "text": _share(group, "not_started")})
    facts.append({"term": _("Undone"), "text": _share(group, "reversed")})
    return facts


def _share(group: Group, status: str) -> str:
    number, applicable = group.ask_counts[status], group.ask_counts.applicable
    share = number / applicable if applicable else None
    return ngettext(
        "%(number)s of %(n)s ask (%(share)s%%)",
        "%(number)s of %(n)s asks (%(share)s%%)",
        applicable,
    ) % {"number": number, "n": applicable, "share": percent(share) or "0"}


def badges(group: Group, agreement: Agreement) -> list[str]:
    """What has to stand beside a score: provisional where a gate says so."""
    return ["provisional"] if group.level == "provisional" else []


def agreement_words(agreement: Agreement) -> str:
    """What two coders' agreement means for the scores, in one or two sentences."""
    if agreement.alpha is None:
        return _(
            "Agreement between two coders is not measured, so every score here is at"
            " most provisional."
        )
    values = {
        "alpha": f"{method.half_up(agreement.alpha, 2):.2f}",
        "same": agreement.n_same,
        "n": agreement.n_double_coded,
    }
    said = (
        _(
            "Two coders judged %(n)s asks alone and chose the same step for %(same)s"
            " (agreement alpha %(alpha)s)."
        )
        % values
    )
    return f"{said} {_gate_words(agreement.gate)}"


def _gate_words(gate: str) -> str:
    if gate == "none":
        return _("Below 0.667 no score is published.")
    if gate == "provisional":
        return _("Below 0.800 every score is provisional.")
    return _("That is enough for scores to be compared.")


def outcome_rows(dial: OutcomeDial, indicators_url: str) -> dict[str, Any]:
    """The inputs of the outcome dial; targets of our own reading stay apart."""
    stated = dial.stated
    judged = stated.better + stated.little_change + stated.worse
    better = stated.better + stated.met_or_on_track
    rows = [
        ("met", _("Met or on track"), stated.met_or_on_track, None),
        (
            "missed",
            _("Missed, behind or moving away"),
            stated.with_target - stated.met_or_on_track,
            None,
        ),
        ("better", _("Better, no target"), stated.better, None),
        ("same", _("Little change, no target"), stated.little_change, None),
        ("worse", _("Worse, no target"), stated.worse, None),
        ("unjudged", _("Not judged"), stated.not_judged, None),
    ]
    return {
        "title": _("Outcomes: did it get better?"),
        "heading_id": "outcomes",
        "number": better if judged + stated.with_target else None,
        "of": _("of %s judged are better") % (judged + stated.with_target),
        "rows": [
            {
                "code": code,
                "label": label,
                "count": count,
                "badge": badge,
                "url": indicators_url if count else "",
            }
            for code, label, count, badge in rows
        ],
        "note": outcome_note(dial),
    }


def outcome_note(dial: OutcomeDial) -> str:
    """How many indicators there are, and what is counted apart."""
    said = [
        ngettext(
            "%s outcome indicator, one mark each.",
            "%s outcome indicators, one mark each.",
            dial.n,
        )
        % dial.n
    ]
    if dial.n_our_reading:
        apart = dial.with_our_reading
        said.append(
            ngettext(
                "%(n)s has a target that is our own reading; it is counted above by"
                " its change alone. Counted against that target: %(met)s of %(with)s"
                " met or on track.",
                "%(n)s have targets that are our own reading; they are counted above"
                " by their change alone. Counted against those targets: %(met)s of"
                " %(with)s met or on track.",
                dial.n_our_reading,
            )
            % {
                "n": dial.n_our_reading,
                "met": apart.met_or_on_track,
                "with": apart.with_target,
            }
        )
    said.append(_("Outcomes are never mixed into the delivery score."))
    return " ".join(said)


def group_rows(
    groups: Sequence[Group], names: dict[str, str], addresses: dict[str, str]
) -> list[dict[str, Any]]:
    """One row per category or agency: counts first, score with range after."""
    return [
        {
            "group": group,
            "title": names[group.key],
            "url": addresses[group.key],
            "about": about(group),
            "no_clear_difference": [
                names[key] for key in group.no_clear_difference_with if key in names
            ],
        }
        for group in groups
    ]


def about(group: Group) -> str:
    """How many recommendations and asks a group holds, in words."""
    recommendations = (
        ngettext("%s recommendation", "%s recommendations", group.counts.total)
        % group.counts.total
    )
    asks = ngettext("%s ask", "%s asks", group.ask_counts.total) % (
        group.ask_counts.total
    )
    return f"{recommendations}, {asks}"


def role_words(group: Group) -> str:
    """ "leads 1, supports 4"."""
    words = []
    if group.n_lead:
        words.append(_("leads %s") % group.n_lead)
    if group.n_supporting:
        words.append(_("supports %s") % group.n_supporting)
    return ", ".join(words)


def day(value: Any) -> str:
    """A full date in the reader's language."""
    return date_format(value, "DATE_FORMAT") if value else ""

"""Says the working of a recommendation in words: asks, needs, arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from scorecard.method import Need

from .choices import AskStatus, Confidence
from .languages import in_language
from .models import Ask, Evidence, SecondJudgement
from .partial_dates import PartialDate
from .templatetags.record import decimal, figure, partial_date, percent, whole
from .working import PARAMETERS, AskWorking, LikelyRange, ScoreWorking

STRENGTHS = ("limited", "medium", "robust")


def ask_inputs(
    ask: Ask,
    made: AskWorking,
    evidence: Mapping[str, Evidence],
    second: SecondJudgement | None,
    base: str = "",
) -> dict[str, Any]:
    """One ask as the ask component takes it; base: of the links to evidence."""
    text = in_language(ask, "text", translation.get_language() or "en")
    return {
        "letter": ask.code,
        "text": str(text),
        "language": text.language if text.is_fallback else "",
        "status_code": made.status,
        "status_label": AskStatus(made.status).label,
        "points_text": points_text(made),
        "badges": badges(made),
        "carried": links(made.carrying, evidence, base),
        "not_enough": links(made.not_enough, evidence, base),
        "against": links(made.against, evidence, base),
        "remarks": remarks(made, second),
    }


def points_text(made: AskWorking) -> str:
    """The points of an ask, how sure they are, what its evidence could carry."""
    if made.status == "superseded":
        return _("No longer applies; left out of the count.")
    if made.points is None:
        return _("Unknown, 0 to 100.")
    said = [_("%s points.") % whole(made.points)]
    if made.confidence:
        label = Confidence(made.confidence).label
        said.append(_("Confidence: %s.") % label.lower())
    if made.carrying and not made.is_capped and made.next_step:
        could = _step(made.could_carry).lower()
        said.append(_("Its evidence could carry up to: %s.") % could)
    return " ".join(said)


def badges(made: AskWorking) -> list[str]:
    """What has to stand beside the step of an ask."""
    found = [made.freshness] if made.freshness in ("review_due", "expired") else []
    return [*found, "claimed"] if made.cap_reason == "claimed_not_verified" else found


def links(
    keys: Iterable[str], evidence: Mapping[str, Evidence], base: str = ""
) -> list[dict[str, str]]:
    """Evidence as links to its place on the page, with the best tier it has."""
    found = []
    for key in keys:
        item = evidence[key]
        tiers = sorted(source.tier for source in item.sources.all())
        actor = str(in_language(item, "actor", translation.get_language() or "en"))
        parts = [when(item), item.get_kind_display().lower(), actor]
        found.append(
            {
                "url": f"{base}#{key}",
                "text": ", ".join(part for part in parts if part),
                "tier": tiers[0] if tiers else "D",
            }
        )
    return found


def when(item: Evidence) -> str:
    """The date of an item to the precision it is known."""
    return partial_date(PartialDate(item.happened_on, item.happened_precision))


def remarks(made: AskWorking, second: SecondJudgement | None) -> list[dict[str, str]]:
    """What else a reader has to know of a step: cap, second coder, what would raise."""
    found = [_cap(made), _second(made, second), _raise(made), _later(made)]
    return [remark for remark in found if remark]


def _cap(made: AskWorking) -> dict[str, str]:
    if not made.is_capped:
        return {}
    reasons = {
        "above_evidence": _("The evidence on record carries less than was claimed."),
        "claimed_not_verified": _("No usable evidence is on record for this step."),
        "fall_not_carried": _("The evidence that it was undone or dropped is thin."),
    }
    said = [reasons[made.cap_reason], _("It would take %s.") % needs_words(made.needs)]
    return {
        "head": _("Claimed: %s") % _step(made.claimed),
        "text": " ".join(said),
    }


def _second(made: AskWorking, second: SecondJudgement | None) -> dict[str, str]:
    if not made.differs:
        return {}
    reason = ""
    if second is not None:
        reason = str(in_language(second, "reason", translation.get_language() or "en"))
    return {
        "head": _("The second coder chose: %s") % _step(made.second),
        "text": reason or _("No reason was recorded."),
    }


def _raise(made: AskWorking) -> dict[str, str]:
    """What evidence the next step would take, where what is on record falls short."""
    if made.is_capped or not made.next_needs or made.points is None:
        return {}
    said = _("It would take %s, and a new assessment.") % needs_words(made.next_needs)
    return {"head": _("To stand at %s") % _step(made.next_step), "text": said}


def _later(made: AskWorking) -> dict[str, str]:
    number = len(made.later)
    if not number or made.judged_on is None:
        return {}
    text = ngettext(
        "%(n)s item is dated after %(day)s and waits for the next assessment.",
        "%(n)s items are dated after %(day)s and wait for the next assessment.",
        number,
    ) % {"n": number, "day": date_format(made.judged_on, "DATE_FORMAT")}
    return {"head": _("Not counted yet"), "text": text}


def needs_words(needs: Sequence[Need]) -> str:
    """ "1 more publisher of tier A, or 2 more publishers of tier B"."""
    ways = [
        ngettext(
            "%(n)s more publisher of tier %(tier)s",
            "%(n)s more publishers of tier %(tier)s",
            need.missing,
        )
        % {"n": need.missing, "tier": need.tier}
        for need in needs
    ]
    return _(", or ").join(ways)


def _step(code: str) -> str:
    return str(AskStatus(code).label)


def evidence_counted(made: AskWorking) -> str:
    """ "A: Federal Register; C: UPI, CNN"; or that nothing was counted."""
    parts = [f"{count.tier}: {', '.join(count.publishers)}" for count in made.counted]
    return "; ".join(parts) or _("none on record")


def working_rows(made: ScoreWorking) -> list[dict[str, Any]]:
    """The rows of the working: ask by ask from claim to points."""
    return [
        {
            "ask": ask,
            "counted": evidence_counted(ask),
            "could_carry": _step(ask.could_carry),
            "product": None if ask.points is None else ask.weight * ask.points,
        }
        for ask in made.asks
    ]


def arithmetic(made: ScoreWorking) -> list[str]:
    """The sums, one sentence each: score, coverage, bounds, label."""
    if not made.applicable_weight:
        return [label_words(made)]
    said = [_sum(made), _coverage(made)]
    if made.unchecked:
        said.append(_bounds(made))
    if made.gone:
        letters = ", ".join(ask.code for ask in made.gone)
        said.append(_("Left out, because they no longer apply: %s.") % letters)
    return [*said, label_words(made)]


def _sum(made: ScoreWorking) -> str:
    if not made.checked:
        return _("No ask is checked, so there is nothing to add up.")
    terms = " + ".join(
        f"{figure(ask.weight)} × {figure(ask.points)}" for ask in made.checked
    )
    values = {
        "terms": terms,
        "sum": figure(made.points_sum),
        "weight": figure(made.checked_weight),
        "mean": decimal(made.points_sum / made.checked_weight, 1),
    }
    return (
        _(
            "Score: weight times points over the checked asks, %(terms)s = %(sum)s;"
            " divided by their weights, %(sum)s / %(weight)s = %(mean)s."
        )
        % values
    )


def _coverage(made: ScoreWorking) -> str:
    return _(
        "Coverage: weight of the checked asks over that of all that apply,"
        " %(checked)s / %(all)s = %(share)s%%."
    ) % {
        "checked": figure(made.checked_weight),
        "all": figure(made.applicable_weight),
        "share": percent(made.coverage),
    }


def _bounds(made: ScoreWorking) -> str:
    letters = ", ".join(ask.code for ask in made.unchecked)
    return _(
        "Bounds: with the unchecked (%(letters)s) at 0 it would be %(sum)s / %(all)s ="
        " %(low)s; with them at 100, %(high_sum)s / %(all)s = %(high)s."
    ) % {
        "letters": letters,
        "sum": figure(made.points_sum),
        "high_sum": figure(made.high_sum),
        "all": figure(made.applicable_weight),
        "low": decimal(made.low, 1),
        "high": decimal(made.high, 1),
    }


def label_words(made: ScoreWorking) -> str:
    """Why the recommendation as a whole has its label."""
    first, second = (figure(cut) for cut in PARAMETERS.label_cuts)
    sentences = {
        "no_asks": _("It has no asks yet, so it is not checked."),
        "nothing_applies": _("No ask applies any more, so it has left the count."),
        "too_little_checked": _(
            "Less than half is checked, so there is no score and it reads Not checked."
        ),
        "all_done": _("Every ask that applies is done, so the whole reads Done."),
        "nothing_started": _("The score is 0, so the whole reads Not started."),
        "undone": _("The score is 0 because asks were undone, so it reads Undone."),
        "dropped": _("The score is 0 and every checked ask was dropped: Dropped."),
        "below_first_cut": _("Below %s the whole reads Started.") % first,
        "below_second_cut": _(
            "From %(first)s to below %(second)s the whole reads Partly done."
        )
        % {"first": first, "second": second},
        "above_cuts": _(
            "From %s up the whole reads Mostly done; Done only if every ask is."
        )
        % second,
    }
    return sentences[made.reason]


def likely_words(likely: LikelyRange) -> str:
    """How the likely range was made."""
    return _(
        "Likely range %(low)s to %(high)s: the middle 90 percent of %(runs)s runs that"
        " let steps and points vary within the published bounds (seed %(seed)s),"
        " rounded outwards."
    ) % {
        "low": likely.low,
        "high": likely.high,
        "runs": figure(likely.runs),
        "seed": likely.seed,
    }

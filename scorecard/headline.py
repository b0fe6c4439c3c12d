"""The headline sentence, always in the form of the method (METHOD.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from recommendations.templatetags.record import whole

from . import method
from .build import Scorecard


@dataclass(frozen=True)
class Headline:
    """The sentence in two parts: the counts, and what stands beside them."""

    counts_sentence: str
    rest: str

    def __str__(self) -> str:
        return f"{self.counts_sentence} {self.rest}"


def headline(card: Scorecard) -> Headline:
    """Counts first, then score, coverage, day and method, in the reader's language."""
    counts = card.total.counts.headline
    return Headline(_counts(counts), " ".join([_score(card), *_checked(card, counts)]))


def _counts(counts: method.HeadlineCounts) -> str:
    """Undone, dropped and not checked are named where there are any."""
    parts = [
        ngettext("%s is done", "%s are done", counts.done) % counts.done,
        _("%s under way") % counts.under_way,
        _("%s not started") % counts.not_started,
    ]
    named = (
        (counts.undone, _("%s undone")),
        (counts.dropped, _("%s dropped")),
        (counts.not_checked, _("%s not checked")),
    )
    parts += [text % number for number, text in named if number]
    return ngettext(
        "Of %(n)s recommendation %(counts)s.",
        "Of %(n)s recommendations %(counts)s.",
        counts.n,
    ) % {"n": counts.n, "counts": ", ".join(parts)}


def _score(card: Scorecard) -> str:
    total = card.total
    if total.score is None:
        if card.agreement.gate == "none":
            return _("Two coders agree too little to publish a score.")
        return _("Too little checked to score.")
    if total.likely is None:
        return _("Delivery score %s of 100.") % whole(total.score)
    return _("Delivery score %(score)s of 100 (likely %(low)s to %(high)s).") % {
        "score": whole(total.score),
        "low": total.likely.low,
        "high": total.likely.high,
    }


def _checked(card: Scorecard, counts: method.HeadlineCounts) -> list[str]:
    day = date_format(card.view.on, "DATE_FORMAT")
    version = ".".join(card.method_version.split(".")[:2])
    return [
        _("%(checked)s of %(n)s checked.") % {"checked": counts.checked, "n": counts.n},
        _("As of %(day)s, method %(version)s.") % {"day": day, "version": version},
    ]

"""The headline sentence, always in the form of the method (METHOD.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from recommendations.count_words import count_words
from recommendations.templatetags.record import whole

from . import method
from .build import Scorecard


@dataclass(frozen=True)
class Headline:
    """Its four sentences: counts, score, what was checked, day and method."""

    counts_sentence: str
    score_sentence: str
    checked_sentence: str
    as_of_sentence: str

    @property
    def rest(self) -> str:
        """All that stands beside the counts."""
        parts = (self.score_sentence, self.checked_sentence, self.as_of_sentence)
        return " ".join(parts)

    def __str__(self) -> str:
        return f"{self.counts_sentence} {self.rest}"


def headline(card: Scorecard) -> Headline:
    """Counts first, then score, coverage, day and method, in the active language."""
    counts = card.total.counts.headline
    return Headline(
        counts_sentence=_counts(counts),
        score_sentence=_score(card),
        checked_sentence=_("%(checked)s of %(n)s checked.")
        % {"checked": counts.checked, "n": counts.n},
        as_of_sentence=_("As of %(day)s, method %(version)s.")
        % {
            "day": date_format(card.view.on, "DATE_FORMAT"),
            "version": ".".join(card.method_version.split(".")[:2]),
        },
    )


def _counts(counts: method.HeadlineCounts) -> str:
    """Undone, dropped and not checked are named where there are any.

    What no longer applies has left the count and is named after it.
    """
    said = ", ".join(count_words(counts))
    gone = counts.no_longer_applies
    if gone:
        words = ngettext("%s more no longer applies", "%s more no longer apply", gone)
        said = f"{said}; {words % gone}"
    return ngettext(
        "Of %(n)s recommendation %(counts)s.",
        "Of %(n)s recommendations %(counts)s.",
        counts.n,
    ) % {"n": counts.n, "counts": said}


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

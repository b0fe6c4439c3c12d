"""A report or a recommendation in a few words: for badges, cards and shared links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from recommendations.agreement import agreements
from recommendations.as_of import AsOf
from recommendations.choices import AskStatus
from recommendations.languages import short_title
from recommendations.models import Recommendation, Report
from recommendations.templatetags.record import keep_view
from scorecard import frozen, report_headlines, selectors
from scorecard.build import Line
from scorecard.headline import headline
from scorecard.presentation import text_of


@dataclass(frozen=True)
class Card:
    """What is shown away from its page.

    status: the code of a recommendation, empty for a report. score: whole points,
    None where there is none to show. counts: asks by status, empty where nothing
    stood in the view.
    """

    kicker: str
    title: str
    status: str
    score: int | None
    score_words: str
    sentence: str
    counts: Mapping[str, int]
    day: str
    address: str

    @property
    def status_label(self) -> str:
        """The status in words."""
        return str(AskStatus(self.status).label) if self.status else ""

    @property
    def about(self) -> str:
        """How many asks the counts are of."""
        number = sum(self.counts.values())
        return ngettext("%s ask", "%s asks", number) % number

    @property
    def alternative(self) -> str:
        """All of it in one text, for who does not see it."""
        known = [self.kicker, self.title, self.status_label, self.score_words, self.day]
        return ". ".join(part.rstrip(".") for part in known if part) + "."


def report_card(report: Report, view: AsOf) -> Card:
    """The card of a report; five queries."""
    card = report_headlines.home_page(view, [report])[0].card
    score = frozen.whole(card.total.score)
    said = headline(card)
    has_any = bool(card.total.lines)
    return Card(
        kicker=report.publisher,
        title=text_of(report, "title"),
        status="",
        score=score,
        score_words=said.score_sentence if has_any else nothing(),
        sentence=said.counts_sentence if has_any else nothing(),
        counts=dict(card.total.ask_counts.by_status) if has_any else {},
        day=as_of_words(view),
        address=address(report.get_absolute_url(), view),
    )


def recommendation_card(row: Recommendation, view: AsOf) -> Card:
    """The card of a recommendation; four queries."""
    lines = selectors.lines(view, recommendation=row.pk)
    line = lines[0] if lines else None
    gate = agreements([row.report_id], view)[row.report_id].gate
    shown = None if line is None or gate == "none" else line.score
    language = translation.get_language() or "en"
    return Card(
        kicker=_("Recommendation %(reference)s of %(report)s")
        % {"reference": row.reference, "report": short_title(row.report, language)},
        title=text_of(row, "title"),
        status=line.status if line else "",
        score=frozen.whole(shown),
        score_words=_score_words(line, frozen.whole(shown), gate),
        sentence="" if line else nothing(),
        counts=Counter(ask.status for ask in line.asks) if line else {},
        day=as_of_words(view),
        address=address(row.get_absolute_url(), view),
    )


def _score_words(line: Line | None, score: int | None, gate: str) -> str:
    if line is None:
        return nothing()
    if gate == "none":
        return _("Two coders agree too little to publish a score.")
    if score is None:
        return _("Too little checked to score.")
    return _("Delivery score %s of 100.") % score


def nothing() -> str:
    """What stands where the view holds nothing."""
    return _("Nothing had been published in this view.")


def as_of_words(view: AsOf) -> str:
    """ "As of 30 June 2026" """
    return _("As of %s") % date_format(view.on, "DATE_FORMAT")


def address(path: str, view: AsOf) -> str:
    """The full address of a page in a view."""
    return keep_view(settings.SITE_URL.rstrip("/") + path, view)

"""For other people's pages: a badge as an image, a card in a frame, an image to share.

Each answer may be shown anywhere, asks nobody else for anything and keeps to a strict
policy of its own: the badge allows its one style by hash, the card only our files.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from recommendations.as_of import AsOf, Problem, parse_as_of
from recommendations.as_of_pages import today
from recommendations.models import Recommendation, Report
from recommendations.selectors import public_recommendation

from .caching import open_to_all, revalidated
from .cards import Card, recommendation_card, report_card
from .share_image import share_image

CHARACTER = 6.6
PADDING = 16
DOT = 16  # the room that the mark of a status takes
STYLE = (
    ".l{fill:#f3eee3}.r{fill:#fcfaf5}.e{fill:none;stroke:#81796a}"
    ".t{fill:#1e1a14;font:600 12px system-ui,sans-serif}"
    ".implemented{fill:#0c463d}.mostly{fill:#2a7464}.partly{fill:#529485}"
    ".started{fill:#b7d7cc;stroke:#2a7464}.reversed{fill:#a63812}"
    ".not_pursued{fill:#3d3830}.not_started,.superseded,.not_assessed"
    "{fill:none;stroke:#6a6355}"
    "@media (prefers-color-scheme:dark){.l{fill:#2d2a25}.r{fill:#171613}"
    ".e{stroke:#8d8678}.t{fill:#ece8df}.implemented{fill:#b4ead9}"
    ".mostly{fill:#70bba8}.partly{fill:#3a7a6c}"
    ".started{fill:#23463f;stroke:#70bba8}.reversed{fill:#f2936c}"
    ".not_pursued{fill:#d3ccbf}.not_started,.superseded,.not_assessed"
    "{stroke:#a39c8e}}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
BADGE_POLICY = {"style-src": [f"'sha256-{STYLE_HASH}'"], "frame-ancestors": ["*"]}
CARD_POLICY = {"frame-ancestors": ["*"], "script-src": ["'none'"]}

View = Callable[..., HttpResponseBase]


def for_everyone(view: View) -> View:
    """Let the answer be shown on any page, even on one that isolates itself."""

    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer["Cross-Origin-Embedder-Policy"] = "require-corp"
        return answer

    return xframe_options_exempt(open_to_all(shown))


def asked_view(request: HttpRequest) -> tuple[AsOf, list[Problem]]:
    """The view that an address asks for, and what was not understood."""
    return parse_as_of(request.GET, today())


def found_report(slug: str) -> Report:
    """The published report of an address; 404 where there is none."""
    found: Report | None = Report.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404(_("There is no published report %s.") % slug)
    return found


def found_recommendation(report: str, reference: str) -> Recommendation:
    """The published recommendation of an address; 404 where there is none."""
    found = public_recommendation(report, reference)
    if found is None:
        message = _("There is no published recommendation %s.")
        raise Http404(message % f"{report}/{reference}")
    return found


@require_safe
@for_everyone
@csp_replace(BADGE_POLICY)
@revalidated
def report_badge(request: HttpRequest, report: str) -> HttpResponse:
    """The score of a report as a small image in SVG, light and dark."""
    view, problems = asked_view(request)
    card = report_card(found_report(report), view)
    return _badge(request, card, _("Score"), problems)


@require_safe
@for_everyone
@csp_replace(BADGE_POLICY)
@revalidated
def badge(request: HttpRequest, report: str, reference: str) -> HttpResponse:
    """Reference and status as a small image in SVG, light and dark."""
    view, problems = asked_view(request)
    card = recommendation_card(found_recommendation(report, reference), view)
    return _badge(request, card, reference, problems)


def _badge(
    request: HttpRequest, card: Card, label: str, problems: list[Problem]
) -> HttpResponse:
    words = badge_words(card) if not problems else _("date not understood")
    dot = DOT if card.status else 0
    left, right = _width(label), _width(words) + dot
    named = {
        "card": card,
        "label": label,
        "words": words,
        "left": left,
        "right": right,
        "width": left + right,
        "style": STYLE,
        "middle": left / 2,
        "start": left + PADDING / 2 + dot,
        "label_length": left - PADDING,
        "words_length": right - dot - PADDING,
    }
    return render(request, "exports/badge.svg", named, content_type="image/svg+xml")


def badge_words(card: Card) -> str:
    """ "Partly done, 50 of 100", "31 of 100", or why there is no score."""
    if not card.counts:
        return _("not on record")
    if card.score is None:
        return card.status_label or _("no score")
    if not card.status:
        return _("%s of 100") % card.score
    return _("%(status)s, %(score)s of 100") % {
        "status": card.status_label,
        "score": card.score,
    }


def _width(text: str) -> int:
    return round(len(text) * CHARACTER) + PADDING


@require_safe
@for_everyone
@csp_replace(CARD_POLICY)
@revalidated
def report_frame(request: HttpRequest, report: str) -> HttpResponse:
    """A report as a card for a frame on another page."""
    view, problems = asked_view(request)
    return _frame(request, report_card(found_report(report), view), problems)


@require_safe
@for_everyone
@csp_replace(CARD_POLICY)
@revalidated
def recommendation_frame(
    request: HttpRequest, report: str, reference: str
) -> HttpResponse:
    """A recommendation as a card for a frame on another page."""
    view, problems = asked_view(request)
    row = found_recommendation(report, reference)
    return _frame(request, recommendation_card(row, view), problems)


def _frame(request: HttpRequest, card: Card, problems: list[Problem]) -> HttpResponse:
    return render(request, "exports/embed.html", {"card": card, "problems": problems})


@require_safe
@for_everyone
@revalidated
def report_image(request: HttpRequest, report: str) -> HttpResponse:
    """The image that stands beside a shared link to a report."""
    view, _problems = asked_view(request)
    return _png(report_card(found_report(report), view))


@require_safe
@for_everyone
@revalidated
def recommendation_image(
    request: HttpRequest, report: str, reference: str
) -> HttpResponse:
    """The image that stands beside a shared link to a recommendation."""
    view, _problems = asked_view(request)
    row = found_recommendation(report, reference)
    return _png(recommendation_card(row, view))


def _png(card: Card) -> HttpResponse:
    return HttpResponse(share_image(card), content_type="image/png")

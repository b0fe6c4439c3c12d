"""The two messages of this site to a reader: please confirm, and what moved.

Plain text in the reader's language. Every alert carries the one-click way out of
RFC 8058; no message holds an image, a counted link or another reader's address.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from exports.feeds import absolute, change_title, concerned
from scorecard.presentation import text_of

from .models import Follow, Follower
from .news import News

SILENT_BACKENDS = frozenset(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy")
)


def is_switched_on() -> bool:
    """Whether this installation can send mail to anybody (EMAIL_URL)."""
    return settings.EMAIL_BACKEND not in SILENT_BACKENDS


def name_of(follow: Follow) -> str:
    """What is followed, by the title a reader knows, in the active language."""
    if follow.agency is not None:
        return text_of(follow.agency, "name")
    if follow.recommendation is not None:
        title = text_of(follow.recommendation, "title")
        return f"{follow.recommendation.reference} {title}"
    return text_of(follow.report, "title")


def confirmation(follow: Follow) -> EmailMessage:
    """Asks the owner of the address whether they want this."""
    follower = follow.follower
    with translation.override(follower.language):
        words = {
            "name": name_of(follow),
            "link": absolute(reverse("following:confirm", args=[follow.token])),
            "site": settings.SITE_URL,
        }
        return EmailMessage(
            subject=_("Confirm that you want to follow this"),
            body=render_to_string("following/confirmation.txt", words),
            to=[follower.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def alert(follower: Follower, news: News) -> EmailMessage:
    """One message with everything since the last one."""
    with translation.override(follower.language):
        stop = absolute(reverse("following:stop", args=[follower.token]))
        return EmailMessage(
            subject=_subject(news),
            body=render_to_string("following/alert.txt", _words(follower, news, stop)),
            to=[follower.email],
            headers={
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def _subject(news: News) -> str:
    number = len(news.changes) + len(news.corrections) + news.n_more
    return ngettext(
        "Followthrough: %(n)s change", "Followthrough: %(n)s changes", number
    ) % {"n": number}


def _words(follower: Follower, news: News, stop: str) -> dict[str, Any]:
    return {
        "changes": [
            {
                "title": change_title(row),
                "what": text_of(row.recommendation, "title"),
                "report": text_of(row.recommendation.report, "title"),
                "row": row,
                "link": absolute(row.recommendation.get_absolute_url()),
            }
            for row in news.changes
        ],
        "corrections": [
            {"about": concerned(row), "row": row} for row in news.corrections
        ],
        "corrections_page": absolute(reverse("scorecard:corrections")),
        "changes_page": absolute(reverse("scorecard:changes")),
        "n_more": news.n_more,
        "stop": stop,
        "manage": absolute(reverse("following:manage", args=[follower.token])),
    }

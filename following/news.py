"""What there is to tell one follower: changes and material corrections, once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from recommendations.as_of import AsOf
from recommendations.models import Correction, StatusChange
from scorecard import change_pages
from scorecard.change_pages import Chosen

from .models import Follow, Follower, Pace

WEEK = timedelta(days=7)
MOST = 50


@dataclass(frozen=True)
class News:
    """The newest of what was published in a time; n_more are not listed."""

    changes: tuple[StatusChange, ...]
    corrections: tuple[Correction, ...]
    n_more: int

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.changes or self.corrections)


def chosen(follow: Follow) -> Chosen:
    """What is followed, as the page of changes narrows it."""
    return Chosen(follow.report, follow.agency, follow.recommendation)


def is_due(follower: Follower, now: datetime) -> bool:
    """Whether a message may go out: at once, or a week after the last one."""
    return follower.pace == Pace.AT_ONCE or now - follower.told_until >= WEEK


def followers() -> QuerySet[Follower]:
    """Everybody who has confirmed something, in a fixed order."""
    confirmed = Follower.objects.filter(follows__confirmed_at__isnull=False)
    return confirmed.distinct().order_by("pk")


def since_last(follower: Follower, view: AsOf, until: datetime) -> News:
    """Everything published since the last message on what the follower follows."""
    changes: dict[int, StatusChange] = {}
    corrections: dict[int, Correction] = {}
    for follow in follower.follows.filter(confirmed_at__isnull=False):
        wanted = chosen(follow)
        since = max(follower.told_until, follow.confirmed_at or until)
        times = {"published_at__gt": since, "published_at__lte": until}
        for change in change_pages.narrowed(view, wanted).filter(**times):
            changes[change.pk] = change
        rows = change_pages.narrowed_corrections(view, wanted)
        for correction in rows.filter(is_material=True, **times):
            corrections[correction.pk] = correction
    return _newest(changes.values(), corrections.values())


def _newest(changes: Iterable[StatusChange], fixes: Iterable[Correction]) -> News:
    first = sorted(changes, key=lambda row: (row.published_at, row.pk), reverse=True)
    second = sorted(fixes, key=lambda row: (row.published_at, row.pk), reverse=True)
    more = max(len(first) - MOST, 0) + max(len(second) - MOST, 0)
    return News(tuple(first[:MOST]), tuple(second[:MOST]), more)


def waiting(view: AsOf, now: datetime) -> Iterator[tuple[Follower, News]]:
    """Each follower whose message is due, with the news, which may be none."""
    for follower in followers():
        if is_due(follower, now):
            yield follower, since_last(follower, view, now)

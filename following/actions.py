"""To ask, to confirm, to stop: the only writers of who follows what.

Double opt-in: a request writes an unconfirmed row and sends one message; only the
link in it makes the row count. Time is an argument.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from scorecard.change_pages import Chosen

from .models import Follow, Follower

CONFIRM_WITHIN = timedelta(days=7)
ASK_AGAIN_AFTER = timedelta(hours=1)


@transaction.atomic
def ask(
    *, email: str, wanted: Chosen, pace: str, language: str, at: datetime
) -> Follow | None:
    """Note that an address wants to follow one thing.

    Returns the row to confirm, or None where no message is due: it counts already,
    or was asked for within the hour. Pace and language of an address that already
    follows something change with the confirmation, not by the mere request.
    """
    follower, is_new = Follower.objects.select_for_update().get_or_create(
        email=email.strip().lower(),
        defaults={"pace": pace, "language": language, "told_until": at},
    )
    follow, is_first = Follow.objects.get_or_create(
        follower=follower,
        report=wanted.report,
        agency=wanted.agency,
        recommendation=wanted.recommendation,
        defaults={"asked_at": at},
    )
    if not is_first:
        if follow.confirmed_at is not None or at - follow.asked_at < ASK_AGAIN_AFTER:
            return None
        follow.asked_at = at
        follow.save(update_fields=["asked_at"])
    return follow


@transaction.atomic
def confirm(*, follow: Follow, at: datetime) -> None:
    """Its owner has opened the link: it counts from now on."""
    if follow.confirmed_at is not None:
        return
    follower = follow.follower
    if not follower.follows.filter(confirmed_at__isnull=False).exists():
        follower.told_until = at
        follower.save(update_fields=["told_until"])
    follow.confirmed_at = at
    follow.save(update_fields=["confirmed_at"])


@transaction.atomic
def stop(*, follow: Follow) -> None:
    """One thing less; with the last one the address is deleted."""
    follower = follow.follower
    follow.delete()
    if not follower.follows.exists():
        follower.delete()


def forget(*, follower: Follower) -> None:
    """Delete an address and all it follows."""
    follower.delete()


@transaction.atomic
def forget_unconfirmed(*, at: datetime) -> int:
    """Delete requests that nobody confirmed in time, and addresses left without any.

    Returns how many requests were deleted.
    """
    late = Follow.objects.filter(
        confirmed_at__isnull=True, asked_at__lt=at - CONFIRM_WITHIN
    )
    number = late.count()
    late.delete()
    Follower.objects.filter(follows__isnull=True).delete()
    return number


def told(*, follower: Follower, until: datetime) -> None:
    """The message went out: the next one begins where it ended."""
    Follower.objects.filter(pk=follower.pk, told_until__lt=until).update(
        told_until=until
    )

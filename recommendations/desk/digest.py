"""The daily digest: one message for a person, with everything that waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from ..models import DigestSent
from .first_page import list_of
from .work import MOST, Waiting, waiting


@dataclass(frozen=True)
class Digest:
    """One person and what waits for them, nothing left out and nothing empty."""

    person: Any
    waiting: tuple[Waiting, ...]


def digests(today: date) -> list[Digest]:
    """Of everybody at the desk who has an address, something waiting, and none yet."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    people = people.exclude(email="").exclude(digest_sent__sent_on=today)
    made = [_digest(one, today) for one in people.order_by("pk")]
    return [one for one in made if one.waiting]


def _digest(person: Any, today: date) -> Digest:
    found = waiting(person, today, lambda model: model._default_manager.all())
    return Digest(person, tuple(one for one in found if one.number))


def send(digest: Digest, today: date, connection: BaseEmailBackend) -> None:
    """Send it, and remember the day: another run on that day leaves this person out."""
    connection.send_messages([message(digest)])
    DigestSent.objects.update_or_create(
        person=digest.person, defaults={"sent_on": today}
    )


def message(digest: Digest) -> EmailMessage:
    """The message: a line for each kind of work, with its number and its list."""
    number = len(digest.waiting)
    subject = ngettext(
        "Followthrough: %d kind of work waits for you",
        "Followthrough: %d kinds of work wait for you",
        number,
    )
    lines = [line(one) for one in digest.waiting]
    desk = _("The desk: %s") % f"{settings.SITE_URL}{reverse('admin:index')}"
    return EmailMessage(
        subject % number, "\n\n".join([*lines, desk]), to=[digest.person.email]
    )


def line(one: Waiting) -> str:
    """ "Waiting for my review: 3", and the address of these three."""
    number = _("over %d") % MOST if one.is_capped else str(one.number)
    address = f"{settings.SITE_URL}{list_of(one.work.model)}?work={one.work.code}"
    return f"{one.work.label}: {number}\n{address}"

"""``manage.py send_digest``: one message to each person with work waiting."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...desk.digest import digests, message


class Command(BaseCommand):
    """Run once a day; sends nothing unless DESK_DIGEST is on."""

    help = "Send each person at the desk one message about the work that waits."

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, then send over one connection."""
        if not settings.DESK_DIGEST:
            raise CommandError("The digest is off; set DESK_DIGEST=on.")
        today = timezone.now().astimezone(UTC).date()
        messages = [message(one) for one in digests(today)]
        try:
            get_connection().send_messages(messages)
        except OSError as problem:
            raise CommandError(f"The mail could not be sent: {problem}.") from problem
        self.stdout.write(f"{len(messages)} sent.")

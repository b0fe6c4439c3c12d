"""``manage.py send_digest``: one message to each person with work waiting."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...desk.digest import digests, send


class Command(BaseCommand):
    """For every day; run again on one, it writes to those who got nothing yet."""

    help = "Send each person at the desk one message about the work that waits."

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, then send over one connection, noting each that went out."""
        if not settings.DESK_DIGEST:
            raise CommandError("The digest is off; set DESK_DIGEST=on.")
        today = timezone.now().astimezone(UTC).date()
        connection, sent = get_connection(), 0
        try:
            for digest in digests(today):
                connection.open()  # once; it is not asked for where nobody is due
                send(digest, today, connection)
                sent += 1
        except OSError as problem:
            raise CommandError(
                f"The mail could not be sent: {problem}. {sent} went out before; run"
                " this again for the others."
            ) from problem
        finally:
            connection.close()
        self.stdout.write(f"{sent} sent.")

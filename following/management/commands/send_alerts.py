"""Sends the alerts that are due: manage.py send_alerts, every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from following import actions, messages, news
from recommendations.as_of import AsOf


class Command(BaseCommand):
    """One message for each address with news; safe to stop and to run again."""

    help = "Sends alerts to readers who follow something. Run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell everybody what is new; an address that fails is tried next time."""
        if not messages.is_switched_on():
            raise CommandError(
                "Alerts are off: EMAIL_URL names no mail server (see .env.example)."
            )
        now = timezone.now()
        actions.forget_unconfirmed(at=now)
        sent = failed = 0
        for follower, told in news.waiting(AsOf.now(now.date()), now):
            try:
                if told:
                    messages.alert(follower, told).send()
                    sent += 1
            except OSError as problem:
                failed += 1
                reason = type(problem).__name__
                self.stderr.write(f"One message could not be sent ({reason}).")
                continue
            actions.told(follower=follower, until=now)
        self.stdout.write(f"{sent} sent, {failed} failed")
        if failed:
            raise CommandError("What failed is sent with the next run.")

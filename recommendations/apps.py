"""Registers the app with Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    """The record."""

    name = "recommendations"
    verbose_name = _("The record")

    def ready(self) -> None:
        """Have the database guard what was published, and sessions say when they began.

        Imported late, since apps come before models.
        """
        from .desk import sessions

        post_migrate.connect(guard, sender=self)
        user_logged_in.connect(sessions.begin, dispatch_uid="session-begins")


def guard(using: str, **kwargs: Any) -> None:
    """Make the guards anew; imported late, since apps come before models."""
    from . import guards

    guards.install(connections[using])

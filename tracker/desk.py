"""Tells Django's admin which site is the editors' desk."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig

from . import encrypted, postgres, sign_in_log


class DeskConfig(AdminConfig):
    """Django's admin with the desk as its one site."""

    default_site = "recommendations.admin_site.FollowthroughAdminSite"

    def ready(self) -> None:
        """Register the desk; listen for sign-ins, checks and new connections."""
        super().ready()
        encrypted.connect()
        postgres.connect()
        sign_in_log.connect()

"""Tells Django's admin which site is the editors' desk."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with the desk as its one site."""

    default_site = "recommendations.admin_site.FollowthroughAdminSite"

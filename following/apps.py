"""Registers the app with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    """Alerts by e-mail."""

    name = "following"
    verbose_name = _("Alerts by e-mail")

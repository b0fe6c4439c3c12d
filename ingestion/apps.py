"""Registers the app with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestionConfig(AppConfig):
    """The way in."""

    name = "ingestion"
    verbose_name = _("Imports")

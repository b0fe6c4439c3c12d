"""Registers the app with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardConfig(AppConfig):
    """The judgement."""

    name = "scorecard"
    verbose_name = _("Published scorecards")

"""Registers the upkeep with Django, for its commands."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Copies of the record, and proofs that it is whole."""

    name = "tracker.upkeep"

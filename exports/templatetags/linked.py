"""What the head of a page tells other programs: JSON-LD."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from recommendations.models import Recommendation, Report

from .. import linked_data

register = template.Library()


@register.simple_tag
def linked_catalog() -> SafeString:
    """The site as a DataCatalog."""
    return linked_data.script(linked_data.catalog())


@register.simple_tag
def linked_report(report: Report, moved_at: datetime | None) -> SafeString:
    """The record of a report as a Dataset; moved_at: when anything in it last moved."""
    return linked_data.script(linked_data.dataset(report, moved_at))


@register.simple_tag
def linked_recommendation(row: Recommendation) -> SafeString:
    """A recommendation as a CreativeWork."""
    return linked_data.script(linked_data.recommendation(row))

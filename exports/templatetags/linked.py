"""What the head of a page tells other programs: JSON-LD."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from recommendations.models import Recommendation, Report, StatusChange

from .. import linked_data

register = template.Library()


@register.simple_tag
def linked_catalog() -> SafeString:
    """The site as a DataCatalog."""
    return linked_data.script(linked_data.catalog())


@register.simple_tag
def linked_report(report: Report) -> SafeString:
    """The record of a report as a Dataset."""
    moved = StatusChange.objects.filter(recommendation__report=report)
    latest = moved.values_list("published_at", flat=True).first()
    return linked_data.script(linked_data.dataset(report, latest))


@register.simple_tag
def linked_recommendation(row: Recommendation) -> SafeString:
    """A recommendation as a CreativeWork."""
    return linked_data.script(linked_data.recommendation(row))

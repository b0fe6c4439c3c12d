"""Sources: inline wherever they carry a statement, and one list to read them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from ..models import Evidence, Source
from .base import ReadOnlyAdmin

SOURCE_FIELDS = (
    ("publisher", "via"),
    "title",
    "title_status",
    "url",
    "archived_url",
    ("published_on", "published_precision"),
    ("is_verified", "tier"),
    "note",
)


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Every source on record; it is edited where it carries a statement."""

    list_display = ("title", "publisher", "tier", "is_verified", "of", "address")
    list_filter = ("tier", "is_verified", "title_status")
    list_select_related = ("evidence__recommendation", "report", "indicator")
    search_fields = ("title", "publisher", "via", "url")
    date_hierarchy = "published_on"
    ordering = ("-id",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not on the index: it is no step of the work."""
        return False

    @admin.display(description=gettext_lazy("Carries"))
    def of(self, row: Any) -> str:
        """What it is a source of."""
        if row.evidence:
            return f"{row.evidence.recommendation.reference} {row.evidence.key}"
        return str(row.report or row.indicator)

    @admin.display(description=gettext_lazy("Address"))
    def address(self, row: Any) -> str:
        """A link to the page."""
        if not row.url:
            return ""
        return format_html('<a href="{}" rel="noreferrer">{}</a>', row.url, _("Open"))


def twins(urls: Iterable[str], evidence: Evidence) -> Any:
    """Sources of other evidence at one of these addresses, final slash or not."""
    bare = {url.rstrip("/") for url in urls if url}
    spelled = bare | {f"{url}/" for url in bare}
    return (
        Source.objects.filter(url__in=spelled, evidence__isnull=False)
        .exclude(evidence=evidence)
        .select_related("evidence__recommendation")
        .order_by("evidence__recommendation__reference", "evidence__key")
    )

"""Sources: inline wherever they carry a statement, and one list to read them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _, gettext_lazy

from ..models import Evidence, Source
from .base import ReadOnlyAdmin, StackedRecords

SOURCE_FIELDS = (
    ("publisher", "via"),
    "title",
    "title_status",
    "url",
    "archived_url",
    "archive",
    ("published_on", "published_precision"),
    ("is_verified", "tier"),
    "note",
)


TIER_EXAMPLES = gettext_lazy(
    "A: the text of a law or rule in force, a court's ruling, an audit by an"
    " independent auditor. B: a press release, budget line, dataset or letter of the"
    " body itself. C: a news report, a study of a university or an institute. D: a"
    " statement without support, or a page nobody has read for this."
)
KNOWN_PUBLISHERS = "known-publishers"
WAYBACK = "https://web.archive.org"


class PublisherInput(AdminTextInputWidget):
    """Offers the publishers on record, so that one is not spelled in two ways."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"list": KNOWN_PUBLISHERS, **(attrs or {})})

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> Any:
        """The field; the list once, with the empty form that every inline has."""
        field = super().render(name, value, attrs, renderer)
        if "__prefix__" not in name:
            return field
        known = Source.objects.order_by("publisher").values_list("publisher", flat=True)
        options = format_html_join(
            "", '<option value="{}"></option>', ((one,) for one in known.distinct())
        )
        return format_html(
            '{}<datalist id="{}">{}</datalist>', field, KNOWN_PUBLISHERS, options
        )


class SourceInline(StackedRecords):
    """Sources inside a form, with what helps to fill them in."""

    model = Source
    readonly_fields = ("archive",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the last try of each address."""
        return super().get_queryset(request).select_related("link_check")

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Examples at the tier; the publishers on record at the publisher."""
        if db_field.name == "publisher":
            kwargs["widget"] = PublisherInput
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "tier" and field is not None:
            field.help_text = TIER_EXAMPLES
        return field

    @admin.display(description=gettext_lazy("Archive and last try"))
    def archive(self, row: Any) -> str:
        """Links to the page's copies in the archive, and what the last try gave."""
        if not getattr(row, "url", ""):
            return _("Save the address first.")
        links = format_html_join(
            " · ",
            '<a href="{}" rel="noreferrer">{}</a>',
            (
                (f"{WAYBACK}/web/*/{row.url}", _("Copies in the Wayback Machine")),
                (f"{WAYBACK}/save/{row.url}", _("Have it copied now")),
            ),
        )
        check = getattr(row, "link_check", None)
        return format_html("{}. {}", links, last_try(check)) if check else links


def last_try(check: Any) -> str:
    """What came of the last try of an address, and when."""
    told = _("Tried on %(day)s: %(outcome)s") % {
        "day": check.checked_at.date().isoformat(),
        "outcome": check.get_outcome_display(),
    }
    return f"{told} ({check.detail})" if check.detail else told


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Every source on record; it is edited where it carries a statement."""

    list_display = (
        "title",
        "publisher",
        "tier",
        "is_verified",
        "of",
        "address",
        "link",
    )
    list_filter = ("link_check__outcome", "tier", "is_verified", "title_status")
    list_select_related = (
        "evidence__recommendation",
        "report",
        "indicator",
        "link_check",
    )
    search_fields = ("title", "publisher", "via", "url")
    date_hierarchy = "published_on"
    ordering = ("-id",)
    sortable_by = ()

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

    @admin.display(
        description=gettext_lazy("Last try"), ordering="link_check__checked_at"
    )
    def link(self, row: Any) -> str:
        """What came of the last try of the address."""
        check = getattr(row, "link_check", None)
        return last_try(check) if check else ""


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

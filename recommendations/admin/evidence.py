"""Evidence at the desk: a dated fact, its asks, the sources that carry it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import evidence as actions, replies
from ..models import Evidence
from .agency_claims import AgencyClaims, claimant
from .base import RecordAdmin, Saving
from .bulk_work import VERIFY
from .evidence_form import EvidenceForm, next_key
from .scope import agencies_of
from .source import SOURCE_FIELDS, SourceInline, twins
from .transitions import Step, Tool, Transition


def _publish(step: Step) -> None:
    actions.publish(evidence=step.row, by=step.by, at=step.at, alone=step.alone)


def _withdraw(step: Step) -> None:
    actions.withdraw(evidence=step.row, reason=step.reason, by=step.by, at=step.at)


TRANSITIONS = (
    Transition(
        name="publish",
        label=gettext_lazy("Publish"),
        done=gettext_lazy("This evidence is public now and counts."),
        about=gettext_lazy(
            "It counts from now on for every published assessment from its date on, so"
            " a status can move. Evidence of a draft is published with the draft."
        ),
        run=_publish,
        is_offered=lambda row: row.published_at is None,
    ),
    Transition(
        name="withdraw",
        label=gettext_lazy("Withdraw"),
        done=gettext_lazy("This evidence is withdrawn and no longer counts."),
        about=gettext_lazy(
            "It no longer carries anything, so a status can move. It stays on record"
            " with your reason, which readers see."
        ),
        run=_withdraw,
        is_offered=lambda row: bool(row.published_at and not row.withdrawn_at),
        reason=gettext_lazy("Why it is withdrawn"),
    ),
)


class EvidenceSourceInline(SourceInline):
    """Where the fact was read."""

    fk_name = "evidence"
    fields = ("position", *SOURCE_FIELDS)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new fact needs a source at once."""
        return 0 if obj else 1


@admin.register(Evidence)
class EvidenceAdmin(AgencyClaims, RecordAdmin):
    """Starts unpublished; public by its own button or with an assessment."""

    form = EvidenceForm
    transitions = TRANSITIONS
    bulk = (VERIFY,)
    list_display = (
        "happened",
        "short_fact",
        "recommendation",
        "kind",
        "bearing",
        "tiers",
        "verified",
        "public",
    )
    list_display_links = ("happened", "short_fact")
    list_filter = (
        "kind",
        "bearing",
        ("published_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
        ("claimed_by", admin.EmptyFieldListFilter),
        "recommendation__report",
    )
    list_select_related = ("recommendation__report",)
    search_fields = (
        "fact",
        "fact_es",
        "key",
        "actor",
        "recommendation__reference",
        "recommendation__title",
    )
    date_hierarchy = "happened_on"
    ordering = ("-happened_on", "-id")
    sortable_by = ("happened",)
    autocomplete_fields = ("recommendation", "agencies")
    readonly_fields = (
        "claimed_by",
        "added_by",
        "published_at",
        "withdrawn_at",
        "withdrawn_reason",
    )
    inlines = (EvidenceSourceInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "recommendation",
                    "asks",
                    ("happened_on", "happened_precision"),
                    ("kind", "bearing"),
                    "fact",
                    "fact_es",
                    ("actor", "actor_es"),
                    "agencies",
                    "key",
                )
            },
        ),
        (
            gettext_lazy("Notes"),
            {"fields": ("note", "private_note")},
        ),
        (
            gettext_lazy("Publication"),
            {
                "fields": (
                    ("added_by", "claimed_by", "published_at"),
                    ("withdrawn_at", "withdrawn_reason"),
                ),
                "classes": ("collapse",),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Evidence with its sources, read once for a whole list."""
        return super().get_queryset(request).prefetch_related("sources")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """It stays with its recommendation; a withdrawn item stays as it is."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "recommendation"] if obj else fixed

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A withdrawn item is only read, a public one mended by who may publish."""
        if obj is not None and obj.withdrawn_at is not None:
            return False
        publishes = request.user.has_perm("recommendations.publish_evidence")
        if obj is not None and obj.published_at is not None and not publishes:
            return False
        return super().has_change_permission(request, obj)

    def store(self, saving: Saving) -> None:
        """A public item is changed by its action, which logs what it moves."""
        row = saving.row
        if saving.is_new:
            row.added_by = saving.by
            row.claimed_by = claimant(row.recommendation, saving.by)
            row.key = row.key or next_key(row.recommendation)
        with transaction.atomic():
            self._store(saving)

    def _store(self, saving: Saving) -> None:
        row = saving.row
        actions.change(evidence=row, by=saving.by, at=saving.at, save=saving.write)
        if agencies_of(saving.by) is not None:
            replies.reopen(evidence=row, by=saving.by, at=saving.at)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> Any:
        """Say where its sources are cited already, or that it has none."""
        self._warn_of_twins(request, obj)
        self._warn_of_no_source(request, obj)
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Say where its sources are cited already, or that it has none."""
        self._warn_of_twins(request, obj)
        self._warn_of_no_source(request, obj)
        return super().response_change(request, obj)

    def _warn_of_twins(self, request: HttpRequest, row: Evidence) -> None:
        urls = row.sources.values_list("url", flat=True)
        found = {twin.evidence_id: twin.evidence for twin in twins(urls, row)}
        if not found:
            return
        links = format_html_join(
            ", ", '<a href="{}">{}</a>', map(_link, found.values())
        )
        text = _("The same address is a source of other evidence, too: {}.")
        self.message_user(request, format_html(text, links), messages.WARNING)

    def _warn_of_no_source(self, request: HttpRequest, row: Evidence) -> None:
        if not row.sources.exists():
            text = _("It has no source yet: it carries nothing and can't be public.")
            self.message_user(request, text, messages.WARNING)

    def tools(self, request: HttpRequest, row: Any) -> list[Tool]:
        """Its buttons, and the assessment it leads to."""
        found = super().tools(request, row)
        if request.user.has_perm("recommendations.add_assessment"):
            address = reverse("admin:recommendations_assessment_add")
            query = f"?recommendation={row.recommendation_id}"
            found.append(Tool(_("Assess"), address + query))
        return found

    def view_on_site(self, row: Any) -> str | None:
        """Its place on the page of a public recommendation."""
        held = row.recommendation
        seen = row.published_at and held.published_at and held.report.published_at
        return row.get_absolute_url() if seen else None

    @admin.display(description=gettext_lazy("Happened"), ordering="happened_on")
    def happened(self, row: Evidence) -> str:
        """The date as exactly as it is known."""
        return str(row.happened)

    @admin.display(description=gettext_lazy("What happened"))
    def short_fact(self, row: Evidence) -> str:
        """The beginning of the fact."""
        return row.fact if len(row.fact) <= 110 else f"{row.fact[:109]}…"

    @admin.display(description=gettext_lazy("Tiers"))
    def tiers(self, row: Evidence) -> str:
        """The tiers of its sources, the strongest first."""
        return " ".join(sorted({source.tier for source in row.sources.all()}))

    @admin.display(description=gettext_lazy("Verified"), boolean=True)
    def verified(self, row: Evidence) -> bool:
        """Whether any of its sources was read."""
        return any(source.is_verified for source in row.sources.all())

    @admin.display(description=gettext_lazy("Public"), boolean=True)
    def public(self, row: Evidence) -> bool:
        """Whether it counts for readers."""
        return row.published_at is not None and row.withdrawn_at is None


def _link(row: Evidence) -> tuple[str, str]:
    address = reverse("admin:recommendations_evidence_change", args=[row.pk])
    return address, row.key

"""Evidence that an agency brings: its liaison's form, and what it may touch.

A liaison's sources are claims until an editor has read them, so their tier is D and
they are not verified. Private notes are not part of the form.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Q
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import Tier
from ..models import Agency, Evidence, Recommendation, ReplyRequest, Source
from .base import StackedRecords
from .forms import RecordForm
from .scope import agencies_of

CLAIM_FIELDS = (
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
                "note",
                "claimed_by",
                "published_at",
            ),
            "description": _(
                "It is marked as the agency's own. The editors read its sources before"
                " it is published; their review of the finding is open again."
            ),
        },
    ),
)


class ClaimedSourceForm(RecordForm):
    """A source as the agency gives it: a claim, until an editor has read it."""

    def _post_clean(self) -> None:
        """Whatever was verified before is read anew once its words change."""
        if self.has_changed() or self.instance.pk is None:
            self.instance.tier, self.instance.is_verified = Tier.D.value, False
        super()._post_clean()  # type: ignore[misc]


class ClaimedSourceInline(StackedRecords):
    """Where the agency's fact can be read."""

    model = Source
    fk_name = "evidence"
    form = ClaimedSourceForm
    fields = (
        "publisher",
        "title",
        "url",
        ("published_on", "published_precision"),
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new fact needs a source at once."""
        return 0 if obj else 1


class AgencyClaims(ModelAdmin):
    """What a liaison sees of evidence: its own, and what is public on its agency's."""

    def for_agencies(self, rows: Any, agencies: frozenset[int]) -> Any:
        """Its agency's own, and the public evidence of its recommendations."""
        public = Q(
            published_at__isnull=False,
            withdrawn_at__isnull=True,
            recommendation__in=recommendations_of(agencies),
        )
        return rows.filter(Q(claimed_by__in=agencies) | public)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without private notes for a liaison."""
        if agencies_of(request.user) is not None:
            return CLAIM_FIELDS
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """A liaison does not judge its own sources."""
        if agencies_of(request.user) is not None:
            return (ClaimedSourceInline,)
        return super().get_inlines(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its own, while it is not public yet."""
        return super().has_change_permission(request, obj) and self._is_ours(
            request, obj
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its own, while it is not public yet."""
        return super().has_delete_permission(request, obj) and self._is_ours(
            request, obj
        )

    def _is_ours(self, request: HttpRequest, obj: Evidence | None) -> bool:
        agencies = agencies_of(request.user)
        if obj is None or agencies is None:
            return True
        return obj.claimed_by_id in agencies and obj.published_at is None

    def response_post_save_add(
        self, request: HttpRequest, obj: Any
    ) -> HttpResponseRedirect:
        """A liaison goes back to the finding its agency was asked about."""
        asked = ReplyRequest.objects.filter(
            agency__in=agencies_of(request.user) or (),
            assessment__recommendation=obj.recommendation_id,
        )
        latest = asked.order_by("-asked_at", "-pk").first()
        if latest is None:
            return super().response_post_save_add(request, obj)
        page = reverse("admin:recommendations_replyrequest_change", args=[latest.pk])
        return HttpResponseRedirect(page)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A liaison brings evidence on its own agency's recommendations."""
        agencies = agencies_of(request.user)
        if db_field.name == "recommendation" and agencies is not None:
            kwargs["queryset"] = recommendations_of(agencies)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def recommendations_of(agencies: frozenset[int]) -> Any:
    """Public recommendations that name one of these agencies."""
    rows = Recommendation.objects.public()
    return rows.filter(responsibilities__agency__in=agencies).distinct()


def claimant(recommendation: Recommendation, person: Any) -> Agency | None:
    """The agency in whose name a person brings evidence; None for an editor."""
    agencies = agencies_of(person)
    if agencies is None:
        return None
    named = recommendation.responsibilities.filter(agency__in=agencies)
    first = named.select_related("agency").first()
    return first.agency if first else None

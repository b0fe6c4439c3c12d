"""The first page of the desk: what waits for a person, and an owner's first steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..models import Recommendation, Report, SavedFilter
from .second_factor import has_second_factor
from .work import MOST, Waiting, waiting


@dataclass(frozen=True)
class Shown:
    """A kind of work with the address of its list."""

    waiting: Waiting

    @property
    def work(self) -> Any:
        """What it is."""
        return self.waiting.work

    @property
    def number(self) -> int:
        """How much of it was counted."""
        return self.waiting.number

    @property
    def is_capped(self) -> bool:
        """Whether there is more."""
        return self.waiting.is_capped

    @property
    def address(self) -> str:
        """The list of exactly these rows."""
        return f"{list_of(self.work.model)}?work={self.work.code}"


@dataclass(frozen=True)
class FirstStep:
    """One of the three things that make an empty site a site."""

    label: str | Promise
    about: str | Promise
    address: str
    is_done: bool


def desk_page(request: HttpRequest, rows: Callable[[Any], Any]) -> dict[str, Any]:
    """What the first page adds to the admin's own; rows: those a person may see."""
    today = timezone.now().astimezone(UTC).date()
    found = [Shown(one) for one in waiting(request.user, today, rows)]
    kept = SavedFilter.objects.filter(owner=request.user.pk)
    return {
        "waiting": found,
        "more_than": MOST,
        "first_steps": first_steps(request.user),
        "kept_filters": [
            {"name": one.name, "address": f"{list_named(one.model)}?{one.query}"}
            for one in kept
        ],
        "has_second_factor": has_second_factor(request.user),
    }


def first_steps(person: Any) -> list[FirstStep]:
    """Report, recommendations, publication: while nothing is public yet."""
    if not person.has_perm("recommendations.add_report"):
        return []
    if Recommendation.objects.public().exists():
        return []
    report = Report.objects.order_by("id").first()
    has_rows = Recommendation.objects.exists()
    return [
        FirstStep(
            _("Make a report"),
            _("Its title, who published it, when, and the headings it is cut into."),
            reverse("admin:recommendations_report_add"),
            report is not None,
        ),
        FirstStep(
            _("Import or type its recommendations"),
            _("A spreadsheet of them, or one after the other with asks and agencies."),
            _way_in(report),
            has_rows,
        ),
        FirstStep(
            _("Publish"),
            _("Choose the recommendations in their list, then publish the report."),
            _publishing(report) if has_rows else "",
            False,
        ),
    ]


def _way_in(report: Report | None) -> str:
    """The import where this site has one, else the empty form."""
    if report is None:
        return ""
    try:
        return reverse("admin:ingestion_importrun_add")
    except NoReverseMatch:
        return reverse("admin:recommendations_recommendation_add")


def _publishing(report: Report | None) -> str:
    """The recommendations first, since a report without any shows nothing."""
    if report is None:
        return ""
    if Recommendation.objects.filter(published_at__isnull=False).exists():
        return reverse("admin:recommendations_report_change", args=[report.pk])
    return reverse("admin:recommendations_recommendation_changelist")


def list_of(model: Any) -> str:
    """The address of a noun's list at the desk."""
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    return reverse(f"admin:{name}_changelist")


def list_named(label: str) -> str:
    """The same for "app.model"."""
    return list_of(apps.get_model(label))

"""Which rows a person may see at the desk: an agency's liaison sees its own alone.

Every list, form, button and search of the desk takes its rows from here, so a row
out of scope is answered like one that does not exist.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from ..models import AgencyLiaison, SecondReading
from ..roles import LIAISON


def agencies_of(person: Any) -> frozenset[int] | None:
    """Ids of the agencies a person speaks for; None for the site's own people.

    Whoever speaks for an agency is held to it, whatever else they may do; whoever
    has the role without an agency yet sees nothing. Read once per request.
    """
    if person.is_superuser:
        return None
    if not hasattr(person, "_agencies_spoken_for"):
        rows = AgencyLiaison.objects.filter(user=person)
        found = frozenset(rows.values_list("agency_id", flat=True))
        in_role = found or person.groups.filter(name=LIAISON).exists()
        person._agencies_spoken_for = found if in_role else None
    held: frozenset[int] | None = person._agencies_spoken_for
    return held


def blind_to(person: Any) -> frozenset[int]:
    """Ids of recommendations whose first reading a person must not see yet.

    They have a second reading of it that is not done. Read once per request.
    """
    if not hasattr(person, "_blind_to"):
        rows = SecondReading.objects.filter(made_by=person.pk, published_at=None)
        person._blind_to = frozenset(rows.values_list("recommendation_id", flat=True))
    held: frozenset[int] = person._blind_to
    return held


class ScopedAdmin(ModelAdmin):
    """An admin whose rows are narrowed to what the person may see.

    hides_first_reading: its rows say how a recommendation was read the first time, so
    somebody who is at work on the second reading does not get them.
    """

    hides_first_reading = False

    def for_agencies(self, rows: Any, agencies: frozenset[int]) -> Any:
        """The rows that liaisons of these agencies may see: none, unless named."""
        return rows.none()

    def get_queryset(self, request: HttpRequest) -> Any:
        """Everything for the site's people; for a liaison what is its agency's."""
        rows = super().get_queryset(request)
        agencies = agencies_of(request.user)
        if agencies is not None:
            return self.for_agencies(rows, agencies)
        hidden = blind_to(request.user) if self.hides_first_reading else None
        return rows.exclude(recommendation__in=hidden) if hidden else rows

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Edits are for the site's people: they may quote a private note."""
        if agencies_of(request.user) is not None:
            raise PermissionDenied
        hidden = self.hides_first_reading and blind_to(request.user)
        if hidden and self.get_object(request, unquote(object_id)) is None:
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

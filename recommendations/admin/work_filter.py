"""The filter "Work to do" of a list: the same rows that the first page counts."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk.work import work_of, work_on


class WorkFilter(admin.SimpleListFilter):
    """The kinds of work on this list that are the person's to do."""

    title = _("Work to do")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Each kind with its label."""
        mine = work_of(request.user)
        return [
            (work.code, work.label)
            for work in work_on(model_admin.model)
            if work in mine
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows that wait."""
        today = timezone.now().astimezone(UTC).date()
        for work in work_on(queryset.model):
            if work.code == self.value():
                return work.narrow(queryset, request.user, today)
        return queryset

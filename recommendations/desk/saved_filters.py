"""Filters that a person keeps: offered above the list they belong to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import SavedFilter

MOST = 50
LEFT_OUT = {"p", "e", "_changelist_filters"}  # the page, an error, a way back


class SavedFiltersAdmin(admin.ModelAdmin):
    """A list above which its reader's kept filters stand."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Add the kept filters, and what would be kept."""
        label = self.opts.label_lower
        kept = list(SavedFilter.objects.filter(owner=request.user.pk, model=label))
        found = {
            "saved_filters": kept,
            "filter_model": label,
            "filter_query": asked(request.GET),
        }
        return super().changelist_view(request, {**found, **(extra_context or {})})


def asked(given: QueryDict) -> str:
    """What a list's address asks for, without the page it is on."""
    rest = given.copy()
    for name in LEFT_OUT:
        rest.pop(name, None)
    return rest.urlencode()


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filter of a list under a name, or give it a new meaning."""
    label = request.POST.get("model", "")
    query = asked(QueryDict(request.POST.get("query", "")[:1000]))
    address = _list_of(request, label)
    name = request.POST.get("name", "").strip()[:100]
    if not name or not query:
        messages.error(request, _("Filter the list first, then give it a name."))
    elif SavedFilter.objects.filter(owner=request.user.pk).count() >= MOST:
        messages.error(request, _("You have kept 50 filters; forget one first."))
    else:
        SavedFilter.objects.update_or_create(
            owner_id=request.user.pk, model=label, name=name, defaults={"query": query}
        )
        messages.success(request, _("The filter is kept."))
    return HttpResponseRedirect(f"{address}?{query}")


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one's own filter."""
    row = SavedFilter.objects.filter(owner=request.user.pk, pk=pk).first()
    if row is None:
        raise Http404
    address = _list_of(request, row.model)
    row.delete()
    messages.success(request, _("The filter is forgotten."))
    return HttpResponseRedirect(address)


def _list_of(request: HttpRequest, label: str) -> str:
    """The address of the list of a model this person may see."""
    for model, desk in admin.site._registry.items():
        if model._meta.label_lower == label and desk.has_view_permission(request):
            name = f"{model._meta.app_label}_{model._meta.model_name}"
            return reverse(f"admin:{name}_changelist")
    raise PermissionDenied

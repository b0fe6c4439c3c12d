"""A frozen scorecard and its file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from recommendations.as_of import Problem

from .. import snapshot_pages, snapshots
from ..models import Snapshot

FROZEN = gettext_lazy("has no effect here: a snapshot shows one frozen view.")


def found(pk: int) -> Snapshot:
    """The snapshot of that number; 404 where there is none."""
    rows = Snapshot.objects.select_related("report", "method_version")
    row: Snapshot | None = rows.filter(
        pk=pk, report__published_at__isnull=False
    ).first()
    if row is None:
        raise Http404(_("There is no snapshot %s.") % pk)
    return row


class SnapshotView(TemplateView):
    """A report's scorecard as it was frozen; nothing on it is computed anew."""

    template_name = "scorecard/snapshot_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the frozen outputs and what was corrected later."""
        page = snapshot_pages.snapshot_page(found(self.kwargs["pk"]))
        problems = [
            Problem(name, self.request.GET[name][:60], FROZEN)
            for name in ("as_of", "known_at")
            if name in self.request.GET
        ]
        return super().get_context_data(**kwargs | page, problems=problems)


@require_safe
def snapshot_file(request: HttpRequest, pk: int) -> JsonResponse:
    """Everything frozen, as JSON; it never changes."""
    row = found(pk)
    answer = JsonResponse(
        snapshots.file_of(row), json_dumps_params={"indent": 1, "ensure_ascii": False}
    )
    name = f"{row.report.slug}-{row.as_of.isoformat()}-snapshot-{row.pk}.json"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["ETag"] = f'"{row.pk}-{row.inputs_hash[:16]}"'
    answer["Cache-Control"] = "public, max-age=86400"
    return answer

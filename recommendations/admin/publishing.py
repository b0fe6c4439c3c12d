"""The publish button, and publishing several rows of a list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from ..actions import publication
from .base import RecordAdmin
from .transitions import Step, Transition


def _publish(step: Step) -> None:
    publication.publish(row=step.row, by=step.by, at=step.at, alone=step.alone)


PUBLISH = Transition(
    name="publish",
    label=gettext_lazy("Publish"),
    done=gettext_lazy("It is public now."),
    about=gettext_lazy(
        "Readers see it from now on. What is public is corrected in the open and never"
        " deleted."
    ),
    run=_publish,
    is_offered=lambda row: row.published_at is None,
)


class PublishedAdmin(RecordAdmin):
    """Rows that are prepared first and made public by a button."""

    transitions = (PUBLISH,)
    actions = ("publish_selected",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer publishing to those who may publish."""
        found = super().get_actions(request)
        if not self.may(request, PUBLISH):
            found.pop("publish_selected", None)
        return found

    @admin.action(description=gettext_lazy("Publish the selected rows"))
    def publish_selected(self, request: HttpRequest, rows: Any) -> None:
        """Publish each; say how many, and why the others were refused."""
        if not self.may(request, PUBLISH):
            raise PermissionDenied
        refusals = {row: self.move(request, PUBLISH, row) for row in rows}
        for row, refusal in refusals.items():
            if refusal:
                self.message_user(request, f"{row}: {refusal}", messages.ERROR)
        done = sum(not refusal for refusal in refusals.values())
        text = ngettext("%d row is public now.", "%d rows are public now.", done)
        self.message_user(request, text % done)

    @admin.display(description=gettext_lazy("Public"), boolean=True)
    def public(self, row: Any) -> bool:
        """Whether readers see it."""
        return row.published_at is not None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The date of publication is set by the button alone."""
        return [*super().get_readonly_fields(request, obj), "published_at"]

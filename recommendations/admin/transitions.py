"""Buttons that move a row: publish, submit, return, withdraw. One action for each.

Every button is a POST to its own address; where a reason is asked, and where the
address is opened as a page, a person confirms first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..actions.assessments import RefusedError
from .refusals import in_words

Text = str | Promise


@dataclass(frozen=True)
class Step:
    """What an action is given: the row, who acts, when, and why if asked.

    alone: this installation does without a second pair of eyes. given: what else was
    typed in the form of the transition.
    """

    row: Any
    by: Any
    at: datetime
    reason: str = ""
    alone: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Transition:
    """One button.

    name: the last part of its address, and with "publish" the permission it needs;
    every other one needs the permission to change. run: the action. is_offered:
    whether the row is in a state for it. about: what it does, for the confirm page.
    reason: the label of the reason, where one is asked. form: what is asked instead.
    """

    name: str
    label: Text
    done: Text
    about: Text
    run: Callable[[Step], None]
    is_offered: Callable[[Any], bool]
    permission: str = "publish"
    reason: Text = ""
    form: type[forms.Form] | None = None

    @property
    def asks(self) -> bool:
        """Whether a person has to type something first."""
        return bool(self.reason or self.form)


@dataclass(frozen=True)
class Tool:
    """A button or a link above a form."""

    label: Text
    address: str
    is_post: bool = False


class ReasonForm(forms.Form):
    """Why; asked where the reason becomes part of the record."""

    reason = forms.CharField(widget=AdminTextareaWidget(attrs={"rows": 4}))


def asked_form(transition: Transition, typed: Any) -> forms.Form:
    """The form of a transition: its own, or for the reason where one is asked."""
    if transition.form is not None:
        return transition.form(typed)
    form = ReasonForm(typed)
    form.fields["reason"].label = str(transition.reason)
    form.fields["reason"].required = bool(transition.reason)
    return form


class TransitionAdmin(ModelAdmin):
    """An admin whose rows move by buttons."""

    transitions: Sequence[Transition] = ()

    def get_urls(self) -> list[Any]:
        """An address for each transition, before those of the forms."""
        own = [
            path(
                f"<path:object_id>/{transition.name}/",
                self.admin_site.admin_view(self.transition_view),
                {"name": transition.name},
                name=self._address_name(transition),
            )
            for transition in self.transitions
        ]
        return own + super().get_urls()

    def tools(self, request: HttpRequest, row: Any) -> list[Tool]:
        """The buttons this person is offered for a row."""
        return [
            Tool(
                transition.label,
                self._address(transition, row),
                is_post=not transition.asks,
            )
            for transition in self.transitions
            if transition.is_offered(row) and self.may(request, transition)
        ]

    def may(self, request: HttpRequest, transition: Transition) -> bool:
        """Whether this person may use a button at all."""
        label, name = self.opts.app_label, self.opts.model_name
        wanted = f"{label}.{transition.permission}_{name}"
        return bool(request.user.has_perm(wanted))

    def transition_view(
        self, request: HttpRequest, object_id: str, name: str
    ) -> HttpResponse:
        """Confirm, act, and go back to the row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        transition = next(one for one in self.transitions if one.name == name)
        if not self.may(request, transition):
            raise PermissionDenied
        form = asked_form(
            transition, request.POST if request.method == "POST" else None
        )
        if request.method == "POST" and form.is_valid():
            refusal = self.move(request, transition, row, form.cleaned_data)
            if not (refusal and transition.asks):
                return self._back(request, refusal, transition, row)
            form.add_error(None, refusal)
        return self._confirm(request, transition, row, form)

    def move(
        self,
        request: HttpRequest,
        transition: Transition,
        row: models.Model,
        given: Mapping[str, Any] | None = None,
    ) -> str:
        """Run the action; why it was refused, empty if it was done."""
        alone = not settings.SECOND_PAIR_OF_EYES
        typed = given or {}
        reason = typed.get("reason", "")
        step = Step(row, request.user, timezone.now(), reason, alone, typed)
        try:
            transition.run(step)
        except (RefusedError, IntegrityError) as error:
            return in_words(error)
        self.log_change(request, row, str(transition.done))
        return ""

    def _back(
        self, request: HttpRequest, refusal: str, transition: Transition, row: Any
    ) -> HttpResponse:
        level = messages.ERROR if refusal else messages.SUCCESS
        self.message_user(request, refusal or str(transition.done), level)
        return HttpResponseRedirect(self.change_address(row))

    def _confirm(
        self, request: HttpRequest, transition: Transition, row: Any, form: forms.Form
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": transition.label,
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "transition": transition,
            "form": form,
            "back": self.change_address(row),
            "media": self.media,
            "question": _("Do you want to go on?"),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/record/confirm.html", context)

    def change_address(self, row: Any) -> str:
        """The address of a row's form."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[quote(row.pk)])

    def _address(self, transition: Transition, row: Any) -> str:
        return reverse(f"admin:{self._address_name(transition)}", args=[quote(row.pk)])

    def _address_name(self, transition: Transition) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{transition.name}"

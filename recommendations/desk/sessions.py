"""A person's own sessions: where they are signed in, and an end to any of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from ..models import DeskSession
from .password_again import check_password_again

OTHERS = "others"


def begin(sender: Any, request: Any, **rest: Any) -> None:
    """Somebody has signed in: say so in the session."""
    request.session.begin(request.META.get("HTTP_USER_AGENT", ""), timezone.now())


def sessions_view(request: HttpRequest) -> HttpResponse:
    """Show them; end those that are named in a form."""
    found = DeskSession.objects.open_to(request.user, timezone.now())
    if request.method == "POST":
        try:
            check_password_again(request)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            _end(request, [row for row in found if _is_named(request, row)])
        return HttpResponseRedirect(reverse("admin:sessions"))
    context = {
        **admin.site.each_context(request),
        "title": _("Where you are signed in"),
        "sessions": found,
        "this": request.session.session_key,
    }
    return TemplateResponse(request, "admin/sessions.html", context)


def _is_named(request: HttpRequest, row: DeskSession) -> bool:
    """Whether a form means this session; never the one that sends it."""
    is_other = row.session_key != request.session.session_key
    return is_other and request.POST.get("end") in (OTHERS, row.mark)


def _end(request: HttpRequest, rows: list[DeskSession]) -> None:
    ended = len(rows)
    DeskSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    text = ngettext("%d session is ended.", "%d sessions are ended.", ended) % ended
    messages.success(request, text)


def end_all(person: Any) -> None:
    """Sign a person out everywhere: an administrator's word."""
    DeskSession.objects.filter(person=person.pk).delete()

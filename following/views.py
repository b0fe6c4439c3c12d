"""Pages to follow, to confirm and to stop; looking at one of them changes nothing."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, View

from recommendations.as_of import Problem
from recommendations.reader_limits import is_within_limit
from scorecard import change_pages
from scorecard.change_pages import Chosen

from . import actions, messages
from .forms import FollowForm
from .models import Follow, Follower

MOST_PER_READER = 10
log = logging.getLogger("tracker.following")


# These forms act for whoever holds the link or the address and for nobody signed in;
# they carry a signed token of their own in place of a cookie (decision 0002).
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class FollowView(FormView[FollowForm]):
    """Asks for an address and sends the message that confirms it."""

    template_name = "following/follow.html"
    form_class = FollowForm
    wanted: Chosen

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """One report, one agency or one recommendation; anything else is no page."""
        super().setup(request, *args, **kwargs)
        problems: list[Problem] = []
        self.wanted = change_pages.chosen(request.GET, problems)
        if problems or len(self.wanted.query) != 1:
            raise Http404(
                _("Choose one report, agency or recommendation, and follow it there.")
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is followed, and whether this site sends mail at all."""
        follow = Follow(
            report=self.wanted.report,
            agency=self.wanted.agency,
            recommendation=self.wanted.recommendation,
        )
        return super().get_context_data(
            name=messages.name_of(follow),
            query=urlencode(self.wanted.query),
            is_switched_on=messages.is_switched_on(),
            **kwargs,
        )

    def form_valid(self, form: FollowForm) -> HttpResponse:
        """The same answer whether the address was known or not."""
        if not messages.is_switched_on():
            return self._refused(form, _("This site sends no mail."))
        if not is_within_limit(self.request, "follow", MOST_PER_READER):
            said = _("You have asked for several within the hour.")
            return self._refused(form, f"{said} {_('Please try again later.')}")
        follow = actions.ask(
            email=form.cleaned_data["email"],
            wanted=self.wanted,
            pace=form.cleaned_data["pace"],
            language=(translation.get_language() or "en")[:2],
            at=timezone.now(),
        )
        if follow is not None:
            _send(follow)
        return HttpResponseRedirect(reverse("following:asked"))

    def form_invalid(self, form: FollowForm, status: int = 422) -> HttpResponse:
        """The form again, with what was typed and what is wrong with it."""
        page = self.get_context_data(form=form)
        return self.render_to_response(page, status=status)

    def _refused(self, form: FollowForm, why: str) -> HttpResponse:
        form.add_error(None, why)
        return self.form_invalid(form, status=429)


def _send(follow: Follow) -> None:
    """Send the confirmation; a mail server that is down is no reader's fault."""
    try:
        messages.confirmation(follow).send()
    except OSError:
        log.exception("A confirmation could not be sent; the reader may ask again.")


@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render(request, "following/asked.html")


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class ConfirmView(View):
    """The link of the first message: a page with one button."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What would be followed."""
        follow = get_object_or_404(Follow, token=token)
        words = {"name": messages.name_of(follow), "follow": follow}
        return render(request, "following/confirm.html", words)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """It counts from now on."""
        follow = get_object_or_404(Follow, token=token)
        actions.confirm(follow=follow, at=timezone.now())
        manage = reverse("following:manage", args=[follow.follower.token])
        return HttpResponseRedirect(manage)


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class ManageView(View):
    """Everything an address follows, each with a way to stop it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The list; the address itself is not shown."""
        follower = get_object_or_404(Follower, token=token)
        follows = follower.follows.filter(confirmed_at__isnull=False)
        rows = [(row.pk, messages.name_of(row)) for row in follows]
        words = {"follower": follower, "rows": rows}
        return render(request, "following/manage.html", words)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stop one of them."""
        follower = get_object_or_404(Follower, token=token)
        number = request.POST.get("follow", "")
        if not number.isdecimal() or len(number) > 18:
            raise Http404(_("There is nothing here to stop."))
        actions.stop(follow=get_object_or_404(follower.follows, pk=int(number)))
        if Follower.objects.filter(token=token).exists():
            return HttpResponseRedirect(reverse("following:manage", args=[token]))
        return HttpResponseRedirect(reverse("following:stopped"))


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class StopView(View):
    """The way out of every message; a mail program may post here (RFC 8058)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """A page with one button; a link that was used says so."""
        follower = Follower.objects.filter(token=token).first()
        if follower is None:
            return HttpResponseRedirect(reverse("following:stopped"))
        return render(request, "following/stop.html", {"follower": follower})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """The address is deleted; doing it twice is no fault."""
        follower = Follower.objects.filter(token=token).first()
        if follower is not None:
            actions.forget(follower=follower)
        return HttpResponseRedirect(reverse("following:stopped"))


@never_cache
def stopped(request: HttpRequest) -> HttpResponse:
    """The address is gone."""
    return render(request, "following/stopped.html")

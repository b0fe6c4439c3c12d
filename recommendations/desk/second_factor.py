"""The optional second factor of a person: a code from a phone, and backup codes."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..models import BackupDevice
from .password_again import check_password_again

BACKUP_CODES = 10
DIGITS = 6


def has_second_factor(person: Any) -> bool:
    """Whether this person signs in with a code, too; asked once per request."""
    if not hasattr(person, "_has_second_factor"):
        devices = TOTPDevice.objects.filter(user=person.pk, confirmed=True)
        person._has_second_factor = devices.exists()
    return bool(person._has_second_factor)


def is_let_in(person: Any) -> bool:
    """Whether this session gave every factor that the person has set up."""
    return getattr(person, "otp_device", None) is not None or not has_second_factor(
        person
    )


STILL_OPEN = {
    f"admin:{name}"
    for name in (
        "second_factor",
        "password_change",
        "password_change_done",
        "logout",
        "jsi18n",
    )
}
"""The pages of the desk for people who have yet to set theirs up."""


def must_set_up(request: HttpRequest) -> bool:
    """Whether a second factor is wanted of a person who has none, on this page."""
    if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
        return False
    match = request.resolver_match
    is_open = match is not None and match.view_name in STILL_OPEN
    return not is_open and not has_second_factor(request.user)


class SignInForm(AdminAuthenticationForm):
    """Name and password, and the code of those who have set one up."""

    otp_token = forms.CharField(
        label=gettext_lazy("Code from your phone"),
        required=False,
        max_length=16,
        help_text=gettext_lazy(
            "Only if you have set it up. A backup code does as well."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Check the code after the password."""
        cleaned = super().clean()
        person: Any = self.get_user()
        if person is not None and has_second_factor(person):
            person.otp_device = checked_device(person, cleaned.get("otp_token", ""))
        return cleaned


def checked_device(person: Any, token: str) -> Any:
    """The device that takes a code; refused in words, slower with each failure."""
    typed = token.replace(" ", "").strip()
    if not typed:
        raise ValidationError(_("Type the code from your phone, too."), code="token")
    kind = TOTPDevice if typed.isdecimal() and len(typed) == DIGITS else BackupDevice
    failure = None
    with transaction.atomic():
        devices = kind.objects.select_for_update().filter(user=person, confirmed=True)
        device = devices.first()
        if device is None:
            failure = _("This code is not right.")
        elif not device.verify_is_allowed()[0]:
            failure = too_many()
        elif not device.verify_token(typed):
            failure = _("This code is not right.")
    if failure:  # raised outside, so that the failure itself is counted
        raise ValidationError(failure, code="token")
    return device


def too_many() -> str:
    """Even the right code is not looked at for a moment."""
    return _("Too many wrong codes. Wait a moment, then try again.")


def second_factor_view(request: HttpRequest) -> HttpResponse:
    """Set it up, get new backup codes, or stop using it."""
    steps = {"begin": _begin, "confirm": _confirm, "codes": _codes, "stop": _stop}
    step = steps.get(request.POST.get("step", ""))
    if request.method == "POST" and step is not None:
        try:
            answer = step(request)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            answer = None
        return answer or HttpResponseRedirect(reverse("admin:second_factor"))
    return _page(request)


def _page(request: HttpRequest, codes: list[str] | None = None) -> HttpResponse:
    begun = TOTPDevice.objects.filter(user=request.user.pk, confirmed=False).first()
    context = {
        **admin.site.each_context(request),
        "title": _("Second factor"),
        "is_on": TOTPDevice.objects.filter(
            user=request.user.pk, confirmed=True
        ).exists(),
        "is_required": settings.REQUIRE_SECOND_FACTOR,
        "begun": begun,
        "qr_code": picture(begun) if begun else "",
        "secret": secret(begun) if begun else "",
        "codes": codes,
    }
    response = TemplateResponse(request, "admin/second_factor.html", context)
    response["Cache-Control"] = "no-store"
    return response


def picture(device: TOTPDevice) -> str:
    """The address an app on a phone reads, as an SVG in a data address."""
    made = segno.make(device.config_url, error="m")
    return str(made.svg_data_uri(scale=5, border=4, light="#fff"))


def secret(device: TOTPDevice) -> str:
    """The same to be typed, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


def _begin(request: HttpRequest) -> None:
    """A new secret, which counts for nothing until a code confirms it."""
    if has_second_factor(request.user):
        raise ValidationError(_("It is on already."))
    check_password_again(request)
    TOTPDevice.objects.filter(user=request.user.pk, confirmed=False).delete()
    TOTPDevice.objects.create(user_id=request.user.pk, name="phone", confirmed=False)


def _confirm(request: HttpRequest) -> HttpResponse:
    token = request.POST.get("token", "").replace(" ", "")
    device = TOTPDevice.objects.filter(user=request.user.pk, confirmed=False).first()
    if device is not None and not device.verify_is_allowed()[0]:
        raise ValidationError(too_many())
    if device is None or not device.verify_token(token):
        raise ValidationError(_("This code is not right. Is the phone's clock right?"))
    device.confirmed = True
    device.save()
    otp_login(request, device)
    messages.success(request, _("The second factor is on."))
    return _page(request, _new_codes(request))


def _codes(request: HttpRequest) -> HttpResponse:
    check_password_again(request)
    checked_device(request.user, request.POST.get("token", ""))
    return _page(request, _new_codes(request))


def _new_codes(request: HttpRequest) -> list[str]:
    """Ten codes that work once each; earlier ones stop working."""
    BackupDevice.objects.filter(user=request.user.pk).delete()
    device = BackupDevice.objects.create(user_id=request.user.pk, name="backup")
    return device.new_codes(BACKUP_CODES)


def _stop(request: HttpRequest) -> None:
    check_password_again(request)
    checked_device(request.user, request.POST.get("token", ""))
    remove(request.user)
    messages.success(request, _("The second factor is off."))


def remove(person: Any) -> None:
    """Forget every device of a person: their own wish, or a lost phone."""
    for kind in (TOTPDevice, BackupDevice):
        kind.objects.filter(user=person.pk).delete()

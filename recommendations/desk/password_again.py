"""What protects an account is changed by whoever knows its password, just now."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _


def check_password_again(request: HttpRequest) -> None:
    """Refuse a form without the person's own password; counted as at sign-in."""
    name = request.user.get_username()
    typed = request.POST.get("password", "")
    if authenticate(request, username=name, password=typed) is None:
        raise ValidationError(_("This is not your password."), code="password")

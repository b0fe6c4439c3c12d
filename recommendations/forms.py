"""Forms that readers fill in, without a cookie: see decision 0002."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _, gettext_lazy

from .models.reader_report import PAGE_MOST, TEXT_MOST

OPEN_FOR = timedelta(hours=12)


class ReaderForm(forms.Form):
    """A form that anybody may send: a signed, timed token stands in for a cookie.

    salt: what the token is good for; a token of one form opens no other.
    """

    salt: str

    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._signer = signing.TimestampSigner(salt=self.salt)
        self.fresh_token = self._signer.sign("form")

    @property
    def complaints(self) -> list[str]:
        """Every sentence about what is wrong, for the summary above the form."""
        return [str(said) for found in self.errors.values() for said in found]

    def clean(self) -> dict[str, Any]:
        """Accept only what came from this form, opened not too long ago."""
        found = super().clean() or {}
        try:
            self._signer.unsign(found.get("token") or "", max_age=OPEN_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(
                _(
                    "The form had been open for too long. What you wrote is still here:"
                    " send it once more."
                )
            ) from None
        return found


class ReaderReportForm(ReaderForm):
    """What is wrong, where, and what shows it."""

    salt = "report-an-error"

    page = forms.CharField(
        label=gettext_lazy("Page"),
        help_text=gettext_lazy("Its address on this site, or nothing"),
        max_length=PAGE_MOST,
        required=False,
    )
    what = forms.CharField(
        label=gettext_lazy("What is wrong, and what would be right"),
        help_text=gettext_lazy(
            "Example: ask b says not started, but the rule is in force since May 2024."
        ),
        max_length=TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Say what is wrong.")},
    )
    source = forms.CharField(
        label=gettext_lazy("What shows it (optional)"),
        help_text=gettext_lazy("A document, an address, a page number"),
        max_length=TEXT_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address (optional)"),
        help_text=gettext_lazy(
            "Only for an answer. It is shown to the editors alone and erased when the"
            " report is closed"
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy(
                "This is no e-mail address. Write it like name@example.org, or leave it"
                " out."
            )
        },
    )

    def clean_page(self) -> str:
        """A path of this site; a full address of it is cut down to one."""
        given: str = self.cleaned_data["page"].strip()
        path = given.removeprefix(settings.SITE_URL.rstrip("/"))
        if path and (not path.startswith("/") or path[1:2] in {"/", "\\"}):
            raise forms.ValidationError(
                _("Give an address of this site, such as /reports/, or leave it out.")
            )
        return path

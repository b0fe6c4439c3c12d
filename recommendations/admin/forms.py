"""Forms of the desk: refusals in words, lists as lines, addresses with https."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .refusals import sentence_of


class Checklist(forms.CheckboxSelectMultiple):
    """Choices to tick, one under another, as wide as the form."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "desk-checks", **(attrs or {})}, choices)


class LinesField(forms.CharField):
    """A list of texts, written one per line."""

    def __init__(
        self, *args: Any, encoder: Any = None, decoder: Any = None, **kwargs: Any
    ) -> None:
        kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 3})
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; what a person typed stays as typed."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Lines as a list, blank ones left out."""
        lines = (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines say something else."""
        return bool((initial or []) != self.to_python(data))


FORM_FIELDS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https"},
    models.JSONField: {"form_class": LinesField, "help_text": _("One per line.")},
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
}


class RecordForm(forms.ModelForm):
    """A form that says in words what the record refuses.

    refusal: set by the admin when an action refused what this form would save; it
    is then shown above the fields, which keep what was typed.
    """

    refusal = ""

    def clean(self) -> dict[str, Any] | None:
        """Add the refusal, if there is one."""
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        """Name a broken rule of the database by its sentence, not by its code."""
        whole = getattr(errors, "error_dict", {}).get(NON_FIELD_ERRORS)
        if whole:
            errors.error_dict[NON_FIELD_ERRORS] = [_in_words(one) for one in whole]
        super()._update_errors(errors)  # type: ignore[misc]


def _in_words(error: ValidationError) -> ValidationError:
    words = sentence_of(str(error.message))
    return ValidationError(words) if words else error

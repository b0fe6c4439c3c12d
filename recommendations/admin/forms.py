"""Forms of the desk: refusals in words, lists as lines, addresses with https."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .refusals import SENTENCES


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

    def validate_constraints(self) -> None:
        """Try each named rule of the database, and say which one is broken."""
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for model, constraints in self.instance.get_constraints():
            self._validate(model, constraints, exclude)

    def _validate(
        self,
        model: type[models.Model],
        constraints: Sequence[models.BaseConstraint],
        exclude: set[str],
    ) -> None:
        for constraint in constraints:
            try:
                constraint.validate(model, self.instance, exclude=exclude)
            except ValidationError as error:
                words = SENTENCES.get(constraint.name)
                self.add_error(None, str(words) if words else error)

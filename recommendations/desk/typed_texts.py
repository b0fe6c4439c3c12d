"""What a person typed in a form that can't be saved any more, to hand it back."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "rationale": _("Why"),
    "note": _("Public note"),
    "private_note": _("Private note"),
    "reason": _("Reason"),
    "fact": _("What happened"),
    "text": _("Text"),
    "answer": _("Editors' answer"),
    "summary": _("Summary"),
    "was_shown": _("What was shown"),
    "is_right": _("What is right"),
}
"""The fields in which people write at length; inline rows end in the same names."""


def typed_texts(posted: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was typed in the text fields of a posted form, with the field's name."""
    found = ((_label(name), text) for name, text in posted.items() if text.strip())
    return [(str(label), text) for label, text in found if label]


def _label(name: str) -> str | Promise:
    """The name of a text field; empty for another kind of field."""
    return LABELS.get(name.rpartition("-")[2].removesuffix("_es"), "")

"""Passwords that were stolen elsewhere, refused by a list that lies on this machine.

Nobody is asked: the list is a file that an operator has fetched.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HASH = 40  # letters of a SHA-1, which is what such lists are made of


class BreachedPasswordValidator:
    """Refuses what stands in the list."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def validate(self, password: str, user: Any = None) -> None:
        """Called by Django for each new password."""
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()
        if is_listed(self.file, digest.upper().encode()):
            raise ValidationError(self.get_help_text(), code="password_breached")

    def get_help_text(self) -> str:
        """What is said beside the field, too."""
        return _("Your password can't be one that was stolen from another site.")


def is_listed(file: Path, digest: bytes) -> bool:
    """Whether a hash begins a line of a sorted file, however large that is."""
    low, high = 0, file.stat().st_size
    with file.open("rb") as lines:

        def line_from(place: int) -> bytes:
            """The hash of the first line that begins here or later."""
            lines.seek(max(place - 1, 0))
            if place:
                lines.readline()
            return lines.readline()[:HASH].upper()

        while low < high:
            middle = (low + high) // 2
            found = line_from(middle)
            if found and found < digest:
                low = middle + 1
            else:
                high = middle
        return line_from(low) == digest

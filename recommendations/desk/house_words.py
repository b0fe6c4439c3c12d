"""Words that everybody connects with this site make no password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Report
from ..search.words import fold

LETTERS_LEAST = 4  # shorter words are in too many others
REST_LEAST = 8


class HouseWordsValidator:
    """Refuses a password that is little more than words of the house.

    They are the product's name, the site's address and the titles of its reports. A
    word among others does no harm: eight characters must be left without them.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Called by Django for each new password."""
        whole = rest = fold(password)
        for word in sorted(house_words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != whole and len(rest) < REST_LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        """What is said beside the field, too."""
        return _(
            "Your password can't be little more than the name of this site or words"
            " from the titles of its reports."
        )


def house_words() -> set[str]:
    """Every word of the house, in small letters without accents."""
    texts = fold(" ".join(_texts()))
    return set(re.findall(rf"[^\W\d_]{{{LETTERS_LEAST},}}", texts))


def _texts() -> Iterator[str]:
    yield "Followthrough"
    yield urlsplit(settings.SITE_URL).hostname or ""
    for titles in Report.objects.values_list("title", "title_es"):
        yield from titles

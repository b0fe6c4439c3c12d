"""How a reference stands in an address."""

from __future__ import annotations

from django.urls.converters import StringConverter

from .models.recommendation import REFERENCE_PATTERN


class ReferenceConverter(StringConverter):
    """A reference as a report numbers it, such as 2.2 or P1."""

    regex = REFERENCE_PATTERN

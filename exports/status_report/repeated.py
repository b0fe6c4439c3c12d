"""Words that one document prints thousands of times, each made once for a language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language


def full_day(day: date) -> str:
    """A day in words, in the language in force."""
    return _full_day(get_language(), day)


def label_of(choice: Any) -> str:
    """The label of a choice, in the language in force."""
    return _label_of(get_language(), choice)


@lru_cache(maxsize=10_000)
def _full_day(language: str | None, day: date) -> str:
    return date_format(day, "DATE_FORMAT")


# Choices of two kinds may have the same code, and then count as equal.
@lru_cache(maxsize=1_000, typed=True)
def _label_of(language: str | None, choice: Any) -> str:
    return str(choice.label)

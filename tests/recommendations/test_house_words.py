"""Passwords of words that everybody connects with the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.SITE_URL = "https://promises.example.org"
    factories.make_report(title="Safe Water for Towns", title_es="Agua y policía")


@pytest.mark.parametrize(
    "password",
    [
        "Followthrough1",
        "follow-followthrough",
        "Promises.2026!",
        "WATERwater123",
        "safetowns2026",
        "POLICIA-policía",
    ],
)
def test_little_more_than_a_word_of_the_house_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="the titles of its reports"):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["seven grey herons", "towns where seven herons nest", "for for for 12"]
)
def test_other_words_are_free_and_one_of_the_house_among_them(password: str) -> None:
    validate_password(password)

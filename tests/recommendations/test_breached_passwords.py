"""Passwords in a list of stolen ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from recommendations.desk.breached_passwords import BreachedPasswordValidator
from tracker.environment import Environment

STOLEN = [f"herons of {n}" for n in range(300)]


def digest(password: str) -> str:
    """As the list has it."""
    return hashlib.sha1(password.encode()).hexdigest().upper()


@pytest.fixture(scope="module", params=["\n", "\r\n"])
def stolen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A list with counts of different lengths."""
    file = tmp_path_factory.mktemp("stolen") / "list.txt"
    lines = [f"{digest(one)}:{10 ** (n % 7)}" for n, one in enumerate(STOLEN)]
    file.write_bytes((request.param.join(sorted(lines)) + request.param).encode())
    return file


class ListTests:
    def test_each_one_in_it_is_refused(self, stolen: Path) -> None:
        check = BreachedPasswordValidator(stolen)

        for password in STOLEN:
            with pytest.raises(ValidationError, match="stolen from another site"):
                check.validate(password)

    def test_others_are_free(self, stolen: Path) -> None:
        for n in range(300):
            BreachedPasswordValidator(stolen).validate(f"egrets of {n}")

    def test_an_empty_list_and_one_without_counts_will_do(self, tmp_path: Path) -> None:
        file = tmp_path / "list.txt"
        file.write_text("")
        BreachedPasswordValidator(file).validate("herons")
        file.write_text(digest("herons").lower())

        with pytest.raises(ValidationError):
            BreachedPasswordValidator(file).validate("herons")


class SettingTests:
    def test_a_file_that_is_not_there_is_said_at_the_start(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BREACHED_PASSWORDS", str(tmp_path / "none.txt"))

        with pytest.raises(ImproperlyConfigured, match="names no file"):
            Environment(tmp_path / ".env").file("BREACHED_PASSWORDS", tmp_path)

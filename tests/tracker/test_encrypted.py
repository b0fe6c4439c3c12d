"""check --deploy names what would reach another machine unencrypted."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.encrypted import is_elsewhere, warnings
from tracker.environment import Environment


@pytest.fixture
def said(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is said of these addresses, by the names of their settings."""

    def ask(**given: str) -> list[str]:
        for name, address in given.items():
            monkeypatch.setenv(name, address)
        found = Environment(tmp_path / ".env")
        if "DATABASE_URL" in given:
            database = found.database("DATABASE_URL", tmp_path / "none")
            monkeypatch.setitem(settings.DATABASES, "default", database)
        if "CACHE_URL" in given:
            settings.CACHES = {"default": found.cache("CACHE_URL", "")}
        for name, value in found.email("EMAIL_URL", "consolemail://").items():
            setattr(settings, name, value)
        return [one.msg.partition(" ")[0] for one in warnings(None)]

    return ask


class WarningTests:
    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("DATABASE_URL", "postgres://a:b@db.example.org/record"),
            ("DATABASE_URL", "postgres://a:b@10.0.0.7/record?sslmode=prefer"),
            ("CACHE_URL", "redis://cache.example.org:6379/1"),
            ("EMAIL_URL", "smtp://a:b@mail.example.org:25"),
        ],
    )
    def test_another_machine_without_encryption_is_named(
        self, said: Any, name: str, address: str
    ) -> None:
        assert said(**{name: address}) == [name]

    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("DATABASE_URL", ""),
            ("DATABASE_URL", "postgres://a:b@127.0.0.1/record"),
            ("DATABASE_URL", "postgres://a:b@db.example.org/r?sslmode=verify-full"),
            ("CACHE_URL", "redis://127.0.0.1:6379/1"),
            ("CACHE_URL", "rediss://cache.example.org:6379/1"),
            ("CACHE_URL", "locmemcache://"),
            ("EMAIL_URL", "smtp+tls://a:b@mail.example.org:587"),
            ("EMAIL_URL", "smtp+ssl://a:b@mail.example.org:465"),
            ("EMAIL_URL", "consolemail://"),
        ],
    )
    def test_this_machine_and_encrypted_ones_are_not(
        self, said: Any, name: str, address: str
    ) -> None:
        assert said(**{name: address}) == []

    def test_a_socket_and_every_loopback_address_stay_here(self) -> None:
        hosts = ("", "/run/postgresql", "localhost", "127.0.0.9", "::1")

        assert not [host for host in hosts if is_elsewhere(host)]

"""Warns of connections to other machines that would not be encrypted.

For `manage.py check --deploy`. On loopback and on sockets nothing leaves the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning as Warned, register

SAFE_MODES = {"require", "verify-ca", "verify-full"}


def connect() -> None:
    """Have Django ask."""
    register(warnings, Tags.security, deploy=True)


def warnings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One for each connection; called by Django."""
    return [
        Warned(
            f"{name} reaches {host} without encryption.",
            hint=hint,
            id="tracker.W001",
        )
        for name, host, hint in (*_databases(), *_caches(), *_mail())
    ]


Found = Iterator[tuple[str, str, str]]


def _databases() -> Found:
    names = {"default": "DATABASE_URL", "replica": "DATABASE_REPLICA_URL"}
    databases: dict[str, Any] = settings.DATABASES
    for alias, given in databases.items():
        mode = given.get("OPTIONS", {}).get("sslmode")
        host = str(given.get("HOST") or "")
        if is_elsewhere(host) and mode not in SAFE_MODES:
            yield names.get(alias, alias), host, "Add ?sslmode=verify-full."


def _caches() -> Found:
    caches: dict[str, Any] = settings.CACHES
    for given in caches.values():
        location = given.get("LOCATION") or ()
        for one in _each(location):
            parts = urlsplit(one)
            if parts.scheme == "redis" and is_elsewhere(parts.hostname or ""):
                yield "CACHE_URL", parts.hostname or "", "Write rediss://."


def _each(location: str | Iterable[str]) -> Iterable[str]:
    return (location,) if isinstance(location, str) else location


def _mail() -> Found:
    is_sent = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    is_safe = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if is_sent and not is_safe and is_elsewhere(settings.EMAIL_HOST):
        yield "EMAIL_URL", settings.EMAIL_HOST, "Write smtp+tls:// or smtp+ssl://."


def is_elsewhere(host: str) -> bool:
    """Whether a host is another machine, as far as its name says."""
    if not host or host.startswith("/") or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True

"""Reads deployment facts from the environment; a value it cannot use is a sentence."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

YES = frozenset({"on", "true", "yes", "1"})
NO = frozenset({"off", "false", "no", "0"})
DATABASES = {"sqlite": "sqlite3", "postgres": "postgresql", "postgresql": "postgresql"}

CACHE_WAITS = {"socket_connect_timeout": 1, "socket_timeout": 1}
"""Seconds after which a shared cache that hangs counts as gone."""


class Environment:
    """What one process was told, from its environment and an optional ``.env``.

    ``names`` collects every name asked for, so that a test can hold ``.env.example``
    to it.
    """

    def __init__(self, dotenv: Path) -> None:
        self.names: list[str] = []
        self._env = Env()
        if dotenv.is_file():
            Env.read_env(dotenv)

    def text(self, name: str, default: str = "") -> str:
        """A value as written, without outer blanks; empty counts as not given."""
        self.names.append(name)
        return str(self._env.str(name, default="")).strip() or default

    def switch(self, name: str, default: bool) -> bool:
        """``on`` or ``off``."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in YES | NO:
            raise ImproperlyConfigured(f"{name} must be on or off, not “{value}”.")
        return value in YES

    def number(self, name: str, default: int) -> int:
        """A whole number, 0 or more."""
        value = self.text(name)
        if not value:
            return default
        if not value.isdecimal():
            raise ImproperlyConfigured(
                f"{name} must be a whole number, 0 or more, not “{value}”."
            )
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """A list separated by commas."""
        parts = (part.strip() for part in self.text(name, default).split(","))
        return [part for part in parts if part]

    def folder(self, name: str, default: Path) -> Path:
        """An absolute folder; ``~`` is the home of the user who runs the process."""
        path = Path(self.text(name, str(default))).expanduser()
        return path if path.is_absolute() else default.parent / path

    def file(self, name: str, start: Path) -> Path | None:
        """A file that is there, or none; a relative path begins at ``start``."""
        text = self.text(name)
        path = start / Path(text).expanduser() if text else None
        if path is not None and not path.is_file():
            raise ImproperlyConfigured(f"{name} names no file: “{path}”.")
        return path

    def origin(self, name: str, default: str) -> str:
        """``http(s)://host[:port]``, returned without a closing slash."""
        return origin(name, self.text(name, default))

    def origins(self, name: str) -> list[str]:
        """Several of them, separated by commas."""
        return [origin(name, value) for value in self.words(name)]

    def database(self, name: str, default: Path) -> dict[str, object]:
        """The connection an address names; without one, SQLite in ``default``."""
        url = self.text(name)
        if not url:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": default}
        if (scheme := url.partition(":")[0]) not in DATABASES:
            known = "sqlite:///path or postgres://user:password@host/name"
            raise ImproperlyConfigured(f"{name} must be {known}.")
        try:
            found = dict(Env.db_url_config(url))
        except (ValueError, KeyError) as problem:
            raise ImproperlyConfigured(f"{name} is not understood.") from problem
        if not found.get("NAME"):
            raise ImproperlyConfigured(f"{name} names no database.")
        return found | {"ENGINE": f"django.db.backends.{DATABASES[scheme]}"}

    def cache(self, name: str, default: str) -> dict[str, object]:
        """The cache that an address such as ``redis://127.0.0.1:6379/1`` names."""
        try:
            found = dict(Env.cache_url_config(self.text(name, default)))
        except (ValueError, KeyError, ImproperlyConfigured) as problem:
            known = "locmemcache://, dbcache://table or redis://host:port/number"
            raise ImproperlyConfigured(f"{name} must be {known}.") from problem
        if str(found["BACKEND"]).endswith("RedisCache"):
            found["BACKEND"] = "tracker.caches.ForgivingRedisCache"
            given = found.get("OPTIONS")
            found["OPTIONS"] = CACHE_WAITS | (given if isinstance(given, dict) else {})
        return found

    def email(self, name: str, default: str) -> dict[str, object]:
        """Django's e-mail settings from an address such as ``smtp+tls://…``."""
        try:
            return dict(Env.email_url_config(self.text(name, default)))
        except (ValueError, KeyError, ImproperlyConfigured) as problem:
            known = "consolemail:// or smtp+tls://user:password@host:587"
            raise ImproperlyConfigured(f"{name} must be {known}.") from problem


def origin(name: str, value: str) -> str:
    """An origin that a browser would send, or a sentence that says why not."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ImproperlyConfigured(
            f"{name} must begin with http:// or https:// and name a host: “{value}”."
        )
    return value.rstrip("/")


def secret_key(given: str, file: Path, debug: bool) -> str:
    """The key given, or the one kept in ``file``; a passing one only under DEBUG."""
    if given:
        return given
    try:
        kept = file.read_text().strip()
    except FileNotFoundError:
        kept = ""
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The secret key in {file} cannot be read: {problem.strerror}."
        ) from problem
    if kept:
        return kept
    if debug:
        return secrets.token_urlsafe(48)
    raise ImproperlyConfigured(
        f"There is no secret key: run ./serve once, which keeps one in {file},"
        " or set SECRET_KEY."
    )

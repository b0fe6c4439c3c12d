"""What every test can rely on: quick passwords, an empty cache, a closed network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings
from django.utils import translation

from recommendations import guards
from recommendations.listing import store
from tests import prepared
from tests.fixtures_shipped import shipped_record, shipped_rows  # noqa: F401

hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
hypothesis.settings.load_profile("project")

LONGEST = (
    "tests/tracker/test_upkeep.py",
    "tests/faults",
    "tests/tracker",
    "tests/sitewide/test_settings.py",
    "tests/api/test_openapi.py",
)
"""What starts other programs and waits for them: long files of few tests."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", ""})


QUICK = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    # Look static files up when asked, not all of them for each test client.
    "WHITENOISE_AUTOREFRESH": True,
    # Tests write past the actions that raise the record version.
    "PAGE_CACHE_MEGABYTES": 0,
}


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Hash passwords quickly and list no static files: tests do both often."""
    with override_settings(**QUICK):
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end no process waits for another."""

    def place(item: pytest.Item) -> int:
        name = item.nodeid
        return next((n for n, at in enumerate(LONGEST) if name.startswith(at)), 99)

    items.sort(key=place)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Begin with the tables that were made before the tests, where they were."""
    with prepared.test_database_begins_migrated():
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_guards() -> Iterator[None]:
    """Let a test that commits empty its tables, which the database else refuses."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(self: Any, sql_list: list[str]) -> None:
        guards.remove(self.connection)
        flush(self, sql_list)
        guards.install(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No test reads what another one kept."""
    cache.clear()
    store.forget()


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """No test inherits the language in which another one read a page."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def closed_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def refuse_unless_local(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in LOOPBACK:
            raise OSError(f"Tests may not reach the network: {host}")

    def local_connect(self: socket.socket, address: Any) -> None:
        refuse_unless_local(address)
        connect(self, address)

    def local_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_unless_local(address)
        return connect_ex(self, address)

    def local_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_unless_local((host or "",))
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_connect)
        patch.setattr(socket.socket, "connect_ex", local_connect_ex)
        patch.setattr(socket, "getaddrinfo", local_getaddrinfo)
        yield

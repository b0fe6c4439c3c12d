"""Fixtures of the faults: one built record, copied for each fault."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults.places import Place, built, copy_of


@pytest.fixture(scope="session")
def built_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A small record on the database that the tests run on."""
    folder = tmp_path_factory.mktemp("faults")
    url = os.environ.get("TEST_DATABASE_URL", "")
    if not url:
        yield built(Place(folder))
        return
    base, _slash, _name = url.rpartition("/")
    name = f"faults_{os.getpid()}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield built(Place(folder, f"{base}/{name}"))
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def place(built_place: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy to break."""
    with copy_of(built_place, tmp_path / "place") as copied:
        yield copied

"""A shared cache that is gone costs time, never an answer."""

from __future__ import annotations

import pytest

from tests.postgres import free_port
from tracker.caches import ForgivingRedisCache


def test_nothing_is_found_and_nothing_breaks_while_it_is_gone() -> None:
    gone = ForgivingRedisCache(f"redis://127.0.0.1:{free_port()}/1", {})

    gone.set("a", 1)

    assert gone.get("a") is None
    assert gone.get("a", 7) == 7
    assert gone.get_many(["a"]) == {}
    assert list(gone.set_many({"a": 1})) == ["a"]
    assert gone.delete("a") is False
    gone.add("a", 1)
    with pytest.raises(ValueError, match="gone"):
        gone.incr("a")

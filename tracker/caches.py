"""A shared cache that may go away: the site then works without, a little slower."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger("tracker.cache")

TRIED_AGAIN_AFTER_SECONDS = 5.0


class ForgivingRedisCache(RedisCache):
    """Redis or Valkey; while it does not answer, nothing is found and nothing kept.

    After a failure it is left alone for some seconds, so that readers do not wait for
    it one after the other. `/readyz` still tells, since what it puts in does not come
    back.
    """

    again_at = 0.0

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """What was kept, or the default."""
        default = kwargs.get("default", args[1] if len(args) > 1 else None)
        return self._tried(super().get, default, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        """Those that were kept."""
        return self._tried(super().get_many, {}, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, if that is possible."""
        self._tried(super().set, None, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        """Keep them; all are named as lost where that is not possible."""
        return self._tried(super().set_many, list(args[0]), *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Keep it unless it is there."""
        return bool(self._tried(super().add, True, *args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """Count on; ValueError where there is nothing to count."""
        found = self._tried(super().incr, None, *args, **kwargs)
        if found is None:
            raise ValueError("the counter is gone")
        return int(found)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget it."""
        return bool(self._tried(super().delete, False, *args, **kwargs))

    def _tried(self, ask: Any, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self.again_at:
            return otherwise
        try:
            return ask(*args, **kwargs)
        except RedisError as problem:
            self.again_at = time.monotonic() + TRIED_AGAIN_AFTER_SECONDS
            log.warning("the shared cache does not answer: %s", type(problem).__name__)
            return otherwise

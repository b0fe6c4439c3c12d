"""What the processes of one run share: made once, by whoever asks first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def shared(name: str) -> Path:
    """Where something that is shared lies, or will lie."""
    return Path(os.environ["TESTS_SHARED_FOLDER"]) / name


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A file or folder that ``make`` makes; the other processes wait for it."""
    path = shared(name)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            making = path.with_suffix(".making")
            make(making)
            making.rename(path)
    return path

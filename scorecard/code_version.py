"""The version of the code, as a snapshot records it.

The release number stands in ``pyproject.toml``; in a clone the commit is added, so
that a frozen figure can be traced to the very lines that made it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNKNOWN = "unknown"


@cache
def code_version(root: Path = ROOT) -> str:
    """Such as ``0.1.0+1a2b3c4``; without a readable clone only the number."""
    commit = _commit(root / ".git")
    return f"{_release(root)}+{commit[:7]}" if commit else _release(root)


def _release(root: Path) -> str:
    text = _read(root / "pyproject.toml")
    try:
        project = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError:
        return UNKNOWN
    return str(project.get("version", UNKNOWN))


def _commit(git: Path) -> str:
    """The commit that is checked out, read from the files of the clone."""
    head = _read(git / "HEAD").strip()
    if not head.startswith("ref: "):
        return head if _is_commit(head) else ""
    name = head.removeprefix("ref: ")
    loose = _read(git / name).strip()
    if _is_commit(loose):
        return loose
    packed = re.search(
        rf"^([0-9a-f]{{40,64}}) {re.escape(name)}$", _read(git / "packed-refs"), re.M
    )
    return packed[1] if packed else ""


def _is_commit(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{40,64}", text) is not None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""

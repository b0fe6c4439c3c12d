"""Reads one YAML file of a pack, and refuses what could hurt or mislead.

Only plain YAML is taken: no anchors and aliases (a small file could stand for a
huge one), no second document, no field given twice, no deep nesting, and no file
above a size that a pack has no use for.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

LARGEST_FILE = 20 * 1024 * 1024  # bytes; the shipped pack has 0.8 million in all
DEEPEST_NESTING = 20

BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableFileError(Exception):
    """A file that is not the YAML of a pack; its text says why."""


class PackLoader(BaseLoader):
    """The safe loader, which also refuses a field given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise UnreadableFileError(
                    f"line {key.start_mark.line + 1}: field {str(key.value)[:60]!r}"
                    " is given twice"
                )
            if isinstance(key.value, str):
                seen.add(key.value)
        return dict(super().construct_mapping(node, deep))


def read_yaml(path: Path) -> object:
    """The content of a file; UnreadableFileError with one sentence if unusable."""
    text = _text(path)
    try:
        _refuse_tricks(text)
        return yaml.load(text, Loader=PackLoader)
    except yaml.MarkedYAMLError as error:
        raise UnreadableFileError(_marked(error)) from error
    except yaml.YAMLError as error:
        reason = "it holds characters that YAML does not allow"
        raise UnreadableFileError(f"is not YAML: {reason}") from error
    except (ValueError, OverflowError, RecursionError, TypeError) as error:
        reason = "it holds a value that cannot be read"
        raise UnreadableFileError(f"is not the YAML of a pack: {reason}") from error


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise UnreadableFileError("is not a file that can be read")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            limit = LARGEST_FILE // (1024 * 1024)
            raise UnreadableFileError(f"is larger than {limit} MB")
        return content.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise UnreadableFileError(f"cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError("is not text in UTF-8") from error


def _refuse_tricks(text: str) -> None:
    """Walk through the events of the file before anything is built from them."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=BaseLoader):
        mark = event.start_mark
        line = f"line {mark.line + 1}: " if mark else ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableFileError(line + "anchors and aliases are not taken")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if documents > 1:
            raise UnreadableFileError(line + "a second document begins")
        if depth > DEEPEST_NESTING:
            raise UnreadableFileError(line + "nested too deeply")


def _marked(error: yaml.MarkedYAMLError) -> str:
    line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
    return f"is not YAML{line}: {error.problem or 'it cannot be understood'}"

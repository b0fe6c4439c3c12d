"""JSON: a list of objects, alone or as a part of one object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .cells import clean
from .encoding import encoding_of
from .table import LIST_JOINT, LONGEST_CELL, NESTED, Line, UnreadableFileError

USUAL_NAMES = ("recommendations", "rows", "data", "items", "results", "records")


def rows(file: Path, *, encoding: str = "") -> Iterator[Line]:
    """Row 1 holds the names; item n of the list is row n + 1."""
    items = _items(_load(file, encoding_of(file, encoding)))
    names: dict[str, None] = {}
    for item in items:
        names.update(dict.fromkeys(item))
    yield Line(1, tuple(names))
    for number, item in enumerate(items, 2):
        yield Line(number, tuple(_text(item.get(name), number) for name in names))


def _load(file: Path, encoding: str) -> Any:
    try:
        with file.open(encoding=encoding) as text:
            return json.load(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise UnreadableFileError(
            _("It is not valid JSON: line %(line)d, %(reason)s.")
            % {"line": error.lineno, "reason": error.msg}
        ) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableFileError(
            _(
                "It is JSON that no table can be read from: nested too deeply, or with"
                " numbers that are none."
            )
        ) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _items(content: Any) -> list[dict[str, Any]]:
    """The list itself, or the one the object holds: by its usual name, else longest."""
    lists = {"": content} if isinstance(content, list) else {}
    if isinstance(content, dict):
        lists = {name: one for name, one in content.items() if isinstance(one, list)}
    tables = {
        name: one
        for name, one in lists.items()
        if one and all(isinstance(item, dict) for item in one)
    }
    if not tables:
        raise UnreadableFileError(
            _("It holds no list of recommendations; a list of objects is needed: %s")
            % '[{"reference": "1.1", "title": "..."}].'
        )
    named = [tables[name] for name in USUAL_NAMES if name in tables]
    return named[0] if named else max(tables.values(), key=len)


def _text(value: Any, number: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return LIST_JOINT.join(_text(part, number) for part in value)
    if isinstance(value, dict):
        return NESTED + json.dumps(value, ensure_ascii=False)[:200]
    text = clean(str(value))
    if len(text) > LONGEST_CELL:
        raise UnreadableFileError(
            _("Row %(row)d: a cell has more than %(most)d characters.")
            % {"row": number, "most": LONGEST_CELL}
        )
    return text

"""The mapping as a TOML file, both ways."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy

from .fields import FIELDS
from .mapping import (
    CODES,
    CREATE,
    DEFAULT_SEPARATORS,
    REFUSE,
    Mapping,
    MappingError,
    folded,
)

TABLES = ("columns", "values", "separators", "options")
MAPPED = ("status", "response", "agencies", "category")
POLICIES = (REFUSE, CREATE)


def from_toml(text: str) -> Mapping:
    """Read and check a mapping; MappingError carries every problem."""
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError([_("The mapping is not valid TOML: %s.") % error]) from error
    problems = [
        _("The mapping has a table that is not known: %s.") % name
        for name in given
        if name not in TABLES
    ]
    tables = {name: _table(given, name, problems) for name in TABLES}
    mapping = Mapping(
        columns=_columns(tables["columns"], problems),
        values=_values(tables["values"], problems),
        separators=_separators(tables["separators"], problems),
        **_options(tables["options"], problems),
    )
    if problems:
        raise MappingError(problems)
    return mapping


def _table(given: dict[str, Any], name: str, problems: list[str]) -> dict[str, Any]:
    found = given.get(name, {})
    if isinstance(found, dict):
        return found
    problems.append(_("%s must be a table.") % f"[{name}]")
    return {}


def _columns(table: dict[str, Any], problems: list[str]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, headers in table.items():
        listed = [headers] if isinstance(headers, str) else headers
        if name not in FIELDS:
            problems.append(_none_of(f"[columns] {name}", FIELDS))
        elif not _are_texts(listed):
            problems.append(
                _("%s must be a header or a list of headers.") % f"[columns] {name}"
            )
        else:
            found[name] = tuple(listed)
    return found


def _none_of(place: str, known: Iterable[str]) -> str:
    told = _("%(place)s is none of: %(known)s.")
    return told % {"place": place, "known": ", ".join(known)}


def _are_texts(listed: Any) -> bool:
    if not isinstance(listed, list) or not listed:
        return False
    return all(isinstance(one, str) and one.strip() for one in listed)


def _values(table: dict[str, Any], problems: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, mapped in table.items():
        if name not in MAPPED or not isinstance(mapped, dict):
            problems.append(_none_of(f"[values.{name}]", MAPPED))
            continue
        found[name] = {}
        for theirs, ours in mapped.items():
            if _is_ours(name, ours):
                found[name][folded(theirs)] = ours
            else:
                known = ", ".join(sorted(CODES.get(name, ())))
                told = _(
                    "%(place)s “%(theirs)s” becomes “%(ours)s”, which is none of our"
                    " codes: %(known)s."
                )
                problems.append(
                    told
                    % {
                        "place": f"[values.{name}]",
                        "theirs": theirs,
                        "ours": ours,
                        "known": known,
                    }
                )
    return found


def _is_ours(name: str, value: Any) -> bool:
    """A code of ours, or nothing: a value that says nothing maps to no text."""
    if not isinstance(value, str):
        return False
    return value == "" or name not in CODES or value in CODES[name]


def _separators(table: dict[str, Any], problems: list[str]) -> dict[str, str]:
    found = {}
    for name, sign in table.items():
        if name not in DEFAULT_SEPARATORS:
            problems.append(_none_of(f"[separators] {name}", DEFAULT_SEPARATORS))
        elif not isinstance(sign, str) or not sign or len(sign) > 10:
            problems.append(
                _("%s must be one to ten characters.") % f"[separators] {name}"
            )
        else:
            found[name] = sign
    return found


def _date_format(value: Any) -> bool:
    """A format that carries year, month and day."""
    if not isinstance(value, str) or len(value) > 40:
        return False
    try:
        told = date(2021, 11, 23).strftime(value)
    except ValueError:
        return False
    return value.count("%") >= 3 and "23" in told and "21" in told


OPTIONS: dict[str, tuple[Callable[[Any], bool], Any]] = {
    "encoding": (
        lambda v: isinstance(v, str) and 0 < len(v) < 40,
        gettext_lazy("the name of an encoding, such as windows-1252"),
    ),
    "date_format": (
        _date_format,
        # No percent signs in what is translated: they would be read as places.
        format_lazy(
            "{} {}", gettext_lazy("a format with day, month and year:"), "%d/%m/%Y"
        ),
    ),
    "header_row": (
        lambda v: isinstance(v, int) and not isinstance(v, bool) and 0 < v <= 10_000,
        gettext_lazy("a row number from 1"),
    ),
    "separator": (
        lambda v: isinstance(v, str) and len(v) == 1 and v not in '"\r\n\0',
        gettext_lazy("the one sign between two cells"),
    ),
    "sheet": (
        lambda v: isinstance(v, str) and 0 < len(v) < 200,
        gettext_lazy("the name of a sheet"),
    ),
    "new_agencies": (lambda v: v in POLICIES, gettext_lazy("refuse or create")),
    "new_categories": (lambda v: v in POLICIES, gettext_lazy("refuse or create")),
}


def _options(table: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    found = {}
    for name, value in table.items():
        if name not in OPTIONS:
            problems.append(_none_of(f"[options] {name}", OPTIONS))
        elif not OPTIONS[name][0](value):
            told = _("%(place)s must be %(what)s.")
            what = {"place": f"[options] {name}", "what": OPTIONS[name][1]}
            problems.append(told % what)
        else:
            found[name] = value
    return found


def to_toml(mapping: Mapping) -> str:
    """The mapping as the file that gives it back."""
    lines = ["[columns]"]
    for name, headers in mapping.columns.items():
        shown = _quoted(headers[0]) if len(headers) == 1 else _list(headers)
        lines.append(f"{name} = {shown}")
    for name, values in mapping.values.items():
        lines += ["", f"[values.{name}]"]
        lines += [
            f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in values.items()
        ]
    if mapping.separators:
        lines += ["", "[separators]"]
        lines += [f"{name} = {_quoted(s)}" for name, s in mapping.separators.items()]
    default = Mapping()
    options = {
        name: getattr(mapping, name)
        for name in OPTIONS
        if getattr(mapping, name) != getattr(default, name)
    }
    if options:
        lines += ["", "[options]"]
        lines += [f"{name} = {_literal(value)}" for name, value in options.items()]
    return "\n".join(lines) + "\n"


def _list(headers: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_quoted, headers)) + "]"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are valid there, DEL apart."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

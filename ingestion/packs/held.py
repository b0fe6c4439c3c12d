"""Reads what the record holds of the things a pack speaks of, by natural key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recommendations.models import Assessment, Judgement

from .rows import Key
from .tables import Link, Table

CHUNK = 500


@dataclass(frozen=True)
class Held:
    """One row of the record: its primary key and its values as a pack gives them."""

    id: int
    values: dict[str, Any]


def held(table: Table, scope: Iterable[Any]) -> dict[Key, Held]:
    """The rows of a table whose natural key begins with one of ``scope``.

    Where editors made two rows with one key, the older one is taken.
    """
    found: dict[Key, Held] = {}
    wanted = sorted(set(scope))
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        lists = {
            name: _lists(table, name, link, part) for name, link in table.lists.items()
        }
        for id_, key, values in _rows(table, part):
            values |= {name: linked.get(id_, ()) for name, linked in lists.items()}
            found.setdefault(key, Held(id_, values))
    return found


def _rows(table: Table, part: list[Any]) -> Iterable[tuple[int, Key, dict[str, Any]]]:
    lookups = [lookup for link in table.links.values() for lookup in link.lookups]
    size, width = len(table.key), len(table.columns)
    query = table.model._default_manager.filter(**{f"{table.key[0]}__in": part})
    rows = query.order_by("pk").values_list("pk", *table.key, *table.columns, *lookups)
    for id_, *rest in rows:
        values = dict(zip(table.columns, rest[size : size + width], strict=True))
        ends = iter(rest[size + width :])
        for name, link in table.links.items():
            other = tuple(next(ends) for _ in link.lookups)
            values[name] = None if other[0] is None else other
        yield id_, tuple(rest[:size]), values


def _lists(
    table: Table, name: str, link: Link, part: list[Any]
) -> dict[int, tuple[Key, ...]]:
    found: dict[int, list[Key]] = defaultdict(list)
    query = table.model._default_manager.filter(
        **{f"{table.key[0]}__in": part, f"{name}__isnull": False}
    )
    for id_, *other in query.order_by().values_list("pk", *link.lookups):
        found[id_].append(tuple(other))
    return {id_: tuple(sorted(keys)) for id_, keys in found.items()}


def published_assessments(reports: Iterable[str]) -> dict[Key, list[dict[str, Any]]]:
    """What was ever published for a recommendation and day, oldest first.

    Withdrawn assessments are among them: a pack does not bring them back.
    """
    rows = Assessment.objects.filter(
        recommendation__report__slug__in=sorted(set(reports)),
        published_at__isnull=False,
    ).order_by("published_at", "id")
    steps, evidence = _steps(reports), _evidence(reports)
    found: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    columns = (
        "rationale",
        "rationale_es",
        "note",
        "editor_confidence",
        "editor_status",
    )
    key = ("recommendation__report__slug", "recommendation__reference", "effective_on")
    for id_, *rest in rows.values_list("pk", *key, *columns):
        values = dict(zip(columns, rest[3:], strict=True))
        values |= {"steps": steps[id_], "evidence": sorted(evidence[id_])}
        found[tuple(rest[:3])].append(values)
    return found


def _steps(reports: Iterable[str]) -> dict[int, dict[str, str]]:
    rows = Judgement.objects.filter(
        assessment__recommendation__report__slug__in=sorted(set(reports))
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for id_, letter, status in rows.values_list("assessment_id", "ask__code", "status"):
        found[id_][letter] = status
    return found


def _evidence(reports: Iterable[str]) -> dict[int, list[str]]:
    rows = Assessment.objects.filter(
        recommendation__report__slug__in=sorted(set(reports)), evidence__isnull=False
    )
    found: dict[int, list[str]] = defaultdict(list)
    for id_, key in rows.order_by().values_list("pk", "evidence__key"):
        found[id_].append(key)
    return found

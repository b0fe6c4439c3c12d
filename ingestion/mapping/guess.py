"""A first mapping from the header alone, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recommendations.choices import AskStatus, ResponseKind

from .fields import FIELDS, bare
from .mapping import Mapping, folded

LABELLED = {"status": AskStatus, "response": ResponseKind}
COMMON_VALUES: dict[str, dict[str, str]] = {
    "status": {
        "delivered": "implemented",
        "completed": "implemented",
        "complete": "implemented",
        "fully implemented": "implemented",
        "partially implemented": "partly",
        "partial": "partly",
        "in progress": "started",
        "ongoing": "started",
        "open": "not_started",
        "no progress": "not_started",
        "not implemented": "not_started",
        "abandoned": "not_pursued",
        "cumplida": "implemented",
        "parcialmente cumplida": "partly",
        "en proceso": "started",
        "no iniciada": "not_started",
    },
    "response": {
        "agreed": "accepted",
        "accept": "accepted",
        "yes": "accepted",
        "partially accepted": "accepted_in_part",
        "partly accepted": "accepted_in_part",
        "partially agreed": "accepted_in_part",
        "disagreed": "rejected",
        "not accepted": "rejected",
        "no": "rejected",
        "aceptada": "accepted",
        "aceptada parcialmente": "accepted_in_part",
        "rechazada": "rejected",
        "no aceptada": "rejected",
    },
}


def guessed(headers: Sequence[str]) -> Mapping:
    """The columns whose headers are our own names, or usual names of ours.

    Our own names come first; no header is used twice.
    """
    known = [(header, bare(header)) for header in headers if header]
    free = dict(known)
    columns: dict[str, tuple[str, ...]] = {}
    for exact in (True, False):
        for name, field in FIELDS.items():
            if name in columns:
                continue
            wanted = [bare(name)] if exact else list(field.known_as)
            header = _first(free, wanted)
            if header is not None:
                columns[name] = (header,)
                del free[header]
    return Mapping(columns=columns)


def _first(free: dict[str, str], wanted: list[str]) -> str | None:
    for one in wanted:
        for header, plain in free.items():
            if plain == one:
                return header
    return None


def suggested_value(name: str, theirs: str) -> str:
    """A code that their value probably means, for the form; empty if none."""
    plain = folded(theirs)
    choices = LABELLED[name]
    for member in choices:
        if plain in {member.value, folded(str(member.label))}:
            return member.value
    return COMMON_VALUES[name].get(plain, "")


def with_suggested_values(mapping: Mapping, name: str, found: Iterable[str]) -> Mapping:
    """The mapping with a suggestion for each value that it does not know yet."""
    told = {
        folded(one): suggested_value(name, one)
        for one in found
        if mapping.value(name, one) is None and suggested_value(name, one)
    }
    if not told:
        return mapping
    values = {**mapping.values, name: {**told, **mapping.values.get(name, {})}}
    return replace(mapping, values=values)

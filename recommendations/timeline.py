"""The evidence of a recommendation as a timeline: which items a reader asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from .as_of import Problem
from .choices import Bearing, EvidenceKind
from .languages import in_language
from .models import Ask, Evidence
from .partial_dates import PartialDate
from .templatetags.record import partial_date

NOT_VERIFIED = "not independently verified"
FIELDS = ("ask", "bearing", "kind")


@dataclass(frozen=True)
class Timeline:
    """The evidence asked for, and the choices there are.

    chosen: value by field ("ask", "bearing", "kind"), those left open absent.
    items: the evidence that fits, in its order. n: how many there are in all.
    """

    items: tuple[Evidence, ...]
    n: int
    chosen: Mapping[str, str] = field(default_factory=dict)
    filters: tuple[dict[str, Any], ...] = ()


def timeline(
    evidence: Sequence[Evidence],
    asks: Sequence[Ask],
    params: Mapping[str, str],
    problems: list[Problem],
) -> Timeline:
    """Narrow the evidence by ask, bearing and kind.

    A value that is not understood is named in ``problems`` and narrows nothing.
    """
    letters = [ask.code for ask in asks]
    known: dict[str, list[tuple[str, str]]] = {
        "ask": [(letter, _("Ask %s") % letter) for letter in letters],
        "bearing": [(code, str(label)) for code, label in Bearing.choices],
        "kind": [(code, str(label)) for code, label in EvidenceKind.choices],
    }
    chosen = {}
    for name in FIELDS:
        value = (params.get(name) or "").strip()
        if value in dict(known[name]):
            chosen[name] = value
        elif value:
            problems.append(Problem(name, value[:40], _complaint(name, letters)))
    items = tuple(item for item in evidence if _fits(item, chosen))
    filters = tuple(_filter(name, known[name], evidence, chosen) for name in FIELDS)
    return Timeline(items, len(evidence), chosen, filters)


def _complaint(name: str, letters: Sequence[str]) -> str:
    if name == "ask":
        said = _("is no ask of this recommendation (%s); evidence of all is shown.")
        return said % ", ".join(letters)
    if name == "bearing":
        return _("is no bearing of evidence; evidence of every bearing is shown.")
    return _("is no kind of evidence; evidence of every kind is shown.")


VALUES: dict[str, Callable[[Evidence], Iterable[str]]] = {
    "ask": lambda item: [ask.code for ask in item.asks.all()],
    "bearing": lambda item: [item.bearing],
    "kind": lambda item: [item.kind],
}


def _fits(item: Evidence, chosen: Mapping[str, str]) -> bool:
    return all(value in VALUES[name](item) for name, value in chosen.items())


def _filter(
    name: str,
    options: Sequence[tuple[str, str]],
    evidence: Sequence[Evidence],
    chosen: Mapping[str, str],
) -> dict[str, Any]:
    """One list of choices, each with how many items it would show."""
    others = {key: value for key, value in chosen.items() if key != name}
    fitting = [item for item in evidence if _fits(item, others)]
    counts = {
        value: sum(value in VALUES[name](item) for item in fitting)
        for value, _label in options
    }
    titles = {
        "ask": (_("Ask"), _("All asks")),
        "bearing": (_("Bearing"), _("All bearings")),
        "kind": (_("Kind"), _("All kinds")),
    }
    label, everything = titles[name]
    return {
        "name": name,
        "label": label,
        "everything": everything,
        "value": chosen.get(name, ""),
        "options": [
            (value, text, counts[value])
            for value, text in options
            if counts[value] or value == chosen.get(name)
        ],
    }


def noted(item: Evidence) -> str:
    """The public note, and which agency brought the item as its own."""
    if item.claimed_by is None:
        return item.note.strip()
    language = translation.get_language() or "en"
    name = in_language(item.claimed_by, "name", language)
    brought = _("Brought by %s as its own evidence.") % name
    return f"{item.note.strip()} {brought}".strip()


def timeline_item(item: Evidence) -> dict[str, Any]:
    """One item of evidence as the timeline takes it."""
    language = translation.get_language() or "en"
    fact = in_language(item, "fact", language)
    sources = list(item.sources.all())
    note = noted(item)
    letters = [ask.code for ask in item.asks.all()]
    actor = str(in_language(item, "actor", language))
    happened = PartialDate(item.happened_on, item.happened_precision)
    return {
        "anchor": item.key,
        "bearing": item.bearing,
        "bearing_label": item.get_bearing_display(),
        "date_iso": str(happened),
        "date_text": partial_date(happened),
        "kind_label": ", ".join(
            part for part in (item.get_kind_display().lower(), actor) if part
        ),
        "asks_text": asks_words(letters),
        "text": str(fact),
        "language": fact.language if fact.is_fallback else "",
        "note": "" if note.casefold() == NOT_VERIFIED else note,
        "is_verified": not note.casefold().startswith(NOT_VERIFIED)
        and any(source.is_verified for source in sources),
        "is_claim": all(source.tier == "D" for source in sources),
        "sources": [
            {"tier": s.tier, "url": s.url, "publisher": s.publisher} for s in sources
        ],
    }


def asks_words(letters: list[str]) -> str:
    """ "ask c", "asks d, g"; empty where it bears on none."""
    if not letters:
        return ""
    joined = ", ".join(letters)
    return ngettext("ask %s", "asks %s", len(letters)) % joined

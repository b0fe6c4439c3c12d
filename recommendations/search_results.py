"""What a search shows besides the rows: where the words stand, what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from .filters import Listed
from .languages import pick
from .models import (
    Agency,
    Ask,
    Evidence,
    Indicator,
    Recommendation,
    Report,
    Source,
)
from .partial_dates import PartialDate
from .prepared import Prepared
from .search.backend import FIELDS
from .search.finding import Found, also_found
from .search.marking import excerpt, mark, n_terms_in
from .templatetags.record import keep_view, partial_date

SHOWN_ALSO = 5


class Titled(Protocol):
    """A recommendation of which the titles are known."""

    @property
    def title(self) -> str:
        """English."""

    @property
    def title_es(self) -> str:
        """Spanish."""


class Passage(NamedTuple):
    """A text of a recommendation, and what it is in words."""

    text: str
    language: str
    label: str | Promise


@dataclass(frozen=True)
class Hit:
    """A part of a recommendation in which words of the search stand, marked."""

    label: str
    text: SafeString
    language: str
    is_fallback: bool


@dataclass(frozen=True)
class Remark:
    """A sentence about what was looked for."""

    text: str


@dataclass(frozen=True)
class Also:
    """A hit among reports, agencies or indicators."""

    kind: str | Promise
    url: str
    name: str | SafeString
    language: str
    is_fallback: bool


def remarks(listed: Listed) -> list[Remark]:
    """What was made of words that stand nowhere, or not together."""
    found = listed.found
    if found is None:
        return []
    says = [
        _("Nothing has “%(written)s”; “%(used)s” was looked for.")
        % {"written": written, "used": used}
        for written, used in found.mended
    ]
    says += [_("“%s” stands nowhere in the record.") % word for word in found.missing]
    if found.is_partial:
        says.append(
            _("No recommendation has all of these words; these have all but one.")
        )
    if not listed.view.is_today:
        says.append(
            _(
                "In a view of another day the search reads the recommendations"
                " themselves, not the evidence about them."
            )
        )
    return [Remark(text) for text in says]


def hits(
    listed: Listed, ids: Sequence[int], titles: Mapping[int, Titled]
) -> dict[int, Hit]:
    """Where the words stand in each of these, if not in its title alone.

    The passage with the most of the words is shown, the nearest to the title first;
    evidence is read only where the others lack a word.
    """
    if listed.found is None or not ids:
        return {}
    ids = [id_ for id_ in ids if id_ in titles]
    found, language = listed.found, translation.get_language() or "en"
    terms = found.question.terms
    best: dict[int, tuple[int, Passage | None]] = {}
    for id_ in ids:
        title = pick(titles[id_].title, titles[id_].title_es, language)
        best[id_] = n_terms_in(title.text, title.language, terms), None
    lacking = [id_ for id_ in ids if best[id_][0] < len(terms)]
    for id_, passages in _near(lacking, language).items():
        best[id_] = _best(found, passages, best[id_][0])
    lacking = [id_ for id_ in ids if best[id_][0] < len(terms)]
    if lacking and found.depth == len(FIELDS):
        for id_, passages in _far(lacking, language).items():
            reached, passage = _best(found, passages, best[id_][0])
            if passage is not None:
                best[id_] = reached, passage
    return {
        id_: _hit(passage, found, language)
        for id_, (_reached, passage) in best.items()
        if passage is not None
    }


def also(listed: Listed) -> list[Also]:
    """The first hits among reports, agencies and indicators."""
    found, key = listed.found, ("also", translation.get_language())
    if found is None:
        return []
    if key not in found.kept:
        found.kept[key] = _also_found(found, listed)
    kept: list[Also] = found.kept[key]
    return kept


def _also_found(found: Found, listed: Listed) -> list[Also]:
    made = []
    for kind, (label, model, name) in ALSO.items():
        ids = also_found(found, kind)[:SHOWN_ALSO]
        rows = model._default_manager.in_bulk(ids) if ids else {}
        made += [_also(label, rows[id_], name, listed) for id_ in ids if id_ in rows]
    return made


ALSO: dict[str, tuple[str | Promise, Any, str]] = {
    "report": (gettext_lazy("Report"), Report, "title"),
    "agency": (gettext_lazy("Agency"), Agency, "name"),
    "indicator": (gettext_lazy("Indicator"), Indicator, "name"),
}


def _also(label: Any, row: Any, name: str, listed: Listed) -> Also:
    language = translation.get_language() or "en"
    text = pick(getattr(row, name), getattr(row, f"{name}_es"), language)
    return Also(
        kind=label,
        url=keep_view(row.get_absolute_url(), listed.view),
        name=mark(text.text, text.language, listed.found),
        language=text.language,
        is_fallback=text.is_fallback,
    )


def _hit(passage: Passage, found: Found, language: str) -> Hit:
    return Hit(
        label=str(passage.label),
        text=excerpt(passage.text, passage.language, found),
        language=passage.language,
        is_fallback=passage.language != language.partition("-")[0],
    )


def _best(
    found: Found, passages: Iterable[Passage], to_beat: int
) -> tuple[int, Passage | None]:
    """The passage with the most terms, if it has more than ``to_beat``."""
    best: Passage | None = None
    terms = found.question.terms
    for passage in passages:
        reached = n_terms_in(passage.text, passage.language, terms)
        if reached > to_beat:
            to_beat, best = reached, passage
        if to_beat == len(terms):
            break
    return to_beat, best


def _both(label: Any, english: str, spanish: str, language: str) -> list[Passage]:
    """The reader's language first, then the other."""
    pair = [Passage(english, "en", label), Passage(spanish, "es", label)]
    if language.startswith("es"):
        pair.reverse()
    return [passage for passage in pair if passage.text]


SUMMARIES = Prepared(
    lambda ids: (
        Recommendation.objects.filter(id__in=ids)
        .order_by()
        .values_list("id", "summary", "summary_es")
    )
)
ASKS = Prepared(
    lambda ids: (
        Ask.objects.filter(recommendation__in=ids)
        .order_by("position", "code")
        .values_list("recommendation_id", "code", "text", "text_es")
    )
)
EVIDENCE = Prepared(
    lambda ids: (
        Evidence.objects.public()
        .filter(recommendation__in=ids)
        .order_by("-happened_on", "id")
        .values_list(
            *("id", "recommendation_id", "happened_on", "happened_precision"),
            *("fact", "fact_es", "actor", "actor_es"),
        )
    )
)
SOURCES = Prepared(
    lambda ids: (
        Source.objects.filter(evidence__in=ids)
        .order_by("id")
        .values_list("evidence_id", "title", "publisher")
    )
)


def _near(ids: Sequence[int], language: str) -> dict[int, list[Passage]]:
    """Summaries and asks."""
    found = {
        id_: _both(_("Summary"), summary, summary_es, language)
        for id_, summary, summary_es in SUMMARIES.read(ids)
    }
    for owner, code, text, text_es in ASKS.read(ids):
        label = _("Ask %s") % code
        found[owner] += _both(label, text, text_es, language)
    return found


def _far(ids: Sequence[int], language: str) -> dict[int, list[Passage]]:
    """Evidence, and the sources of it."""
    found: dict[int, list[Passage]] = defaultdict(list)
    labels, owners = {}, {}
    for id_, owner, day, precision, fact, fact_es, actor, actor_es in EVIDENCE.read(
        ids
    ):
        happened_on = date.fromisoformat(str(day))
        when = partial_date(PartialDate(happened_on, precision))
        owners[id_], labels[id_] = owner, _("Source of the evidence of %s") % when
        label = _("Evidence of %s") % when
        found[owner] += _both(label, fact, fact_es, language)
        found[owner] += _both(label, actor, actor_es, language)
    for id_, title, publisher in SOURCES.read(list(owners)):
        text = f"{publisher}: {title}"
        found[owners[id_]].append(Passage(text, "en", labels[id_]))
    return found

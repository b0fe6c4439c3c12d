"""The public texts of rows, as documents of tokens.

Only what readers may see goes in: a row that is not public has no document, and no
private note is ever read here. The field ``evidence`` is apart because its texts
have dates of their own; views of a past day leave it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ..models import (
    Agency,
    Ask,
    Evidence,
    Indicator,
    Recommendation,
    Report,
    Responsibility,
    Source,
)
from .backend import Document
from .words import folded_words, stem

CHUNK = 1000
Texts = list[tuple[str, str]]
"""Pairs of a text and its language."""


def documents(kind: str, ids: Sequence[int]) -> Iterator[Document]:
    """The documents of those among the ids that are public."""
    for start in range(0, len(ids), CHUNK):
        yield from MAKERS[kind](ids[start : start + CHUNK])


def public_ids(kind: str) -> list[int]:
    """Ids of every row of a kind that readers may see."""
    return list(PUBLIC[kind]().order_by("id").values_list("id", flat=True))


def both(english: str, spanish: str) -> Texts:
    """A bilingual pair."""
    return [(english, "en"), (spanish, "es")]


def recommendations(ids: Sequence[int]) -> Iterator[Document]:
    """Title and reference; summary and asks; category and agencies; evidence."""
    rows = Recommendation.objects.public().filter(id__in=ids)
    asks, named, evidence = _asks(ids), _agencies_of(ids), _evidence(ids)
    for (
        id_,
        reference,
        title,
        title_es,
        summary,
        summary_es,
        heading,
        heading_es,
    ) in rows.values_list(
        "id",
        "reference",
        "title",
        "title_es",
        "summary",
        "summary_es",
        "category__title",
        "category__title_es",
    ):
        yield _document(
            id_,
            [(reference, "en"), *both(title, title_es)],
            both(summary, summary_es) + asks[id_],
            both(heading, heading_es) + named[id_],
            evidence[id_],
        )


def reports(ids: Sequence[int]) -> Iterator[Document]:
    """Titles; summary and goal; publisher and authors."""
    for row in Report.objects.public().filter(id__in=ids):
        title = [*both(row.title, row.title_es), (row.title_original, row.language)]
        body = both(row.summary, row.summary_es)
        body += both(row.primary_goal, row.primary_goal_es)
        names = [(name, "en") for name in (row.publisher, row.series, *row.authors)]
        yield _document(row.id, title, body, names, [])


def agencies(ids: Sequence[int]) -> Iterator[Document]:
    """Names, short form, other names; the public note."""
    for row in PUBLIC["agency"]().filter(id__in=ids):
        title = [*both(row.name, row.name_es), (row.abbreviation, "en")]
        others = [(str(name), "en") for name in row.other_names]
        yield _document(row.id, title, others, [(row.note, "en")], [])


def indicators(ids: Sequence[int]) -> Iterator[Document]:
    """Names; definition; unit and caveats."""
    for row in Indicator.objects.public().filter(id__in=ids):
        yield _document(
            row.id,
            both(row.name, row.name_es),
            both(row.definition, row.definition_es),
            both(row.unit, row.unit_es) + both(row.caveats, row.caveats_es),
            [],
        )


MAKERS = {
    "recommendation": recommendations,
    "report": reports,
    "agency": agencies,
    "indicator": indicators,
}
PUBLIC: dict[str, Any] = {
    "recommendation": lambda: Recommendation.objects.public(),
    "report": lambda: Report.objects.public(),
    "agency": lambda: Agency.objects.filter(
        id__in=Agency.objects.with_public_recommendations().values("id")
    ),
    "indicator": lambda: Indicator.objects.public(),
}


def _document(id_: int, *fields: Texts) -> Document:
    words: set[str] = set()
    made = tuple(_tokens(texts, words) for texts in fields)
    return Document(id_, made, words)


def _tokens(texts: Texts, words: set[str]) -> list[str]:
    """The tokens of these texts in a row; their words are added to ``words``."""
    found: list[str] = []
    for text, language in texts:
        if text:
            written = folded_words(text)
            words.update(written)
            known = _known(language)
            found += [stem(word, known) for word in written]
    return found


def _known(language: str) -> str:
    return "es" if language.startswith("es") else "en"


def _asks(ids: Sequence[int]) -> dict[int, Texts]:
    found: dict[int, Texts] = defaultdict(list)
    rows = Ask.objects.filter(recommendation__in=ids).order_by("position", "code")
    for owner, text, text_es in rows.values_list(
        "recommendation_id", "text", "text_es"
    ):
        found[owner] += both(text, text_es)
    return found


def _agencies_of(ids: Sequence[int]) -> dict[int, Texts]:
    found: dict[int, Texts] = defaultdict(list)
    rows = Responsibility.objects.filter(recommendation__in=ids)
    for owner, name, name_es, short in rows.values_list(
        "recommendation_id", "agency__name", "agency__name_es", "agency__abbreviation"
    ):
        found[owner] += [*both(name, name_es), (short, "en")]
    return found


def _evidence(ids: Sequence[int]) -> dict[int, Texts]:
    """What happened and who acted, and the sources of each fact."""
    found: dict[int, Texts] = defaultdict(list)
    rows = Evidence.objects.public().filter(recommendation__in=ids)
    owners = {}
    for id_, owner, fact, fact_es, actor, actor_es in rows.order_by("id").values_list(
        "id", "recommendation_id", "fact", "fact_es", "actor", "actor_es"
    ):
        owners[id_] = owner
        found[owner] += both(fact, fact_es) + both(actor, actor_es)
    carried = Source.objects.filter(
        evidence__recommendation__in=ids,
        evidence__published_at__isnull=False,
        evidence__withdrawn_at__isnull=True,
    ).order_by("id")
    for id_, title, publisher in carried.values_list(
        "evidence_id", "title", "publisher"
    ):
        found[owners[id_]] += [(title, "en"), (publisher, "en")]
    return found

"""Reads the recommendations of a report: asks, agencies, evidence, assessments."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from recommendations.choices import Role
from recommendations.models.recommendation import REFERENCE_PATTERN

from . import assessments, evidence, stated_metrics
from .complaints import Place
from .fields import Fields
from .known import Known
from .rows import Row

REQUIRED = (
    "ref order slug category title title_es summary summary_es asks lead supporting"
    " stated_metrics events assessments open_questions"
)
REFERENCE = re.compile(REFERENCE_PATTERN, re.ASCII)


def read(
    document: Fields, report: str, issued_on: date, categories: list[str], known: Known
) -> list[Row]:
    """The rows of every recommendation; adds them to what is known.

    categories: the codes of the report's categories, in order.
    """
    rows: list[Row] = []
    heads: list[Row] = []
    for value, at in document.items("recommendations", "ref"):
        item = Fields(value, at, REQUIRED, "open_questions_es")
        head = _head(item, report, issued_on, categories)
        heads.append(head)
        rows += [head, *_parts(item, head, known)]
    if not heads:
        document.place.field("recommendations").complain("no recommendation")
    _refuse_disorder(document.place, heads, categories)
    evidence.refuse_repeated_ids(rows)
    return rows


def _head(item: Fields, report: str, issued_on: date, categories: list[str]) -> Row:
    category = item.one_of("category", categories)
    values: dict[str, Any] = {
        "category": (report, category),
        "position": item.whole("order"),
        "slug": item.slug("slug"),
        "title": item.text("title", 400),
        "title_es": item.text("title_es", 400),
        "summary": item.text("summary"),
        "summary_es": item.text("summary_es"),
        "issued_on": issued_on,
        "open_questions": item.texts("open_questions"),
        "open_questions_es": item.texts("open_questions_es"),
    }
    reference = item.shaped("ref", REFERENCE, "a reference such as 2.2 or P1", 40)
    return Row("recommendation", (report, reference), values, item.place)


def _parts(item: Fields, head: Row, known: Known) -> list[Row]:
    """What hangs on one recommendation."""
    name = head.reference
    asks = _asks(item, head)
    letters = [row.key[2] for row in asks]
    known.recommendations.add(name)
    known.asks[name] = letters
    facts = evidence.read(item, head, letters, known)
    judged = assessments.read(item, head, letters, facts)
    if judged:
        known.assessed_on[name] = judged[-1].key[2]
    metrics = stated_metrics.read(item, "recommendation metric", head.key)
    return [*asks, *_responsibilities(item, head, known), *metrics, *facts, *judged]


def _asks(item: Fields, head: Row) -> list[Row]:
    rows = []
    for number, (value, at) in enumerate(item.items("asks"), 1):
        ask = Fields(value, at, "id text text_es")
        letter = chr(96 + number)
        if number > 26 or ask.given.get("id") != letter:
            at.field("id").complain("ask ids run a, b, c ...")
        values = {
            "position": number,
            "text": ask.text("text"),
            "text_es": ask.text("text_es"),
        }
        rows.append(Row("ask", (*head.key, letter), values, at))
    if not rows:
        item.place.field("asks").complain("no ask")
    return rows


def _responsibilities(item: Fields, head: Row, known: Known) -> list[Row]:
    """Lead agencies first, then supporting ones, each in the order given."""
    rows: list[Row] = []
    for role, name in ((Role.LEAD, "lead"), (Role.SUPPORTING, "supporting")):
        named = item.words(name, known.agencies, "agency")
        place = item.place.field(name)
        for number, slug in enumerate(named, 1):
            if any(row.key[2] == slug for row in rows):
                place.complain(f"agency {slug!r} is named twice")
                continue
            values = {"role": role.value, "position": number, "agency": (slug,)}
            rows.append(Row("responsibility", (*head.key, slug), values, place))
    if not item.given.get("lead"):
        item.place.field("lead").complain("no lead agency")
    return rows


def _refuse_disorder(place: Place, heads: list[Row], categories: list[str]) -> None:
    at = place.field("recommendations")
    codes = [head.values["category"][1] for head in heads]
    order = [categories.index(code) for code in codes if code in categories]
    if order != sorted(order):
        at.complain("not in the order of the categories")
    slugs: set[str] = set()
    for number, head in enumerate(heads, 1):
        if head.values["position"] != number:
            head.place.field("order").complain(f"order runs 1, 2, 3 ...: {number} here")
        if head.values["slug"] in slugs:
            head.place.field("slug").complain("is used twice in the report")
        slugs.add(head.values["slug"])

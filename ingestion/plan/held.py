"""What the record holds for a run of references: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recommendations.as_of import AsOf
from recommendations.models import (
    Assessment,
    DueDate,
    Recommendation,
    Report,
    Response,
    Responsibility,
    Source,
    Standing,
)
from recommendations.models.assessment import OPEN_STATES

from ..models import ImportedClaim


@dataclass(slots=True)
class Claim:
    """The last status an import claimed, and what became of it."""

    status: str
    reason: str
    source_url: str
    assessment: int | None
    state: str


@dataclass(slots=True)
class HeldRow:
    """One recommendation of the record, as far as an import can change it."""

    id: int
    title: str
    summary: str
    category: tuple[str, ...]
    issued_on: date
    roles: dict[str, str] = field(default_factory=dict)
    due_on: date | None = None
    due_announced_on: date | None = None
    responses: list[tuple[str, str, date]] = field(default_factory=list)
    status: str = ""
    reason: str = ""
    claim: Claim | None = None
    urls: set[str] = field(default_factory=set)
    is_being_assessed: bool = False


def held(
    report: Report, references: Sequence[str], today: date, by: Any
) -> dict[str, HeldRow]:
    """The recommendations of the report with these references; eight queries.

    by: who imports; their own open drafts of today stand in the way of a claim.
    """
    heads = Recommendation.objects.filter(report=report, reference__in=references)
    found = {
        row["reference"]: HeldRow(
            id=row["id"],
            title=row["title"],
            summary=row["summary"],
            category=(
                row["category__code"],
                row["category__slug"],
                row["category__title"],
                row["category__title_es"],
            ),
            issued_on=row["issued_on"],
        )
        for row in heads.values(
            "id",
            "reference",
            "title",
            "summary",
            "issued_on",
            "category__code",
            "category__slug",
            "category__title",
            "category__title_es",
        )
    }
    if found:
        _add_parts({row.id: row for row in found.values()}, today, by)
    return found


def _add_parts(rows: dict[int, HeldRow], today: date, by: Any) -> None:
    ids = list(rows)
    _add_roles(rows, ids)
    _add_dates_and_answers(rows, ids, today)
    _add_standings(rows, ids, today)
    _add_claims(rows, ids)
    sources = Source.objects.filter(evidence__recommendation__in=ids).exclude(url="")
    for owner, url in sources.values_list("evidence__recommendation_id", "url"):
        rows[owner].urls.add(url.rstrip("/"))
    if by is not None:
        drafts = Assessment.objects.filter(
            recommendation__in=ids, author=by, state__in=OPEN_STATES, effective_on=today
        )
        for owner, id_ in drafts.values_list("recommendation_id", "id"):
            claim = rows[owner].claim
            rows[owner].is_being_assessed = claim is None or claim.assessment != id_


def _add_roles(rows: dict[int, HeldRow], ids: list[int]) -> None:
    named = Responsibility.objects.filter(recommendation__in=ids).order_by(
        "role", "position", "id"
    )
    for owner, slug, role in named.values_list(
        "recommendation_id", "agency__slug", "role"
    ):
        rows[owner].roles[slug] = role


def _add_dates_and_answers(
    rows: dict[int, HeldRow], ids: list[int], today: date
) -> None:
    dates = DueDate.objects.filter(recommendation__in=ids, announced_on__lte=today)
    for owner, due_on, announced_on in dates.order_by("announced_on", "id").values_list(
        "recommendation_id", "due_on", "announced_on"
    ):
        rows[owner].due_on = due_on
        rows[owner].due_announced_on = announced_on
    answers = Response.objects.filter(recommendation__in=ids).order_by(
        "responded_on", "id"
    )
    for owner, kind, text, day in answers.values_list(
        "recommendation_id", "kind", "text", "responded_on"
    ):
        rows[owner].responses.append((kind, text, day))


def _add_standings(rows: dict[int, HeldRow], ids: list[int], today: date) -> None:
    stands = Standing.objects.at(AsOf.now(today)).filter(recommendation__in=ids)
    for owner, status, reason in stands.values_list(
        "recommendation_id", "status", "assessment__rationale"
    ):
        rows[owner].status = status
        rows[owner].reason = reason or ""


def _add_claims(rows: dict[int, HeldRow], ids: list[int]) -> None:
    last: dict[int, dict[str, Any]] = defaultdict(dict)
    claims = ImportedClaim.objects.filter(recommendation__in=ids).order_by("id")
    for owner, status, reason, source, assessment, state in claims.values_list(
        "recommendation_id",
        "status",
        "reason",
        "source_url",
        "assessment_id",
        "assessment__state",
    ):
        kept = last[owner]
        if status:
            kept |= {
                "status": status,
                "reason": reason,
                "assessment": assessment,
                "state": state,
            }
        if source:
            kept["source_url"] = source
    for owner, kept in last.items():
        rows[owner].claim = Claim(
            status=kept.get("status", ""),
            reason=kept.get("reason", ""),
            source_url=kept.get("source_url", ""),
            assessment=kept.get("assessment"),
            state=kept.get("state") or "",
        )

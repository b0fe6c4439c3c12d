"""Imported statuses: submitted assessments with their addresses as evidence.

A claim says where it comes from. It waits for a reviewer, unless the import publishes
it as single-coded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from recommendations.bulk import add, create, insert
from recommendations.choices import (
    AssessmentState,
    DatePrecision,
    EvidenceKind,
    Tier,
    TitleStatus,
)
from recommendations.models import Ask, Assessment, Evidence, Judgement, Source
from recommendations.models.assessment import OPEN_STATES

from ..models import ImportedClaim
from ..packs.writing import add_members
from ..plan.rows import PlannedRow
from .provenance import Origin, bearing, publisher, title

KEY = re.compile(r"-e(\d+)$")


class ClaimWriter:
    """Writes the claims and the addresses of one run of rows."""

    def __init__(self, origin: Origin, *, publish: bool) -> None:
        self.origin = origin
        self.publish = publish

    def write(self, rows: Sequence[PlannedRow]) -> list[Assessment]:
        """Write what the rows claim; the assessments that are to be published."""
        asks = _asks([row.id for row in rows if row.writes.claims or row.writes.urls])
        claiming = [row for row in rows if row.writes.claims]
        made = self._assessments(claiming, asks)
        evidence = self._evidence([row for row in rows if row.writes.urls], asks)
        self._rest_on(made, evidence)
        self._keep(rows, made)
        if not self.publish:
            return []
        waiting = [row.writes.publishes for row in rows if row.writes.publishes]
        kept = list(Assessment.objects.filter(id__in=waiting))
        for one in kept:
            one.is_single_coded = True
        return [*made.values(), *kept]

    def _assessments(
        self, rows: Sequence[PlannedRow], asks: dict[int, list[int]]
    ) -> dict[int, Assessment]:
        """One for each row, by recommendation; replaced where one of today waits."""
        waiting = self._waiting(rows)
        fresh: list[Assessment] = []
        again: list[Assessment] = []
        for row in rows:
            held = waiting.get(row.id)
            self_made = held or Assessment(recommendation_id=row.id)
            self._fill(self_made, row)
            (again if held else fresh).append(self_made)
        create(fresh)
        for one in again:
            one._change_reason = self.origin.reason
            one._history_user = self.origin.by
            one.revision += 1
            one.save()
            one.judgements.all().delete()
        found = {one.recommendation_id: one for one in [*fresh, *again]}
        steps = [
            {
                "assessment_id": found[row.id].pk,
                "ask_id": ask,
                "status": row.values.status,
            }
            for row in rows
            for ask in asks[row.id]
        ]
        self.origin.keep_history(Judgement, insert(Judgement, steps))
        self._fresh = fresh
        return found

    def _waiting(self, rows: Sequence[PlannedRow]) -> dict[int, Assessment]:
        """Claims of today by the same person that no reviewer has answered yet."""
        if self.origin.author is None:
            return {}
        found = Assessment.objects.filter(
            recommendation__in=[row.id for row in rows],
            author=self.origin.author,
            state__in=OPEN_STATES,
            imported_claims__isnull=False,
        ).distinct()
        days = {row.id: row.values.status_on or self.origin.today for row in rows}
        return {
            one.recommendation_id: one
            for one in found
            if one.effective_on == days[one.recommendation_id]
        }

    def _fill(self, assessment: Assessment, row: PlannedRow) -> None:
        origin = self.origin
        assessment.effective_on = row.values.status_on or origin.today
        assessment.state = AssessmentState.SUBMITTED
        assessment.submitted_at = origin.at
        assessment.author = origin.author
        assessment.rationale = origin.rationale(row.values)
        assessment.note = origin.note(row.values)
        assessment.attribution = origin.attribution()
        assessment.is_single_coded = self.publish

    def _evidence(
        self, rows: Sequence[PlannedRow], asks: dict[int, list[int]]
    ) -> dict[int, Evidence]:
        """One item for each row with new addresses, by recommendation."""
        numbers = _next_numbers([row.id for row in rows])
        made = [self._item(row, numbers[row.id]) for row in rows]
        create(made)
        members = {one.pk: asks[row.id] for row, one in zip(rows, made, strict=True)}
        add_members(Evidence, "asks", members)
        self.origin.keep_history(Evidence, [one.pk for one in made])
        sources = [
            _source(one, position, url)
            for row, one in zip(rows, made, strict=True)
            for position, url in enumerate(row.writes.urls, 1)
        ]
        self.origin.keep_history(Source, insert(Source, sources))
        return {one.recommendation_id: one for one in made}

    def _item(self, row: PlannedRow, number: int) -> Evidence:
        is_alone = not row.writes.claims
        return Evidence(
            recommendation_id=row.id,
            key=f"{row.reference}-e{number}",
            happened_on=row.values.status_on or self.origin.today,
            happened_precision=DatePrecision.DAY,
            kind=EvidenceKind.STATEMENT,
            bearing=bearing(row.values),
            fact=self.origin.fact(row.values),
            note=self.origin.note(row.values),
            added_by=self.origin.author,
            published_at=self.origin.at if self.publish and is_alone else None,
        )

    def _rest_on(
        self, made: dict[int, Assessment], evidence: dict[int, Evidence]
    ) -> None:
        members = {
            one.pk: [evidence[id_].pk] for id_, one in made.items() if id_ in evidence
        }
        add_members(Assessment, "evidence", members)
        self.origin.keep_history(Assessment, [one.pk for one in self._fresh])

    def _keep(self, rows: Sequence[PlannedRow], made: dict[int, Assessment]) -> None:
        """Remember what each row said, for the next import."""
        add(
            ImportedClaim,
            [
                self._told(row, made.get(row.id))
                for row in rows
                if row.writes.claims or row.writes.source_url
            ],
        )

    def _told(self, row: PlannedRow, made: Assessment | None) -> dict[str, Any]:
        claims = row.writes.claims
        return {
            "recommendation_id": row.id,
            "run_id": self.origin.run.pk,
            "row_number": row.number,
            "status": row.values.status if claims else "",
            "status_given": row.values.status_given if claims else "",
            "reason": self.origin.rationale(row.values) if claims else "",
            "source_url": row.writes.source_url,
            "assessment_id": made.pk if made else None,
        }


def _source(evidence: Evidence, position: int, url: str) -> dict[str, Any]:
    """An address of the file: tier C, on the word of those who made the list."""
    return {
        "evidence_id": evidence.pk,
        "position": position,
        "title": title(url),
        "title_status": TitleStatus.DESCRIBED.value,
        "publisher": publisher(url),
        "url": url,
        "is_verified": True,
        "tier": Tier.C.value,
        "note": evidence.note,
    }


def _asks(ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = Ask.objects.filter(recommendation__in=ids).order_by("position", "code")
    for owner, id_ in rows.values_list("recommendation_id", "id"):
        found[owner].append(id_)
    return found


def _next_numbers(ids: Sequence[int]) -> dict[int, int]:
    """The next free number of an item of evidence of each recommendation."""
    found: dict[int, int] = defaultdict(lambda: 1)
    keys = Evidence.objects.filter(recommendation__in=ids)
    for owner, key in keys.values_list("recommendation_id", "key"):
        match = KEY.search(key)
        if match:
            found[owner] = max(found[owner], int(match[1]) + 1)
    return found

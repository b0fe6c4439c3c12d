"""Writes a whole plan in one transaction; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from recommendations.actions import assessments, record_version, standings
from recommendations.actions.holding import hold_report
from recommendations.choices import ChangeCause
from recommendations.histories import histories, utc_day
from recommendations.models import Report
from recommendations.search import index

from ..models import ImportRun
from ..plan.plan import Planner, Request
from ..plan.rows import CHANGED, NEW, PlannedRow
from .claims import ClaimWriter
from .provenance import Origin
from .rows import RowWriter


class RefusedImportError(Exception):
    """The plan is not written; the text says why. Nothing of it was."""


@dataclass(frozen=True)
class Consent:
    """What somebody has agreed to.

    fingerprint: of the plan they have read, empty where it was read just now.
    leaves_out_refused: rows that are refused may be left out.
    """

    run: ImportRun
    by: Any
    at: datetime
    fingerprint: str = ""
    leaves_out_refused: bool = False


def commit(
    request: Request,
    consent: Consent,
    progress: Callable[[int], None] = lambda done: None,
) -> Planner:
    """Plan the file again and write it, all or nothing; the plan that was written.

    progress: told the number of rows done. Raises RefusedImportError where a row is
    refused, where the record has changed since the plan was read, and where the
    database stands against it.
    """
    try:
        with transaction.atomic():
            Report.objects.select_for_update(no_key=True).get(pk=request.report.pk)
            hold_report(request.report.pk)
            planner = Planner.of(request)
            _write(planner, consent, progress)
            _refuse_what_was_not_read(planner, consent)
            return planner
    except IntegrityError as error:
        raise RefusedImportError(
            _("The database refuses it, since it contradicts the record: %s") % error
        ) from error
    except DatabaseError as error:
        raise RefusedImportError(
            _("The database could not be written: %s") % error
        ) from error


def _refuse_what_was_not_read(planner: Planner, consent: Consent) -> None:
    if planner.is_refused and not consent.leaves_out_refused:
        raise RefusedImportError(
            _("Rows are refused, so nothing was written: mend them or leave them out.")
        )
    if consent.fingerprint and consent.fingerprint != planner.totals.fingerprint:
        raise RefusedImportError(
            _(
                "The record has changed since this plan was made, so nothing was"
                " written. Read the plan again."
            )
        )


def _write(planner: Planner, consent: Consent, progress: Callable[[int], None]) -> None:
    request = planner.request
    origin = Origin(consent.run, consent.by, consent.at, request.today, request.by)
    writer = RowWriter(request.report, origin)
    claims = ClaimWriter(origin, publish=request.publish)
    written: list[int] = []
    for run in planner.runs():
        rows = [row for row in run if row.outcome in (NEW, CHANGED)]
        if rows:
            _write_run(rows, writer, claims, origin)
        written += [row.id for row in rows]
        progress(planner.totals.counts.total())
    index.refresh("recommendation", written)  # at once: runs share most of their words
    index.refresh("agency", sorted(writer.named))


def _write_run(
    rows: Sequence[PlannedRow], writer: RowWriter, claims: ClaimWriter, origin: Origin
) -> None:
    new = [row for row in rows if row.outcome == NEW]
    changed = [row for row in rows if row.outcome == CHANGED]
    moving = [row.id for row in changed if row.writes.moves_standing]
    before = histories(moving)
    version = record_version.bump(
        at=origin.at, recommendations=[row.id for row in changed]
    )
    writer.make(new, listed_in=version)
    writer.change(changed)
    writer.name_agencies(rows)
    writer.set_dates(rows)
    writer.record_answers(rows)
    published = claims.write(rows)
    if published:
        assessments.publish_rows(published, at=origin.at, by=origin.by)
    done = {one.recommendation_id for one in published}
    day = utc_day(origin.at)
    rest = {id_: held for id_, held in before.items() if id_ not in done}
    if rest:
        assessments.refresh_after(
            rest, cause=ChangeCause.CORRECTION, at=origin.at, on=day
        )
    fresh = [row.id for row in new if row.id not in done]
    standings.write(histories(fresh), on=day, held=writer.kept)

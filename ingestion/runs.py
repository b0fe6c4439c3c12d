"""An import at the desk: received, planned for somebody to read, confirmed, written."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.histories import utc_day
from recommendations.models import Report

from .apply.apply import Consent, RefusedImportError, commit
from .mapping import Mapping, MappingError, from_toml, to_toml
from .mapping.header import OpenedFile, opened
from .models import ImportRun, PlannedImportRow, RunState
from .parse import content
from .parse.table import UnreadableFileError
from .plan.plan import Planner, Request
from .plan.rows import OUTCOMES, UNCHANGED, PlannedRow
from .work import BusyError, Work

log = logging.getLogger("tracker.imports")

INLINE_BYTES = 1_500_000
MOST_PROPOSALS = 1_000
WORKING = (RunState.PLANNING, RunState.COMMITTING)


def receive(*, report: Report, upload: UploadedFile, by: Any) -> ImportRun:
    """Keep an uploaded file; UnreadableFileError where it is none that is read."""
    run = ImportRun.objects.create(
        report=report, file_name=str(upload.name)[:200], created_by=by
    )
    work = Work(run.pk)
    try:
        work.make()
        suffix = "." + str(upload.name).rpartition(".")[2].lower()[:10]
        digest = hashlib.sha256()
        with (work.folder / f"upload{_safe(suffix)}").open("wb") as kept:
            for chunk in upload.chunks():
                digest.update(chunk)
                kept.write(chunk)
        content.format_of(work.file)
    except UnreadableFileError:
        shutil.rmtree(work.folder, ignore_errors=True)
        run.delete()
        raise
    run.file_hash = digest.hexdigest()
    run.save(update_fields=["file_hash"])
    return run


def _safe(suffix: str) -> str:
    return suffix if suffix[1:].isalnum() else ".unknown"


def look_into(run: ImportRun, mapping: Mapping) -> OpenedFile:
    """The file with its header found, to choose columns by."""
    return opened(Work(run.pk).file, mapping)


def mapping_of(run: ImportRun) -> Mapping:
    """The mapping of a run; an empty one while none was chosen."""
    try:
        return from_toml(run.mapping)
    except MappingError:
        return Mapping()


def is_interrupted(run: ImportRun) -> bool:
    """Whether the work on it ended without a word: its process was stopped."""
    if run.state not in WORKING or run.is_waiting:
        return False
    return not Work(run.pk).is_under_way


def is_small(run: ImportRun) -> bool:
    """Whether it is read and written at once, not in the background."""
    return Work(run.pk).file.stat().st_size <= INLINE_BYTES


def start(run: ImportRun, state: RunState, by: Any = None) -> bool:
    """Take a run in hand; False where somebody else has, or its state forbids it.

    state: PLANNING may begin at any time but after the writing, COMMITTING follows a
    plan that was read.
    """
    allowed = [RunState.PLANNED]
    if state == RunState.PLANNING:
        allowed += [RunState.UPLOADED, RunState.FAILED]
        if is_interrupted(run):
            allowed += WORKING
    values: dict[str, Any] = {"state": state, "is_waiting": True, "message": ""}
    if state == RunState.COMMITTING:
        values["committed_by"] = by
    taken = ImportRun.objects.filter(pk=run.pk, state__in=allowed).update(**values)
    run.refresh_from_db()
    return bool(taken)


def work_on(run_id: int) -> None:
    """Plan or write a run that was started; what happened stands in the run."""
    work = Work(run_id)
    try:
        with work.alone():
            run = ImportRun.objects.select_related("report").get(pk=run_id)
            if run.state in WORKING:
                _work_on(run, work, timezone.now())
    except BusyError:
        log.warning("import %s is worked on already", run_id)


def _work_on(run: ImportRun, work: Work, now: datetime) -> None:
    ImportRun.objects.filter(pk=run.pk).update(is_waiting=False)
    step = _plan if run.state == RunState.PLANNING else _write
    try:
        step(run, work, now)
    except (UnreadableFileError, RefusedImportError, MappingError) as error:
        fail(run, str(error))
    except (OSError, DatabaseError) as error:
        fail(run, _("It could not be finished, and nothing was written: %s") % error)


def fail(run: ImportRun, message: str) -> None:
    """Say why the work stopped."""
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.FAILED, is_waiting=False, message=message
    )


def settle() -> int:
    """Say of every run whose process was stopped that it was; how many there were.

    The transaction of such a run was never finished, so nothing of it is in the record.
    """
    found = [
        run
        for run in ImportRun.objects.filter(state__in=WORKING)
        if is_interrupted(run)
    ]
    for run in found:
        fail(run, interrupted())
    return len(found)


def interrupted() -> str:
    """What an interrupted run says."""
    return _(
        "The work was interrupted before it was finished, and nothing was written."
        " Read the file again."
    )


def _request(run: ImportRun, work: Work, now: datetime, by: Any) -> Request:
    return Request(
        file=work.file,
        report=run.report,
        today=utc_day(now),
        mapping=from_toml(run.mapping) if run.mapping else None,
        publish=run.publishes,
        by=by,
    )


@transaction.atomic
def _plan(run: ImportRun, work: Work, now: datetime) -> None:
    run.planned_rows.all().delete()
    planner = Planner.of(_request(run, work, now, run.created_by))
    for rows in planner.runs():
        PlannedImportRow.objects.bulk_create(
            [_kept(run, row) for row in rows if row.outcome != UNCHANGED],
            batch_size=500,
        )
        work.tell(planner.totals.counts.total())
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.PLANNED,
        message="",
        mapping=to_toml(planner.mapping),
        n_rows=planner.totals.counts.total(),
        fingerprint=planner.totals.fingerprint,
        proposals=_proposals(planner),
        **{f"n_{name}": planner.totals.counts[name] for name in OUTCOMES},
    )


def _kept(run: ImportRun, row: PlannedRow) -> PlannedImportRow:
    return PlannedImportRow(
        run=run,
        number=row.number,
        reference=row.reference,
        title=str(row.writes.columns.get("title") or row.values.title)[:400],
        outcome=row.outcome,
        detail={
            "changes": [[c.field, c.old[:2000], c.new[:2000]] for c in row.changes],
            "problems": [[p.column, p.value[:500], p.reason] for p in row.problems],
            "notes": list(row.notes),
        },
    )


def _proposals(planner: Planner) -> dict[str, Any]:
    """What the plan asks somebody: unknown agencies and values, and what it makes."""
    agencies: Iterable[Any] = planner.agencies.proposed()[:MOST_PROPOSALS]
    return {
        "agencies": [
            {"name": a.name, "rows": a.rows, "first": a.first_row, "near": a.near}
            for a in agencies
        ],
        "values": {
            name: sorted(found.items(), key=lambda item: (-item[1], item[0]))
            for name, found in planner.unmapped.items()
            if found
        },
        "categories": list(planner.setting.makes.values())[:MOST_PROPOSALS],
        "notes": planner.totals.notes.most_common(20),
        "ignored": planner.ignored[:100],
        "left_out": planner.left_out,
        "header_row": planner.header_row,
    }


@transaction.atomic
def _write(run: ImportRun, work: Work, now: datetime) -> None:
    by = run.committed_by
    consent = Consent(
        run=run,
        by=by,
        at=now,
        fingerprint=run.fingerprint,
        leaves_out_refused=run.leaves_out_refused,
    )
    commit(_request(run, work, now, run.created_by), consent, work.tell)
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.DONE, message="", committed_at=now
    )

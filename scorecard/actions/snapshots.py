"""Takes snapshots: a report's scorecard in one view, frozen for good."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recommendations.actions import record_version
from recommendations.actions.assessments import RefusedError
from recommendations.as_of import AsOf
from recommendations.models import MethodVersion, Report

from .. import selectors, snapshots
from ..build import Scorecard
from ..code_version import code_version
from ..models import Snapshot
from ..uncertainty import inputs_hash, prepared, with_ranges
from . import ranges


@transaction.atomic
def take(
    *,
    report: Report,
    as_of: date,
    known_at: date | None = None,
    by: Any = None,
    at: datetime,
) -> Snapshot:
    """Freeze a published report's scorecard as true on ``as_of``; return the row.

    known_at: only what had been published by that day; the day of ``at`` where it
    is left out. by: the account that asked for it, None for a command. Raises
    RefusedError with a sentence where the dates or the report do not allow it.
    """
    today = at.astimezone(UTC).date()
    view = AsOf(on=as_of, known_at=known_at or today, today=today)
    _refuse(report, view)
    version = _version(view)
    card = _ranged(selectors.scorecard(report, view), at)
    readings = selectors.readings(view, selectors.report_indicators(report))
    values = snapshots.inputs(report, card, readings, version.parameters)
    _values, seed, _digest = prepared(card)
    record_version.bump(at=at)
    return Snapshot.objects.create(
        report=report,
        as_of=view.on,
        known_at=view.known_on,
        method_version=version,
        code_version=code_version(),
        seed=seed,
        inputs_hash=inputs_hash(values),
        inputs=values,
        outputs=snapshots.outputs(card, readings),
        made_by=by,
        made_at=at,
    )


def _ranged(card: Scorecard, at: datetime) -> Scorecard:
    """With likely ranges, made now where the report is too large for a page."""
    if card.total.likely is None and card.total.score is not None:
        ranges.store(card=card, at=at)
        return with_ranges(card)
    return card


def _version(view: AsOf) -> MethodVersion:
    version = MethodVersion.objects.filter(version=selectors.method_version(view))
    found = version.first()
    if found is None:
        raise RefusedError(_("There is no method version on record."))
    return found


def _refuse(report: Report, view: AsOf) -> None:
    if report.published_at is None:
        raise RefusedError(_("The report %s is not published.") % report.slug)
    if view.on > view.today:
        raise RefusedError(_("The as-of day %s lies in the future.") % view.on)
    if view.known_on > view.today:
        raise RefusedError(
            _("The day of knowledge %s lies in the future.") % view.known_on
        )
    if view.on < report.issued_on:
        raise RefusedError(
            _("The as-of day %(day)s lies before the report was issued (%(issued)s).")
            % {"day": view.on, "issued": report.issued_on}
        )

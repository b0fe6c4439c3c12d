"""Right of reply as readers see it: finding beside reply, or word that none came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .as_of import AsOf
from .histories import utc_day
from .languages import in_language
from .models import Assessment, ReplyRequest
from .prose import prose


def replies_to(
    assessments: Sequence[Assessment], view: AsOf
) -> tuple[ReplyRequest, ...]:
    """What agencies were asked about these findings, newest first; one query."""
    rows = ReplyRequest.objects.filter(assessment__in=assessments)
    rows = rows.select_related("agency").order_by("-asked_at", "id")
    return tuple(row for row in rows if utc_day(row.asked_at) <= view.known_on)


def reply_pairs(
    assessments: Sequence[Assessment], rows: Sequence[ReplyRequest], view: AsOf
) -> list[dict[str, Any]]:
    """Each as ``components/pair.html`` takes it."""
    findings = {row.pk: row for row in assessments}
    return [
        {**_finding(findings[row.assessment_id]), **_reply(row, view)} for row in rows
    ]


def _finding(row: Assessment) -> dict[str, Any]:
    title = _("Finding, %s") % date_format(row.effective_on, "DATE_FORMAT")
    return {"finding_title": title, "finding": prose(_text(row, "rationale"))}


def _reply(row: ReplyRequest, view: AsOf) -> dict[str, Any]:
    """The reply whole and dated with the editors' answer, as known in the view."""
    name = _text(row.agency, "name")
    if row.replied_at is None or utc_day(row.replied_at) > view.known_on:
        return {
            "reply_title": _("Reply of %s") % name,
            "no_reply": _no_reply(row, view),
        }
    day = date_format(row.replied_at, "DATE_FORMAT")
    title = _("Reply of %(agency)s, %(day)s") % {"agency": name, "day": day}
    return {"reply_title": title, "reply": row.text, **_answer(row, view)}


def _no_reply(row: ReplyRequest, view: AsOf) -> str:
    words = {
        "asked": date_format(row.asked_at, "DATE_FORMAT"),
        "due": date_format(row.due_on, "DATE_FORMAT"),
    }
    if row.due_on >= view.today:
        text = _("It was shown the finding on %(asked)s and may reply until %(due)s.")
    else:
        text = _(
            "It was shown the finding on %(asked)s, before publication, and asked to"
            " reply by %(due)s. No reply was received."
        )
    return text % words


def _answer(row: ReplyRequest, view: AsOf) -> dict[str, Any]:
    if row.answered_at is None or utc_day(row.answered_at) > view.known_on:
        return {}
    day = date_format(row.answered_at, "DATE_FORMAT")
    title = _("The editors' answer, %s") % day
    return {"answer_title": title, "answer": _text(row, "answer")}


def _text(record: Any, name: str) -> str:
    return str(in_language(record, name, translation.get_language() or "en"))

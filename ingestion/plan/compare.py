"""Sets a row against what the record holds for it.

An empty cell says nothing and changes nothing. Agencies, addresses, answers and dates
are added, never taken away: an import deletes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from recommendations.choices import AssessmentState, Role

from ..mapping.fields import bare
from ..mapping.mapping import REFUSE
from .held import HeldRow
from .interpret import short_title
from .rows import CHANGED, NEW, REFUSED, UNCHANGED, Change, PlannedRow, Values, Writes


@dataclass
class Setting:
    """What every row of one import is compared under.

    categories: bare names of those the report has. publish: claims are published as
    single-coded. makes: names of categories to be made, in order of appearance.
    """

    report_issued_on: date
    report_url: str
    categories: set[str]
    new_categories: str
    today: date
    publish: bool
    makes: dict[str, str]


def planned(values: Values, there: HeldRow | None, setting: Setting) -> PlannedRow:
    """What importing the row would do."""
    if not values.problems:
        _check_against(values, there, setting)
    if values.problems:
        return PlannedRow(values, REFUSED, there.id if there else 0)
    if there is None:
        return _new(values, setting)
    changes: list[Change] = []
    writes = Writes()
    _compare_columns(values, there, changes, writes)
    notes = _compare_agencies(values, there, changes, writes)
    _compare_due_date(values, there, changes, writes)
    _compare_response(values, there, changes, writes)
    _compare_claim(values, there, changes, writes, setting)
    outcome = CHANGED if changes else UNCHANGED
    return PlannedRow(values, outcome, there.id, tuple(changes), writes, notes)


def _check_against(values: Values, there: HeldRow | None, setting: Setting) -> None:
    """What is wrong only in the light of the record."""
    issued = values.issued_on or (
        there.issued_on if there else setting.report_issued_on
    )
    if values.due_on and values.due_on < issued:
        told = _("lies before the recommendation was made (%s)") % issued.isoformat()
        values.refuse("due_on", values.due_on.isoformat(), told)
    if there and values.issued_on and there.due_on and values.issued_on > there.due_on:
        values.refuse(
            "issued_on",
            values.issued_on.isoformat(),
            _("lies after its due date of %s on record") % there.due_on.isoformat(),
        )
    if (
        there
        and there.due_announced_on == setting.today
        and values.due_on
        and values.due_on != there.due_on
    ):
        values.refuse(
            "due_on",
            values.due_on.isoformat(),
            _("another due date was announced today; one a day can be"),
        )
    if there is None and not (values.title or values.summary):
        values.refuse("title", "", _("the row has neither a title nor a summary"))
    if values.response and not _answering(values, there):
        values.refuse(
            "response",
            values.response,
            _("no agency is named that could have answered"),
        )
    _check_category(values, there, setting)
    if there and there.is_being_assessed and values.status:
        values.refuse(
            "status",
            values.status_given,
            _("you have an open draft of this recommendation for today"),
        )


def _check_category(values: Values, there: HeldRow | None, setting: Setting) -> None:
    if not values.category or bare(values.category) in setting.categories:
        return
    if setting.new_categories == REFUSE:
        values.refuse("category", values.category, _("the report has no such category"))
    elif len(values.category) > 200:
        values.refuse("category", values.category, _("longer than 200 characters"))
    elif not values.problems:
        setting.makes.setdefault(bare(values.category), values.category)


def _new(values: Values, setting: Setting) -> PlannedRow:
    writes = Writes(
        columns={
            "title": values.title or short_title(values.summary),
            "summary": values.summary,
            "category": values.category,
            "issued_on": values.issued_on or setting.report_issued_on,
        },
        leads=values.agencies,
        supports=values.supporting_agencies,
        due_on=values.due_on,
        answered_by=_answering(values, None),
        claims=bool(values.status),
        urls=values.evidence_urls,
        source_url=values.source_url,
    )
    notes = []
    if not (values.agencies or values.supporting_agencies):
        notes.append(_("names no agency: stays unpublished until one is named"))
    if values.response and not values.response_on:
        notes.append(_("the answer has no date: the day of the import stands for it"))
    return PlannedRow(values, NEW, writes=writes, notes=tuple(notes))


def _compare_columns(
    values: Values, there: HeldRow, changes: list[Change], writes: Writes
) -> None:
    for name in ("title", "summary"):
        said, held = getattr(values, name), getattr(there, name)
        if said and _text(said) != _text(held):
            changes.append(Change(name, held, said))
            writes.columns[name] = said
    if values.issued_on and values.issued_on != there.issued_on:
        old, new = there.issued_on.isoformat(), values.issued_on.isoformat()
        changes.append(Change("issued_on", old, new))
        writes.columns["issued_on"] = values.issued_on
    names = {bare(name) for name in there.category if name}
    if values.category and bare(values.category) not in names:
        changes.append(Change("category", there.category[2], values.category))
        writes.columns["category"] = values.category


def _text(text: str) -> str:
    """As a cell gives it back: breaks alike, no blanks at the edges."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _compare_agencies(
    values: Values, there: HeldRow, changes: list[Change], writes: Writes
) -> tuple[str, ...]:
    said = dict.fromkeys(values.agencies, Role.LEAD.value)
    said |= dict.fromkeys(values.supporting_agencies, Role.SUPPORTING.value)
    added = [slug for slug in said if slug not in there.roles]
    writes.leads = tuple(slug for slug in added if said[slug] == Role.LEAD)
    writes.supports = tuple(slug for slug in added if said[slug] == Role.SUPPORTING)
    writes.roles = {
        slug: role for slug, role in said.items() if there.roles.get(slug, role) != role
    }
    for name, role in (
        ("agencies", Role.LEAD),
        ("supporting_agencies", Role.SUPPORTING),
    ):
        old = [slug for slug, held in there.roles.items() if held == role]
        after = {**there.roles, **said}
        new = [slug for slug, now in after.items() if now == role]
        if set(old) != set(new):
            changes.append(Change(name, ", ".join(old), ", ".join(new)))
    kept = [slug for slug in there.roles if said and slug not in said]
    told = _("stays, although the file does not name it: %s")
    return (told % ", ".join(kept),) if kept else ()


def _compare_due_date(
    values: Values, there: HeldRow, changes: list[Change], writes: Writes
) -> None:
    if values.due_on and values.due_on != there.due_on:
        old = there.due_on.isoformat() if there.due_on else ""
        changes.append(Change("due_on", old, values.due_on.isoformat()))
        writes.due_on = values.due_on


def _compare_response(
    values: Values, there: HeldRow, changes: list[Change], writes: Writes
) -> None:
    if not values.response:
        return
    for kind, text, day in there.responses:
        if (
            kind == values.response
            and _text(text) == (values.response_text or _text(text))
            and day == (values.response_on or day)
        ):
            return
    last = there.responses[-1] if there.responses else ("", "", None)
    changes.append(Change("response", last[0], values.response))
    if values.response_text:
        changes.append(Change("response_text", last[1], values.response_text))
    if values.response_on:
        old = last[2].isoformat() if last[2] else ""
        changes.append(Change("response_on", old, values.response_on.isoformat()))
    writes.answered_by = _answering(values, there)


def _answering(values: Values, there: HeldRow | None) -> str:
    """The agency that answered: the first that must act, else the first that helps."""
    if not values.response:
        return ""
    held = list(there.roles) if there else []
    return [*values.agencies, *held, *values.supporting_agencies, ""][0]


def _compare_claim(
    values: Values,
    there: HeldRow,
    changes: list[Change],
    writes: Writes,
    setting: Setting,
) -> None:
    """A claim made once is not made again, whatever reviewers have made of it."""
    claim = there.claim
    if values.status and not _is_known(values, there):
        changes.append(Change("status", there.status, values.status))
        if values.status_reason:
            changes.append(Change("status_reason", there.reason, values.status_reason))
        writes.claims = True
    elif (
        setting.publish
        and values.status
        and claim
        and claim.assessment
        and claim.state == AssessmentState.SUBMITTED
        and claim.status == values.status
    ):
        changes.append(Change("state", AssessmentState.SUBMITTED, "published"))
        writes.publishes = claim.assessment
    new = tuple(u for u in values.evidence_urls if u.rstrip("/") not in there.urls)
    if new:
        changes.append(Change("evidence_urls", "", " | ".join(new)))
        writes.urls = new
    known = {setting.report_url, claim.source_url if claim else ""}
    if values.source_url and values.source_url not in known:
        old = (claim.source_url if claim else "") or setting.report_url
        changes.append(Change("source_url", old, values.source_url))
        writes.source_url = values.source_url


def _is_known(values: Values, there: HeldRow) -> bool:
    """Whether the record shows this status, or an import has claimed it before."""
    told = [(there.status, there.reason)]
    if there.claim:
        told.append((there.claim.status, there.claim.reason))
    return any(
        status == values.status
        and _text(values.status_reason or reason) == _text(reason)
        for status, reason in told
    )

"""Reads what a status report is asked to contain; complaints are sentences.

The address and the command have the same options. Nothing is guessed: a file is
made only where every option was understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recommendations.as_of import AsOf, Problem
from recommendations.models import Agency, Category, Report
from scorecard.asked import value
from scorecard.models import Snapshot

SNAPSHOT = "snapshot:"
SHOWN = 60
Params = Mapping[str, str]
Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Options:
    """What a status report is made for.

    since: the day or the snapshot that changes are counted from; None for the last
    snapshot or, without one, a year before. only_changes: print only the
    recommendations that have moved since. with_evidence: print the evidence.
    """

    view: AsOf
    language: str = "en"
    agency: Agency | None = None
    category: Category | None = None
    since: date | Snapshot | None = None
    only_changes: bool = False
    with_evidence: bool = True

    @property
    def query(self) -> dict[str, str]:
        """The address parameters that ask for the same, none for the defaults."""
        found = dict(self.view.query)
        if self.agency is not None:
            found["agency"] = self.agency.slug
        if self.category is not None:
            found["category"] = self.category.code
        if isinstance(self.since, Snapshot):
            found["since"] = f"{SNAPSHOT}{self.since.pk}"
        elif self.since is not None:
            found["since"] = self.since.isoformat()
        if self.only_changes:
            found["only"] = "changes"
        if not self.with_evidence:
            found["evidence"] = "no"
        return found

    @property
    def query_string(self) -> str:
        """The same as it stands after an address, with its question mark."""
        return f"?{urlencode(self.query)}" if self.query else ""


def parse(
    params: Params, report: Report, today: date, language: str
) -> tuple[Options, list[Problem]]:
    """Read the options; language: the one of the address, where none is asked for.

    Problems name each parameter that was not understood and why; the options are
    then those without it, good only to offer another try.
    """
    problems: list[Problem] = []
    on = _day(params, "as_of", today, report.issued_on, problems) or today
    known_at = _day(params, "known_at", today, None, problems)
    view = AsOf(on, known_at, today)
    languages = {code: code for code, _name in settings.LANGUAGES}
    return Options(
        view=view,
        language=_one_of(params, "language", languages, language, problems),
        agency=_agency(params, report, problems),
        category=_category(params, report, problems),
        since=_since(params, report, view, problems),
        only_changes=_one_of(
            params, "only", {"changes": True, "all": False}, False, problems
        ),
        with_evidence=_one_of(
            params, "evidence", {"yes": True, "no": False}, True, problems
        ),
    ), problems


def _complain(
    problems: list[Problem], name: str, given: str, message: str | Promise
) -> None:
    problems.append(Problem(name, given[:SHOWN], message))


def _day(
    params: Params,
    name: str,
    today: date,
    earliest: date | None,
    problems: list[Problem],
) -> date | None:
    given = value(params, name)
    if not given:
        return None
    day = _read_day(given)
    if day is None:
        _complain(problems, name, given, _("is not a date of the form 2026-06-30."))
    elif day > today:
        _complain(problems, name, given, _("lies in the future."))
    elif earliest is not None and day < earliest:
        _complain(problems, name, given, _("lies before the report was issued."))
    else:
        return day
    return None


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _one_of(
    params: Params,
    name: str,
    known: Mapping[str, Choice],
    default: Choice,
    problems: list[Problem],
) -> Choice:
    given = value(params, name)
    if not given:
        return default
    if given not in known:
        message = _("is none of: %s.") % ", ".join(known)
        _complain(problems, name, given, message)
        return default
    return known[given]


def _agency(params: Params, report: Report, problems: list[Problem]) -> Agency | None:
    slug = value(params, "agency")
    if not slug:
        return None
    rows = Agency.objects.filter(
        responsibilities__recommendation__report=report,
        responsibilities__recommendation__published_at__isnull=False,
    )
    found = rows.filter(slug=slug).first()
    if found is None:
        message = _("names no agency that this report asks to act.")
        _complain(problems, "agency", slug, message)
    return found


def _category(
    params: Params, report: Report, problems: list[Problem]
) -> Category | None:
    """By its code, alone or as report/code, as the list of recommendations has it."""
    given = value(params, "category")
    if not given:
        return None
    code = given.removeprefix(f"{report.slug}/")
    found = Category.objects.filter(report=report, code=code).first()
    if found is None:
        _complain(problems, "category", given, _("is no category of this report."))
    return found


def _since(
    params: Params, report: Report, view: AsOf, problems: list[Problem]
) -> date | Snapshot | None:
    given = value(params, "since")
    if given.startswith(SNAPSHOT):
        return _snapshot(given, report, problems)
    day = _day(params, "since", view.today, report.issued_on, problems)
    if day is not None and day > view.on:
        _complain(problems, "since", given, _("lies after the day of the report."))
        return None
    return day


def _snapshot(given: str, report: Report, problems: list[Problem]) -> Snapshot | None:
    number = given.removeprefix(SNAPSHOT)
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    rows = Snapshot.objects.select_related("method_version").filter(report=report)
    found: Snapshot | None = rows.filter(pk=int(number)).first() if is_number else None
    if found is None:
        _complain(problems, "since", given, _("is no snapshot of this report."))
    return found

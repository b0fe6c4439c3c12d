"""Of whom a recommendation was asked, by when, and how that date was moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from .choices import Schedule
from .languages import in_language
from .models import Responsibility
from .rules import months_later
from .selectors import DueDates


def asked_words(
    named: Sequence[Responsibility], due: DueDates, schedule: Schedule
) -> list[str]:
    """ "Asked of the ministry and 4 more." and "Due 1 March 2024: overdue."."""
    return [words for words in (of_whom(named), by_when(due, schedule)) if words]


def of_whom(named: Sequence[Responsibility]) -> str:
    """The bodies that lead, by name; how many support them."""
    language = translation.get_language() or "en"
    leads = [row.agency for row in named if row.role == "lead"]
    if not leads:
        return ""
    names = ", ".join(str(in_language(agency, "name", language)) for agency in leads)
    more = len({row.agency for row in named} - set(leads))
    if not more:
        return _("Asked of %s.") % names
    said = ngettext(
        "Asked of %(names)s, with %(n)s more to support.",
        "Asked of %(names)s, with %(n)s more to support.",
        more,
    )
    return said % {"names": names, "n": more}


def by_when(due: DueDates, schedule: Schedule) -> str:
    """The date in force and where it stands against it, or that there is none."""
    if due.current is None:
        return _("No date was set.")
    day = date_format(due.current.due_on, "DATE_FORMAT")
    label = str(schedule.label).lower()
    return _("Due %(day)s: %(schedule)s.") % {"day": day, "schedule": label}


def date_in_force(due: DueDates) -> str:
    """The last date announced, and how it was revised; there is one."""
    last = due.rows[-1].due_on
    return revised(due.rows[0].due_on, last, len(due.revisions))


def revised(first: date, last: date, number: int) -> str:
    """ "1 March 2024; first 1 January 2023, revised 1 time, 14 months later".

    number: how often the date was revised; without that the last date alone.
    """
    day = date_format(last, "DATE_FORMAT")
    if not number:
        return day
    months = months_later(first, last)
    values = {
        "day": day,
        "first": date_format(first, "DATE_FORMAT"),
        "n": number,
        "months": abs(months),
    }
    if months >= 0:
        text = ngettext(
            "%(day)s; first %(first)s, revised %(n)s time, %(months)s months later",
            "%(day)s; first %(first)s, revised %(n)s times, %(months)s months later",
            number,
        )
    else:
        text = ngettext(
            "%(day)s; first %(first)s, revised %(n)s time, %(months)s months earlier",
            "%(day)s; first %(first)s, revised %(n)s times, %(months)s months earlier",
            number,
        )
    return text % values

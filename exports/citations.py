"""How to cite a report, a recommendation or a snapshot as it stands on a day.

One ``Citation`` and four ways to write it: APA for people; BibTeX, RIS and CSL JSON
for their programs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recommendations.as_of import AsOf
from recommendations.languages import short_title
from recommendations.models import Recommendation, Report
from recommendations.templatetags.record import keep_view
from scorecard.models import Snapshot
from scorecard.presentation import text_of

PUBLISHER = "Followthrough"


@dataclass(frozen=True)
class Citation:
    """A page with the day it speaks of and the day it was read.

    key: a name for the entry, unique on this site. address: with the day in it, so
    that it shows the same again.
    """

    key: str
    title: str
    on: date
    read_on: date
    address: str
    language: str


def of_report(report: Report, view: AsOf) -> Citation:
    """The scorecard of a report on the day of the view."""
    title = _("What became of the recommendations of %s") % text_of(report, "title")
    return _citation(report.slug, title, report.get_absolute_url(), view)


def of_recommendation(row: Recommendation, view: AsOf) -> Citation:
    """The page of a recommendation on the day of the view."""
    language = translation.get_language() or "en"
    title = _("What became of recommendation %(reference)s of %(report)s: %(title)s")
    words = {
        "reference": row.reference,
        "report": short_title(row.report, language),
        "title": text_of(row, "title"),
    }
    key = f"{row.report.slug}-{row.reference}"
    return _citation(key, title % words, row.get_absolute_url(), view)


def of_snapshot(row: Snapshot, today: date) -> Citation:
    """A frozen scorecard: its address alone shows the same for ever."""
    title = _("What became of the recommendations of %(report)s: snapshot %(number)s")
    words = {"report": text_of(row.report, "title"), "number": row.pk}
    return Citation(
        key=f"{row.report.slug}-snapshot-{row.pk}",
        title=title % words,
        on=row.as_of,
        read_on=today,
        address=settings.SITE_URL.rstrip("/") + row.get_absolute_url(),
        language=translation.get_language() or "en",
    )


def _citation(key: str, title: str, path: str, view: AsOf) -> Citation:
    known = {"known_at": view.known_at.isoformat()} if view.known_at else {}
    full = settings.SITE_URL.rstrip("/") + path
    return Citation(
        key=f"{key}-{view.on.isoformat()}",
        title=" ".join(title.split()),
        on=view.on,
        read_on=view.today,
        address=keep_view(full, None, as_of=view.on.isoformat(), **known),
        language=translation.get_language() or "en",
    )


def apa(one: Citation) -> str:
    """APA, seventh edition, for a web page that changes."""
    values = {
        "publisher": PUBLISHER,
        "year": one.on.year,
        "day": date_format(one.on, "MONTH_DAY_FORMAT"),
        "title": one.title,
        "read": date_format(one.read_on, "MONTH_DAY_FORMAT"),
        "read_year": one.read_on.year,
        "address": one.address,
    }
    text = _(
        "%(publisher)s. (%(year)s, %(day)s). %(title)s. Retrieved %(read)s,"
        " %(read_year)s, from %(address)s"
    )
    return text % values


def bibtex(one: Citation) -> str:
    """BibTeX; what TeX would take for its own is written out."""
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{_tex(one.title)}}}",
        "year": str(one.on.year),
        "month": str(one.on.month),
        "day": str(one.on.day),
        "url": one.address,
        "urldate": one.read_on.isoformat(),
        "language": one.language,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{_key(one.key)},\n{lines}}}\n"


SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}


def _tex(text: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in text)


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", text)


def ris(one: Citation) -> str:
    """RIS, with the line ends that its readers expect."""
    lines = (
        ("TY", "ELEC"),
        ("AU", PUBLISHER),
        ("TI", one.title),
        ("PY", str(one.on.year)),
        ("DA", one.on.strftime("%Y/%m/%d")),
        ("PB", PUBLISHER),
        ("LA", one.language),
        ("Y2", one.read_on.strftime("%Y/%m/%d")),
        ("UR", one.address),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def csl(one: Citation) -> str:
    """CSL JSON: a list of one item."""
    item = {
        "id": one.key,
        "type": "webpage",
        "title": one.title,
        "author": [{"literal": PUBLISHER}],
        "publisher": PUBLISHER,
        "issued": {"date-parts": [[one.on.year, one.on.month, one.on.day]]},
        "accessed": {
            "date-parts": [[one.read_on.year, one.read_on.month, one.read_on.day]]
        },
        "URL": one.address,
        "language": one.language,
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, tuple[str, Callable[[Citation], str], str]] = {
    "bib": ("BibTeX", bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": ("RIS", ris, "application/x-research-info-systems; charset=utf-8"),
    "json": ("CSL JSON", csl, "application/vnd.citationstyles.csl+json"),
}
"""File name's end to name, writer and media type."""

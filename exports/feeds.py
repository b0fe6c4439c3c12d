"""The feed of changes: what moved and what was corrected, newest first, in Atom.

It takes the same filters as the page of changes and gives the newest of both kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from recommendations.as_of import AsOf, Problem, parse_as_of
from recommendations.as_of_pages import today
from recommendations.models import Correction, RecordVersion
from recommendations.templatetags.record import keep_view
from scorecard import change_pages
from scorecard.change_pages import ChangeRow, Chosen
from scorecard.presentation import text_of

from .caching import open_to_all, revalidated

ENTRIES = 50
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class AtomFeed(Atom1Feed):
    """Django's Atom with the licence, and the record's own time where it is empty."""

    def latest_post_date(self) -> datetime:
        """The newest entry; without entries the last change of the record."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=self.feed["changed_at"])

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The usual ones, and under which licence it is given."""
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENSE})


@open_to_all
@require_safe
@revalidated
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The feed; a parameter that is not understood is answered in words (400)."""
    view, problems = parse_as_of(request.GET, today())
    wanted = change_pages.chosen(request.GET, problems)
    if problems:
        return refusal(problems)
    feed = _feed(view, wanted)
    for entry in entries(view, wanted):
        feed.add_item(**entry)
    answer = HttpResponse(content_type=AtomFeed.content_type)
    feed.write(answer, "utf-8")
    return answer


def refusal(problems: Sequence[Problem]) -> HttpResponse:
    """What was not understood, one line each; a narrower feed is never widened."""
    lines = [f"{p.field}={p.value} {p.message}\n" for p in problems]
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")


def _feed(view: AsOf, wanted: Chosen) -> AtomFeed:
    page = absolute(keep_view(reverse("scorecard:changes"), view, **wanted.query))
    query = urlencode(wanted.query | view.query)
    address = absolute(reverse("exports:changes_feed")) + (f"?{query}" if query else "")
    return AtomFeed(
        title=in_xml(feed_title(wanted)),
        link=page,
        description=None,
        subtitle=_(
            "Changes of status and corrections, newest first, each with its reason."
        ),
        language=translation.get_language() or "en",
        feed_url=address,
        feed_guid=address,
        author_name="Followthrough",
        author_link=settings.SITE_URL,
        feed_copyright=_("Data and texts under CC BY 4.0."),
        changed_at=_changed_at(),
    )


def _changed_at() -> datetime:
    moment = RecordVersion.objects.values_list("changed_at", flat=True).first()
    return moment or datetime(2026, 1, 1).astimezone()


def feed_title(wanted: Chosen) -> str:
    """What the feed is narrowed to, in words."""
    names = []
    if wanted.recommendation is not None:
        title = text_of(wanted.recommendation, "title")
        names.append(f"{wanted.recommendation.reference} {title}")
    if wanted.report is not None:
        names.append(text_of(wanted.report, "title"))
    if wanted.agency is not None:
        names.append(text_of(wanted.agency, "name"))
    if not names:
        return _("Followthrough: what changed")
    return _("Followthrough: what changed in %s") % "; ".join(names)


def entries(view: AsOf, wanted: Chosen) -> Iterator[dict[str, Any]]:
    """The newest changes and corrections together, as Atom entries."""
    changes = change_pages.newest(view, wanted, ENTRIES)
    found = [change_entry(change_pages.row(row), view) for row in changes]
    corrections = change_pages.narrowed_corrections(view, wanted)
    found += [correction_entry(row) for row in corrections[:ENTRIES]]
    found.sort(key=lambda entry: entry["pubdate"], reverse=True)
    yield from found[:ENTRIES]


def change_entry(row: ChangeRow, view: AsOf) -> dict[str, Any]:
    """One move, with both dates, its reason and the evidence it rests on."""
    change = row.change
    recommendation = change.recommendation
    link = absolute(recommendation.get_absolute_url())
    mark = f"{absolute(reverse('scorecard:changes'))}#change-{change.pk}"
    return {
        "title": in_xml(change_title(change)),
        "link": link,
        "description": _text("change", row=row, change=change, link=link),
        "unique_id": get_tag_uri(mark, change.published_at),
        "pubdate": change.published_at,
        "updateddate": change.published_at,
        "categories": ("change", change.cause, change.to_status),
    }


def change_title(change: Any) -> str:
    """ "2.2 a: Partly done to Done", with the report's own reference."""
    reference = change.recommendation.reference
    return _("%(what)s: %(from)s to %(to)s") % {
        "what": f"{reference} {change.ask.code}" if change.ask else reference,
        "from": change.get_from_status_display(),
        "to": change.get_to_status_display(),
    }


def correction_entry(row: Correction) -> dict[str, Any]:
    """One mistake put right; a material one says so in title and category."""
    mark = f"{absolute(reverse('scorecard:corrections'))}#correction-{row.pk}"
    about = concerned(row)
    title = _("Material correction: %s") if row.is_material else _("Correction: %s")
    return {
        "title": in_xml(title % about),
        "link": mark,
        "description": _text("correction", correction=row),
        "unique_id": get_tag_uri(mark, row.published_at),
        "pubdate": row.published_at,
        "updateddate": row.published_at,
        "categories": ("correction", "material")
        if row.is_material
        else ("correction",),
    }


def _text(kind: str, **what: Any) -> str:
    return in_xml(render_to_string(f"exports/feed_{kind}.html", what))


def concerned(row: Correction) -> str:
    """What a correction is about, by its title."""
    if row.recommendation is not None:
        title = text_of(row.recommendation, "title")
        return f"{row.recommendation.reference} {title}"
    if row.indicator is not None:
        return text_of(row.indicator, "name")
    return text_of(row.report, "title")


def in_xml(text: str) -> str:
    """A text without the characters that no XML may hold."""
    return NOT_IN_XML.sub("", text)


def absolute(path: str) -> str:
    """A path of this site as other programs follow it."""
    return settings.SITE_URL.rstrip("/") + path

"""Lays the agency pages out: who is named, as what, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from recommendations.as_of import AsOf
from recommendations.models import Agency
from recommendations.partial_dates import PartialDate
from recommendations.search.finding import find_in
from recommendations.templatetags.record import keep_view, partial_date

from . import agency_selectors, presentation
from .report_pages import agency_rows

AGENCIES_PER_PAGE = 50


def agency_list(view: AsOf, params: Mapping[str, str]) -> dict[str, Any]:
    """One page of agencies by name, narrowed by ``q`` where it is given."""
    wanted = (params.get("q") or "").strip()
    named = Agency.objects.with_public_recommendations().order_by("name", "slug")
    if wanted:
        spelled = Agency.objects.matching(wanted).values("pk")
        found = find_in("agency", wanted)
        named = named.filter(Q(pk__in=spelled) | Q(pk__in=found))
    page = Paginator(named, AGENCIES_PER_PAGE).get_page(params.get("page"))
    groups = agency_selectors.agency_groups(list(page), view)
    return {
        "page_obj": page,
        "q": wanted,
        "rows": agency_rows(groups, view),
        "crumbs": [],
    }


def agency_detail(agency: Agency, view: AsOf) -> dict[str, Any]:
    """One agency: its facts, its scorecard, each recommendation that names it."""
    page = agency_selectors.agency_page(agency, view)
    return {
        "agency": agency,
        "page": page,
        "total": page.total,
        "delivery": presentation.delivery(page.card),
        "facts": agency_facts(agency, page.total, view),
        "named": [
            (page.reports[line.report_slug], line, role) for line, role in page.lines
        ],
        **_long_working(page, view),
        "crumbs": [
            (_("Agencies"), keep_view(reverse("scorecard:agencies"), view)),
        ],
        "agreement_words": agreement_words(page),
        "is_first_reading": any(r.assessment_notice for r in page.reports.values()),
    }


def _long_working(page: agency_selectors.AgencyPage, view: AsOf) -> dict[str, Any]:
    """The sums of each report, where the page can't show every recommendation."""
    if not page.sums:
        return {}
    address, agency = reverse("recommendations:list"), page.agency.slug
    return {
        "whole": page.sums[""],
        "parts": [
            replace(
                page.sums[slug],
                title=presentation.text_of(report, "title"),
                url=keep_view(address, view, report=slug, agency=agency),
            )
            for slug, report in sorted(page.reports.items())
        ],
    }


def agreement_words(page: agency_selectors.AgencyPage) -> str:
    """How far coders agree in the reports that name the body."""
    said = presentation.agreement_words(page.card.agreement)
    scope = ngettext(
        "Agreement is measured on the whole report.",
        "Agreement is measured on a whole report, here the one where it is weakest.",
        len(page.reports),
    )
    return f"{said} {scope}"


JURISDICTIONS = {
    "CA": gettext_lazy("Canada"),
    "DO": gettext_lazy("Dominican Republic"),
    "INT": gettext_lazy("International"),
    "MX": gettext_lazy("Mexico"),
    "SV": gettext_lazy("El Salvador"),
    "US": gettext_lazy("United States"),
}


def agency_facts(agency: Agency, total: Any, view: AsOf) -> list[dict[str, Any]]:
    """What kind of body it is, its parent and what became of it."""
    code = agency.jurisdiction
    jurisdiction = JURISDICTIONS.get(code, code)
    facts: list[dict[str, Any]] = [
        {"term": _("Kind"), "text": agency.get_kind_display()},
        {"term": _("Jurisdiction"), "text": jurisdiction},
        {"term": _("Named as"), "text": presentation.role_words(total)},
    ]
    for term, other in (
        (_("Part of"), agency.parent),
        (_("Followed by"), agency.successor),
    ):
        if other is not None:
            address = keep_view(reverse("scorecard:agency", args=[other.slug]), view)
            name = presentation.text_of(other, "name")
            facts.append({"term": term, "text": name, "url": address})
    if agency.dissolved_on:
        day = PartialDate(agency.dissolved_on, agency.dissolved_precision)
        facts.append({"term": _("Dissolved"), "text": partial_date(day)})
    if agency.other_names:
        facts.append(
            {"term": _("Also known as"), "text": "; ".join(agency.other_names)}
        )
    if agency.url:
        facts.append(
            {
                "term": _("Home page"),
                "text": urlsplit(agency.url).netloc,
                "url": agency.url,
            }
        )
    return [fact for fact in facts if fact["text"]]

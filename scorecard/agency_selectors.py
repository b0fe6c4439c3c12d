"""Reads that gather what the pages of agencies need, across reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from recommendations.agreement import Agreement as ReportAgreement, agreements
from recommendations.as_of import AsOf
from recommendations.models import Agency, Correction, Report, Responsibility

from . import build, many, selectors
from .build import Agreement, Group, Line, Scorecard
from .many import MANY
from .sums import Sums
from .uncertainty import with_ranges

FIRST_NAMED = 25
"""Recommendations that the page of an agency named in very many begins with."""


@dataclass(frozen=True)
class AgencyPage:
    """All that the page of one agency prints."""

    agency: Agency
    total: Group
    card: Scorecard
    lines: tuple[tuple[Line, str], ...]
    reports: Mapping[str, Report]
    corrections: tuple[Correction, ...] = ()
    sums: Mapping[str, Sums] = field(default_factory=dict)


def agency_page(agency: Agency, view: AsOf) -> AgencyPage:
    """Gather an agency's page: what it is named for, across reports.

    Of an agency named in very many, ``lines`` are the first of them.
    """
    named = Responsibility.objects.filter(agency=agency)
    ids = list(named.values_list("recommendation_id", flat=True))
    if len(ids) > MANY:
        return _long_agency_page(agency, view)
    by_id = {row.id: row for row in selectors.lines(view, recommendation__in=ids)}
    found = selectors.named_lines(named, by_id)
    members = found[0][1] if found else []
    slugs = {row.report_slug for row, _role in members}
    reports = list(Report.objects.filter(slug__in=slugs))
    agreed = weakest(agreements([report.pk for report in reports], view).values())
    total = build.gated(
        build.agency_group(
            agency.slug, members, title=agency.name, title_es=agency.name_es
        ),
        agreed.gate,
    )
    card = with_ranges(
        Scorecard(view, total, agreed, method_version=selectors.method_version(view))
    )
    return AgencyPage(
        agency=agency,
        total=card.total,
        card=card,
        lines=tuple(sorted(members, key=lambda m: (m[1], m[0].full_reference))),
        reports={report.slug: report for report in reports},
        corrections=_corrections_naming(agency, view),
    )


def _corrections_naming(agency: Agency, view: AsOf) -> tuple[Correction, ...]:
    """Material corrections of the recommendations that name an agency."""
    named = Responsibility.objects.filter(agency=agency).values("recommendation")
    return selectors.material_corrections(view, Q(recommendation__in=named))


def _long_agency_page(agency: Agency, view: AsOf) -> AgencyPage:
    columns = many.columns_of(view)
    links = many.links_of(columns, agency.pk)
    reports = Report.objects.in_bulk(np.unique(columns.report[links[:, 3]]).tolist())
    agreed = weakest(agreements(list(reports), view, columns.version_of).values())
    group, rows = many.agency_group(
        columns,
        links,
        selectors.narrowed_lines(view, agency=agency)[agency.pk],
        key=agency.slug,
        title=agency.name,
        title_es=agency.name_es,
    )
    total = build.gated(group, agreed.gate)
    first = links[np.lexsort([links[:, 0], -links[:, 2]])][:FIRST_NAMED]
    roles = {
        id_: "lead" if lead else "supporting" for id_, _a, lead, _p in first.tolist()
    }
    shown = selectors.lines(view, 0, recommendation__in=list(roles))
    owner = columns.report[links[:, 3]]
    return AgencyPage(
        agency=agency,
        total=total,
        card=Scorecard(
            view, total, agreed, method_version=selectors.method_version(view)
        ),
        lines=tuple(
            sorted(
                [(line, roles[line.id]) for line in shown],
                key=lambda m: (m[1], m[0].full_reference),
            )
        ),
        reports={report.slug: report for report in reports.values()},
        corrections=_corrections_naming(agency, view),
        sums={"": rows.sums("", "")}
        | {
            report.slug: rows.only(owner == id_).sums("", "")
            for id_, report in reports.items()
        },
    )


GATES = ("none", "provisional", "ok")


def weakest(found: Iterable[ReportAgreement]) -> Agreement:
    """The agreement of the report whose coders agree least.

    Agreement belongs to a whole report (METHOD.md section 3), so a body named in
    several may print no more than the weakest of them allows.
    """
    rows = sorted(found, key=lambda row: (GATES.index(row.gate), row.alpha or 0))
    if not rows:
        return build.agreement([])
    return many.agreement_of(rows[0])


def agency_groups(agencies: Sequence[Agency], view: AsOf) -> list[Group]:
    """The scorecard row of each of these agencies; nine queries for all of them."""
    named = Responsibility.objects.filter(agency__in=agencies)
    if named[MANY : MANY + 1].exists():
        return _long_agency_groups(agencies, view)
    ids = named.values("recommendation_id")
    by_id = {row.id: row for row in selectors.lines(view, recommendation__in=ids)}
    grouped = {
        found.id: members for found, members in selectors.named_lines(named, by_id)
    }
    slugs = {row.report_slug for row in by_id.values()}
    reports = dict(Report.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    gates = agreements(list(reports.values()), view)
    found = []
    for agency in agencies:
        members = grouped.get(agency.pk, [])
        own = {reports[row.report_slug] for row, _role in members}
        agreed = weakest(gates[id_] for id_ in own)
        group = build.agency_group(
            agency.slug, members, title=agency.name, title_es=agency.name_es
        )
        found.append(build.gated(group, agreed.gate))
    return found


def _long_agency_groups(agencies: Sequence[Agency], view: AsOf) -> list[Group]:
    columns = many.columns_of(view)
    links = many.links_in(columns, agencies=[agency.pk for agency in agencies])
    none = np.empty((0, 4), dtype=np.int64)
    owners = {id_: np.unique(columns.report[held[:, 3]]) for id_, held in links.items()}
    reports = set(np.concatenate([*owners.values(), none[:, 0]]).tolist())
    gates = agreements(reports, view, columns.version_of)
    narrowed = selectors.narrowed_lines(view, agency__in=agencies)
    found = []
    for agency in agencies:
        group, _rows = many.agency_group(
            columns,
            links.get(agency.pk, none),
            narrowed[agency.pk],
            key=agency.slug,
            title=agency.name,
            title_es=agency.name_es,
        )
        agreed = weakest(
            gates[id_] for id_ in owners.get(agency.pk, none[:, 0]).tolist()
        )
        found.append(build.gated(group, agreed.gate))
    return found

"""What the API offers: each dataset, how it is narrowed, walked and addressed.

The columns and their meanings are those of ``exports.datasets``; nothing here names
a column of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exports.datasets import BY_NAME, Dataset, Row, Scope, indicators, reading
from exports.datasets.snapshots import snapshot_row
from recommendations.as_of import AsOf
from recommendations.models import (
    Ask,
    Assessment,
    DueDate,
    Evidence,
    Indicator,
    Observation,
    Recommendation,
    Response,
    Responsibility,
    SecondReading,
)
from scorecard import change_pages, snapshots
from scorecard.models import Snapshot

from . import scores, walks
from .questions import FILTERS, Question
from .walks import Family, Page

OF_LIST = FILTERS
OF_CHILDREN = (*FILTERS, "recommendation")


@dataclass(frozen=True)
class Resource:
    """One list of the API, and its single rows where they have an address.

    parameters: what narrows or sorts the list, beside those of every list. detail:
    the columns that name a row in its address. one: the row with these names, as
    JSON; None where there is none. order: in words. example: a query that shows it.
    """

    dataset: Dataset
    walk: Callable[[Question], Page]
    parameters: tuple[str, ...] = ()
    order: str | Promise = _("In the order of entry.")
    detail: tuple[str, ...] = ()
    one: Callable[[Question, Mapping[str, str]], Any] | None = None
    example: str = ""

    @property
    def name(self) -> str:
        """As in its address: that of the dataset."""
        return self.dataset.name

    @property
    def takes_filters(self) -> bool:
        """Whether the filters of the list of recommendations narrow it."""
        return "status" in self.parameters


def held(question: Question, names: Mapping[str, str]) -> Row | None:
    """The row of a dataset whose records have a queryset, by its key."""
    dataset = question.resource.dataset
    assert dataset.found is not None and dataset.rows_in is not None
    lookup = LOOKUPS[dataset.name]
    wanted = {lookup[name]: value for name, value in names.items()}
    found = dataset.found(question.scope).filter(**wanted)
    return next(iter(dataset.rows_in(found, question.scope)), None)


LOOKUPS: dict[str, dict[str, str]] = {
    "reports": {"report": "slug"},
    "categories": {"report": "report__slug", "category": "code"},
    "agencies": {"agency": "slug"},
    "indicators": {"indicator": "slug"},
}


def recommendation(question: Question, names: Mapping[str, str]) -> Row | None:
    """One recommendation by report and reference."""
    rows = Recommendation.objects.public().filter(
        report__slug=names["report"], reference=names["reference"]
    )
    fetch = question.resource.dataset.rows_of
    assert fetch is not None
    ids = rows.values_list("pk", flat=True)
    return next(iter(fetch(list(ids), question.scope)), None)


def snapshot(question: Question, names: Mapping[str, str]) -> Any:
    """A snapshot with everything frozen in it beside its row."""
    dataset = question.resource.dataset
    assert dataset.found is not None
    number = min(int(names["snapshot"]), 2**63 - 1)
    row: Snapshot | None = dataset.found(question.scope).filter(pk=number).first()
    if row is None:
        return None
    frozen = snapshots.file_of(row)
    return snapshot_row(row) | {name: frozen[name] for name in ("inputs", "outputs")}


def family_of(
    name: str, members: Callable[[AsOf], QuerySet[Any]], owner: str = "recommendation"
) -> Callable[[Question], Page]:
    dataset = BY_NAME[name]
    assert dataset.rows_of is not None
    return walks.family(
        Family(
            parents=walks.matching,
            members=members,
            owner=owner,
            names=reading.references,
            named=("report", "recommendation"),
            rows=dataset.rows_of,
        )
    )


def _known(model: Any, day: str, view: AsOf) -> QuerySet[Any]:
    """Rows of a model that were true and published in the view."""
    rows: QuerySet[Any] = model.objects.filter(
        reading.known(view), **{f"{day}__lte": view.on}
    )
    return rows


def _all(model: Any, _view: AsOf) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.all()
    return rows


def _indicators(question: Question) -> Sequence[int]:
    rows = indicators.chosen(question.scope)
    wanted = question.indicator
    chosen = rows if wanted is None else rows.filter(pk=wanted.pk)
    return list(chosen.order_by("pk").values_list("pk", flat=True))


def _slugs(ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    rows = Indicator.objects.filter(pk__in=ids)
    return {pk: (slug,) for pk, slug in rows.values_list("pk", "slug")}


def _observed(ids: Sequence[int], scope: Scope) -> Any:
    rows = indicators.chosen(scope).filter(pk__in=ids).order_by("pk")
    return indicators.observation_rows_in(rows, scope)


def _changes(question: Question) -> QuerySet[Any]:
    return change_pages.narrowed(question.view, question.chosen)


def _corrections(question: Question) -> QuerySet[Any]:
    return change_pages.narrowed_corrections(question.view, question.chosen)


NEWEST = _("The newest entry first.")
WITH_PARENT = _("By recommendation in the order of entry; within it as in the files.")

RESOURCES: tuple[Resource, ...] = (
    Resource(
        BY_NAME["reports"],
        walks.entries(),
        detail=("report",),
        one=held,
        example="fields=report,title,publisher",
    ),
    Resource(
        BY_NAME["categories"],
        walks.entries(),
        ("report",),
        detail=("report", "category"),
        one=held,
        example="report={report}",
    ),
    Resource(
        BY_NAME["recommendations"],
        walks.recommendations,
        (*OF_LIST, "sort"),
        order=_("In the order of entry, or as “sort” says."),
        detail=("report", "reference"),
        one=recommendation,
        example="report={report}&status=partly&sort=-score",
    ),
    Resource(
        BY_NAME["asks"],
        family_of("asks", partial(_all, Ask)),
        OF_CHILDREN,
        WITH_PARENT,
        example="report={report}&fields=recommendation,ask,status,points",
    ),
    Resource(
        BY_NAME["assessments"],
        family_of("assessments", partial(_known, Assessment, "effective_on")),
        OF_CHILDREN,
        WITH_PARENT,
        example="recommendation={report}/{reference}",
    ),
    Resource(
        BY_NAME["second_readings"],
        family_of("second_readings", partial(_known, SecondReading, "effective_on")),
        OF_CHILDREN,
        WITH_PARENT,
        example="recommendation={report}/{reference}",
    ),
    Resource(
        BY_NAME["evidence"],
        family_of("evidence", partial(_known, Evidence, "happened_on")),
        OF_CHILDREN,
        WITH_PARENT,
        example="recommendation={report}/{reference}&per_page=100",
    ),
    Resource(
        BY_NAME["responses"],
        family_of("responses", partial(_known, Response, "responded_on")),
        OF_CHILDREN,
        WITH_PARENT,
        example="report={report}",
    ),
    Resource(
        BY_NAME["due_dates"],
        family_of("due_dates", partial(_known, DueDate, "announced_on")),
        OF_CHILDREN,
        WITH_PARENT,
        example="report={report}",
    ),
    Resource(
        BY_NAME["agencies"],
        walks.entries(),
        ("report",),
        detail=("agency",),
        one=held,
        example="report={report}",
    ),
    Resource(
        BY_NAME["responsibilities"],
        family_of("responsibilities", partial(_all, Responsibility)),
        OF_CHILDREN,
        WITH_PARENT,
        example="recommendation={report}/{reference}",
    ),
    Resource(
        BY_NAME["indicators"],
        walks.entries(),
        ("report",),
        detail=("indicator",),
        one=held,
        example="report={report}&fields=indicator,class,latest_period,latest_value",
    ),
    Resource(
        BY_NAME["observations"],
        walks.family(
            Family(
                parents=_indicators,
                members=partial(_known, Observation, "period_ends_on"),
                owner="indicator",
                names=_slugs,
                named=("indicator",),
                rows=_observed,
            )
        ),
        ("report", "indicator"),
        _("By indicator in the order of entry; within it by period."),
        example="report={report}&fields=indicator,period,value",
    ),
    Resource(
        BY_NAME["scores"],
        scores.walk,
        ("report", "scope"),
        _("Reports, then categories and agencies, then recommendations."),
        example="scope=report",
    ),
    Resource(
        BY_NAME["changes"],
        walks.entries(_changes, down=True),
        ("report", "agency", "recommendation"),
        NEWEST,
        example="report={report}&per_page=10",
    ),
    Resource(
        BY_NAME["corrections"],
        walks.entries(_corrections, down=True),
        ("report", "agency", "recommendation"),
        NEWEST,
        example="report={report}",
    ),
    Resource(
        BY_NAME["snapshots"],
        walks.entries(down=True),
        ("report",),
        NEWEST,
        detail=("snapshot",),
        one=snapshot,
        example="report={report}",
    ),
)
OFFERED: dict[str, Resource] = {resource.name: resource for resource in RESOURCES}

"""Reports and their categories: where recommendations come from."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models import Category, Report
from recommendations.partial_dates import PartialDate

from . import reading
from .contract import (
    OF_REPORT,
    Column,
    Dataset,
    Row,
    Scope,
    Unknown,
    or_nothing,
    translated,
)

NOT_TRANSLATED = (Unknown.NOT_TRANSLATED,)
TEXT_PAIRS = (
    "title",
    "primary_goal",
    "summary",
    "also_announced",
    "also_announced_later",
    "assessment_notice",
)

REPORT_COLUMNS = (
    Column("report", _("Its code, part of every address.")),
    Column("title", _("Its title in English."), width=40),
    Column("title_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("title_original", _("Its title where the original is not in English.")),
    Column("series", _("The series it appeared in.")),
    Column("publisher", _("Who published it.")),
    Column("authors", _("Who wrote it."), "list"),
    Column("issued_on", _("When it appeared."), "partial_date"),
    Column("language", _("Language of the original, as a two-letter code.")),
    Column("jurisdiction", _("The country asked to act, two letters.")),
    Column("url", _("Its address."), "address"),
    Column(
        "horizon_ends_on",
        _("The date by which results were hoped for."),
        "partial_date",
    ),
    Column("horizon_basis", _("Where that date comes from."), "code", "Basis"),
    Column("horizon_note", _("Remark on that date.")),
    Column(
        "primary_goal",
        _("What it wants to change in the world, in our words, in English."),
        width=40,
    ),
    Column("primary_goal_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("summary", _("What it says, in our words, in English."), width=60),
    Column("summary_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("notes", _("Public remarks.")),
    Column(
        "also_announced",
        _("What was announced beside it and is not followed, in English."),
    ),
    Column("also_announced_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("also_announced_later", _("What became of that, in English.")),
    Column("also_announced_later_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("primary_indicator", _("Code of the indicator that is its main yardstick.")),
    Column(
        "assessment_notice",
        _("What readers must know about its assessments, in English."),
        width=40,
    ),
    Column("assessment_notice_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("published_at", _("Since when it is public here."), "timestamp"),
    Column("address", _("Its page on this site."), "address"),
)

CATEGORY_COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("category", _("Code of the heading, unique in the report.")),
    Column("title", _("The heading in English."), width=40),
    Column("title_es", _("In Spanish."), unknown=NOT_TRANSLATED),
    Column("position", _("Its place in the report, from 1."), "integer"),
    Column(
        "is_editorial",
        _("Whether the grouping is ours and not the report's."),
        "boolean",
    ),
)


def chosen(scope: Scope) -> QuerySet[Report]:
    """The public reports of the scope that existed and were known in the view."""
    rows = Report.objects.public().filter(
        reading.known(scope.view), issued_on__lte=scope.view.on
    )
    if scope.report is not None:
        rows = rows.filter(pk=scope.report.pk)
    return rows.select_related("primary_indicator").order_by("slug")


def report_rows(scope: Scope) -> Iterator[Row]:
    """Every public report; one query."""
    return report_rows_in(chosen(scope), scope)


def report_rows_in(found: QuerySet[Report], scope: Scope) -> Iterator[Row]:
    """These reports; one query."""
    for row in found:
        yield _report(row, scope)


def _report(row: Report, scope: Scope) -> Row:
    pairs: Row = {}
    for name in TEXT_PAIRS:
        original, spanish = getattr(row, name), getattr(row, f"{name}_es")
        pairs |= {
            name: or_nothing(original),
            f"{name}_es": translated(original, spanish),
        }
    yardstick = row.primary_indicator
    seen = yardstick and reading.was_published(yardstick.published_at, scope.view)
    return {
        "report": row.slug,
        **pairs,
        "title_original": or_nothing(row.title_original),
        "series": or_nothing(row.series),
        "publisher": row.publisher,
        "authors": tuple(row.authors),
        "issued_on": str(PartialDate(row.issued_on, row.issued_precision)),
        "language": row.language,
        "jurisdiction": row.jurisdiction,
        "url": or_nothing(row.url),
        "horizon_ends_on": str(PartialDate(row.horizon_ends_on, row.horizon_precision))
        if row.horizon_ends_on
        else None,
        "horizon_basis": or_nothing(row.horizon_basis),
        "horizon_note": or_nothing(row.horizon_note),
        "notes": or_nothing(row.notes),
        "primary_indicator": yardstick.slug if yardstick and seen else None,
        "published_at": row.published_at,
        "address": f"{settings.SITE_URL.rstrip('/')}/reports/{row.slug}/",
    }


def chosen_categories(scope: Scope) -> QuerySet[Category]:
    """The headings of the reports of the scope."""
    rows = Category.objects.filter(report__in=chosen(scope))
    return rows.select_related("report").order_by("report__slug", "position", "code")


def category_rows(scope: Scope) -> Iterator[Row]:
    """Every heading of every public report; one query."""
    return category_rows_in(chosen_categories(scope), scope)


def category_rows_in(found: QuerySet[Category], scope: Scope) -> Iterator[Row]:
    """These headings; one query."""
    for row in found:
        yield {
            "report": row.report.slug,
            "category": row.code,
            "title": row.title,
            "title_es": translated(row.title, row.title_es),
            "position": row.position,
            "is_editorial": row.is_editorial,
        }


REPORTS = Dataset(
    name="reports",
    title=_("Reports"),
    about=_("The documents that make recommendations."),
    key=("report",),
    columns=REPORT_COLUMNS,
    rows=report_rows,
    found=chosen,
    rows_in=report_rows_in,
)
CATEGORIES = Dataset(
    name="categories",
    title=_("Categories"),
    about=_("The headings under which a report groups its recommendations."),
    key=("report", "category"),
    columns=CATEGORY_COLUMNS,
    rows=category_rows,
    found=chosen_categories,
    rows_in=category_rows_in,
    references=(OF_REPORT,),
)

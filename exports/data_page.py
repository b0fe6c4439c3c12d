"""Lays out the page of the data: files, licence, dictionary, five-line examples."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from recommendations.as_of import AsOf
from recommendations.models import Report
from recommendations.templatetags.record import keep_view
from scorecard import selectors

from .datasets import DATASETS, TYPES, UNKNOWN_MEANINGS, Column, Dataset
from .extract import DATA_LICENCE_NAME, DATA_LICENCE_URL

FORMATS = ("csv", "json", "xlsx")


def data_page(view: AsOf) -> dict[str, Any]:
    """All that the page prints; three queries."""
    return {
        "datasets": [_dataset(dataset, view) for dataset in DATASETS],
        "package_url": keep_view("/data/package.zip", view),
        "reports": Report.objects.public().order_by("-issued_on", "slug"),
        "method_version": selectors.method_version(view),
        "licence": {"name": DATA_LICENCE_NAME, "url": DATA_LICENCE_URL},
        "types": [[name, str(text)] for name, text in TYPES.items()],
        "unknown": [[kind.value, str(text)] for kind, text in UNKNOWN_MEANINGS.items()],
        "examples": examples(),
        "crumbs": [],
    }


def _dataset(dataset: Dataset, view: AsOf) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "title": dataset.title,
        "about": dataset.about,
        "key": ", ".join(dataset.key),
        "files": [
            (name.upper(), keep_view(f"/data/{dataset.name}.{name}", view))
            for name in FORMATS
        ],
        "schema_url": f"/data/{dataset.name}.schema.json",
        "columns": [_column(column) for column in dataset.columns],
        "n_columns": len(dataset.columns),
        "codes": [
            (column.name, [[code, text] for code, text in column.codes.items()])
            for column in dataset.columns
            if column.codes
        ],
    }


def _column(column: Column) -> list[str]:
    """Name, type and meaning of a column, as a row of a table."""
    meaning = [str(column.meaning)]
    if column.type == "list":
        meaning.append(_("Separated by %s.") % column.separator)
    if column.unknown:
        kinds = ", ".join(kind.value for kind in column.unknown)
        meaning.append(_("Unknown: %s.") % kinds)
    return [column.name, column.type, " ".join(meaning)]


def examples() -> list[tuple[str, str]]:
    """Five lines for each of three programs, with this site's own addresses."""
    site = settings.SITE_URL.rstrip("/")
    asks = f"{site}/data/asks.csv"
    return [
        (
            "pandas",
            "import pandas as pd\n"
            f'asks = pd.read_csv("{asks}", dtype={{"recommendation": str}})\n'
            'checked = asks[asks["status"] != "not_assessed"]\n'
            'counts = checked.groupby(["report", "status"]).size()\n'
            "print(counts.unstack(fill_value=0))",
        ),
        (
            "R",
            "library(readr)\n"
            f'asks <- read_csv("{asks}",\n'
            "                 col_types = cols(recommendation = col_character()))\n"
            'checked <- subset(asks, status != "not_assessed")\n'
            "print(table(checked$report, checked$status))",
        ),
        (
            "Excel Power Query",
            "let\n"
            f'  File = Csv.Document(Web.Contents("{asks}"), [Encoding = 65001]),\n'
            "  Asks = Table.PromoteHeaders(File),\n"
            '  Checked = Table.SelectRows(Asks, each [status] <> "not_assessed")\n'
            'in Table.Group(Checked, {"report", "status"}, {{"n", Table.RowCount}})',
        ),
    ]

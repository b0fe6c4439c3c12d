"""The data dictionary, written from the code: every dataset, column and code.

``docs/data-dictionary.md``, the file in the package and the page ``/data/`` are all
made from this; a test holds the document to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import translation

from .datasets import DATASETS, TYPES, UNKNOWN_MEANINGS, Column, Dataset
from .writers.cells import STARTERS

GLOSSARY = (
    ("report", "A document that makes recommendations, or one announcement of them."),
    ("category", "A heading under which a report groups its recommendations."),
    ("recommendation", "One thing a report recommends, as its heading states it."),
    ("ask", "One plain thing asked for in a recommendation: the unit that is scored."),
    ("step", "Where an ask stands, from not started to done."),
    ("status", "Where an ask or a recommendation stands, as its evidence carries it."),
    ("claimed step", "What an assessment says; it counts only as far as carried."),
    ("carried step", "What the dated public evidence allows to be said."),
    ("evidence", "A dated fact that bears on an ask, with the pages that carry it."),
    ("source", "A public page or document that carries a fact or a figure."),
    ("tier", "How much a source can carry: A most, D nothing."),
    (
        "assessment",
        "A dated reading of a recommendation: a step for each ask, and why.",
    ),
    ("second reading", "The same by a second coder who did not see the first."),
    ("response", "What an agency answered; worth no points."),
    ("indicator", "A measured quantity that the advice was meant to change."),
    ("observation", "One value of an indicator for one period, with its source."),
    ("delivery score", "The average of the steps, 0 to 100; see the methodology."),
    ("coverage", "The share of what applies that has been checked."),
    ("likely range", "Where the score lies in 90 of 100 simulated readings."),
    ("as of", "The day the record is read for."),
    ("known at", "Only what had been published by the end of that day is counted."),
    ("snapshot", "A scorecard frozen for good, with everything it was made from."),
)

SIGNS = " ".join(sign for sign in STARTERS if sign.strip())
FORMS = f"""\
- All files are UTF-8. CSV follows RFC 4180: commas, double quotes, one header row,
  lines end in CRLF. A downloaded CSV begins with a byte order mark, by which Excel
  knows UTF-8; inside the package there is none, since the metadata name the encoding.
- Days are written 2026-06-30, moments 2026-06-30T09:00:00Z (UTC), numbers with a point
  and never with separators.
- An empty cell means that the column does not apply to the row. What exists but is not
  known has a code of its own, listed below; JSON has null for both, and names the kind
  in `unknown` beside the row's values.
- A text that begins with one of {SIGNS}, a tab or a line break would be run as a
  formula by a spreadsheet. In CSV such a text has an apostrophe in front; a text that
  begins with apostrophes and then such a sign has one more. Take one apostrophe off to
  get the text. XLSX and JSON hold texts as they are.
- A CSV file ends with a line break only when it is whole. One that the site could not
  finish ends in the words "!! INCOMPLETE". JSON ends with `"complete":true` and the
  number of rows. The list of recommendations tells its number of rows in its file name
  and in the header `X-Total-Count`.
- Files of one state of the record are equal byte for byte, so that a broken download
  can be taken up again (`Range` with `If-Range`), until something is published.
- The columns are promises: they are added to, and changed only with an entry in the
  changelog.
"""


def document() -> str:
    """The whole dictionary as Markdown, in English."""
    with translation.override("en"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Every public dataset, column and code. Written from the code by"
    yield "`manage.py write_data_dictionary`; don't edit it by hand."
    yield ""
    yield from _table("Glossary", ("Word", "Meaning"), GLOSSARY)
    yield "## How files are written"
    yield ""
    yield FORMS
    kinds = [(f"`{k.value}`", str(text)) for k, text in UNKNOWN_MEANINGS.items()]
    yield from _table("Kinds of unknown", ("Code", "Meaning"), kinds)
    types = [(f"`{name}`", str(text)) for name, text in TYPES.items()]
    yield from _table("Types", ("Type", "Written as"), types)
    for dataset in DATASETS:
        yield from _dataset(dataset)


def _dataset(dataset: Dataset) -> Iterator[str]:
    yield f"## {dataset.name}"
    yield ""
    yield f"{dataset.about}"
    if dataset.key:
        names = ", ".join(f"`{name}`" for name in dataset.key)
        yield f"One row for each {names}."
    yield ""
    rows = [
        (f"`{column.name}`", column.type, meaning(column)) for column in dataset.columns
    ]
    yield from _rows(("Column", "Type", "Meaning"), rows)
    for column in dataset.columns:
        if column.codes:
            yield f"Codes of `{dataset.name}.{column.name}`:"
            yield ""
            codes = [(f"`{code}`", text) for code, text in column.codes.items()]
            yield from _rows(("Code", "Meaning"), codes)


def meaning(column: Column) -> str:
    """The meaning of a column, with its separator and its kinds of unknown."""
    parts = [str(column.meaning)]
    if column.type == "list":
        parts.append(f"Separator in CSV and XLSX: `{column.separator}`.")
    if column.unknown:
        kinds = ", ".join(f"`{kind.value}`" for kind in column.unknown)
        parts.append(f"Unknown: {kinds}.")
    return " ".join(parts)


def _table(
    title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield from _rows(heads, rows)


def _rows(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""

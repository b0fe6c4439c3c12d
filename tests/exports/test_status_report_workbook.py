"""The workbook: its formulas give the site's figures, before and after a change."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exports.status_report import Options, StatusReport, status_report
from exports.writers.status_report_xlsx import xlsx
from exports.writers.workbook.sheet import LINE, MOST_LINES, height
from recommendations.as_of import AsOf
from recommendations.models import Report, Responsibility
from scorecard import build, frozen, method
from scorecard.build import Group, Line
from tests.exports.lively import FORMULA
from tests.exports.office import NEEDS_OFFICE, converted
from tests.factories import PRIVATE, TODAY, make_category, make_recommendation

pytestmark = pytest.mark.django_db
OPTIONS = Options(AsOf.now(TODAY))


@pytest.fixture
def made(lively: Report) -> StatusReport:
    """A report in which an agency is named for some asks, and nobody assessed one."""
    second = make_category(report=lively, code="02")
    row = make_recommendation(report=lively, category=second, asks=0)
    named = Responsibility.objects.filter(agency__slug="us-wells").first()
    assert named is not None
    named.asks.set(named.recommendation.asks.filter(code__in=["a", "c"]))
    assert row.asks.count() == 0
    return status_report(lively, OPTIONS)


def book_of(content: bytes, **how: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), **how)


def table(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns."""
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if any(row)]


class SheetTests:
    def test_tables_can_be_filtered_texts_are_texts_charts_have_alternatives(
        self, made: StatusReport
    ) -> None:
        content = xlsx(made)

        book = book_of(content)
        tables = [sheet for sheet in book if sheet.title != "summary"]
        assert len(tables) == 15
        for sheet in tables:
            assert sheet.freeze_panes == "B2"
            assert len(sheet.tables) == 1
        assert book["asks"]["C2"].alignment.wrap_text
        assert book["summary"].page_setup.fitToHeight == 0
        cells = [c for row in book["recommendations"].iter_rows() for c in row]
        assert {c.data_type for c in cells if c.value == FORMULA} == {"s"}
        assert PRIVATE not in str([table(book, name) for name in book.sheetnames])
        assert described(content) == len(book["summary"]._charts) == 3
        assert xlsx(made) == content

    @pytest.mark.parametrize(
        ("texts", "lines"),
        [
            ([], 1),
            ([("a" * 60, 60)], 1),
            ([("a" * 61, 60), ("b" * 161, 40)], 5),
            ([("a\n\nb", 60)], 3),
            ([("a" * 9_000, 60)], MOST_LINES),
        ],
    )
    def test_a_row_is_as_high_as_its_longest_text(
        self, texts: list[tuple[str, int]], lines: int
    ) -> None:
        assert height(texts) == lines * LINE


def described(content: bytes) -> int:
    """How many drawings have a text alternative."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("xl/drawings/drawing1.xml").count(b'descr="')


def changed(made: StatusReport, steps: dict[tuple[str, str], str]) -> StatusReport:
    """The content as the method has it with these asks on other steps."""

    def line(row: Line) -> Line:
        asks = tuple(
            ask._replace(status=steps.get((row.reference, ask.code), ask.status))
            for ask in row.asks
        )
        found = method.recommendation(
            [{"status": ask.status, "weight": ask.weight} for ask in asks]
        )
        return row._replace(
            asks=asks,
            status=found["label"],
            score=found["score"],
            coverage=found["coverage"],
            low=found["low"],
            high=found["high"],
        )

    def group(row: Group) -> Group:
        lines = [line(member) for member in row.lines]
        made_ = build.group(row.kind, row.key, lines)
        return build.gated(made_, made.card.agreement.gate)

    card = made.card
    return replace(
        made,
        card=replace(
            card,
            total=group(card.total),
            categories=tuple(group(row) for row in card.categories),
            agencies=tuple(group(row) for row in card.agencies),
        ),
    )


@NEEDS_OFFICE
class RecalculatedTests:
    def test_unchanged_and_changed_it_gives_the_scores_that_the_method_gives(
        self, made: StatusReport, tmp_path: Path
    ) -> None:
        steps = {
            ("1.1", "a"): "reversed",
            ("1.1", "c"): "superseded",
            ("1.2", "a"): "implemented",
            ("1.2", "b"): "implemented",
            ("1.3", "b"): "not_assessed",
            ("1.4", "a"): "mostly",
        }
        content = xlsx(made)
        files = [
            with_steps(content, {}, tmp_path / "same.xlsx"),
            with_steps(content, steps, tmp_path / "changed.xlsx"),
        ]

        same, other = (
            openpyxl.load_workbook(file, data_only=True)
            for file in converted(tmp_path, "xlsx", *files)
        )

        compare(same, made)
        compare(other, changed(made, steps))
        assert table(same, "total") != table(other, "total")


def with_steps(content: bytes, steps: dict[tuple[str, str], str], file: Path) -> Path:
    """The workbook with these steps, without the value of any formula."""
    book = book_of(content)
    sheet = book["asks"]
    column = [cell.value for cell in sheet[1]].index("status")
    for row in sheet.iter_rows(min_row=2):
        key = (row[0].value, row[1].value)
        row[column].value = steps.get(key, row[column].value)
    book.save(file)
    return file


def compare(book: openpyxl.Workbook, made: StatusReport) -> None:
    """Every score of the workbook against the method's."""
    names = ("score", "worst", "best", "coverage", "level", "n", "n_scored")
    for sheet, groups in (
        ("total", [made.card.total]),
        ("categories", made.card.categories),
        ("agencies", made.card.agencies),
    ):
        rows = {row["code"]: row for row in table(book, sheet)}
        for group in groups:
            figures = frozen.figures(group)
            found = {name: value(rows[group.key][name]) for name in names}
            assert found == {name: figures[name] for name in names}
    rows = {row["reference"]: row for row in table(book, "recommendations")}
    for line in made.card.total.lines:
        row = {name: value(cell) for name, cell in rows[line.reference].items()}
        assert row["status"] == line.status
        assert row["score"] == frozen.tenth(line.score)
        assert row["worst"] == frozen.tenth(line.low)
        assert row["best"] == frozen.tenth(line.high)


def value(cell: Any) -> Any:
    """The value of a cell; an empty text is unknown, zero is zero."""
    return None if cell == "" else cell

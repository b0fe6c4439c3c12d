"""Datasets: each row in its columns, each column with a meaning, nothing private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from exports.datasets import (
    BY_NAME,
    DATASETS,
    TYPES,
    UNKNOWN_MEANINGS,
    Column,
    Dataset,
    Scope,
    Unknown,
)
from exports.datasets.reading import recommendation_ids
from recommendations import choices
from recommendations.as_of import AsOf
from recommendations.models import Report
from tests.exports.lively import NOW
from tests.factories import PRIVATE, TODAY

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "code": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "date": (date,),
    "partial_date": (str,),
    "period": (str,),
    "timestamp": (datetime,),
    "list": (tuple,),
    "address": (str,),
}
COLUMNS = [(dataset, column) for dataset in DATASETS for column in dataset.columns]


def complaints(dataset: Dataset, row: dict[str, Any]) -> Iterator[str]:
    """Everything in a row that its columns do not allow."""
    if set(row) != set(dataset.names):
        yield f"columns {set(row) ^ set(dataset.names)}"
    for column in dataset.columns:
        value = row.get(column.name)
        if isinstance(value, Unknown):
            if value not in column.unknown:
                yield f"{column.name} may not be {value}"
        elif value is not None and not is_of(column, value):
            yield f"{column.name} is {value!r}"


def is_of(column: Column, value: Any) -> bool:
    if value == "" or not isinstance(value, PYTHON_TYPES[column.type]):
        return False
    if isinstance(value, bool) != (column.type == "boolean"):
        return False
    return not column.codes or value in column.codes


class ColumnTests:
    def test_every_column_has_a_meaning_in_a_sentence(self) -> None:
        for dataset, column in COLUMNS:
            meaning = str(column.meaning)
            assert meaning.endswith(".") and "%" not in meaning, (dataset, column)

    def test_types_are_documented_and_codes_have_meanings(self) -> None:
        for dataset, column in COLUMNS:
            assert column.type in TYPES, (dataset, column)
            assert (column.type == "code") == bool(column.codes), (dataset, column)
            assert all(column.codes.values()), (dataset, column)

    def test_a_code_never_looks_like_an_unknown(self) -> None:
        for dataset, column in COLUMNS:
            kinds = {unknown.value for unknown in column.unknown}
            assert not kinds & set(column.codes), (dataset, column)


class RegistryTests:
    def test_names_are_unique_and_the_files_of_a_release_are_among_them(self) -> None:
        release = (  # METHOD.md section 9
            "recommendations asks assessments evidence responses indicators"
            " observations scores corrections"
        )

        assert len(BY_NAME) == len(DATASETS)
        assert set(release.split()) <= set(BY_NAME)

    def test_every_kind_of_unknown_has_a_meaning(self) -> None:
        assert set(UNKNOWN_MEANINGS) == set(Unknown)

    def test_keys_and_references_name_columns(self) -> None:
        for dataset in DATASETS:
            assert set(dataset.key) <= set(dataset.names)
            for reference in dataset.references:
                assert set(reference.columns) <= set(dataset.names)
                assert reference.names == BY_NAME[reference.dataset].key

    def test_column_names_are_unique(self) -> None:
        for dataset in DATASETS:
            assert max(Counter(dataset.names).values()) == 1

    def test_vocabularies_are_classes_of_choices(self) -> None:
        for _dataset, column in COLUMNS:
            if isinstance(column.vocabulary, str) and column.vocabulary:
                assert hasattr(choices, column.vocabulary)


class WholeRecordTests:
    """Every dataset over a record in which everything occurs."""

    @pytest.mark.parametrize(
        "view",
        [NOW, AsOf(date(2026, 6, 15), date(2026, 6, 15), TODAY)],
        ids=["now", "known_at"],
    )
    def test_every_row_keeps_to_its_columns(self, lively: Report, view: AsOf) -> None:
        for dataset in DATASETS:
            rows = list(dataset.rows(Scope(view)))
            found = [text for row in rows for text in complaints(dataset, row)]
            assert rows or dataset.name == "snapshots", dataset.name
            assert found == [], dataset.name

    def test_keys_are_unique_and_references_are_held(self, lively: Report) -> None:
        rows = {d.name: list(d.rows(Scope(NOW))) for d in DATASETS}
        keys = {
            d.name: [tuple(r[c] for c in d.key) for r in rows[d.name]] for d in DATASETS
        }

        for dataset in DATASETS:
            assert not dataset.key or max(Counter(keys[dataset.name]).values()) == 1
            for reference in dataset.references:
                named = {
                    tuple(row[c] for c in reference.columns)
                    for row in rows[dataset.name]
                }
                wanted = {key for key in named if None not in key}
                assert wanted <= set(keys[reference.dataset]), dataset.name

    def test_rows_of_one_report_are_those_of_the_whole_that_name_it(
        self, lively: Report
    ) -> None:
        for dataset in DATASETS:
            if "report" not in dataset.names:
                continue
            whole = [
                row for row in dataset.rows(Scope(NOW)) if row["report"] == lively.slug
            ]
            assert list(dataset.rows(Scope(NOW, lively))) == whole, dataset.name

    def test_rows_of_recommendations_come_in_the_order_asked_for(
        self, lively: Report
    ) -> None:
        ids = recommendation_ids(Scope(NOW))
        for dataset in DATASETS:
            if dataset.rows_of is None:
                continue
            forth = list(dataset.rows_of(ids, Scope(NOW)))
            back = list(dataset.rows_of(ids[::-1], Scope(NOW)))
            key = "reference" if dataset.name == "recommendations" else "recommendation"
            order = list(dict.fromkeys((row["report"], row[key]) for row in forth))
            assert (
                list(dict.fromkeys((row["report"], row[key]) for row in back))
                == order[::-1]
            )

    def test_no_private_note_and_nothing_unpublished_is_in_any_row(
        self, lively: Report
    ) -> None:
        for dataset in DATASETS:
            assert PRIVATE not in repr(list(dataset.rows(Scope(NOW)))), dataset.name
        references = [
            row["reference"]
            for row in BY_NAME["recommendations"].rows(Scope(NOW, lively))
        ]
        assert references == ["1.1", "1.2", "1.3", "1.4"]


class AgencyTests:
    def test_a_reports_agencies_come_with_what_they_are_part_of(
        self, lively: Report
    ) -> None:
        rows = BY_NAME["agencies"].rows(Scope(NOW, lively))

        assert [(row["agency"], row["parent"]) for row in rows] == [
            ("us-water", None),
            ("us-wells", "us-water"),
        ]


class NumberTests:
    def test_a_withdrawn_or_later_row_changes_no_number_of_an_assessment(
        self, lively: Report
    ) -> None:
        rows = [
            (row["recommendation"], row["assessment"], row["effective_on"])
            for row in BY_NAME["assessments"].rows(Scope(NOW, lively))
        ]
        carried = {
            row["recommendation"]: row["assessment"]
            for row in BY_NAME["asks"].rows(Scope(NOW, lively))
        }

        assert rows[:2] == [
            ("1.1", 1, date(2024, 12, 31)),
            ("1.1", 2, date(2026, 5, 31)),
        ]
        assert carried == {
            "1.1": 2,
            "1.2": 1,
            "1.3": 1,
            "1.4": Unknown.NOT_ASSESSED,
        }


class ShippedRecordTests:
    def test_the_counts_are_those_of_the_pack(self, shipped_record: None) -> None:
        view = AsOf.now(date(2026, 11, 25))
        counts = {d.name: sum(1 for _row in d.rows(Scope(view))) for d in DATASETS}

        assert counts == counts | {
            "reports": 2,
            "categories": 8,
            "recommendations": 25,
            "asks": 79,
            "assessments": 97,
            "second_readings": 79,
            "evidence": 492,  # 503 with the sources on the reports themselves
            "agencies": 114,
            "indicators": 35,
            "observations": 543,
        }

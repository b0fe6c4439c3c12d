"""Charts as a strict page may carry them, with what a reader needs in words."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from scorecard import charts
from scorecard.years import YearPoint

POINTS = [
    charts.Point.of("2018", 400.0),
    charts.Point.of("2019", 380.0, is_verified=False),
    charts.Point.of("2020", 300.0, flag="break"),
    charts.Point.of("2021", 1250.5),
]
GIVEN = {"label": "Wells. 1,250.5 in 2021.", "unit": "wells", "direction": "up_is_good"}


def drawn(**more: object) -> str:
    return charts.indicator_chart(POINTS, **GIVEN, **more)


def words(svg: str) -> list[str]:
    """The texts of a drawing."""
    return [
        text.text or ""
        for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def marks(svg: str, name: str) -> int:
    """How many marks the layer of this name has."""
    groups = re.findall(rf'<g class="chart__{name}"[^>]*>(.*?)</g>', svg, re.S)
    return sum(len(re.findall(r"<(?:path|line|rect)", group)) for group in groups)


class IndicatorChartTests:
    def test_it_says_what_it_shows_and_carries_nothing_a_strict_page_refuses(
        self,
    ) -> None:
        svg = drawn()

        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == GIVEN["label"]
        assert not re.search(r"<script|<style|style=|\bon\w+=", svg)

    def test_the_line_is_cut_where_the_series_starts_anew(self) -> None:
        svg = drawn()

        assert marks(svg, "series") == 2
        assert "break in series" in words(svg)

    def test_a_value_that_was_not_verified_is_hollow(self) -> None:
        svg = drawn()

        assert marks(svg, "unchecked") == 1
        assert marks(svg, "checked") == 3

    def test_target_report_unit_and_direction_are_named(self) -> None:
        target = charts.Target.of("2022", 500.0)

        found = words(drawn(target=target, report_on=date(2019, 3, 1)))

        assert "500 target, 2022" in found
        assert "Report, March 2019" in found
        assert "wells; higher is better" in found

    def test_equal_data_give_an_equal_drawing_whatever_their_order(self) -> None:
        backwards = charts.indicator_chart(POINTS[::-1], **GIVEN)

        assert backwards == drawn()

    def test_an_empty_series_is_an_empty_frame(self) -> None:
        svg = charts.indicator_chart([], label="Nothing.")

        assert marks(svg, "series") == 0

    def test_every_tick_has_its_number_below_zero_too(self) -> None:
        points = [charts.Point.of("2018", -0.5), charts.Point.of("2019", -1.15)]

        found = words(charts.indicator_chart(points, label="Falling."))

        assert {"-1.2", "-1", "-0.8", "-0.6", "-0.4"} <= set(found)

    def test_the_picture_has_room_for_the_widest_number_and_the_longest_unit(
        self,
    ) -> None:
        small = charts.indicator_chart(POINTS[:1], label="", unit="wells")
        wide = charts.indicator_chart(
            [charts.Point.of("2018", 4e8)], label="", unit="wells " * 40
        )

        assert 570 < _box(small)[2] < 640 < _box(wide)[2]
        assert _moved(wide) > _moved(small) + 50

    def test_texts_are_written_as_texts_whatever_they_contain(self) -> None:
        svg = charts.indicator_chart(POINTS, label='<b> & "', unit="<i> & co")

        assert ElementTree.fromstring(svg).get("aria-label") == '<b> & "'
        assert "<i> & co" in words(svg)

    def test_places_are_those_of_the_values(self) -> None:
        svg = charts.history_chart(
            [
                YearPoint(date(2019, 12, 31), 0.0, 0.0, 100.0, 1.0),
                YearPoint(date(2020, 12, 31), 100.0, 0.0, 100.0, 1.0),
            ],
            label="From foot to top.",
        )

        heights = re.findall(r'<line [^>]*y1="([\d.]+)"[^>]*stroke-width="2.5"', svg)
        assert heights == ["110", "0"]


def _box(svg: str) -> list[float]:
    found = ElementTree.fromstring(svg).get("viewBox", "")
    return [float(part) for part in found.split()]


def _moved(svg: str) -> int:
    found = re.search(r"translate\((\d+),", svg)
    return int(found[1]) if found else 0


class HistoryChartTests:
    def test_a_year_without_a_score_has_its_bounds_alone(self) -> None:
        years = [
            YearPoint(date(2019, 12, 31), None, 0.0, 100.0, 0.2),
            YearPoint(date(2020, 12, 31), 40.0, 30.0, 60.0, 0.6),
            YearPoint(date(2021, 12, 31), 55.4, 50.0, 60.0, 0.9),
        ]

        svg = charts.history_chart(years, label="Scores.")

        assert marks(svg, "bounds") == 3
        assert [text for text in words(svg) if text in ("40", "55")] == ["40", "55"]


class PngTests:
    def test_a_drawing_becomes_a_picture_for_word(self) -> None:
        svg = charts.sparkline(POINTS, label="Wells.")

        assert charts.png(svg).startswith(b"\x89PNG")

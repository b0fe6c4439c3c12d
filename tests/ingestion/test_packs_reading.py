"""A broken pack is refused whole, each fault with file, place and reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingestion.packs.complaints import BrokenPackError
from ingestion.packs.reading import read_pack

from .small_pack import (
    AGENCIES,
    INDICATORS,
    RELEASE,
    REPORT,
    SECOND,
    agency,
    event,
    recommendation,
    small_pack,
    source,
    write,
)

pytestmark = pytest.mark.django_db

Pack = dict[str, Any]
Break = Callable[[Pack], object]


def put(file: str, *path: Any, value: Any) -> Break:
    """Set one value; the path leads to it."""

    def break_it(pack: Pack) -> None:
        place = pack[file]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return break_it


def drop(file: str, *path: Any) -> Break:
    """Take one field away."""

    def break_it(pack: Pack) -> None:
        place = pack[file]
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return break_it


def faults(folder: Path, pack: Pack) -> list[str]:
    """Every complaint about a pack, with paths from its folder on."""
    root = write(folder, pack)
    with pytest.raises(BrokenPackError) as refused:
        read_pack([root])
    return [str(c).removeprefix(f"{root}/") for c in refused.value.complaints]


AG = ("agencies", 0)
REC = ("recommendations", 0)
EV = (*REC, "events", 0)
SRC = (*EV, "sources", 0)
JUDGED = (*REC, "assessments", 0)
IND = ("indicators", 0)
STEP = ("recommendations", 0, "asks", "a")

REC_AT = f"{REPORT}: recommendations[1.1]"
EV_AT = f"{REC_AT}.events[1.1-e1]"
JUDGED_AT = f"{REC_AT}.assessments[2021-12-31]"
IND_AT = f"{INDICATORS}: indicators[dust-days]"
STEP_AT = f"{SECOND}: recommendations[clean-air-2020/1.1]"

UNVERIFIED = source(verified=False, tier="D")
TWICE = {**event("1.1-e1")}

BREAKS: list[tuple[Break, str]] = [
    # Agencies
    (drop(AGENCIES, *AG, "name"), f"{AGENCIES}: agencies[us-air]: field name is"),
    (
        put(AGENCIES, *AG, "color", value="red"),
        f"{AGENCIES}: agencies[us-air]: unknown",
    ),
    (
        put(AGENCIES, *AG, "id", value="US Air"),
        "agencies[US Air].id: 'US Air' is not a",
    ),
    (put(AGENCIES, *AG, "kind", value="club"), "agencies[us-air].kind: 'club' is not"),
    (put(AGENCIES, *AG, "jurisdiction", value="XX"), ".jurisdiction: 'XX' unknown"),
    (
        put(AGENCIES, *AG, "parent", value="us-none"),
        "parent: agency 'us-none' does not",
    ),
    (put(AGENCIES, *AG, "parent", value="us-air"), "an agency cannot name itself"),
    (put(AGENCIES, *AG, "url", value="air.example"), "url: 'air.example' is not an"),
    (
        put(AGENCIES, *AG, "dissolved_on", value="last year"),
        "dissolved_on: 'last year'",
    ),
    (put(AGENCIES, *AG, "name", value="  Air "), "agencies[us-air].name: has stray"),
    (put(AGENCIES, *AG, "name", value="A" * 201), "name: is longer than 200"),
    (put(AGENCIES, *AG, "name", value="A\x07"), "cannot be shown"),
    (put(AGENCIES, *AG, "other_names", value="x"), "other_names: should be a list"),
    (put(AGENCIES, "agencies", 1, value=agency("us-air")), "given twice"),
    (put(AGENCIES, "agencies", value={"a": 1}), f"{AGENCIES}: agencies: should be a"),
    (put(AGENCIES, "agencies", 0, value="us-air"), "agencies[1]: should be an item"),
    # Report
    (put(REPORT, "report", value=None), f"{REPORT}: report: should be an item"),
    (put(REPORT, "report", "id", value="other"), "report.id: 'other' is not the name"),
    (put(REPORT, "report", "published", value=2020), "report.published: 2020 is not a"),
    (
        put(REPORT, "report", "published", value="2020-13"),
        "published: '2020-13' is not",
    ),
    (
        put(REPORT, "report", "published", value="0001-01"),
        "published: '0001-01' is not",
    ),
    (put(REPORT, "report", "horizon_ends", value="2019"), "lies before the report"),
    (
        put(REPORT, "report", "horizon_basis", value="guess"),
        "horizon_basis: 'guess' is",
    ),
    (put(REPORT, "report", "language", value="English"), "report.language: 'English'"),
    (put(REPORT, "report", "authors", value=["A", 7]), "report.authors[2]: should be"),
    (
        put(REPORT, "report", "also_announced", "sources", value=[]),
        "report.also_announced.sources: no source",
    ),
    (
        put(REPORT, "categories", 0, "slug", value="Dust!"),
        "categories[1].slug: 'Dust!'",
    ),
    (
        put(REPORT, "categories", 0, "basis", value="mine"),
        "basis: 'mine' is not one of",
    ),
    (
        lambda pack: pack[REPORT]["categories"].append(
            {"id": "2", "slug": "x", "title": "X", "title_es": "X"}
        ),
        "categories[2]: no recommendation stands in this category",
    ),
    # Recommendations
    (put(REPORT, "recommendations", value=[]), "recommendations: no recommendation"),
    (put(REPORT, *REC, "ref", value="1 1"), "recommendations[1 1].ref: '1 1' is not a"),
    (put(REPORT, *REC, "ref", value="1.2"), "given twice"),
    (put(REPORT, *REC, "slug", value="item-2"), "slug: is used twice in the report"),
    (put(REPORT, *REC, "order", value=7), f"{REC_AT}.order: order runs 1, 2, 3"),
    (put(REPORT, *REC, "order", value="1"), f"{REC_AT}.order: '1' is not a whole"),
    (put(REPORT, *REC, "category", value="9"), f"{REC_AT}.category: '9' is not one of"),
    (put(REPORT, *REC, "asks", value=[]), f"{REC_AT}.asks: no ask"),
    (put(REPORT, *REC, "asks", 0, "id", value="b"), "asks[b].id: ask ids run a, b, c"),
    (drop(REPORT, *REC, "asks", 0, "text_es"), "asks[a]: field text_es is missing"),
    (put(REPORT, *REC, "lead", value=[]), f"{REC_AT}.lead: no lead agency"),
    (put(REPORT, *REC, "lead", value=["us-no"]), "lead[1]: agency 'us-no' does not"),
    (
        put(REPORT, *REC, "supporting", value=["us-air"]),
        "agency 'us-air' is named twice",
    ),
    (put(REPORT, *REC, "stated_metrics", value=[{"text": "x"}]), "stated_metrics[1]:"),
    (put(REPORT, *REC, "open_questions", value=[""]), "open_questions[1]: should be"),
    (put(REPORT, *REC, "assessments", value=[]), f"{REC_AT}.assessments: no assessm"),
    # Events
    (
        put(REPORT, *EV, "date", value="2021-02-30"),
        f"{EV_AT}.date: '2021-02-30' is not",
    ),
    (put(REPORT, *EV, "kind", value="rumor"), f"{EV_AT}.kind: 'rumor' is not one of"),
    (put(REPORT, *EV, "bears", value="likes"), f"{EV_AT}.bears: 'likes' is not one of"),
    (put(REPORT, *EV, "asks", value=["z"]), f"{EV_AT}.asks[1]: ask 'z' does not exist"),
    (put(REPORT, *EV, "asks", value=["a", "a"]), "asks[2]: ask 'a' is named twice"),
    (put(REPORT, *EV, "asks", value=[]), f"{EV_AT}.asks: bears on no ask"),
    (put(REPORT, *EV, "agencies", value=["us-no"]), "agency 'us-no' does not exist"),
    (put(REPORT, *EV, "id", value="2.2-e1"), "does not begin with 1.1-e"),
    (put(REPORT, *EV, "fact", value=""), f"{EV_AT}.fact: should be text"),
    (put(REPORT, *EV, "actor", value="A" * 301), "actor: is longer than 300"),
    (
        put(REPORT, *REC, "events", value=[event("1.1-e1"), event("1.1-e1")]),
        "evidence clean-air-2020/1.1/1.1-e1 is given twice",
    ),
    (
        put(
            REPORT,
            "recommendations",
            1,
            value=recommendation("1.1-e", 2, events=[event("1.1-e1")]),
        ),
        "is used twice in the report",
    ),
    # Sources
    (put(REPORT, *EV, "sources", value=[]), f"{EV_AT}.sources: no source"),
    (put(REPORT, *SRC, "tier", value="E"), f"{EV_AT}.sources[1].tier: 'E' is not one"),
    (
        put(REPORT, *SRC, "url", value="ftp://x.example"),
        "url: 'ftp://x.example' is not",
    ),
    (put(REPORT, *SRC, "url", value="http://a..b/"), "url: 'http://a..b/' is not an"),
    (put(REPORT, *SRC, "url", value=None), "url: a verified source needs its address"),
    (
        put(REPORT, *SRC, "verified", value="yes"),
        "verified: 'yes' is not true or false",
    ),
    (put(REPORT, *SRC, "verified", value=False), "a source that is not verified has D"),
    (put(REPORT, *EV, "sources", value=[UNVERIFIED]), "a source that is not verified"),
    (
        put(REPORT, *EV, "sources", value=[source(), source()]),
        "the same address stands",
    ),
    (put(REPORT, *SRC, "publisher", value="Air, via Paper"), "names a republisher"),
    (put(REPORT, *SRC, "title", value="Register [copy]"), "carries a bracket"),
    (
        put(REPORT, *SRC, "title_status", value="odd"),
        "title_status: 'odd' is not one of",
    ),
    (drop(REPORT, *SRC, "publisher"), "sources[1]: field publisher is missing"),
    # Assessments
    (
        put(REPORT, *JUDGED, "as_of", value="2021-12"),
        "as_of: 2021-12 is not a full date",
    ),
    (put(REPORT, *JUDGED, "as_of", value="2023-12-31"), "not in order of date"),
    (put(REPORT, *JUDGED, "ask_statuses", value={}), "does not give a status for each"),
    (
        put(REPORT, *JUDGED, "ask_statuses", value={"a": "done"}),
        f"{JUDGED_AT}.ask_statuses.a: 'done' is not one of",
    ),
    (
        put(REPORT, *JUDGED, "ask_statuses", value={"a": ["partly"]}),
        f"{JUDGED_AT}.ask_statuses.a: ['partly'] is not one of",
    ),
    (
        put(REPORT, *JUDGED, "confidence", value="very_high"),
        "confidence: 'very_high' is",
    ),
    (
        put(REPORT, *JUDGED, "editor_status", value="fine"),
        "editor_status: 'fine' is not",
    ),
    (put(REPORT, *JUDGED, "events", value=["1.2-e1"]), "event '1.2-e1' does not exist"),
    (
        put(REPORT, *JUDGED, "events", value=[]),
        f"{JUDGED_AT}.events: rests on no event",
    ),
    (
        put(REPORT, *JUDGED, "as_of", value="2020-12-31"),
        "event 1.1-e1 is later than the",
    ),
    # Indicators
    (
        put(INDICATORS, *IND, "direction", value="up"),
        f"{IND_AT}.direction: 'up' is not",
    ),
    (
        put(INDICATORS, *IND, "recommendations", value=["x/1"]),
        "recommendation 'x/1' does",
    ),
    (
        put(INDICATORS, *IND, "recommendations", value=[]),
        "recommendations: bears on noth",
    ),
    (
        put(INDICATORS, *IND, "baseline", "period", value="2018"),
        "baseline: should be 2019",
    ),
    (
        put(INDICATORS, *IND, "baseline", "value", value=9),
        "baseline: does not agree with",
    ),
    (
        put(INDICATORS, *IND, "baseline", value=None),
        "start_point and baseline_note are",
    ),
    (put(INDICATORS, *IND, "target", value=None), "target_basis: a basis without a"),
    (
        put(INDICATORS, *IND, "target_basis", value=None),
        "target_basis: None is not one",
    ),
    (
        put(INDICATORS, *IND, "series", 0, "value", value="40"),
        "[2018].value: '40' is not",
    ),
    (
        put(INDICATORS, *IND, "series", 0, "value", value=True),
        "[2018].value: True is not",
    ),
    (put(INDICATORS, *IND, "series", 0, "value", value=float("nan")), "not a finite"),
    (put(INDICATORS, *IND, "series", 0, "period", value="2020"), "periods are not in"),
    (
        put(INDICATORS, *IND, "series", 0, "period", value="May"),
        "period: 'May' is not a",
    ),
    (
        put(INDICATORS, *IND, "series", 0, "period", value="2018-13"),
        "'2018-13' is not in",
    ),
    (put(INDICATORS, *IND, "series", 0, "source", value="s9"), "source 's9' does not"),
    (
        put(INDICATORS, *IND, "series", 0, "flag", value="odd"),
        "flag: 'odd' is not one of",
    ),
    (
        put(
            INDICATORS,
            *IND,
            "sources",
            value=[
                source(
                    id="s1", verified=False, tier="D", note="not independently verified"
                )
            ],
        ),
        "series[2018].verified: verified, from an unverified source",
    ),
    (
        put(INDICATORS, "metrics_without_series", 0, "urls", value=["x"]),
        "metrics_without_series[filters-sold].urls[1]: 'x' is not an address",
    ),
    # Second reading
    (
        put(SECOND, "recommendations", 0, "recommendation", value="clean-air-2020/9"),
        "recommendation 'clean-air-2020/9' does not exist",
    ),
    (
        put(SECOND, "recommendations", 0, "as_of", value="2021-12-31"),
        f"{STEP_AT}.as_of: is not the day of the last assessment",
    ),
    (put(SECOND, "recommendations", 0, "asks", value={}), "does not judge each ask"),
    (
        put(SECOND, *STEP, "status", value="so-so"),
        f"{STEP_AT}.asks.a.status: 'so-so' is",
    ),
    (drop(SECOND, "reading", "coder"), f"{SECOND}: reading: field coder is missing"),
    # Release
    (
        put(RELEASE, "release", "published_on", value="2023"),
        f"{RELEASE}: release.published_on: 2023 is not a full date",
    ),
    (
        put(RELEASE, "release", "primary_indicators", value={"clean-air-2020": "none"}),
        "release.primary_indicators.clean-air-2020: indicator 'none' does not exist",
    ),
    (put(RELEASE, "release", "method_version", value="9.9.9"), "'9.9.9' is not known"),
]


class BrokenPackTests:
    @pytest.mark.parametrize(("break_it", "said"), BREAKS, ids=[b[1] for b in BREAKS])
    def test_a_fault_is_named_with_its_file_and_place(self, tmp_path, break_it, said):
        pack = small_pack()
        break_it(pack)

        found = faults(tmp_path, pack)

        assert any(said in fault for fault in found), found

    def test_every_fault_is_named_at_once(self, tmp_path):
        pack = small_pack()
        pack[AGENCIES]["agencies"][0]["kind"] = "club"
        pack[REPORT]["recommendations"][0]["events"][0]["bears"] = "likes"

        found = faults(tmp_path, pack)

        assert len(found) == 2
        assert found[0].startswith(f"{AGENCIES}: agencies[us-air].kind: ")
        assert found[1].startswith(f"{EV_AT}.bears: ")

    def test_parents_may_not_go_round_in_a_circle(self, tmp_path):
        pack = small_pack()
        one, two = pack[AGENCIES]["agencies"]
        one["parent"], two["parent"] = "us-plant", "us-air"

        assert faults(tmp_path, pack) == [
            f"{AGENCIES}: agencies[us-air].parent: parents go round in a circle",
            f"{AGENCIES}: agencies[us-plant].parent: parents go round in a circle",
        ]

    def test_a_date_without_quotation_marks_says_what_to_do(self, tmp_path):
        root = Path(write(tmp_path, small_pack()))
        file = root / REPORT
        file.write_text(
            file.read_text().replace("date: '2021-03-01'", "date: 2021-03-01")
        )

        with pytest.raises(BrokenPackError) as refused:
            read_pack([str(root)])

        assert "write the date in quotation marks: '2021-03-01'" in str(refused.value)


class WholePackTests:
    def test_a_whole_pack_is_read_without_complaint(self, tmp_path):
        pack = read_pack([write(tmp_path, small_pack())])

        kinds = {row.kind for row in pack.rows}
        assert {"agency", "report", "assessment", "second judgement"} <= kinds
        assert pack.release is not None

    def test_files_may_be_given_one_by_one_in_any_order(self, tmp_path):
        root = Path(write(tmp_path, small_pack()))
        names = [SECOND, INDICATORS, REPORT, AGENCIES]

        pack = read_pack([str(root / name) for name in names])

        whole = read_pack([str(root)])
        assert len(pack.rows) == len(whole.rows)

    def test_a_file_given_twice_is_read_once(self, tmp_path):
        root = write(tmp_path, small_pack())

        assert len(read_pack([root, root]).rows) == len(read_pack([root]).rows)

    def test_a_report_alone_needs_its_agencies_in_the_record(self, tmp_path):
        root = Path(write(tmp_path, small_pack()))

        with pytest.raises(BrokenPackError, match="agency 'us-air' does not exist"):
            read_pack([str(root / REPORT)])

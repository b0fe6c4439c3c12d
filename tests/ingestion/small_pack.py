"""A small whole pack to break and to change: one report, two recommendations."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Content = dict[str, Any]

RELEASE, AGENCIES, REPORT = (
    "release.yaml",
    "agencies.yaml",
    "reports/clean-air-2020.yaml",
)
INDICATORS, SECOND = "indicators.yaml", "second_reading.yaml"


def source(**changes: Any) -> Content:
    """An official record of tier B."""
    return {
        "title": "Register of filters",
        "publisher": "Ministry of Air",
        "via": None,
        "published": "2021-03",
        "url": "https://air.example.org/register",
        "verified": True,
        "tier": "B",
    } | changes


def event(key: str, **changes: Any) -> Content:
    """A dated fact that supports the first ask."""
    return {
        "id": key,
        "date": "2021-03-01",
        "kind": "regulation",
        "asks": ["a"],
        "bears": "supports",
        "actor": "Ministry of Air",
        "actor_es": "Ministerio del Aire",
        "agencies": ["us-air"],
        "fact": "The ministry made filters compulsory in large plants.",
        "fact_es": "El ministerio hizo obligatorios los filtros en plantas grandes.",
        "sources": [source()],
    } | changes


def assessment(as_of: str, steps: Content, events: list[str]) -> Content:
    """One reading of one day."""
    return {
        "as_of": as_of,
        "editor_status": "in_progress",
        "ask_statuses": steps,
        "confidence": "medium",
        "events": events,
        "rationale": f"What is on record on {as_of}.",
    }


def recommendation(reference: str, order: int, **changes: Any) -> Content:
    """A recommendation with one ask."""
    return {
        "ref": reference,
        "order": order,
        "slug": f"item-{order}",
        "category": "1",
        "title": f"Do thing {order}",
        "title_es": f"Hacer la cosa {order}",
        "summary": "What is asked.",
        "summary_es": "Lo que se pide.",
        "asks": [{"id": "a", "text": "Do it.", "text_es": "Hacerlo."}],
        "lead": ["us-air"],
        "supporting": ["us-plant"],
        "stated_metrics": [
            {"text": "Half the dust.", "text_es": "La mitad del polvo."}
        ],
        "events": [event(f"{reference}-e1")],
        "assessments": [
            assessment("2021-12-31", {"a": "partly"}, [f"{reference}-e1"]),
            assessment("2022-12-31", {"a": "mostly"}, [f"{reference}-e1"]),
        ],
        "open_questions": ["Whether small plants follow."],
        "open_questions_es": ["Si las plantas pequeñas siguen."],
    } | changes


def agency(slug: str, **changes: Any) -> Content:
    """An agency without a parent."""
    return {
        "id": slug,
        "name": f"Agency {slug}",
        "name_es": f"Agencia {slug}",
        "abbreviation": None,
        "kind": "department",
        "jurisdiction": "US",
        "parent": None,
    } | changes


def report() -> Content:
    """The report file."""
    return {
        "report": {
            "id": "clean-air-2020",
            "slug": "clean-air-2020",
            "title": "Clean air",
            "title_es": "Aire limpio",
            "series": None,
            "publisher": "Institute of Air",
            "authors": ["A. Writer"],
            "published": "2020-05",
            "language": "en",
            "jurisdiction": "US",
            "url": None,
            "horizon_ends": "2025-05",
            "horizon_basis": "our_reading",
            "horizon_note": "Five years.",
            "primary_goal": "Less dust.",
            "primary_goal_es": "Menos polvo.",
            "summary": "Two things to do.",
            "summary_es": "Dos cosas por hacer.",
            "stated_metrics": [],
            "also_announced": {
                "text": "A prize.",
                "text_es": "Un premio.",
                "later": "It was given once.",
                "later_es": "Se otorgó una vez.",
                "sources": [source(url="https://air.example.org/prize")],
            },
            "sources": [source(url="https://air.example.org/report")],
        },
        "categories": [
            {"id": "1", "slug": "dust", "title": "Dust", "title_es": "Polvo"},
        ],
        "recommendations": [recommendation("1.1", 1), recommendation("1.2", 2)],
    }


def indicators() -> Content:
    """The indicators file."""
    values = [("2018", 40), ("2019", 50), ("2021", 45)]
    series = [
        {"period": p, "value": v, "source": "s1", "flag": None, "verified": True}
        for p, v in values
    ]
    return {
        "indicators": [
            {
                "id": "dust-days",
                "name": "Days with dust",
                "name_es": "Días con polvo",
                "unit": "days",
                "unit_es": "días",
                "kind": "outcome",
                "direction": "down_is_good",
                "frequency": "annual",
                "definition": "Days above the limit.",
                "baseline": {"period": "2019", "value": 50, "verified": True},
                "target": {"period": "2025", "value": 25},
                "target_basis": "stated_in_report",
                "recommendations": ["clean-air-2020", "clean-air-2020/1.1"],
                "series": series,
                "sources": [source(id="s1")],
                "caveats": "One station.",
            }
        ],
        "metrics_without_series": [
            {
                "id": "filters-sold",
                "metric": "Filters sold",
                "metric_es": "Filtros vendidos",
                "recommendations": ["clean-air-2020/1.2"],
                "target": {
                    "period": None,
                    "value": 2,
                    "unit": "million",
                    "target_basis": "stated_in_report",
                },
                "known": None,
                "note": None,
                "urls": ["https://air.example.org/sales"],
            }
        ],
    }


def second_reading() -> Content:
    """The second reading of the first recommendation."""
    step = {
        "status": "partly",
        "confidence": "low",
        "reason": "Large plants only.",
        "reason_es": "Solo plantas grandes.",
    }
    return {
        "reading": {
            "coder": "second",
            "made_on": "2023-01-05",
            "basis": "the evidence",
        },
        "recommendations": [
            {
                "recommendation": "clean-air-2020/1.1",
                "as_of": "2022-12-31",
                "asks": {"a": step},
            }
        ],
    }


def small_pack() -> dict[str, Content]:
    """Every file of the pack by its name; a fresh copy each time."""
    return deepcopy(
        {
            AGENCIES: {"agencies": [agency("us-air"), agency("us-plant")]},
            REPORT: report(),
            INDICATORS: indicators(),
            SECOND: second_reading(),
            RELEASE: {
                "release": {
                    "published_on": "2023-02-01",
                    "first_reading": True,
                    "attribution": "Editors",
                    "attribution_es": "Editores",
                    "assessment_notice": "First reading.",
                    "assessment_notice_es": "Primera lectura.",
                    "primary_indicators": {"clean-air-2020": "dust-days"},
                    "method_version": "1.0.0",
                }
            },
        }
    )


class PlainDumper(yaml.SafeDumper):
    """Writes equal objects out in full, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(folder: Path, pack: dict[str, Content]) -> str:
    """Write the files of a pack below a folder; the folder as a path."""
    for name, content in pack.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(
            content, Dumper=PlainDumper, allow_unicode=True, sort_keys=False
        )
        file.write_text(text, encoding="utf-8")
    return str(folder)

"""The components page: every component in every state, with neutral specimens.

A visual test for people who change the design; hidden from search engines and
linked from nowhere. Nothing on it stands for anything real.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.views.generic import TemplateView

from recommendations.as_of import AsOf, Problem
from recommendations.choices import AskStatus
from scorecard import charts
from scorecard.years import YearPoint

COUNTS = {
    "implemented": 6,
    "mostly": 5,
    "partly": 9,
    "started": 4,
    "not_started": 7,
    "reversed": 3,
    "not_pursued": 2,
    "not_assessed": 4,
}
TODAY = date(2026, 7, 15)
BADGES = (
    "provisional",
    "first_reading",
    "single_coded",
    "our_reading",
    "not_verified",
    "claimed",
    "review_due",
    "expired",
    "overdue",
    "method_sensitive",
    "corrected",
    "withdrawn",
    "snapshot",
    "not_translated",
)
SWATCHES = (
    ("paper", "page"),
    ("tint", "footer, hover, code"),
    ("ink", "text, section rules"),
    ("ink-quiet", "second voice"),
    ("rule", "hairlines, never meaning"),
    ("edge", "controls, axes"),
    ("accent", "links, focus, the one series"),
    ("implemented", "done"),
    ("mostly", "mostly done"),
    ("partly", "partly done"),
    ("started", "started, inside a line"),
    ("reversed", "undone, setback, error"),
    ("not_pursued", "dropped"),
    ("not_assessed", "not checked"),
)
SOURCES = [
    {"tier": tier, "url": "#source", "publisher": "[Publisher]"} for tier in "AC"
]


def _evidence(bearing: str, label: str, **more: Any) -> dict[str, Any]:
    return {
        "bearing": bearing,
        "bearing_label": label,
        "date_iso": "2025-03-26",
        "date_text": "26 March 2025",
        "kind_label": "regulation",
        "asks_text": "asks b, d",
        "text": "[What happened, in one or two sentences of our own.]",
        "sources": SOURCES,
        "is_verified": True,
    } | more


TIMELINE = [
    _evidence("supports", "Progress"),
    _evidence("opposes", "Setback", is_verified=False),
    _evidence("context", "Context", sources=SOURCES[:1]),
    _evidence(
        "supports", "Progress", is_claim=True, sources=[SOURCES[0] | {"tier": "D"}]
    ),
]
SOURCE_LIST = [
    {
        "tier": "A",
        "title": "[Title of a document, as its publisher gives it]",
        "url": "#source",
        "publisher": "[Publisher]",
        "date_text": "26 April 2022",
        "archive_url": "#archive",
        "is_verified": True,
    },
    {
        "tier": "C",
        "title": "[Título en otra lengua]",
        "language": "es",
        "url": "#source",
        "publisher": "[Publisher]",
        "via": "[Site]",
        "date_text": "2013",
        "is_verified": False,
    },
]
EVIDENCE_LINKS = [{"url": "#source", "text": "26 April 2022, regulation", "tier": "A"}]
ASKS = [
    {
        "letter": "a",
        "text": "[What was asked, in one plain sentence.]",
        "status_code": "partly",
        "status_label": AskStatus.PARTLY.label,
        "points_text": "50 points. Evidence carries up to: done",
        "carried": EVIDENCE_LINKS,
        "against": [EVIDENCE_LINKS[0] | {"tier": "B"}],
    },
    {
        "letter": "b",
        "text": "[Another ask, undone after it had been partly done.]",
        "status_code": "reversed",
        "status_label": AskStatus.REVERSED.label,
        "points_text": "0 points",
        "badges": ["review_due"],
        "not_enough": [EVIDENCE_LINKS[0] | {"tier": "D"}],
    },
    {
        "letter": "c",
        "text": "[An ask nobody could check.]",
        "status_code": "not_assessed",
        "status_label": AskStatus.NOT_ASSESSED.label,
        "points_text": "Unknown, 0 to 100",
    },
]
PATHS = (
    ("not_assessed", "not_started"),
    ("not_started", "started"),
    ("started", "partly"),
    ("partly", "mostly"),
    ("mostly", "implemented"),
    ("implemented", "reversed"),
    ("started", "not_pursued"),
    ("partly", "superseded"),
)
MATRIX = [
    {
        "title": "1.1 [A recommendation]",
        "url": "#matrix",
        "rows": [
            {
                "letter": "abcdefgh"[n],
                "text": f"[An ask that moved from {first} to {then}.]",
                "points": [(2013, first), (2020, then)],
            }
            for n, (first, then) in enumerate(PATHS)
        ],
    }
]
OUTCOMES = [
    {"code": "met", "label": "Target met", "count": 2, "badge": "our_reading"},
    {"code": "better", "label": "Better", "count": 3},
    {"code": "same", "label": "Little change", "count": 4},
    {"code": "worse", "label": "Worse", "count": 3, "url": "#outcomes"},
    {"code": "missed", "label": "Target missed", "count": 0},
    {"code": "unjudged", "label": "Not judged", "count": 21},
]
GLANCE: list[dict[str, Any]] = [
    {
        "term": "How sure",
        "url": "#glance",
        "badges": ["provisional", "first_reading"],
        "about": "[How far two coders agree.]",
    },
    {
        "term": "Undone",
        "url": "#glance",
        "number": 6,
        "of": "of 56 asks",
        "about": "In recommendations 3.1, 3.2.",
    },
    {
        "term": "Outcomes",
        "url": "#glance",
        "number": 0,
        "of": "of 7 judged are better",
        "about": "5 worse, 21 not judged.",
    },
    {"term": "Moved last", "url": "#glance", "about": "Nothing has moved."},
]
SIFT = [
    {
        "name": "bearing",
        "label": "Bearing",
        "everything": "All bearings",
        "value": "opposes",
        "options": [("supports", "Progress", 12), ("opposes", "Setback", 3)],
    },
    {
        "name": "kind",
        "label": "Kind",
        "everything": "All kinds",
        "value": "",
        "options": [("court", "Court", 2)],
    },
]
FACTS = [
    {"term": "Likely range", "text": "26 to 39, the blue band"},
    {"term": "Coverage", "text": "47 of 56 asks checked (84% by weight)"},
    {"term": "Due", "text": "March 2016", "badge": "our_reading"},
    {
        "term": "Asked of",
        "items_list": [
            {"text": "[Agency]", "url": "#facts", "about": "lead"},
            {"text": "[Another agency]", "url": "#facts", "about": "supporting"},
        ],
    },
]
VALUES = (21, 19, 18, 20, 26, 31, 30, 28, 24, 25, 23, 22, 19, 17)
POINTS = [
    charts.Point.of(
        str(2011 + n),
        1000.0 * value,
        is_verified=n not in (4, 9),
        flag="break" if n == 7 else "",
    )
    for n, value in enumerate(VALUES)
]
TARGET = charts.Target.of("2020", 12000.0)
HISTORY = [
    YearPoint(date(2018, 12, 31), 20.0, 12.0, 48.0, 0.62),
    YearPoint(date(2019, 12, 31), 19.0, 12.0, 46.0, 0.66),
    YearPoint(date(2020, 12, 31), None, 8.0, 70.0, 0.38),
    YearPoint(date(2021, 12, 31), 43.0, 38.0, 55.0, 0.83),
    YearPoint(date(2022, 12, 31), 43.0, 38.0, 54.0, 0.84),
    YearPoint(date(2023, 12, 31), 38.0, 33.0, 49.0, 0.84),
    YearPoint(date(2024, 12, 31), 39.0, 35.0, 48.0, 0.87),
    YearPoint(date(2025, 12, 31), 31.0, 26.0, 42.0, 0.84),
]


def _drawings(language: str) -> dict[str, str]:
    given: dict[str, Any] = {
        "target": TARGET,
        "baseline": POINTS[2],
        "report_on": date(2013, 9, 1),
        "unit": "[units]",
        "direction": "down_is_good",
        "language": language,
        "label": "[What the line shows, with its numbers.]",
    }
    return {
        "chart_wide": charts.indicator_chart(POINTS, **given),
        "chart_narrow": charts.indicator_chart(POINTS, **given, width="narrow"),
        "history": charts.history_chart(
            HISTORY, language=language, label="[Scores by year.]"
        ),
        "history_narrow": charts.history_chart(
            HISTORY, language=language, label="[Scores by year.]", width="narrow"
        ),
        "sparkline": charts.sparkline(
            POINTS,
            target=TARGET,
            report_on=date(2013, 9, 1),
            language=language,
            label="[A small line.]",
        ),
    }


class ComponentsView(TemplateView):
    """Every component in every state."""

    template_name = "pages/components.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or "en"
        drawings = _drawings(language)
        multiples = [
            {
                "name": f"[Indicator {n}]",
                "url": "#multiples",
                "drawing": drawings["sparkline"],
                "verdict": verdict,
                "shape": shape,
                "sentence": "From 18,000 in 2013 to 17,000 in 2024.",
                "badges": ["our_reading"] if n == 2 else [],
            }
            for n, (verdict, shape) in enumerate(
                [
                    ("Better.", "better"),
                    ("Missed.", "missed"),
                    ("Not judged.", "unjudged"),
                ],
                1,
            )
        ]
        return super().get_context_data(**kwargs) | {
            "swatches": SWATCHES,
            "statuses": AskStatus.choices,
            "members": list(AskStatus),
            "counts": COUNTS,
            "counts_none": {"not_assessed": 8},
            "counts_all": {"implemented": 5},
            "counts_one": {
                "implemented": 1,
                "partly": 25,
                "superseded": 2,
                "reversed": 6,
            },
            "badge_codes": BADGES,
            "headline_counts": [
                "0 are done",
                "14 under way",
                "0 not started",
                "1 undone",
            ],
            "facts": FACTS,
            "glance": GLANCE,
            "sift": SIFT,
            "outcomes": OUTCOMES,
            "timeline": TIMELINE,
            "sources": SOURCE_LIST,
            "asks": ASKS,
            "matrix": MATRIX,
            "multiples": multiples,
            "view_today": AsOf.now(TODAY),
            "view_past": AsOf(on=date(2016, 12, 31), known_at=None, today=TODAY),
            "view_known": AsOf(
                on=date(2016, 12, 31), known_at=date(2020, 1, 31), today=TODAY
            ),
            "problems": [
                Problem(
                    field="as_of",
                    value="2026-06-31",
                    message="There is no 31 June. Give a day like 2026-06-30.",
                )
            ],
            "filters": [{"label": "Agency: [Agency]", "remove_url": "#filters"}],
            "options": [
                {"value": code, "label": label, "count": COUNTS.get(code, 0)}
                | {"checked": code == "partly", "status": True}
                for code, label in AskStatus.choices
            ],
            "page_one": Paginator(range(1, 18), 25).page(1),
            "page_middle": Paginator(range(1, 288), 25).page(6),
            "sizes": [25, 50, 100],
            "chart_badges": ["our_reading"],
            "files": [("CSV", "#csv"), ("XLSX", "#xlsx"), ("JSON", "#json")],
            "values_table": {
                "caption": "[Values by year]",
                "headers": ["Year", "[Units]", "Note"],
                "rows": [
                    [point.period, f"{point.value:,.0f}", ""] for point in POINTS[-3:]
                ],
                "numbers": [2],
            },
            **drawings,
        }

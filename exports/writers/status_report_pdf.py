"""The status report as PDF: tagged for screen readers (PDF/UA-1), archivable (PDF/A).

Texts travel to Typst as data, never as code. The fonts are the project's own, with
those that Typst brings for letters that it lacks.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from scorecard.charts.palette import FONT

from ..status_report import StatusReport, drawing
from ..status_report.document import Document, document

FONTS = Path(__file__).resolve().parent.parent / "fonts"
TEMPLATE = Path(__file__).resolve().parent / "status_report.typ"
STANDARDS = ["ua-1", "a-2a"]
FAMILY = "Newsreader"
FURTHER_LETTER = re.compile("[\u0370-\u1dff\u2c00-\ufdff\ufe30-\U0010ffff]")
"""Letters beyond the Latin ones; those of Latin supplements may be among them."""


def pdf(made: StatusReport) -> bytes:
    """The file; the same content gives the same bytes."""
    return printed(document(made), made.view.today)


def printed(laid_out: Document, day: date) -> bytes:
    """A document as a file that says it was made on that day."""
    standards: Any = STANDARDS  # the stub wants a list of every standard
    found = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=inputs(laid_out),
        pdf_standards=standards,
        timestamp=datetime.combine(day, time(), tzinfo=UTC),
    )
    return bytes(found)


def inputs(laid_out: Document) -> dict[str, str]:
    """The data of the template, as JSON texts; charts in the typeface of the rest."""
    found = {**_shallow(laid_out), "cover": _shallow(laid_out.cover)}
    words = json.dumps(found, ensure_ascii=False)
    words = words.replace(f'family=\\"{FONT}\\"', f'family=\\"{FAMILY}\\"')
    return {
        "document": words,
        "shapes": json.dumps(drawing.shapes()),
        "scripts": "latin" if is_latin_alone(words) else "",
    }


def is_latin_alone(words: str) -> bool:
    """Whether no letter needs a script of its own to be looked up for each.

    True up to the end of the Latin letters and for punctuation and signs.
    """
    return FURTHER_LETTER.search(words) is None


def _shallow(made: Any) -> dict[str, Any]:
    """Fields by name; ``asdict`` would copy every block."""
    return {field.name: getattr(made, field.name) for field in fields(made)}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])

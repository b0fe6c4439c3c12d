"""The image beside a shared link: title, score and date, set by Typst as PNG.

Texts travel to Typst as data, never as code. 1200 by 630 pixels, as sites that show
links expect.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst
from django.utils.text import Truncator

from recommendations.choices import AskStatus

from .cards import Card

FONTS = Path(__file__).resolve().parent / "fonts"
TEMPLATE = Path(__file__).resolve().parent / "share_image.typ"
PIXELS_PER_INCH = 72.0  # one pixel a point
KICKER_LETTERS, TITLE_LETTERS = 80, 200  # one line, four lines


def share_image(card: Card) -> bytes:
    """The image of a card, as PNG."""
    words = {
        "kicker": Truncator(card.kicker).chars(KICKER_LETTERS),
        "title": Truncator(card.title).chars(TITLE_LETTERS),
        "status": card.status_label,
        "score": None if card.score is None else str(card.score),
        "words": card.sentence or card.score_words,
        "day": card.day,
        "counts": [[code, card.counts.get(code, 0)] for code in AskStatus.values],
    }
    made = typst.compile(
        TEMPLATE.read_bytes(),
        format="png",
        ppi=PIXELS_PER_INCH,
        font_paths=_fonts(),
        sys_inputs={"card": json.dumps(words)},
    )
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])

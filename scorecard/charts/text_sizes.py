"""How wide a text is: what a picture needs to leave room for its words.

The widths are those of Helvetica, which Arial and Liberation Sans share, in
thousandths of the size of the text.
"""

from __future__ import annotations

import unicodedata

BY_WIDTH: dict[int, str] = {
    191: "'",
    222: "ijl",
    278: " !,./:;It[]\\|f",
    333: "-()r`",
    355: '"',
    389: "*",
    500: "ckJsvxyz",
    556: "#$?_0123456789abdeghnopquL–¿",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1015: "@",
}
WIDTHS = {letter: width for width, letters in BY_WIDTH.items() for letter in letters}
UNKNOWN = 667


def width(text: str, size: float) -> float:
    """Pixels from the start of a text to its end; an accent adds none."""
    letters = unicodedata.normalize("NFD", text)
    found = sum(
        WIDTHS.get(letter, UNKNOWN)
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return found * size / 1000

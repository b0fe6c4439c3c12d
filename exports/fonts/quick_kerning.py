"""Rewrites the kerning of the printed typeface so that reports are set quickly.

Run ``python exports/fonts/quick_kerning.py`` after the fonts are made anew; to run it
twice changes nothing. Glyphs and widths stay as they are. It needs what the tests need.

A line that may end between two kerned letters is shaped again for every place where it
might end. Kerning with spaces, slashes and dashes, which nobody sees, cost a third of
the time of a report. What is left stands in one table of pairs, which is read faster
than several tables of classes. The table of kinds of glyphs (GDEF) called every one a
letter, which is taken for granted without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent

LINES_END_AT = {"space", "uni00A0", "slash", "hyphen", "endash", "emdash"}
"""Glyphs beside which a line may end."""

SEEN_FROM = 0.02
"""Of the size of the type: nearer or further than this is not seen."""

Pair = tuple[str, str]


def kerning(font: TTFont) -> Counter[Pair]:
    """By how many units two glyphs come nearer (below zero) or part."""
    found: Counter[Pair] = Counter()
    for lookup in font["GPOS"].table.LookupList.Lookup:
        first_rule: dict[Pair, int] = {}
        for table in lookup.SubTable:
            rules = _of_pairs(table) if table.Format == 1 else _of_classes(font, table)
            for pair, value in rules:
                first_rule.setdefault(pair, value)
        found.update(first_rule)
    return found


def _of_pairs(table: Any) -> Iterator[tuple[Pair, int]]:
    for first, rules in zip(table.Coverage.glyphs, table.PairSet, strict=True):
        for rule in rules.PairValueRecord:
            yield (first, rule.SecondGlyph), _advance(rule)


def _of_classes(font: TTFont, table: Any) -> Iterator[tuple[Pair, int]]:
    firsts, seconds = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    members = defaultdict(list)
    for glyph in font.getGlyphOrder():
        members[seconds.get(glyph, 0)].append(glyph)
    for first in table.Coverage.glyphs:
        rules = table.Class1Record[firsts.get(first, 0)].Class2Record
        for number, rule in enumerate(rules):
            for second in members[number]:
                yield (first, second), _advance(rule)


def _advance(rule: Any) -> int:
    return int(getattr(rule.Value1, "XAdvance", 0) or 0)


def is_kept(pair: Pair, value: int, font: TTFont) -> bool:
    """Whether kerning of two glyphs is seen, and no line ends between them."""
    seen = abs(value) >= SEEN_FROM * font["head"].unitsPerEm
    return seen and LINES_END_AT.isdisjoint(pair)


def rewrite(path: Path) -> None:
    """Give a font its quick kerning."""
    font = TTFont(path, recalcTimestamp=False)
    kept = [
        f"pos {first} {second} {value};"
        for (first, second), value in sorted(kerning(font).items())
        if is_kept((first, second), value, font)
    ]
    for name in ("GPOS", "GDEF"):
        if name in font:
            del font[name]
    rules = "\n".join(kept)
    addOpenTypeFeaturesFromString(
        font,
        "languagesystem DFLT dflt; languagesystem latn dflt;"
        f" feature kern {{ {rules} }} kern;",
        tables=["GPOS"],
    )
    font.save(path)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.ttf")):
        rewrite(path)

"""How a printed report falls into pages."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from exports.status_report import blocks
from exports.status_report.blocks import Block
from exports.status_report.document import Cover, Document
from exports.writers.status_report_pdf import printed
from tests.exports import tagged_pdf
from tests.factories import TODAY

SVG = "http://www.w3.org/2000/svg"
DOT = '<rect width="9" height="9"/>'
CHART = f'<svg xmlns="{SVG}" width="600" height="400">{DOT}</svg>'
NEAR_THE_END = range(20, 45)
"""Lines before something that stands at the end of a page in one case or the other."""


def in_print(*found: Block) -> pikepdf.Pdf:
    """A document of these blocks."""
    facts = (("As of", "15 July 2026"),)
    cover = Cover("Status report", "Wells", "Water Office", ("", ""), (), "", facts)
    words = ("en", "Wells", "Wells", "15 July 2026", "Wells", ("wells",))
    laid_out = Document(*words, cover, "Contents", ("Page", "of"), found)
    return pikepdf.open(io.BytesIO(printed(laid_out, TODAY)))


def page_of(file: pikepdf.Pdf, tag: str) -> Any:
    """The page on which the last element of a kind stands."""
    tree = file.Root.StructTreeRoot
    last = [one for one in tagged_pdf.elements(tree) if str(one.S) == tag][-1]
    parts = [last, *tagged_pdf.elements(last)]
    for part in parts:
        kids = part.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        for place in [part, *kids]:
            if isinstance(place, pikepdf.Dictionary) and "/Pg" in place:
                return place.Pg.objgen
    raise AssertionError(f"{tag} stands on no page")


def width_of(file: pikepdf.Pdf) -> float:
    """Of the last figure, in points."""
    tree = file.Root.StructTreeRoot
    last = [one for one in tagged_pdf.elements(tree) if str(one.S) == "/Figure"][-1]
    left, _low, right, _high = last.A[0].BBox
    return round(float(right) - float(left), 1)


class PageTests:
    def test_a_chart_stands_whole_with_its_heading_and_its_sentence(self) -> None:
        pages, widths = set(), set()
        for number in NEAR_THE_END:
            lines = [blocks.paragraph(f"Line {line}.") for line in range(number)]
            title = blocks.heading(2, "Unsafe wells")
            said = blocks.paragraph("48 in 100 wells in 2025.", leads=True)
            chart = blocks.picture(CHART, "48 in 2025", share=0.7)
            with in_print(*lines, title, said, chart) as found:
                on = page_of(found, "/H2")
                assert on == page_of(found, "/Figure"), number
                pages.add([page.objgen for page in found.pages].index(on))
                widths.add(width_of(found))
        assert len(pages) == 2  # some at the end of a page, some on the next
        assert len(widths) == 1

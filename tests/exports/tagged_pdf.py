"""What a program can find wrong with a tagged PDF: a reader's part of PDF/UA and PDF/A.

It speaks of the checkpoints of the Matterhorn Protocol that need no eye. The files were
also put before veraPDF (docs/data-formats.md), which is too large to be run each time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

STANDARD = re.compile(
    r"/(Document|Part|Div|Sect|Caption|TOCI?|P|H[1-6]|L|LI|Lbl|LBody|Table|T[RHD]"
    r"|THead|TBody|TFoot|Span|Quote|BlockQuote|Note|Link|Figure|Code|Reference)"
)
PAINTING = re.compile(r"T[jJ]|['\"sSF]|[fbB]\*?|sh|Do")


def faults(content: bytes) -> list[str]:
    """Each fault in words; none in a file that is whole."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return [fault for check in CHECKS for fault in check(file)]


def elements(node: Any) -> Iterator[Any]:
    """The elements of a structure tree, the root left out."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def fonts(file: pikepdf.Pdf) -> list[Any]:
    """Every font that pages or the forms on them use, once."""
    found: dict[Any, Any] = {}
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
            found[item.objgen] = item
    return [font for font in found.values() if "/CIDSystemInfo" not in font]


def of_document(file: pikepdf.Pdf) -> Iterator[str]:
    """Checkpoints 06, 07, 11: a title, a language, the standards it keeps."""
    root, xmp = file.Root, file.Root.Metadata.read_bytes().decode()
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    names = ("pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<", "dc:title>")
    yield from (f"the metadata lack {name}" for name in names if name not in xmp)
    intents = [one for one in root.get("/OutputIntents", []) if one.S == "/GTS_PDFA1"]
    if not intents or "/DestOutputProfile" not in intents[0]:
        yield "no output intent with a profile"


def of_structure(file: pikepdf.Pdf) -> Iterator[str]:
    """Checkpoints 02, 09, 13, 14, 15: known tags, alternatives, headings, headers."""
    roles = file.Root.StructTreeRoot.get("/RoleMap", {})
    level = 0
    for one in elements(file.Root.StructTreeRoot):
        tag = str(roles.get(str(one.S), one.S))
        if not STANDARD.fullmatch(tag):
            yield f"{tag} is no standard type"
        if tag == "/Figure" and not str(one.get("/Alt", "")):
            yield "a figure without an alternative"
        if tag == "/TH" and not has_scope(one):
            yield "a header cell without a scope"
        if tag == "/Table":
            yield from of_table(one)
        if tag[:2] == "/H" and tag[2:].isdecimal():
            if int(tag[2:]) > level + 1:
                yield f"{tag} follows level {level}"
            level = int(tag[2:])


def has_scope(cell: Any) -> bool:
    """Whether a header cell says if it heads a row or a column."""
    return any("/Scope" in one for one in attributes(cell))


def attributes(one: Any) -> list[Any]:
    """The groups of attributes that an element has."""
    given = one.get("/A")
    if given is None:
        return []
    return list(given) if isinstance(given, pikepdf.Array) else [given]


def of_table(table: Any) -> Iterator[str]:
    """Rows of one width, with a header somewhere."""
    rows = [
        [cell for cell in row.K if isinstance(cell, pikepdf.Dictionary)]
        for row in elements(table)
        if row.S == "/TR"
    ]
    widths = {sum(span(cell) for cell in row) for row in rows}
    if len(widths) != 1:
        yield f"a table whose rows are {sorted(widths)} wide"
    if not any(cell.S == "/TH" for row in rows for cell in row):
        yield "a table without a header"


def span(cell: Any) -> int:
    """How many columns a cell covers."""
    found = [int(one.get("/ColSpan", 1)) for one in attributes(cell)]
    return max(found, default=1)


def of_pages(file: pikepdf.Pdf) -> Iterator[str]:
    """Checkpoints 01, 28: what is painted is tagged or decoration; links say where."""
    for number, page in enumerate(file.pages, 1):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif PAINTING.fullmatch(name) and not depth:
                yield f"page {number} paints {operands} that is not tagged"
        for link in page.get("/Annots", []):
            if "/StructParent" not in link or not str(link.get("/Contents", "")):
                yield f"a link of page {number} is not in the structure, or mute"
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {number} is walked in another order than it is read"


def of_fonts(file: pikepdf.Pdf) -> Iterator[str]:
    """Checkpoints 10, 31: letters are in the file, and known as letters."""
    for font in fonts(file):
        below = font.get("/DescendantFonts", [font])[0]
        described = below.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
            yield f"{font.get('/BaseFont')} is not embedded"
        if "/ToUnicode" not in font:
            yield f"{font.get('/BaseFont')} does not say its letters"


CHECKS: list[Callable[[pikepdf.Pdf], Iterator[str]]] = [
    of_document,
    of_structure,
    of_pages,
    of_fonts,
]

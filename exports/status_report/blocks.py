"""Pieces of a printed document, as plain data: PDF and Word lay out the same pieces.

A text is a list of runs: {"text": ..., and perhaps "bold", "quiet", "link" (address),
"source" (number of a source), "status" (code, for its shape), "language"}.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from recommendations.languages import LocalText

Run = dict[str, Any]
Runs = list[Run]
Block = dict[str, Any]
Printable = str | LocalText | Run | Sequence[Any]


def run(text: str, **marks: Any) -> Run:
    """One run; marks without a value are left out."""
    return {"text": text} | {name: mark for name, mark in marks.items() if mark}


def runs(*parts: Printable) -> Runs:
    """Texts, local texts, runs and lists of these as one list of runs.

    Texts without a mark that follow each other are one run.
    """
    found: Runs = []
    for part in parts:
        if isinstance(part, str):
            more = [{"text": part}] if part else []
        elif isinstance(part, LocalText):
            language = part.language if part.is_fallback else ""
            more = [run(part.text, language=language)] if part.text else []
        elif isinstance(part, dict):
            more = [part]
        else:
            more = runs(*part)
        if more and found and len(found[-1]) == len(more[0]) == 1:
            found[-1] = {"text": found[-1]["text"] + more[0]["text"]}
            del more[0]
        found += more
    return found


def plain(found: Iterable[Run]) -> str:
    """The words of runs."""
    return "".join(part["text"] for part in found)


def paragraph(*parts: Printable, style: str = "", leads: bool = False) -> Block:
    """style: lead, small, quiet or none. leads: what follows stands on its page."""
    found = runs(*parts)
    return {"kind": "paragraph", "runs": found, "style": style, "leads": leads}


def heading(level: int, *parts: Printable, page: bool = False) -> Block:
    """A heading of level 1 to 3; page: it starts one."""
    return {"kind": "heading", "level": level, "runs": runs(*parts), "page": page}


def label(*parts: Printable) -> Block:
    """A small title inside a part, no entry of the contents."""
    return {"kind": "label", "runs": runs(*parts)}


def note(*parts: Printable) -> Block:
    """What a reader must not miss."""
    return {"kind": "note", "runs": runs(*parts)}


def bullets(items: Iterable[Printable]) -> Block:
    """A list without an order."""
    return {"kind": "bullets", "items": [runs(item) for item in items]}


def facts(pairs: Iterable[tuple[str, Printable]]) -> Block:
    """Terms with what is said of them."""
    return {
        "kind": "facts",
        "rows": [[term, runs(said)] for term, said in pairs],
    }


def picture(drawing: str, alt: str, caption: str = "", share: float = 1.0) -> Block:
    """A chart with its text alternative; share: of the width of the page."""
    return {
        "kind": "picture",
        "svg": drawing,
        "alt": alt,
        "caption": caption,
        "share": share,
    }


def table(
    caption: str,
    columns: Sequence[tuple[str, float, str]],
    rows: Iterable[Sequence[Printable]],
    total: Sequence[Printable] | None = None,
) -> Block:
    """A table with a repeated header row.

    columns: (title, share of the width, "left" or "right"). The first cell of a row
    is its header. total: the last row, set apart.
    """
    return {
        "kind": "table",
        "caption": caption,
        "columns": [
            {"title": title, "share": share, "align": align}
            for title, share, align in columns
        ],
        "rows": [[runs(cell) for cell in row] for row in rows],
        "total": [runs(cell) for cell in total] if total else None,
    }


def entries(rows: Iterable[tuple[str, Printable]]) -> Block:
    """Entries, each a paragraph that begins with its day or its number in bold."""
    return {
        "kind": "entries",
        "rows": [{"first": first, "runs": runs(said)} for first, said in rows],
    }


def sources(rows: Iterable[tuple[int, str, Runs]]) -> Block:
    """The numbered list of sources with their addresses, which may be empty."""
    return {
        "kind": "sources",
        "rows": [
            {"number": number, "address": address, "runs": said}
            for number, address, said in rows
        ],
    }

"""Reads a page as a person does: its words, without markup and drawings."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.test import Client

from tests.clock import stopped_at
from tests.factories import TODAY


@dataclass(frozen=True)
class Page:
    """An answer: its status, its source, and the words of its main part."""

    status: int
    source: str
    text: str

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def cells(self, caption: str) -> list[list[str]]:
        """The rows of the table with this caption, as the words of their cells."""
        start = self.source.index(f'<caption class="hidden">{caption}</caption>')
        body = self.source[start : self.source.index("</table>", start)]
        rows = re.findall(r"<tr.*?</tr>", body, re.S)
        return [
            [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
            for row in rows
        ]


def words(source: str) -> str:
    """The words of a piece of markup, with single spaces."""
    drawn = re.sub(r"<svg.*?</svg>", " ", source, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def read(client: Client, address: str) -> Page:
    """Ask for a page on the day of the tests."""
    with stopped_at(TODAY):
        answer = client.get(address)
    source = answer.content.decode()
    main = re.search(r"<main.*?</main>", source, re.S)
    bar = re.search(r'<aside[^>]* class="view-bar.*?</aside>', source, re.S)
    shown = (bar[0] if bar else "") + (main[0] if main else source)
    return Page(answer.status_code, source, words(shown))

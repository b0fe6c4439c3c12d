"""The small Markdown of reasons and summaries as runs of a printed document."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from recommendations.languages import LocalText
from recommendations.prose import prose

from .blocks import Runs, run


def prose_runs(text: LocalText) -> Runs:
    """The runs of a text: strong and emphasis in bold, links as links."""
    reader = _Reader(text.language if text.is_fallback else "")
    reader.feed(str(prose(text.text)))
    reader.close()
    return reader.runs


class _Reader(HTMLParser):
    """Reads what ``prose`` gives: text, a, br, code, em, strong, nothing else."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.runs: Runs = []
        self._language, self._bold, self._link = language, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        """A mark begins."""
        if tag == "br":
            self.handle_data("\n")
        elif tag == "a":
            self._link = dict(attrs).get("href") or ""
        elif tag in ("em", "strong"):
            self._bold += 1

    def handle_endtag(self, tag: str) -> None:
        """A mark ends."""
        if tag == "a":
            self._link = ""
        elif tag in ("em", "strong"):
            self._bold -= 1

    def handle_data(self, data: str) -> None:
        """Text under the marks that hold."""
        if data == "\n" and self.runs and self.runs[-1]["text"].endswith("\n"):
            return  # the line break that follows a <br> in the source
        self.runs.append(
            run(data, bold=self._bold > 0, link=self._link, language=self._language)
        )

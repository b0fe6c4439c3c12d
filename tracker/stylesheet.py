"""Joins the stylesheets into the one file a page asks for, css/site.css.

The parts stay one file per component, as people edit them; a reader's browser
asks once. Nothing has to be built by hand: the static files finder writes the
joined file into the data folder whenever a part has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/site.css"
FIRST = ("tokens.css", "base.css", "layout.css")
LAST = ("print.css",)


def parts(folder: Path) -> list[Path]:
    """The stylesheets in the order in which they are joined."""
    components = sorted((folder / "components").glob("*.css"))
    return [
        *(folder / name for name in FIRST),
        *components,
        *(folder / name for name in LAST),
    ]


def joined(folder: Path) -> str:
    """The one stylesheet: all parts, without comments and idle white space.

    No string of the parts has white space beside a colon, comma, semicolon or brace.
    """
    text = "".join(part.read_text(encoding="utf-8") for part in parts(folder))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return (
        re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).replace(";}", "}").strip() + "\n"
    )


class StylesheetFinder(BaseFinder):
    """Offers css/site.css to collectstatic and to the development server."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.folder = Path(settings.BASE_DIR) / "static" / "css"
        self.storage = FileSystemStorage(Path(settings.DATA_DIR) / "stylesheet")

    def check(self, **kwargs: object) -> list[CheckMessage]:
        """Nothing to check: the parts are in the repository."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:
        """Where the joined file lies, or nothing for any other path."""
        if path != NAME:
            return []
        found = str(self._write())
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, Storage]]:
        """The one file this finder has."""
        self._write()
        yield NAME, self.storage

    def _write(self) -> Path:
        """Write the joined file if it is missing or a part has changed."""
        target = Path(self.storage.path(NAME))
        text = joined(self.folder)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return target

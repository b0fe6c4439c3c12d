"""How the text of a file is encoded: declared, or guessed and held to its guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from .table import UnreadableFileError

BLOCK = 1 << 16
WESTERN = "windows-1252"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What western text never holds, and what other encodings look like when read as it:
# signs inside a word, a capital between small letters, three accented letters in a row.
FOREIGN = re.compile(
    r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘·–—-](?=[^\W\d_])"
    r"|(?<=[^\W\d_])[À-ÞŠŽŒŸ](?=[a-z])"
    r"|[À-ÿŠŽšžŒœŸ]{3}"
)
ACCENTED = re.compile(r"[^\x00-\x7f]")


def encoding_of(file: Path, declared: str = "") -> str:
    """The encoding to read a file with; refused where its bytes contradict it."""
    with file.open("rb") as bytes_:
        head = bytes_.read(BLOCK)
    found = _marked(head) or declared or _without_mark(head)
    try:
        codecs.lookup(found)
    except LookupError as error:
        raise UnreadableFileError(
            _("“%s” is not the name of an encoding.") % found
        ) from error
    if found == WESTERN or declared:
        _refuse_contradiction(file, found)
        return found
    if found != "utf-8":
        _refuse_undecodable(file, found)
        return found
    return "utf-8" if _decodes(file, "utf-8") else _western(file)


def _marked(head: bytes) -> str:
    return next((name for mark, name in MARKS if head.startswith(mark)), "")


def _without_mark(head: bytes) -> str:
    """UTF-16 shows by a zero in every second byte; else UTF-8 until it fails."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and odd > even * 4:
        return "utf-16-le"
    if even > len(head) // 5 and even > odd * 4:
        return "utf-16-be"
    return "utf-8"


def _western(file: Path) -> str:
    _refuse_undecodable(file, WESTERN)
    accented = foreign = 0
    for text in _blocks(file, WESTERN):
        accented += len(ACCENTED.findall(text))
        foreign += len(FOREIGN.findall(text))
    if foreign * 5 > accented:
        raise UnreadableFileError(
            _(
                "Its text is neither UTF-8 nor Windows-1252; save it as UTF-8, or name"
                " its encoding in the mapping."
            )
        )
    return WESTERN


def _refuse_contradiction(file: Path, declared: str) -> None:
    names_utf8 = codecs.lookup(declared).name.startswith("utf")
    if not names_utf8 and not _is_ascii(file) and _decodes(file, "utf-8"):
        raise UnreadableFileError(
            _("The mapping says that it is encoded as %s, but it is UTF-8.") % declared
        )
    _refuse_undecodable(file, declared)


def _refuse_undecodable(file: Path, encoding: str) -> None:
    try:
        for text in _blocks(file, encoding):
            if "\0" in text:
                raise UnreadableFileError(
                    _("It is not a text file: it holds bytes of zero.")
                )
    except UnicodeError as error:
        raise UnreadableFileError(
            _(
                "Its text is not encoded as %s; save it as UTF-8, or name its encoding"
                " in the mapping."
            )
            % encoding
        ) from error


def _decodes(file: Path, encoding: str) -> bool:
    try:
        _refuse_undecodable(file, encoding)
    except UnreadableFileError as error:
        if isinstance(error.__cause__, UnicodeError):
            return False
        raise
    return True


def _is_ascii(file: Path) -> bool:
    with file.open("rb") as bytes_:
        return all(block.isascii() for block in iter(lambda: bytes_.read(BLOCK), b""))


def _blocks(file: Path, encoding: str) -> Iterator[str]:
    with file.open(encoding=encoding, newline="") as text:
        while block := text.read(BLOCK):
            yield block

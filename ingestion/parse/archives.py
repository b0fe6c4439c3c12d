"""XLSX and ODS are archives of XML: opened only when they are what they claim."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from .table import UnreadableFileError

MOST_PARTS = 3_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_ONE_PART = 250 * 1024 * 1024
MOST_SHARED_TEXT = 120 * 1024 * 1024
MOST_TIMES_LARGER = 200
BLOCK = 1 << 18
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")  # UTF-16 hides it
FREE_OF_RATIO = 2 * 1024 * 1024


def open_archive(file: Path) -> zipfile.ZipFile:
    """The archive, unpacked sizes checked before anything is unpacked.

    An archive that lies about a size is cut off at the size it gave.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise UnreadableFileError(
            _("The spreadsheet is damaged; save it again.")
        ) from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        archive.close()
        raise UnreadableFileError(_("It is locked by a password; save it without."))
    if len(parts) > MOST_PARTS or _is_bomb(parts):
        archive.close()
        raise UnreadableFileError(
            _(
                "Unpacked it would be far larger than a spreadsheet can be; it is"
                " refused."
            )
        )
    try:
        _refuse_entities(archive)
    except UnreadableFileError:
        archive.close()
        raise
    return archive


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """No spreadsheet declares a document type; whoever does wants to define entities.

    Text cannot hold the declaration, since its first sign is escaped there.
    """
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        try:
            is_hostile = _declares(archive, part)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
            raise UnreadableFileError(
                _("The spreadsheet is damaged; save it again.")
            ) from error
        if is_hostile:
            raise UnreadableFileError(
                _(
                    "It defines entities of its own, as no spreadsheet does; it is"
                    " refused."
                )
            )


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as data:
        before = b""
        while block := data.read(BLOCK):
            if not before and block.startswith(WIDE_MARKS):
                return True
            if DECLARATION.search(before + block):
                return True
            before = block[-len("<!DOCTYPE") :]
    return False


def _is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    return any(_is_swollen(part) for part in parts)


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    most = MOST_SHARED_TEXT if "sharedStrings" in part.filename else MOST_ONE_PART
    if part.file_size > most:
        return True
    ratio = part.file_size / max(1, part.compress_size)
    return part.file_size > FREE_OF_RATIO and ratio > MOST_TIMES_LARGER


def no_sheet(name: str) -> str:
    """Why a workbook cannot be read: the sheet that was named, or none at all."""
    if name:
        return _("It has no sheet named “%s”.") % name
    return _("It has no sheet to read.")

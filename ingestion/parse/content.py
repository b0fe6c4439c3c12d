"""What a file is: by its name and by what it holds, which have to agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from . import delimited, json_items, ods, xlsx
from .table import MOST_BYTES, Line, UnreadableFileError, within_limits

FORMATS = ("csv", "tsv", "xlsx", "ods", "json")
MOST_SHEETS = 12
ARCHIVE = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PDF = b"%PDF"


def rows(
    file: Path, *, encoding: str = "", separator: str = "", sheet: str = ""
) -> Iterator[Line]:
    """The rows of a file of any format that is read, blank ones left out."""
    kind = format_of(file)
    if kind == "xlsx":
        return within_limits(xlsx.rows(file, sheet=sheet))
    if kind == "ods":
        return within_limits(ods.rows(file, sheet=sheet))
    if kind == "json":
        return within_limits(json_items.rows(file, encoding=encoding))
    separator = separator or ("\t" if kind == "tsv" else "")
    return within_limits(delimited.rows(file, encoding=encoding, separator=separator))


def sheets(file: Path) -> list[str]:
    """The sheets of a workbook that may hold the list; none for other formats."""
    return xlsx.sheets(file)[:MOST_SHEETS] if format_of(file) == "xlsx" else []


def format_of(file: Path) -> str:
    """The format of a file; refused where it is none that is read."""
    kind = file.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise UnreadableFileError(
            _("“%s” is none of the kinds that are read: CSV, TSV, XLSX, ODS, JSON.")
            % file.name
        )
    _refuse_size(file)
    with file.open("rb") as bytes_:
        head = bytes_.read(4)
    _refuse_other_content(kind, head)
    return kind


def _refuse_size(file: Path) -> None:
    size = file.stat().st_size
    if not size:
        raise UnreadableFileError(_("The file is empty."))
    if size > MOST_BYTES:
        raise UnreadableFileError(
            _("The file is larger than %d MB; divide it.")
            % (MOST_BYTES // 1024 // 1024)
        )


def _refuse_other_content(kind: str, head: bytes) -> None:
    if head.startswith(OLD_EXCEL):
        raise UnreadableFileError(
            _("It is an old or locked Excel file; save it as XLSX without a password.")
        )
    if head.startswith(PDF):
        raise UnreadableFileError(_("It is a PDF, whatever its name says."))
    if (kind in {"xlsx", "ods"}) != head.startswith(ARCHIVE):
        raise UnreadableFileError(
            _("It is not what its name says: its content is not %s.") % kind.upper()
        )

"""Opens the zip of a package without trusting it: names, sizes and ratios are checked.

Nothing is unpacked to disk. The one file that is loaded is read as a stream, never
further than it says it is long, and must have the hash that the package names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

DESCRIPTION = "datapackage.json"
RECORD = "record.jsonl"
MOST_FILES = 200
MOST_BYTES = 4 * 1024**3
MOST_DESCRIPTION_BYTES = 20 * 1024**2
MOST_LINE_BYTES = 16 * 1024**2
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1024**2


class HostilePackageError(Exception):
    """A package that is not opened; its text says why in a sentence."""


@contextmanager
def opened(path: str) -> Iterator[ZipFile]:
    """The zip at this path, checked whole before anything in it is read."""
    try:
        with ZipFile(Path(path)) as package:
            check(package.infolist())
            yield package
    except BadZipFile as error:
        raise HostilePackageError(f"is no whole zip file: {error}") from error
    except OSError as error:
        raise HostilePackageError(f"cannot be read: {error.strerror}") from error
    except NotImplementedError as error:
        raise HostilePackageError("is compressed in a way not known here") from error


def check(members: list[ZipInfo]) -> None:
    """Refuse names that point elsewhere, too many files, and bombs."""
    if len(members) > MOST_FILES:
        raise HostilePackageError(f"holds more than {MOST_FILES} files")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise HostilePackageError("would unpack to more than 4 GB")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise HostilePackageError("holds two files of one name")
    for member in members:
        _check_member(member)


def _check_member(member: ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        raise HostilePackageError(f"holds a file whose name points elsewhere: {name}")
    if member.flag_bits & 0x1:
        raise HostilePackageError(f"holds a file with a password: {name}")
    if (
        member.file_size > RATIO_COUNTS_FROM
        and member.file_size > MOST_RATIO * member.compress_size
    ):
        raise HostilePackageError(f"holds a file that grows beyond reason: {name}")


def record_lines(package: ZipFile) -> Iterator[bytes]:
    """The lines of the record, one by one; refused at the end if they are others."""
    wanted = _described(package)
    digest, left = hashlib.sha256(), int(wanted["bytes"])
    with package.open(RECORD) as file:
        while line := file.readline(MOST_LINE_BYTES):
            left -= len(line)
            if left < 0 or (len(line) == MOST_LINE_BYTES and line[-1:] != b"\n"):
                raise HostilePackageError(f"{RECORD} is longer than it says")
            digest.update(line)
            yield line
    if left or f"sha256:{digest.hexdigest()}" != wanted["hash"]:
        raise HostilePackageError(f"{RECORD} is not the one the package describes")


def _described(package: ZipFile) -> dict[str, Any]:
    """What the package says of its record: length and hash."""
    names = set(package.namelist())
    if DESCRIPTION not in names:
        raise HostilePackageError(f"is no data package: {DESCRIPTION} is missing")
    if RECORD not in names:
        raise HostilePackageError(
            f"holds no {RECORD}, which only a package of the ordinary view has"
        )
    with package.open(DESCRIPTION) as file:
        found = _json(file)
    record = found.get("record") if isinstance(found, dict) else None
    if (
        not isinstance(record, dict)
        or type(record.get("bytes")) is not int
        or not isinstance(record.get("hash"), str)
    ):
        raise HostilePackageError(f"{DESCRIPTION} does not describe the record")
    return record


def _json(file: IO[bytes]) -> Any:
    text = file.read(MOST_DESCRIPTION_BYTES + 1)
    try:
        return json.loads(text[:MOST_DESCRIPTION_BYTES])
    except (ValueError, RecursionError) as error:
        raise HostilePackageError(f"{DESCRIPTION} is no JSON") from error

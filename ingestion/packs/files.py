"""Finds the files of a pack and recognizes each by what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .complaints import Complaint, Place
from .yaml_files import UnreadableFileError, read_yaml

SUFFIXES = {".yaml", ".yml"}
MOST_FILES = 500

# What a file holds by a field that only it has; in the order of reading, since
# later files refer to earlier ones.
KINDS = {
    "release": "release",
    "agencies": "agencies",
    "report": "report",
    "indicators": "indicators",
    "reading": "second reading",
}


@dataclass(frozen=True)
class Document:
    """One file, read: what kind it is, what it holds and where it stands."""

    kind: str
    content: dict[object, object]
    place: Place


def documents(paths: Iterable[str], complaints: list[Complaint]) -> list[Document]:
    """Every file of the paths, read, in the order of KINDS and then by name.

    paths: folders of packs (their YAML files and those in ``reports``) or single
    files. What cannot be used is added to the complaints.
    """
    found = []
    for file, shown_as in _files(paths, complaints):
        document = _document(file, Place(shown_as, "", complaints))
        if document:
            found.append(document)
    order = list(KINDS.values())
    return sorted(found, key=lambda d: (order.index(d.kind), d.place.file))


def _files(
    paths: Iterable[str], complaints: list[Complaint]
) -> Sequence[tuple[Path, str]]:
    """The files with the name a complaint gives them, none of them twice."""
    found: dict[Path, tuple[Path, str]] = {}
    for given in paths:
        try:
            for file in _below(Path(given)):
                found.setdefault(file.resolve(), (file, str(file)))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is not a path"
            complaints.append(Complaint(given, "", f"cannot be read: {reason}"))
        except UnreadableFileError as error:
            complaints.append(Complaint(given, "", str(error)))
    return list(found.values())


def _below(path: Path) -> list[Path]:
    if not path.is_dir():
        path.stat()
        return [path]
    folders = [path, path / "reports"] if (path / "reports").is_dir() else [path]
    files = sorted(
        file
        for folder in folders
        for file in folder.iterdir()
        if file.suffix.lower() in SUFFIXES
    )
    if not files:
        raise UnreadableFileError("holds no YAML file")
    if len(files) > MOST_FILES:
        raise UnreadableFileError(f"holds more than {MOST_FILES} YAML files")
    return files


def _document(file: Path, place: Place) -> Document | None:
    try:
        content = read_yaml(file)
    except UnreadableFileError as error:
        place.complain(str(error))
        return None
    if isinstance(content, dict):
        for mark, kind in KINDS.items():
            if mark in content:
                return Document(kind, content, place)
    marks = ", ".join(KINDS)
    place.complain(f"is not a file of a pack: it has none of the fields {marks}")
    return None

"""What is wrong with a pack: the file, the place inside it and the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_LABEL = 60


@dataclass(frozen=True)
class Complaint:
    """One thing that keeps a pack from being loaded."""

    file: str
    path: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.path}" if self.path else self.file
        return f"{where}: {self.reason}"


class BrokenPackError(Exception):
    """The pack is refused whole; carries every complaint."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


@dataclass(frozen=True)
class Place:
    """A place in a file, such as ``recommendations[1.1].asks[a].text``."""

    file: str
    path: str = ""
    complaints: list[Complaint] = field(default_factory=list, compare=False)

    def field(self, name: str) -> Place:
        """The field of this name below this place."""
        path = f"{self.path}.{name}" if self.path else name
        return Place(self.file, path, self.complaints)

    def item(self, label: object) -> Place:
        """An item of the list at this place, by its own name or its number."""
        text = _printable(str(label))
        return Place(self.file, f"{self.path}[{text}]", self.complaints)

    def complain(self, reason: str) -> None:
        """Note what is wrong here."""
        self.complaints.append(Complaint(self.file, self.path, reason))


def shown(value: object) -> str:
    """A value of the pack as a complaint quotes it: short and printable."""
    text = repr(value)
    text = text if len(text) <= LONGEST_LABEL else text[:LONGEST_LABEL] + "..."
    return _printable(text)


def _printable(text: str) -> str:
    kept = "".join(c if c.isprintable() else "?" for c in text[: LONGEST_LABEL + 3])
    return kept

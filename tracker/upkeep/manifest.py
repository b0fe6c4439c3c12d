"""What a backup says of itself, and whether its files are still what they were."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1
NAME = "manifest.json"


class RefusedError(Exception):
    """What cannot be done; its text says why, and what to do. Nothing was changed."""


@dataclass
class Manifest:
    """A backup's own account: what made it, when, and the hash of every file.

    migrations: those that were applied to the database, as app.name.
    """

    made_at: str
    vendor: str
    migrations: list[str]
    has_key: bool
    has_files: bool
    format: int = FORMAT
    files: dict[str, str] = field(default_factory=dict)

    def seal(self, folder: Path) -> None:
        """Hash every file of the folder and write the account beside them."""
        self.files = {
            str(file.relative_to(folder)): digest(file)
            for file in sorted(folder.rglob("*"))
            if file.is_file() and file.name != NAME
        }
        (folder / NAME).write_text(json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def checked(cls, folder: Path) -> Manifest:
        """Read a backup's account; refused unless every file is as it was written."""
        try:
            found = cls(**json.loads((folder / NAME).read_text()))
        except FileNotFoundError as error:
            raise RefusedError(f"{folder} is no backup: it has no {NAME}.") from error
        except (OSError, ValueError, TypeError) as error:
            raise RefusedError(f"{folder / NAME} cannot be read: {error}.") from error
        if found.format != FORMAT:
            raise RefusedError(
                f"The backup has form {found.format}, which this version does not read."
            )
        broken = [
            name
            for name, hash_ in found.files.items()
            if _is_broken(folder, name, hash_)
        ]
        if broken:
            raise RefusedError(
                f"The backup is damaged: {', '.join(broken)} is not what was written."
            )
        return found


def _is_broken(folder: Path, name: str, hash_: str) -> bool:
    file = folder / name
    inside = folder.resolve() in file.resolve().parents
    return not inside or not file.is_file() or digest(file) != hash_


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()

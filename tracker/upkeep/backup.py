"""Makes a backup: the database of one moment, the uploaded files, perhaps the key."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from . import databases
from .manifest import Manifest, RefusedError

KEPT_FOLDERS = ("imports",)
KEY = "secret_key"


def make(into: Path, *, now: datetime, with_key: bool, with_files: bool) -> Path:
    """Write a backup into a new folder below ``into``; that folder.

    Nothing that is there is touched, and a backup that could not be finished is
    removed: a folder of that name is a whole backup.
    """
    name = f"followthrough-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    folder, unfinished = into / name, into / f".{name}.unfinished"
    if folder.exists():
        raise RefusedError(f"{folder} exists already; nothing was overwritten.")
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        _fill(unfinished, now, with_key, with_files)
        unfinished.rename(folder)
    except OSError as error:
        raise RefusedError(f"{into} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _fill(folder: Path, now: datetime, with_key: bool, with_files: bool) -> None:
    databases.copy_to(folder)
    if with_files:
        # After the database: every file it names is there, since none is ever removed.
        for name in KEPT_FOLDERS:
            source = settings.DATA_DIR / name
            if source.is_dir():
                shutil.copytree(source, folder / "files" / name)
    if with_key:
        _copy_key(folder)
    Manifest(
        made_at=now.astimezone(UTC).isoformat(),
        vendor=connection.vendor,
        migrations=applied(),
        has_key=with_key,
        has_files=with_files,
    ).seal(folder)


def _copy_key(folder: Path) -> None:
    source = settings.DATA_DIR / KEY
    if not source.is_file():
        raise RefusedError(
            f"There is no {source}: the key stands in SECRET_KEY, so keep it yourself."
        )
    target = os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(target, "wb") as kept:
        kept.write(source.read_bytes())


def applied() -> list[str]:
    """The migrations that the present database has."""
    found = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in found)

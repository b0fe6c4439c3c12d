"""Puts a backup in the place of the present record, never silently."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from recommendations.models import RecordVersion, Report

from . import backup, databases
from .manifest import NAME, Manifest, RefusedError


def chosen(folder: Path) -> Path:
    """The backup in a folder: itself, or the newest of those it holds."""
    if (folder / NAME).exists():
        return folder
    found = sorted(folder.glob(f"followthrough-*/{NAME}"))
    if not found:
        raise RefusedError(f"{folder} holds no backup.")
    return found[-1].parent


def put_back(
    folder: Path, *, now: datetime, replace: bool, with_key: bool
) -> Path | None:
    """Restore a checked backup; where the record that stood there was kept, if any.

    replace: a record that is there may be replaced; a backup of it is made first.
    """
    manifest = Manifest.checked(folder)
    _refuse_what_does_not_fit(manifest, with_key)
    kept = None
    number = _record_number()
    if _holds_a_record():
        if not replace:
            raise RefusedError(
                "The database holds a record already; nothing was overwritten. Add"
                " --replace to put the backup in its place (it is backed up first)."
            )
        kept = backup.make(
            settings.DATA_DIR / "replaced", now=now, with_key=False, with_files=True
        )
    databases.copy_back(folder)
    connections.close_all()
    call_command("migrate", interactive=False, verbosity=0)
    _restore_files(folder)
    if with_key:
        _restore_key(folder)
    _pass_over_old_pages(number, now)
    return kept


def _refuse_what_does_not_fit(manifest: Manifest, with_key: bool) -> None:
    if manifest.vendor != connection.vendor:
        raise RefusedError(
            f"The backup is of {manifest.vendor}, the database is {connection.vendor};"
            " restore it on its own kind, then use manage.py move_record."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [name for name in manifest.migrations if name not in known]
    if newer:
        raise RefusedError(
            f"The backup is of a newer version, with {newer[-1]}; update first."
        )
    if with_key and not manifest.has_key:
        raise RefusedError("The backup holds no key; restore it without --with-key.")


def _holds_a_record() -> bool:
    try:
        return Report.objects.exists()
    except DatabaseError:
        return False  # a fresh database without tables


def _record_number() -> int:
    try:
        found = RecordVersion.objects.values_list("number", flat=True).first()
    except DatabaseError:
        return 0
    return found or 0


def _restore_files(folder: Path) -> None:
    for name in backup.KEPT_FOLDERS:
        source = folder / "files" / name
        if source.is_dir():
            shutil.copytree(source, settings.DATA_DIR / name, dirs_exist_ok=True)


def _restore_key(folder: Path) -> None:
    target = settings.DATA_DIR / backup.KEY
    shutil.copyfile(folder / backup.KEY, target)
    target.chmod(0o600)


def _pass_over_old_pages(number: int, now: datetime) -> None:
    """Raise the version above any that was seen, so that no kept page is shown."""
    version = RecordVersion.objects.first()
    held = version.number if version else 0
    RecordVersion.objects.update_or_create(
        id=1, defaults={"number": max(held, number) + 1, "changed_at": now}
    )
    cache.clear()

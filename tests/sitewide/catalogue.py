"""What the translators' catalogue must hold: drawn from the sources anew."""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

SHIPPED = settings.BASE_DIR / "locale" / "es" / "LC_MESSAGES"
LEFT_OUT = ("bench", "locale", "tests", "var")


def is_drawable() -> bool:
    """Whether GNU gettext, which reads the sources, is installed."""
    return shutil.which("xgettext") is not None and shutil.which("msgmerge") is not None


def drawn_anew(folder: Path) -> polib.POFile:
    """The shipped catalogue, brought up to the sources in a folder of its own.

    The command writes into every ``locale`` it finds where it stands, so it stands
    among links to the sources, and the shipped catalogue stays as it is.
    """
    target = folder / "locale" / "es" / "LC_MESSAGES"
    target.mkdir(parents=True)
    shutil.copy(SHIPPED / "django.po", target)
    sources = folder / "sources"
    sources.mkdir()
    for path in settings.BASE_DIR.iterdir():
        if path.is_dir() and path.name not in LEFT_OUT and path.name[0] != ".":
            (sources / path.name).symlink_to(path)
    with chdir(sources), override_settings(LOCALE_PATHS=[folder / "locale"]):
        call_command(
            "makemessages",
            locale=["es"],
            no_obsolete=True,
            symlinks=True,
            verbosity=0,
        )
    return polib.pofile(str(target / "django.po"))


def is_translated(entry: polib.POEntry) -> bool:
    """Whether an entry has every form it needs, and a person has settled it."""
    forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return not entry.fuzzy and all(forms) and bool(list(forms))

"""`manage.py write_data_dictionary`: writes docs/data-dictionary.md from the code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exports.dictionary import document

PATH = "docs/data-dictionary.md"


class Command(BaseCommand):
    """Writes the document anew and says where it is."""

    help = f"Writes {PATH} from the datasets in the code."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or say in a sentence why it can't be."""
        path = settings.BASE_DIR / PATH
        try:
            path.write_text(document(), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{PATH} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{PATH} is written.")

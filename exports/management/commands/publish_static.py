"""`manage.py publish_static DIR`: the public site as files for a plain file server."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from exports.static_site import Answer, publish

SHOWN = 20


class Command(BaseCommand):
    """Prints how many files it wrote; exit 1 where a link leads nowhere."""

    help = (
        "Writes every public page and file into DIR, which it replaces, with links that"
        " a plain file server can follow."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder alone."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk the site, write the files, name what is missing."""
        folder = options["folder"].absolute()
        try:
            copy = publish(
                folder=folder,
                ask=asker(),
                live=settings.SITE_URL,
                say=self.stdout.write,
            )
        except OSError as problem:
            raise CommandError(
                f"{folder} could not be written: {problem.strerror or problem}."
            ) from problem
        self.stdout.write(f"{len(copy.files)} files in {folder}")
        for address in copy.missing[:SHOWN]:
            self.stderr.write(f"A link leads to {address}")
        if copy.missing:
            sys.exit(1)


def asker() -> Any:
    """Asks the site for one address, as a reader who is not signed in."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host.strip("*.")]
    client = Client(
        headers={"host": hosts[0] if hosts else "localhost"},
        raise_request_exception=False,
    )

    def ask(address: str) -> Answer:
        answer = client.get(address, secure=settings.HTTPS)
        parts = getattr(answer, "streaming_content", None)
        body = b"".join(parts) if parts is not None else answer.content
        kind = answer.headers.get("Content-Type", "application/octet-stream")
        return answer.status_code, kind.partition(";")[0], bytes(body)

    return ask

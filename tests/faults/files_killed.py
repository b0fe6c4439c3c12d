"""A status report written to a file, killed in the middle and then done.

``python -m tests.faults.files_killed FOLDER`` prints as JSON whether each child died
and, last, whether the file of the time before stayed as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock


def main(folder: Path) -> None:
    """Write a status report, kill its successors, and write it again."""
    import django

    django.setup()
    from recommendations.models import Report

    slug, file = Report.objects.get().slug, folder / "report.json"

    def work() -> None:
        command("export_status_report", slug, format="json", output=file)

    work()
    found = drill(work, folder)
    work()
    print(json.dumps(found))


def command(*words: Any, **options: Any) -> None:
    """A management command, without its words."""
    from django.core.management import call_command

    call_command(*words, **options, stdout=StringIO(), stderr=StringIO())


def drill(work: Callable[[], None], folder: Path) -> list[bool]:
    """For each place: whether the child died there and no file was touched."""
    before = files(folder)
    statements = in_child(work)[1]
    assert statements > 3
    places = [max(1, statements // 2), statements]
    died = [in_child(work, kill_at)[0] for kill_at in places]
    died.append(in_child(work, at_rest=True)[0])
    after = files(folder)
    kept = all(after.get(name) == content for name, content in before.items())
    return [*died, kept]


def in_child(
    work: Callable[[], None], kill_at: int = 0, *, at_rest: bool = False
) -> tuple[bool, int]:
    """Work in a child: whether it was killed, and its statements where it lived.

    kill_at: the statement before which it dies. at_rest: it dies when all is written
    and about to take the place of what was there.
    """
    from django.db import connection

    from tests.faults.work import Counter

    connection.close()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        counter = Counter(kill_at)
        end = die if at_rest else os.replace
        with (
            connection.execute_wrapper(counter),
            mock.patch("os.replace", end),
        ):
            work()
        os.write(writer, str(counter.number).encode())
        os._exit(0)
    os.close(writer)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(reader) as said:
        return os.WIFSIGNALED(status), int(said.read() or 0)


def die(*_paths: Any) -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def files(folder: Path) -> dict[str, str]:
    """Every file that is there, by its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))

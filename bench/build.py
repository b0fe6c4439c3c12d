"""`python -m bench.build`: a synthetic record in a data folder, made once and kept."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

BUILD = 2  # raise it when the record that is built changes
SEED = 1


def main(arguments: list[str]) -> int:
    """Build what is missing, bring the rest up to date; print where it is."""
    options = parser().parse_args(arguments)
    folder = prepare(options.recommendations, options.kept, options.database_url)
    print(folder)
    return 0


def parser(*, add_help: bool = True) -> argparse.ArgumentParser:
    """The size, the folder and, for PostgreSQL, the server."""
    made = argparse.ArgumentParser(
        prog="python -m bench.build", description=__doc__, add_help=add_help
    )
    made.add_argument("--recommendations", type=int, default=2500, metavar="N")
    made.add_argument(
        "--kept",
        type=Path,
        default=Path(os.environ.get("TMPDIR", "/tmp")) / "followthrough-bench",
        help="the folder that keeps built records",
    )
    made.add_argument(
        "--database-url",
        default="",
        help="a PostgreSQL database to fill, empty or filled by an earlier run;"
        " without it, SQLite in the folder",
    )
    return made


def prepare(recommendations: int, kept: Path, database_url: str = "") -> Path:
    """A data folder whose database holds the record; settings are read here first."""
    kind = "postgresql" if database_url else "sqlite"
    folder = (kept / f"{kind}-{recommendations}-{BUILD}").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    setup(folder, database_url)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    stamp = folder / "built"
    if not stamp.exists():
        fill(recommendations)
        stamp.write_text(f"{recommendations} recommendations, seed {SEED}\n")
    renew()
    make_searchable()
    return folder


def setup(folder: Path, database_url: str) -> None:
    """Read the site's settings for this folder."""
    key = "made for measuring alone, never for a site that others can reach"
    os.environ |= {"DATA_DIR": str(folder), "DATABASE_URL": database_url}
    os.environ |= {"SECRET_KEY": key, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    import django

    django.setup()


def fill(recommendations: int) -> None:
    """Build into the empty database; a half-built one is refused."""
    from recommendations.models import Report
    from recommendations.search import index

    from . import bulk, record

    if Report.objects.exists():
        sys.exit("bench: this database is not empty; name another or drop it first.")
    started = time.monotonic()
    with bulk.hurried():
        record.build(recommendations=recommendations, today=today(), seed=SEED)
        index.rebuild()
    seconds = round(time.monotonic() - started)
    say(f"{recommendations} recommendations built in {seconds} s")


def renew() -> None:
    """Values kept on an earlier day that the calendar has moved since."""
    from recommendations.actions import standings
    from recommendations.models import Recommendation

    stale = Recommendation.objects.filter(stands_until__lte=today())
    ids = list(stale.order_by("id").values_list("id", flat=True))
    if ids:
        standings.rebuild(recommendations=ids, on=today())
        say(f"{len(ids)} recommendations brought up to today")


def make_searchable() -> None:
    """The search index, where there is none."""
    from recommendations.models import SearchWord
    from recommendations.search import index

    if not SearchWord.objects.exists():
        started = time.monotonic()
        index.rebuild()
        say(f"search index made in {round(time.monotonic() - started)} s")


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def say(sentence: str) -> None:
    """To the person at the terminal, apart from the result."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Brings the data folder up to date and runs the production server: ./serve."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shlex
import shutil
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from .background import Background
from .environment import Environment
from .launch import PYTHON, ROOT, RefusedError, listener, reason, serve_arguments
from .patient_worker import PatientWorker

WORKERS = 2
FIRST_START_MEGABYTES = 100
EVERY_START_MEGABYTES = 5
TELLS_EVERY_SECONDS = 5


def main(given: list[str]) -> None:
    """Prepare and serve; whatever a person can put right is one sentence."""
    arguments = serve_arguments(given)
    try:
        wished = wishes(arguments.host, arguments.port)
        prepare(empty=arguments.empty)
        server = listener(arguments.host, arguments.port)
    except (RefusedError, ImproperlyConfigured, CommandError) as problem:
        refuse(str(problem))
    except (OSError, DatabaseError, sqlite3.Error) as problem:
        refuse(why_not_kept(problem))
    except KeyboardInterrupt:
        refuse("stopped.")
    Site(server, wished).run()


def refuse(sentence: str) -> NoReturn:
    """Say why the site does not start, and end."""
    sys.exit(f"serve: {sentence}")


def wishes(host: str, port: int) -> str:
    """Read the environment, fill in what the address implies; returns the address."""
    environment = Environment(ROOT / ".env")
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host
    name = f"[{shown}]" if ":" in shown else shown
    address = f"http://{name}:{port}"
    os.environ.setdefault("SITE_URL", address)
    if shown != host and "ALLOWED_HOSTS" not in os.environ:
        say("Other machines can reach it under the names that ALLOWED_HOSTS lists.")
    os.environ.setdefault("ALLOWED_HOSTS", f"127.0.0.1,localhost,[::1],{name}")
    folder = environment.folder("DATA_DIR", ROOT / "var")
    make_folder(folder)
    if not environment.text("SECRET_KEY"):
        make_secret_key(folder / "secret_key")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    return address


def make_folder(folder: Path) -> None:
    """The data folder, proven to take a file."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        probe = folder / ".probe"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
        free = shutil.disk_usage(folder).free // 1_000_000
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise RefusedError(f"there is no disk space left in {folder}.") from problem
        raise RefusedError(
            f"the data folder {folder} cannot be written: {reason(problem)}."
        ) from problem
    is_new = not (folder / "static").exists()
    needed = FIRST_START_MEGABYTES if is_new else EVERY_START_MEGABYTES
    if free < needed:
        raise RefusedError(
            f"there is not enough disk space in {folder}: {needed} MB are needed,"
            f" {free} MB are free."
        )


def make_secret_key(file: Path) -> None:
    """A key that only its owner can read, made once."""
    if file.exists() and file.stat().st_size:
        return
    fresh = file.with_name("secret_key.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as f:
        f.write(secrets.token_urlsafe(48) + "\n")
    fresh.replace(file)


def prepare(*, empty: bool) -> None:
    """Database, shipped data and static files, each only where something is missing."""
    django.setup()
    migrate()
    call_command("createcachetable", verbosity=0)
    if not empty and not apps.get_model("recommendations", "Report").objects.exists():
        say("Loading the shipped data.")
        call_command("load_shipped_data", verbosity=0)
    make_searchable()
    collect_static_files()
    connections.close_all()


def migrate() -> None:
    """Apply the migrations that are not yet applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date.")
        call_command("migrate", interactive=False, verbosity=0)


def make_searchable() -> None:
    """Make the search index of a record that is older than the search."""
    get = apps.get_model
    if get("recommendations", "SearchWord").objects.exists():
        return
    if get("recommendations", "Report").objects.exists():
        say("Making the search index.")
        call_command("rebuild_search", verbosity=0)


def collect_static_files() -> None:
    """Gather the files browsers ask for, when one of them has changed."""
    if not settings.STATIC_MANIFEST:
        return
    stamp = settings.DATA_DIR / "static.collected"
    wanted = static_fingerprint()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say("Collecting static files.")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def static_fingerprint() -> str:
    """A hash of name, size and time of every static file there is to collect."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            lines.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def why_not_kept(problem: Exception) -> str:
    """The sentence for a database or a folder that does not take what we write."""
    said = str(problem).strip().splitlines()[0] if str(problem).strip() else "no reason"
    if getattr(problem, "errno", None) == errno.ENOSPC or "disk is full" in said:
        return "there is no disk space left in the data folder."
    if isinstance(problem, OSError):
        return f"{problem.filename or 'a file'} cannot be used: {reason(problem)}."
    return f"the database cannot be used: {said.rstrip('.')}."


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once."""
    print(sentence, flush=True)


class Chief(Arbiter):
    """Gunicorn's master; Ctrl-C and a closed terminal stop it as gently as SIGTERM.

    It keeps one more child, for background tasks, and takes it along when it stops.
    """

    def __init__(self, app: BaseApplication) -> None:
        super().__init__(app)
        self.background = Background(work_in_background, self._leave_to_workers)

    def _leave_to_workers(self) -> None:
        for listener_ in self.LISTENERS:
            listener_.close()

    def manage_workers(self) -> None:
        """Each second: as many workers as there should be, of both kinds."""
        super().manage_workers()
        self.background.keep()

    def stop(self, graceful: bool = True) -> None:
        """Stop the workers of both kinds; a task under way may finish in time."""
        self.background.stop()
        asked = time.monotonic()
        super().stop(graceful)
        left = self.cfg.graceful_timeout - (time.monotonic() - asked)
        self.background.wait(max(1.0, left) if graceful else 1.0)

    def handle_int(self) -> None:
        """Let the requests under way be answered, then stop."""
        self.handle_term()

    handle_hup = handle_int


class Site(BaseApplication):
    """The site under gunicorn: two workers, one request each at a time."""

    def __init__(self, server: socket.socket, address: str) -> None:
        self.server = server
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn has to know; everything else is its default."""
        self.server.set_inheritable(True)
        for name, value in {
            "bind": f"fd://{self.server.fileno()}",
            "workers": WORKERS,
            "worker_class": PatientWorker,
            "timeout": 60,
            "graceful_timeout": 20,
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": self.announce,
            "post_worker_init": ready_worker,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The WSGI application, loaded once before the workers are made."""
        return get_wsgi_application()

    def run(self) -> None:
        """Serve until told to stop."""
        Chief(self).run()

    def announce(self, server: Arbiter) -> None:
        """Where the site is, and how an editor gets an account."""
        say(f"The site is at {self.address} (Ctrl-C stops it).")
        say(f"To make an editor's account: {account_command()}")


def work_in_background() -> None:
    """What the background worker does, until it is stopped."""
    call_command("background_worker")


def ready_worker(worker: Any) -> None:
    """Load all pages before the first request; leave Ctrl-C to the master."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    get_resolver().url_patterns  # noqa: B018 - reading it is what loads the pages
    with known_alive(worker):
        hold_list()


@contextlib.contextmanager
def known_alive(worker: Any) -> Iterator[None]:
    """Tell the master meanwhile that the worker lives.

    It would end one that is silent for a minute, and a large record on a slow machine
    may take that long to read, again and again.
    """
    done = threading.Event()

    def tell() -> None:
        while not done.wait(TELLS_EVERY_SECONDS):
            worker.notify()

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield
    finally:
        done.set()
        telling.join()


def hold_list() -> None:
    """Read the columns of the list, so that no reader's first request waits for them.

    Without a database, or before its migration, pages say so themselves.
    """
    from recommendations.as_of import AsOf
    from recommendations.as_of_pages import today
    from recommendations.list_page import warm

    with contextlib.suppress(DatabaseError):
        warm(AsOf.now(today()))
    connections.close_all()


def account_command() -> str:
    """The command to copy, with the data folder where it is not the usual one."""
    command = [str(PYTHON), str(ROOT / "manage.py"), "createsuperuser"]
    if settings.DATA_DIR != ROOT / "var":
        command = ["env", f"DATA_DIR={settings.DATA_DIR}", *command]
    return shlex.join(command)


if __name__ == "__main__":
    main(sys.argv[1:])

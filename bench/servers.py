"""The servers that are measured: the site, the baseline and Datasette."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "bench" / "requirements-bench.txt"
WITHIN_SECONDS = 300
STATIC = "bench/page.html"
WORKERS = 2


@dataclass(frozen=True)
class Server:
    """One that answers, and its process."""

    address: str
    process: subprocess.Popen[bytes]

    def read(self, path: str) -> bytes:
        """One answer, whole."""
        with urllib.request.urlopen(self.address + path, timeout=600) as answer:
            return bytes(answer.read())

    def workers(self) -> list[int]:
        """Process ids of the master and its workers."""
        master = self.process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [master, *map(int, children)]

    def peak_megabytes(self) -> float:
        """The largest resident memory that one of them has had since the last reset."""
        return max(_status(pid, "VmHWM") for pid in self.workers()) / 1024

    def own_megabytes(self) -> float:
        """What the worker with the most of it holds for itself alone now."""
        files = [Path(f"/proc/{pid}/smaps_rollup") for pid in self.workers()]
        return max(_private(file.read_text()) for file in files) / 1024

    def reset_peak(self) -> None:
        """Begin to count anew."""
        for pid in self.workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def _private(text: str) -> int:
    rows = [line.split() for line in text.splitlines()]
    return sum(int(row[1]) for row in rows if row[0].startswith("Private_"))


@contextmanager
def started(command: list[str], path: str, **environment: str) -> Iterator[Server]:
    """Start a server on a free port (``{port}`` in its command); stop it after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [part.replace("{port}", str(port)) for part in command],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait(server, path)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(server: Server, path: str) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            server.read(path)
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"bench: a server did not start: {server.process.args!r}")


def site(folder: Path, database_url: str = "") -> AbstractContextManager[Server]:
    """The site as ./serve starts it, on the folder's data."""
    return started(
        [sys.executable, "-m", "tracker.serving", "--port", "{port}"],
        "/readyz",
        **_environment(folder, database_url),
    )


def baseline(folder: Path, database_url: str = "") -> AbstractContextManager[Server]:
    """The baseline under the same server with as many workers."""
    return started(
        [
            *(sys.executable, "-m", "gunicorn", "--workers", str(WORKERS)),
            *("--bind", "127.0.0.1:{port}", "--timeout", "600"),
            "bench.baseline.site:application",
        ],
        "/recommendations/",
        **_environment(folder, database_url),
    )


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    return {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "SITE_URL": "http://127.0.0.1",
        "SECRET_KEY": "made for measuring alone, never for a site others can reach",
    }


def datasette(folder: Path, kept: Path) -> AbstractContextManager[Server]:
    """One process of Datasette, the file immutable, facet suggestions off."""
    home = kept / "datasette"
    python = home / "bin" / "python"
    if not (home / "installed").exists():
        venv.create(home, clear=True, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "-r", REQUIREMENTS], check=True
        )
        (home / "installed").touch()
    return started(
        [
            *(str(home / "bin" / "datasette"), "serve", "-p", "{port}"),
            *("-i", str(folder / "db.sqlite3"), "--setting", "suggest_facets", "off"),
        ],
        "/",
    )


def keep_static(folder: Path, page: bytes) -> None:
    """Lay a page among the static files, which the server reads when it starts."""
    file = folder / "static" / STATIC
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(page)


def has_wrk() -> bool:
    """Whether the load generator of choice is there."""
    return shutil.which("wrk") is not None

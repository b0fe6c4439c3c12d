"""Makes the Python environment that ./serve and ./test need, then hands over to it.

It runs before anything is installed, so it knows the standard library alone.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
NEEDED_MEGABYTES = {"requirements.txt": 700, "requirements-dev.txt": 1200}


class RefusedError(Exception):
    """Something the person at the keyboard can put right, said in one sentence."""


def main(arguments: list[str]) -> NoReturn:
    """``serve`` or ``test``, with the arguments that were given to it."""
    command, given = arguments[0], arguments[1:]
    try:
        if command == "serve":
            address = serve_arguments(given)
            listener(address.host, address.port).close()
            install("requirements.txt")
            hand_over("-m", "tracker.serving", *given)
        install("requirements-dev.txt", implies="requirements.txt")
        hand_over("-m", "tests.run", *given)
    except RefusedError as problem:
        sys.exit(f"{command}: {problem}")
    except KeyboardInterrupt:
        sys.exit(f"{command}: stopped.")


def serve_arguments(given: list[str]) -> argparse.Namespace:
    """Host, port and whether the site starts empty; wrong usage exits with 2."""
    parser = argparse.ArgumentParser(
        prog="serve",
        description="Starts the site, and makes everything it needs the first time.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=port, default=8000, help="port to listen on")
    parser.add_argument(
        "--empty", action="store_true", help="load no data into an empty database"
    )
    return parser.parse_args(given)


def port(value: str) -> int:
    """A TCP port from 1 to 65535."""
    if value.isdecimal() and 0 < int(value) < 65536:
        return int(value)
    raise argparse.ArgumentTypeError(f"“{value}” is not a port from 1 to 65535")


def listener(host: str, number: int) -> socket.socket:
    """A socket bound to this address, or a sentence that says why there is none."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as problem:
        raise RefusedError(f"{host} is not an address of this machine.") from problem
    made = socket.socket(family, kind)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
    except OSError as problem:
        made.close()
        raise RefusedError(why_not_bound(problem, host, number)) from problem
    return made


def why_not_bound(problem: OSError, host: str, number: int) -> str:
    """The sentence for a port that cannot be had."""
    if problem.errno == errno.EADDRINUSE:
        return (
            f"port {number} is in use by another program; stop it or choose another"
            f" port: ./serve --port {number + 1 if number < 65535 else 8000}"
        )
    if problem.errno in {errno.EACCES, errno.EPERM}:
        return f"port {number} is kept for the administrator; choose one above 1023."
    return f"{host} is not an address of this machine."


def install(requirements: str, implies: str = "") -> None:
    """Install a requirements file into .venv, unless exactly that was done before."""
    wanted = fingerprint(requirements)
    if is_installed(requirements, wanted):
        return
    with alone():
        if is_installed(requirements, wanted):
            return
        make_environment(requirements)
        run_pip(requirements)
        stamp(requirements).write_text(wanted)
        if implies:
            stamp(implies).write_text(fingerprint(implies))


def fingerprint(requirements: str) -> str:
    """A hash of both requirements files: the longer one includes the shorter."""
    texts = [
        (ROOT / requirements).read_bytes(),
        (ROOT / "requirements.txt").read_bytes(),
    ]
    return hashlib.sha256(b"\n".join(texts)).hexdigest()


def stamp(requirements: str) -> Path:
    """The file in .venv that says what was installed."""
    return FOLDER / f"{requirements}.installed"


def is_installed(requirements: str, wanted: str) -> bool:
    """Whether .venv works and holds what the requirements file asks for."""
    file = stamp(requirements)
    return os.access(PYTHON, os.X_OK) and file.is_file() and file.read_text() == wanted


@contextmanager
def alone() -> Iterator[None]:
    """Hold a lock, so that two starts at once do not install over each other."""
    try:
        FOLDER.mkdir(exist_ok=True)
        lock = (FOLDER / ".lock").open("w")
    except OSError as problem:
        raise RefusedError(
            f"the folder {ROOT} cannot be written ({reason(problem)}),"
            " and the Python environment is kept there."
        ) from problem
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment(requirements: str) -> None:
    """An empty .venv, where there is none that works."""
    free = shutil.disk_usage(FOLDER).free // 1_000_000
    needed = NEEDED_MEGABYTES[requirements]
    if not stamp("requirements.txt").exists() and free < needed:
        raise RefusedError(
            f"there is not enough disk space in {ROOT}: {needed} MB are needed,"
            f" {free} MB are free."
        )
    if works():
        return
    with_pip = importlib.util.find_spec("ensurepip") is not None
    if not with_pip and importlib.util.find_spec("pip") is None:
        raise RefusedError(
            "this Python has neither pip nor ensurepip; install them"
            " (on Debian and Ubuntu: the package python3-venv)."
        )
    try:
        venv.create(FOLDER, clear=True, with_pip=with_pip, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise RefusedError(
            f"the Python environment in {FOLDER} could not be made: {reason(problem)}."
        ) from problem


def works() -> bool:
    """Whether .venv holds a Python that runs."""
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def run_pip(requirements: str) -> None:
    """Install with pip; its whole output is kept beside the environment."""
    print(f"Installing {requirements} into .venv, once; it takes a minute or two.")
    sys.stdout.flush()
    inside = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip"]
    if inside.returncode:
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    log = FOLDER / "pip.log"
    done = subprocess.run(
        [*pip, "install", "--no-input", "--prefer-binary", "-r", ROOT / requirements],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    output = done.stdout.decode(errors="replace")
    if done.returncode:
        raise RefusedError(why_pip_failed(output, keep(log, output)))


def keep(log: Path, output: str) -> str:
    """Keep pip's output and say where; a full disk must not hide the reason."""
    try:
        log.write_text(output)
    except OSError:
        return ""
    return f" All it said is in {log}."


def why_pip_failed(output: str, where: str) -> str:
    """One sentence from what pip said."""
    if "No space left on device" in output:
        return f"there is not enough disk space in {ROOT} to install the libraries."
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    said = (errors or output.strip().splitlines() or ["no reason given"])[-1]
    said = said.removeprefix("ERROR:").strip().rstrip(".")
    return f"pip could not install {ROOT / 'requirements.txt'}: {said}.{where}"


def reason(problem: Exception) -> str:
    """What went wrong, in the system's own words."""
    if isinstance(problem, subprocess.CalledProcessError):
        output = problem.output or b""
        lines = output.decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else "ensurepip failed"
    return str(getattr(problem, "strerror", None) or problem)


def hand_over(*arguments: str) -> NoReturn:
    """Become the environment's Python, in the same process, from the same folder."""
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])

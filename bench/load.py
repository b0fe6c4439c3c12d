"""Clients that ask one after another: how many answers a second, and how long each."""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

CLIENTS = 8


@dataclass(frozen=True)
class Load:
    """What came of it: answers per second, and seconds of each where they are known."""

    per_second: float
    seconds: tuple[float, ...] = ()
    failed: int = 0

    def percentile(self, share: float) -> float:
        """The time within which that share was answered, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def same(address: str, seconds: float, tag: str = "") -> Load:
    """One address again and again, by wrk, which costs the machine least."""
    told = ["-H", f"If-None-Match: {tag}"] if tag else []
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds:.0f}s", *told, address],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Load(float(found[1]) if found else 0.0, (), int(errors[1]) if errors else 0)


def mixed(servers: Sequence[str], paths: Iterable[str], number: int) -> Load:
    """Each of so many addresses once, by eight clients, each of one of the servers."""
    waiting: Iterator[str] = iter(list(islice(paths, number)))
    lock, taken, failed = threading.Lock(), [], []

    def client(address: str) -> None:
        while True:
            with lock:
                path = next(waiting, None)
            if path is None:
                return
            started = time.perf_counter()
            if status(address, path) != 200:
                failed.append(path)
            taken.append(time.perf_counter() - started)

    asked = [servers[number % len(servers)] for number in range(CLIENTS)]
    threads = [threading.Thread(target=client, args=[one]) for one in asked]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - started
    return Load(len(taken) / whole, tuple(taken), len(failed))


def status(address: str, path: str) -> int:
    """Ask once, read the whole answer; its status."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, 600)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def alone(address: str, paths: Iterable[str]) -> list[float]:
    """Milliseconds of each, one client, one after another."""
    found = []
    for path in paths:
        started = time.perf_counter()
        code = status(address, path)
        if code != 200:
            raise SystemExit(f"bench: {path} was answered {code}")
        found.append(1000 * (time.perf_counter() - started))
    return found


def download(address: str, path: str) -> tuple[float, float, int]:
    """Milliseconds to the first byte, seconds to the last, and how many bytes."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, 1200)
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    size = len(answer.read(1))
    first = 1000 * (time.perf_counter() - started)
    while block := answer.read(1 << 20):
        size += len(block)
    connection.close()
    return first, time.perf_counter() - started, size


def spread(values: Iterable[float]) -> str:
    """Median, lowest and highest."""
    found = sorted(values)
    middle = statistics.median(found)
    return f"{middle:,.1f} ({found[0]:,.1f} to {found[-1]:,.1f})"


def ratio(values: list[float]) -> str:
    """Ratios with two decimals."""
    found = sorted(values)
    return f"{found[len(found) // 2]:.2f} ({found[0]:.2f} to {found[-1]:.2f})"

"""Which worker of a served site listens, and which one holds a connection."""

from __future__ import annotations

import os
from pathlib import Path

from tests.served_site import ServedSite

LISTENS = "0A"


def workers(site: ServedSite) -> list[int]:
    """The processes that answer: those children of the master that listen."""
    (socket,) = (name for name, ends in sockets(site).items() if ends[1] == LISTENS)
    return holders(site, socket)


def worker_of(site: ServedSite, client_port: int) -> int | None:
    """The worker that answers this client; None where no worker has the connection."""
    remote = f":{client_port:04X}"
    named = [name for name, ends in sockets(site).items() if ends[0].endswith(remote)]
    found = [pid for name in named for pid in holders(site, name)]
    return found[0] if found else None


def sockets(site: ServedSite) -> dict[str, tuple[str, str]]:
    """The site's ends of connections: name of the file, other end and state."""
    port = int(site.address.rpartition(":")[2])
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    rows = [line.split() for line in lines]
    ours = [row for row in rows if row[1].endswith(f":{port:04X}")]
    return {f"socket:[{row[9]}]": (row[2], row[3]) for row in ours}


def holders(site: ServedSite, file: str) -> list[int]:
    """The children of the master that have a file open."""
    master = site.process.pid
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [int(pid) for pid in children if holds(int(pid), file)]


def holds(pid: int, file: str) -> bool:
    """Whether a process has a file open; one that has ended has none."""
    try:
        return any(
            os.readlink(link) == file for link in Path(f"/proc/{pid}/fd").iterdir()
        )
    except FileNotFoundError:
        return False

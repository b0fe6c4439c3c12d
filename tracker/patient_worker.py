"""A worker that no slow client can hold: it takes a request up when its head is whole.

Gunicorn's plain worker waits for each client in turn. A browser that opens a connection
ahead of need, or somebody who sends a byte a second, would keep it from everybody else.
Here such connections wait beside the queue, and end after a while.
"""

from __future__ import annotations

import contextlib
import gc
import select
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gunicorn import util
from gunicorn.workers.sync import SyncWorker

from exports import still_at_work

HEAD_WITHIN_SECONDS = 10
TRANSFER_WITHIN_SECONDS = 30  # one read of a body, or the sending of one block
LEAST_BYTES_A_SECOND = 10_000  # of a long answer, on the whole
TICK_SECONDS = 0.05
GRACE_SECONDS = 0.002  # a head mostly follows its connection at once
MOST_WAITING = 500
# As much of a head as is waited for; a longer one is the parser's to refuse.
HEAD_BYTES = 16_384

NO_MORE = b"Connection: close\r\nContent-Length: 0\r\n\r\n"
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\n" + NO_MORE
NOT_HTTP = b"HTTP/1.1 400 Bad Request\r\n" + NO_MORE


def seldom_collected() -> None:
    """What was loaded before the first request is never looked through for rings.

    A page makes tens of thousands of short-lived rows, none in a ring: searching
    them for rings as often as Python does by itself costs a quarter of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@dataclass
class Waiting:
    """A connection whose request has not come whole yet."""

    listener: Any
    client: socket.socket
    address: Any
    until: float
    is_silent: bool = True


class PatientWorker(SyncWorker):
    """Gunicorn's sync worker with a waiting room."""

    wait_fds: list[Any]
    wsgi: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room: list[Waiting] = []

    def init_process(self) -> None:
        """Begin."""
        seldom_collected()
        super().init_process()

    def load_wsgi(self) -> None:
        """The application, whose long answers are known to be under way."""
        super().load_wsgi()
        answer = self.wsgi

        def answered(environ: dict[str, Any], start_response: Any) -> Any:
            environ[still_at_work.NAME] = self.notify
            pieces = answer(environ, start_response)
            is_file = isinstance(pieces, environ["wsgi.file_wrapper"])
            return pieces if is_file else Sending(pieces, self.notify)

        self.wsgi = answered

    def accept(self, listener: Any) -> None:
        """Take a connection; serve it if its head is there, or comes at once.

        Who came before goes first: a long answer to somebody else, begun here, would
        keep them waiting although another worker may be free.
        """
        self.serve_room()
        client, address = listener.accept()
        util.close_on_exec(client)
        until = time.monotonic() + HEAD_WITHIN_SECONDS
        waiting = Waiting(listener, client, address, until)
        select.select([client], [], [], GRACE_SECONDS)
        if not self.served(waiting):
            self.room = [*self.room, waiting][-MOST_WAITING:]

    def wait(self, timeout: float) -> Any:
        """Wait for a new connection, or for those in the room to say something."""
        listening = self.wait_fds
        silent = [waiting.client for waiting in self.room if waiting.is_silent]
        self.wait_fds = [*listening, *silent]
        try:
            return super().wait(min(timeout, TICK_SECONDS) if self.room else timeout)
        finally:
            self.wait_fds = listening
            self.serve_room()

    def serve_room(self) -> None:
        """Serve or end each of those in the room that no longer has to wait."""
        self.room = [waiting for waiting in self.room if not self.served(waiting)]

    def served(self, waiting: Waiting) -> bool:
        """Serve or end a connection; False while it has to wait longer."""
        head = peeked(waiting.client)
        if head is None:
            return self.ended(waiting, b"")
        waiting.is_silent = not head
        if head and not head[:1].isupper():
            return self.ended(waiting, NOT_HTTP)
        if is_whole(head):
            waiting.client.settimeout(TRANSFER_WITHIN_SECONDS)
            self.handle(waiting.listener, waiting.client, waiting.address)
            return True
        if time.monotonic() < waiting.until:
            return False
        return self.ended(waiting, TOO_SLOW if head else b"")

    def ended(self, waiting: Waiting, words: bytes) -> bool:
        """Close a connection, with a word where it had begun to speak."""
        with contextlib.suppress(OSError):
            waiting.client.setblocking(False)
            waiting.client.send(words)
        waiting.client.close()
        return True


class Sending:
    """An answer on its way, piece by piece; whoever waits for a sign of life gets it.

    The master ends a worker that is silent for a minute: a file of everything takes
    longer on a slow line. A client that takes next to nothing is left instead, since
    it would keep the worker from everybody else.
    """

    def __init__(self, pieces: Iterable[bytes], tell: Callable[[], None]) -> None:
        self._pieces, self._tell = pieces, tell

    def __iter__(self) -> Iterator[bytes]:
        started, sent = time.monotonic(), 0
        for piece in self._pieces:
            yield piece
            sent += len(piece)
            took = time.monotonic() - started
            if took > TRANSFER_WITHIN_SECONDS and sent < took * LEAST_BYTES_A_SECOND:
                raise TimeoutError("The client took too little for too long.")
            self._tell()

    def close(self) -> None:
        """Let go of the answer, as the server asks at its end."""
        if hasattr(self._pieces, "close"):
            self._pieces.close()


def peeked(client: socket.socket) -> bytes | None:
    """What has come so far, left where it is; None where the other side has gone."""
    try:
        return client.recv(HEAD_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT) or None
    except BlockingIOError:
        return b""
    except OSError:
        return None


def is_whole(head: bytes) -> bool:
    """Whether the parser can decide: a whole head, or one that is too long."""
    return b"\r\n\r\n" in head or len(head) >= HEAD_BYTES

"""Who is served first when a worker takes up connections."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from tracker.patient_worker import PatientWorker

HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class RecordingWorker(PatientWorker):
    """Notes whom it would answer."""

    def __init__(self) -> None:
        self.room: list[Any] = []
        self.answered: list[Any] = []

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Answer nobody."""
        self.answered.append(addr)
        client.close()


@pytest.fixture
def listener() -> Any:
    """A socket that listens on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


class OrderTests:
    def test_who_came_before_is_not_kept_by_who_spoke_at_once(
        self, listener: socket.socket
    ) -> None:
        worker, address = RecordingWorker(), listener.getsockname()
        with (
            socket.create_connection(address) as first,
            socket.create_connection(address) as second,
        ):
            worker.accept(listener)
            silent = list(worker.answered)
            first.sendall(HEAD)
            second.sendall(HEAD)
            worker.accept(listener)

            assert silent == []
            assert worker.answered == [first.getsockname(), second.getsockname()]
            assert worker.room == []

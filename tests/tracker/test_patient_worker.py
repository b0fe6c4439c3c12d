"""Who is served first when a worker takes up connections."""

from __future__ import annotations

import socket
from contextlib import suppress
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import Any
from wsgiref.util import FileWrapper

import pytest

from exports import still_at_work
from tracker import patient_worker
from tracker.patient_worker import PatientWorker, Sending

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


class SendingTests:
    def test_each_piece_that_went_out_is_a_sign_of_life(self) -> None:
        signs: list[str] = []
        sent = []
        for piece in Sending([b"a", b"b"], lambda: signs.append("alive")):
            sent.append((piece, len(signs)))

        assert sent == [(b"a", 0), (b"b", 1)]
        assert signs == ["alive", "alive"]

    @pytest.mark.parametrize(
        ("seconds_a_piece", "is_sent_whole"), [(1.0, True), (6.5, True), (6.6, False)]
    )
    def test_who_takes_next_to_nothing_is_left(
        self,
        monkeypatch: pytest.MonkeyPatch,
        seconds_a_piece: float,
        is_sent_whole: bool,
    ) -> None:
        """Pieces of 65,536 bytes: 6.5 seconds each are just above the least."""
        taken = 0
        monkeypatch.setattr(
            patient_worker, "time", SimpleNamespace(monotonic=lambda: now())
        )

        def now() -> float:
            return taken * seconds_a_piece

        with suppress(TimeoutError):
            for _piece in Sending([b"." * 65_536] * 20, lambda: None):
                taken += 1

        assert (taken == 20) is is_sent_whole
        assert taken >= 5  # half a minute passes before anybody is judged

    def test_the_answer_is_let_go(self) -> None:
        with TemporaryFile() as answer:
            Sending(answer, lambda: None).close()

            assert answer.closed
        Sending([b"a"], lambda: None).close()

    def test_a_worker_wraps_what_the_site_answers_and_tells_it_whom_to_call(
        self,
    ) -> None:
        told: list[str] = []

        def site(environ: dict[str, Any], _start: Any) -> list[bytes]:
            still_at_work.teller(environ)()
            return [b"a"]

        worker = RecordingWorker()
        worker.app = SimpleNamespace(wsgi=lambda: site)  # type: ignore[assignment]
        worker.notify = lambda: told.append("alive")  # type: ignore[method-assign]
        worker.load_wsgi()
        answer = worker.wsgi({"wsgi.file_wrapper": FileWrapper}, None)

        assert told == ["alive"]
        assert list(answer) == [b"a"]
        assert told == ["alive", "alive"]

"""The worker for background tasks: a child of the server, there as long as it is."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NoReturn

PAUSE_SECONDS = 5  # between two starts, so that one that cannot run does not spin
SIGNALS = (
    "HUP",
    "INT",
    "QUIT",
    "TERM",
    "TTIN",
    "TTOU",
    "USR1",
    "USR2",
    "WINCH",
    "CHLD",
)


class Background:
    """Keeps one child process that runs ``work`` until it is told to stop.

    work: returns only when it was told to. quit_in_child: lets go of what the child
    must not hold, such as the server's socket.
    """

    def __init__(
        self, work: Callable[[], None], quit_in_child: Callable[[], None]
    ) -> None:
        self.work = work
        self.quit_in_child = quit_in_child
        self.pid = 0
        self._started_at = 0.0
        self._is_stopping = False

    def keep(self) -> None:
        """Start the worker if there is none; called again and again by the master."""
        if self._is_stopping or self.is_alive:
            return
        if time.monotonic() - self._started_at < PAUSE_SECONDS and self.pid:
            return
        self._started_at = time.monotonic()
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            self._run()

    @property
    def is_alive(self) -> bool:
        """Whether the worker runs; it may have been reaped by the master."""
        if not self.pid:
            return False
        try:
            done, _status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            return False
        return not done

    def stop(self) -> None:
        """Ask it to end after the task it is at."""
        self._is_stopping = True
        self._send(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        """Wait for it to end, then end it: what it had not finished is rolled back."""
        until = time.monotonic() + seconds
        while self.is_alive and time.monotonic() < until:
            time.sleep(0.1)
        if self.is_alive:
            self._send(signal.SIGKILL)
            self.wait(2)

    def _send(self, number: signal.Signals) -> None:
        if self.is_alive:
            os.kill(self.pid, number)

    def _run(self) -> NoReturn:
        """The life of the child; it never returns to the master's code."""
        code = 1
        try:
            for name in SIGNALS:
                signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_DFL)
            # Ctrl-C reaches the whole group; the master then sends SIGTERM.
            self.quit_in_child()
            threading.Thread(
                target=_end_with, args=(os.getppid(),), daemon=True
            ).start()
            self.work()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException as problem:
            print(f"The background worker stopped: {problem}", file=sys.stderr)
        finally:
            os._exit(code)


def _end_with(parent: int) -> None:
    """End when the master is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)

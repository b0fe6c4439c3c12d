"""One visit of an address: HEAD, then GET; a few redirects; little read; no cookie."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from .addresses import PORTS, NotPublicError, public_address

MOST_REDIRECTS = 5
SECONDS_PER_STEP = 10
SECONDS_IN_ALL = 30
MOST_READ = 64 * 1024
PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
REDIRECTS = PERMANENT | {
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
}
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True)
class Visit:
    """What came of one visit: the outcome's code, a detail, where it led."""

    outcome: str
    detail: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Visitor:
    """Visits under one name; ``locate`` says to which address a host may lead."""

    agent: str
    locate: Callable[[str, int], str] = public_address
    ports: frozenset[int] = frozenset(PORTS.values())

    def visit(self, url: str) -> Visit:
        """Follow an address to its end; whatever happens is an outcome."""
        try:
            return self._follow(url)
        except NotPublicError as error:
            return Visit("refused", f"not public: {error}"[:300])
        except ssl.SSLError as error:
            return Visit("failed", f"certificate: {error.reason or error}"[:300])
        except socket.gaierror:
            return Visit("failed", "no such host")
        except TimeoutError:
            return Visit("failed", "no answer in time")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Visit("failed", (str(error) or type(error).__name__)[:300])

    def _follow(self, url: str) -> Visit:
        until = time.monotonic() + SECONDS_IN_ALL
        at, has_moved = url, False
        for _step in range(MOST_REDIRECTS + 1):
            status, location = self._ask(at, until)
            if status not in REDIRECTS or not location:
                return _outcome(status, at if has_moved else "")
            has_moved = has_moved or status in PERMANENT
            at = urljoin(at, location)
        return Visit("failed", "too many redirects")

    def _ask(self, url: str, until: float) -> tuple[int, str]:
        """HEAD; where the server makes no sense of it, GET."""
        status, location = self._send("HEAD", url, until)
        if status in REDIRECTS or status < HTTPStatus.BAD_REQUEST:
            return status, location
        return self._send("GET", url, until)

    def _send(self, method: str, url: str, until: float) -> tuple[int, str]:
        parts = urlsplit(url)
        port = _port(parts)
        if port not in self.ports or parts.username or parts.password:
            raise NotPublicError(url)
        seconds = min(SECONDS_PER_STEP, until - time.monotonic())
        if seconds <= 0:
            raise TimeoutError
        host = (parts.hostname or "").encode("idna").decode("ascii")
        connection = self._connect(parts.scheme, host, port, seconds)
        try:
            connection.request(method, _target(parts), headers=self._headers())
            answer = connection.getresponse()
            answer.read(MOST_READ)
            return answer.status, answer.getheader("Location") or ""
        finally:
            connection.close()

    def _connect(
        self, scheme: str, host: str, port: int, seconds: float
    ) -> http.client.HTTPConnection:
        """A connection to the one address that was looked up and found public."""
        address = self.locate(host, port)
        raw = socket.create_connection((address, port), timeout=seconds)
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
        if scheme == "https":
            try:
                raw = ssl.create_default_context().wrap_socket(
                    raw, server_hostname=host
                )
            except BaseException:
                raw.close()
                raise
        connection.sock = raw
        return connection

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}


def _port(parts: SplitResult) -> int:
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotPublicError(parts.geturl())
    return parts.port or PORTS[parts.scheme]


def _target(parts: SplitResult) -> str:
    """Path and query as they are sent; what is quoted already stays so."""
    safe = "/%:;,=@!$&'()*+~?-._"
    query = f"?{quote(parts.query, safe=safe)}" if parts.query else ""
    return quote(parts.path or "/", safe=safe) + query


def _outcome(status: int, leads_to: str) -> Visit:
    detail = f"HTTP {status}"
    if status < HTTPStatus.BAD_REQUEST:
        return Visit("moved" if leads_to else "alive", detail, leads_to[:1000])
    if status in GONE:
        return Visit("gone", detail, leads_to[:1000])
    return Visit("unclear", detail)

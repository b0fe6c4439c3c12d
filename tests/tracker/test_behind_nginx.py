"""Two workers behind nginx, with a cache they share: real servers on loopback."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.connections import workers
from tests.faults.edits import retitle
from tests.postgres import free_port
from tests.served_site import ROOT, ServedSite, once, served
from tests.shared_cache import PROGRAM, Cache
from tests.tracker import observatory
from tests.waiting import until

NAME = "tracker.example.org"
PAGE = "/recommendations/"

pytestmark = once
needs_servers = pytest.mark.skipif(
    not (shutil.which("nginx") and PROGRAM),
    reason="nginx or a shared cache is not installed",
)
UNVERIFIED = ssl._create_unverified_context()  # noqa: S323 - a certificate of ours


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def is_kept(self) -> bool:
        """Whether it was made before: an answer made now bears the request's id."""
        return "X-Request-ID" not in self.headers


def ask(
    connection: http.client.HTTPConnection,
    path: str,
    method: str = "GET",
    **headers: str,
) -> Answer:
    """One request over a connection of its own."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": NAME} | given)
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read())
    connection.close()
    return found


@dataclass
class Machine:
    """The servers, and how to reach each."""

    site: ServedSite
    cache: subprocess.Popen[bytes]
    plain: int
    secure: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask nginx by HTTPS."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.secure, context=UNVERIFIED, timeout=30
        )
        return ask(connection, path, method, **headers)

    def ask_plainly(self, path: str, **headers: str) -> Answer:
        """Ask nginx by HTTP."""
        connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
        return ask(connection, path, **headers)

    def ask_site(self, path: str) -> Answer:
        """Ask the workers as nginx does."""
        port = int(self.site.address.rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        return ask(connection, path, X_Forwarded_Proto="https", Connection="close")

    def workers(self) -> list[int]:
        """The processes that answer."""
        return workers(self.site)

    @contextmanager
    def only(self, worker: int) -> Iterator[None]:
        """Let one worker answer and stop the others meanwhile."""
        others = [pid for pid in self.workers() if pid != worker]
        assert others
        for pid in others:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in others:
                os.kill(pid, signal.SIGCONT)

    def edit(self, title: str) -> None:
        """Publish another title for the first recommendation."""
        retitle(self.site, title)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """All three servers."""
    folder = tmp_path_factory.mktemp("machine")
    with ExitStack() as stack:
        cache = Cache(folder)
        process = stack.enter_context(cache.running())
        site = stack.enter_context(
            served(
                folder / "data",
                CACHE_URL=cache.url,
                HTTPS="on",
                SITE_URL=f"https://{NAME}",
                ALLOWED_HOSTS=f"{NAME},127.0.0.1",
                SHARED_CACHE_SECONDS="86400",
            )
        )
        made = Machine(site, process, free_port(), free_port())
        stack.enter_context(nginx(folder, made))
        yield made


@contextmanager
def nginx(folder: Path, machine: Machine) -> Iterator[None]:
    """It, with the file of deploy/: other ports, and paths below a folder."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *(
                "-subj",
                f"/CN={NAME}",
                "-keyout",
                folder / "key",
                "-out",
                folder / "pem",
            ),
        ],
        check=True,
        capture_output=True,
    )
    ours = (ROOT / "deploy" / "nginx.conf").read_text()
    for there, here in (
        (r"/etc/ssl/certs/\S+\.pem", f"{folder}/pem"),
        (r"/etc/ssl/private/\S+\.key", f"{folder}/key"),
        (r"/var/cache/nginx/followthrough", f"{folder}/cache"),
        (r"listen \[::\].*;", ""),
        (r"listen 80;", f"listen 127.0.0.1:{machine.plain};"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{machine.secure} ssl;"),
        (r"127\.0\.0\.1:8000", machine.site.address.removeprefix("http://")),
    ):
        ours, found = re.subn(there, here, ours)
        assert found, there
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/nginx.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temporary}{ours}\n}}\n"
    )
    process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"])
    wait_for(machine.secure)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int) -> None:
    """Return when somebody listens on the port."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on {port}")


ELSEWHERE = "https://elsewhere.example.net"
SCORED = {
    "/": 200,
    "/agencies/": 200,
    "/admin/login/": 200,
    "/api/v1/recommendations/": 200,
    "/recommendations/export.csv": 200,
    "/nothing-is-here/": 404,
}


def seen_by_observatory(machine: Machine, path: str) -> observatory.Seen:
    """A page as Mozilla's scanner asks for it: by HTTP and by HTTPS."""
    answer = machine.ask(path, Origin=ELSEWHERE)
    assert answer.status == SCORED[path]
    return observatory.Seen(
        headers=answer.headers,
        body=answer.body.decode(),
        origin=ELSEWHERE,
        redirected=machine.ask_plainly(path).headers["Location"],
    )


@needs_servers
class ObservatoryTests:
    @pytest.mark.parametrize("path", SCORED)
    def test_every_kind_of_answer_earns_an_a_plus(
        self, machine: Machine, path: str
    ) -> None:
        assert observatory.score(seen_by_observatory(machine, path)) >= (
            observatory.A_PLUS
        )

    @pytest.mark.parametrize(
        ("header", "weaker"),
        [
            ("Content-Security-Policy", ""),
            ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'"),
            ("Strict-Transport-Security", "max-age=3600"),
            ("X-Content-Type-Options", ""),
            ("Referrer-Policy", "unsafe-url"),
            ("Cross-Origin-Opener-Policy", "unsafe-none"),
            ("Set-Cookie", "__Host-session=x; Secure; SameSite=Lax"),
            ("Access-Control-Allow-Origin", ELSEWHERE),
        ],
    )
    def test_what_is_weaker_has_fewer_points(
        self, machine: Machine, header: str, weaker: str
    ) -> None:
        seen = seen_by_observatory(machine, "/")
        before = observatory.score(seen)
        del seen.headers[header]
        seen.headers[header] = weaker
        if header == "Access-Control-Allow-Origin":
            seen.headers["Access-Control-Allow-Credentials"] = "true"

        assert observatory.score(seen) < before


@needs_servers
class NginxTests:
    def test_http_becomes_https_whatever_a_client_says_of_itself(
        self, machine: Machine
    ) -> None:
        answer = machine.ask_plainly("/accessibility/?a=1", X_Forwarded_Proto="https")

        assert answer.status == 301
        assert answer.headers["Location"] == f"https://{NAME}/accessibility/?a=1"

    def test_headers_of_the_site_arrive_and_readers_get_no_cookie(
        self, machine: Machine
    ) -> None:
        headers = machine.ask("/").headers

        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers
        assert headers["Server"] == "nginx"

    def test_readers_share_a_page_and_who_is_signed_in_gets_a_fresh_one(
        self, machine: Machine
    ) -> None:
        machine.ask("/indicators/")
        again = machine.ask("/indicators/")
        tag = again.headers["ETag"]
        known = machine.ask("/indicators/", If_None_Match=tag)
        signed_in = machine.ask("/indicators/", Cookie="a=b; __Host-session=x")

        assert again.headers["X-Cache"] == "HIT"
        assert known.status == 304
        assert signed_in.headers["X-Cache"] == "BYPASS"
        assert "private" in signed_in.headers["Cache-Control"]
        assert machine.ask("/indicators/").headers["X-Cache"] == "HIT"

    def test_static_files_are_packed_and_kept_for_ever(self, machine: Machine) -> None:
        page = machine.ask("/").body.decode()
        (style,) = set(re.findall(r'href="(/static/css/site\.\w+\.css)"', page))

        answer = machine.ask(style, Accept_Encoding="gzip")

        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize(
        "path",
        ["/static/../secret_key", "/static/%2e%2e/secret_key", "/..%2fdb.sqlite3"],
    )
    def test_no_path_leads_out(self, machine: Machine, path: str) -> None:
        assert machine.ask(path).status in (400, 404)

    def test_a_forged_host_is_refused(self, machine: Machine) -> None:
        forged = machine.ask("/", Host="elsewhere.example.net")
        claimed = machine.ask(
            "/accessibility/", X_Forwarded_Host="elsewhere.example.net"
        )

        assert forged.status == 400
        assert claimed.status == 200
        assert b"elsewhere" not in claimed.body

    def test_a_large_upload_ends_before_it_is_sent(self, machine: Machine) -> None:
        size = str(21 * 1024 * 1024)

        answer = machine.ask("/report-an-error/", "POST", Content_Length=size)

        assert answer.status == 413

    def test_clients_that_send_slowly_keep_nobody_waiting(
        self, machine: Machine
    ) -> None:
        slow = []
        for _client in range(6):
            plain = socket.create_connection(("127.0.0.1", machine.secure))
            slow.append(UNVERIFIED.wrap_socket(plain))
            head = "POST /report-an-error/ HTTP/1.1\r\nHost: {}\r\nContent-Length: 99"
            slow[-1].sendall(f"{head.format(NAME)}\r\n\r\na".encode())

        answer = machine.ask("/agencies/")
        for client in slow:
            client.close()

        assert answer.status == 200

    def test_a_flood_of_sign_ins_is_told_to_wait(self, machine: Machine) -> None:
        found = [machine.ask("/admin/login/", "POST").status for _try in range(9)]

        assert found[0] == 403
        assert found[-1] == 429
        assert machine.ask("/").status == 200


@contextmanager
def purging(machine: Machine) -> Iterator[Path]:
    """The loop that purges by version; for nginx that is to remove its files."""
    folder = machine.site.data_dir.parent
    state = folder / "purged"
    command = r'grep -rlZ "^Cache-Tag: $1.$" "$0" | xargs -0r rm'
    process = subprocess.Popen(
        [
            ROOT / "deploy" / "purge-by-version",
            *("sh", "-c", command, folder / "cache"),
        ],
        env=os.environ
        | {
            "NAME": NAME,
            "SITE": machine.site.address,
            "STATE": str(state),
            "EVERY": "0.2",
        },
    )
    try:
        yield state
    finally:
        process.terminate()
        process.wait(timeout=30)


@needs_servers
class PurgeTests:
    def test_kept_pages_change_with_the_purge_and_not_before(
        self, machine: Machine
    ) -> None:
        page, other = f"{PAGE}?sort=title", f"{PAGE}?q=between"
        with purging(machine) as state:
            until(state.exists)
        machine.ask(page)

        # Nobody purges: two versions come, and pages are kept of each.
        machine.edit("Between")
        machine.ask(other)
        machine.edit("After the purge")
        kept = machine.ask(page), machine.ask(other)
        with purging(machine) as state:
            latest = machine.ask_site("/").headers["Cache-Tag"].partition("-")[2]
            until(lambda: state.read_text().split()[0] == latest)
            purged = machine.ask(page), machine.ask(other)

        assert [answer.headers["X-Cache"] for answer in kept] == ["HIT", "HIT"]
        assert b"After the purge" not in kept[0].body
        assert [answer.headers["X-Cache"] for answer in purged] == ["MISS", "MISS"]
        assert b"After the purge" in purged[0].body


@needs_servers
class SharedCacheTests:
    def test_a_page_made_by_one_worker_serves_all_until_an_edit(
        self, machine: Machine
    ) -> None:
        one, other = machine.workers()
        with machine.only(one):
            made = machine.ask_site(PAGE)
        with machine.only(other):
            kept = machine.ask_site(PAGE)
        machine.edit("Seen by all")
        with machine.only(one):
            fresh = machine.ask_site(PAGE)
        with machine.only(other):
            shared = machine.ask_site(PAGE)

        assert (made.is_kept, kept.is_kept) == (False, True)
        assert made.body == kept.body
        assert (fresh.is_kept, shared.is_kept) == (False, True)
        assert b"Seen by all" in fresh.body
        assert fresh.body == shared.body

    def test_one_that_hangs_counts_as_gone_and_no_worker_shows_an_old_page(
        self, machine: Machine
    ) -> None:
        machine.ask_site(PAGE)
        machine.cache.send_signal(signal.SIGSTOP)
        try:
            machine.edit("While the cache hangs")
            for worker in machine.workers():
                with machine.only(worker):
                    made, again = machine.ask_site(PAGE), machine.ask_site(PAGE)
                assert (made.status, again.status) == (200, 200)
                assert b"While the cache hangs" in made.body
                assert made.body == again.body
            ready = machine.ask_site("/readyz")
        finally:
            machine.cache.send_signal(signal.SIGCONT)

        assert ready.status == 503
        assert b'"cache": "failed"' in ready.body

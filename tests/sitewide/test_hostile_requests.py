"""What nobody asks for in good faith gets a small, fast refusal, and no error."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.served_site import ServedSite, once, served

SMALL = 70_000


@pytest.mark.django_db
class AddressTests:
    @pytest.mark.parametrize(
        "query",
        [
            "q=" + "a" * 20_000,
            "q=" + "%00",
            "q=" + "%ff%fe%c0%af",
            "q=(a%2B)%2B%24&q=(((((((((((",
            "q=%22unbalanced+OR+NEAR(+*+-+AND",
            "q='%3B+DROP+TABLE+recommendations_report%3B--",
            "sort=password",
            "sort=-report__secret",
            "sort=(SELECT+1)",
            "page=" + "9" * 400,
            "page=-1",
            "page=1e9",
            "per_page=1000000",
            "status=" + "&status=".join(["partly"] * 500),
            "as_of=9999-99-99&known_at=0000-00-00",
            "as_of=" + "2" * 5_000,
            "report=../../etc/passwd",
            "agency=%0d%0aSet-Cookie:%20a=b",
            "__class__=x&report__publisher=x",
        ],
        ids=lambda query: query[:24],
    )
    @pytest.mark.parametrize("page", ["/recommendations/", "/changes/", "/compare/"])
    def test_a_hostile_query_is_answered_with_a_page(
        self, client: Client, page: str, query: str
    ) -> None:
        answer = client.get(f"{page}?{query}")

        assert answer.status_code in {200, 400, 404, 414}
        assert len(answer.content) < SMALL
        assert "Set-Cookie" not in answer.headers

    def test_ten_thousand_parameters_are_refused(self, client: Client) -> None:
        query = "&".join(f"p{n}=1" for n in range(10_001))

        answer = client.get(f"/recommendations/?{query}")

        assert answer.status_code == 414
        assert len(answer.content) < 1000

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../tracker/settings.py",
            "/static/%2e%2e/%2e%2e/etc/passwd",
            "/reports/..%2f..%2fetc/passwd/",
            "/reports/%00/",
            "/reports/" + "a" * 3_000 + "/",
            "/.env",
            "/.git/config",
            "/var/secret_key",
            "/db.sqlite3",
            "//evil.example.org/%2f..",
            "/admin/../.env",
        ],
    )
    def test_a_path_that_leads_out_finds_nothing(
        self, client: Client, path: str
    ) -> None:
        answer = client.get(path)

        assert answer.status_code in {301, 302, 400, 404}
        assert "evil.example.org" not in answer.headers.get("Location", "")
        assert b"SECRET_KEY" not in answer.content

    @pytest.mark.parametrize(
        "host", ["evil.example.org", "127.0.0.1:80@evil.example.org", "a" * 300, ""]
    )
    def test_a_forged_host_is_refused(self, client: Client, host: str) -> None:
        answer = client.get("/", headers={"host": host})

        assert answer.status_code == 400
        assert len(answer.content) < SMALL
        assert host.encode() not in answer.content or not host

    def test_a_forwarded_host_or_scheme_is_not_believed(self, client: Client) -> None:
        answer = client.get(
            "/",
            headers={"x-forwarded-host": "evil.example.org", "x-forwarded-proto": "x"},
        )

        assert answer.status_code == 200
        assert b"evil.example.org" not in answer.content

    @pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "BREW"])
    def test_methods_nobody_needs_are_refused(
        self, client: Client, method: str
    ) -> None:
        answer = client.generic(method, "/recommendations/")

        assert answer.status_code in {403, 405}


@pytest.mark.django_db
class BodyTests:
    def test_a_body_that_is_too_large_is_refused_before_it_is_read(
        self, client: Client
    ) -> None:
        class Unread(BytesIO):
            """Complains when somebody reads it."""

            def read(self, size: int | None = -1) -> bytes:
                raise AssertionError("The body was read.")

        answer = client.generic(
            "POST",
            "/report-an-error/",
            b"",
            CONTENT_LENGTH=str(10**10),
            **{"wsgi.input": Unread()},
        )

        assert answer.status_code == 413
        assert len(answer.content) < 1000

    def test_a_form_with_too_many_fields_is_refused(self, client: Client) -> None:
        fields = {f"f{n}": "1" for n in range(10_001)}

        assert client.post("/report-an-error/", fields).status_code == 400

    def test_a_form_with_too_many_files_is_refused(self, client: Client) -> None:
        files = {f"f{n}": SimpleUploadedFile(f"{n}.csv", b"a") for n in range(11)}

        assert client.post("/report-an-error/", files).status_code == 400

    @override_settings(AXES_ENABLED=True)
    def test_mass_sign_in_attempts_are_locked_out(self, client: Client) -> None:
        form = {"username": "anna", "password": "wrong"}

        answers = [client.post("/admin/login/", form) for _n in range(8)]

        assert answers[0].status_code == 200
        assert answers[-1].status_code in {403, 429}
        page = answers[-1].content.decode()
        assert "<h1>Locked for a while</h1>" in page
        assert "Wait half an hour" in page
        assert timedelta(minutes=30) == settings.AXES_COOLOFF_TIME


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The real server without data."""
    with served(tmp_path_factory.mktemp("hostile") / "site", "--empty") as site:
        yield site


def told(site: ServedSite, sent: bytes, wait: float = 10) -> bytes:
    """The first bytes that the server answers to these."""
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as line:
        line.sendall(sent)
        return line.recv(2000)


@once
class WireTests:
    def test_a_request_line_of_a_megabyte_is_refused(
        self, empty_site: ServedSite
    ) -> None:
        sent = b"GET /?q=" + b"a" * 1_000_000

        try:
            answer = told(empty_site, sent)
        except ConnectionError:
            answer = b""

        assert not answer or b" 400 " in answer[:60] or b" 414 " in answer[:60]

    @pytest.mark.parametrize(
        "sent",
        [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"GET /\r\nX: y HTTP/1.1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        ],
        ids=["tls", "version", "two hosts", "split", "smuggle", "many headers"],
    )
    def test_what_is_no_proper_request_is_refused_and_the_site_goes_on(
        self, empty_site: ServedSite, sent: bytes
    ) -> None:
        try:
            answer = told(empty_site, sent)
        except ConnectionError:
            answer = b""
        good = told(empty_site, b"GET /healthz HTTP/1.0\r\n\r\n")

        assert b" 200 " not in answer[:40]
        assert b" 200 " in good[:40]

    def test_readers_are_served_while_many_send_slowly_or_not_at_all(
        self, empty_site: ServedSite
    ) -> None:
        host, port = empty_site.address.removeprefix("http://").split(":")
        slow = [socket.create_connection((host, int(port))) for _n in range(12)]
        for line in slow[::2]:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        time.sleep(0.2)

        answers = [
            told(empty_site, b"GET /healthz HTTP/1.0\r\n\r\n") for _n in range(6)
        ]
        slow[0].sendall(b"yes\r\n\r\n")
        late = slow[0].recv(40)

        for line in slow:
            line.close()
        assert all(b" 200 " in answer[:40] for answer in answers)
        assert b" 200 " in late

    def test_a_request_that_does_not_end_is_ended(self, empty_site: ServedSite) -> None:
        answer = told(empty_site, b"GET / HTTP/1.1\r\nHost: 127.0", wait=30)

        assert answer.startswith(b"HTTP/1.1 408 ")

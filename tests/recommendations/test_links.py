"""Addresses of evidence are tried politely, in the public network alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recommendations.links import addresses, checking
from recommendations.links.addresses import NotPublicError, is_public, public_address
from recommendations.links.visit import MOST_READ, Visit, Visitor
from recommendations.management.commands import check_links
from recommendations.models import LinkCheck, Recommendation, Source
from tests.factories import make_assessment, make_evidence, make_recommendation
from tests.recommendations.desk import address, at_desk, editor

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


class Answers(BaseHTTPRequestHandler):
    """A site with a page of every kind."""

    seen: list[tuple[str, str]] = []

    def do_HEAD(self) -> None:
        self.answer(is_head=True)

    def do_GET(self) -> None:
        self.answer(is_head=False)

    def answer(self, *, is_head: bool) -> None:
        self.seen.append((self.command, self.headers["User-Agent"]))
        kind = self.path.strip("/").partition("?")[0]
        code = {"ok": 200, "gone": 404, "busy": 503, "closed": 403}.get(kind, 200)
        location = {
            "moved": "/ok",
            "found": "/ok",
            "inside": "http://internal.example/secret",
            "loop": "/loop",
            "file": "file:///etc/passwd",
        }.get(kind)
        if location:
            code = 302 if kind == "found" else 301
        if kind == "no-head" and is_head:
            code = 405
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if not is_head and kind == "no-head":
            self.wfile.write(b"x" * (MOST_READ // 2))

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"http://pages.example:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def visitor(server: str) -> Visitor:
    """One that finds pages.example here; every other name is judged as in real use."""

    def locate(host: str, port: int) -> str:
        if host == "pages.example":
            return "127.0.0.1"
        return public_address(host, port, lambda *_given: ["10.0.0.7"])

    port = int(server.rpartition(":")[2])
    return Visitor("checker (+https://example.org)", locate, frozenset({80, 443, port}))


class PublicAddressTests:
    @pytest.mark.parametrize(
        "given",
        [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ],
    )
    def test_what_is_not_public_is_refused(self, given: str) -> None:
        assert not is_public(given)

    @pytest.mark.parametrize("given", ["93.184.215.14", "2606:2800:21f:cb07::1"])
    def test_what_is_public_is_not(self, given: str) -> None:
        assert is_public(given)

    def test_one_private_answer_among_public_ones_is_enough_to_refuse(self) -> None:
        def ask(_host: str, _port: int) -> list[str]:
            return ["93.184.215.14", "127.0.0.1"]

        with pytest.raises(NotPublicError):
            public_address("two-faced.example", 80, ask)

    def test_a_name_is_asked_once_for_a_connection(self) -> None:
        answers = iter([["93.184.215.14"], ["127.0.0.1"]])

        found = public_address("rebinding.example", 80, lambda *_given: next(answers))

        assert found == "93.184.215.14"

    def test_names_of_this_machine_are_looked_up_and_refused(self) -> None:
        with pytest.raises(NotPublicError):
            public_address("localhost", 80, addresses.resolve)


class VisitTests:
    @pytest.mark.parametrize(
        ("page", "outcome", "detail"),
        [
            ("ok", "alive", "HTTP 200"),
            ("no-head", "alive", "HTTP 200"),
            ("found", "alive", "HTTP 200"),
            ("moved", "moved", "HTTP 200"),
            ("gone", "gone", "HTTP 404"),
            ("busy", "unclear", "HTTP 503"),
            ("closed", "unclear", "HTTP 403"),
            ("loop", "failed", "too many redirects"),
            ("inside", "refused", "not public: internal.example"),
            ("file", "refused", "not public: file:///etc/passwd"),
        ],
    )
    def test_each_answer_is_an_outcome(
        self, server: str, visitor: Visitor, page: str, outcome: str, detail: str
    ) -> None:
        found = visitor.visit(f"{server}/{page}?q=ñ x")

        assert (found.outcome, found.detail) == (outcome, detail)

    @pytest.mark.parametrize(
        ("url", "outcome"),
        [
            ("http://127.0.0.1/", "refused"),
            ("http://user:word@pages.example/", "refused"),
            ("http://pages.example:22/", "refused"),
            ("ftp://pages.example/", "refused"),
            ("http:///nowhere", "refused"),
            ("http://[::1]/", "refused"),
            ("http://xn--a\u0301.example/", "refused"),
            ("http://pages.example:99999/", "failed"),
        ],
    )
    def test_other_doors_stay_shut(
        self, visitor: Visitor, url: str, outcome: str
    ) -> None:
        assert visitor.visit(url).outcome in {outcome, "failed"}
        if outcome == "refused" and "xn--" not in url:
            assert visitor.visit(url).outcome == "refused"

    def test_head_comes_first_and_we_give_our_name(
        self, server: str, visitor: Visitor
    ) -> None:
        Answers.seen.clear()

        visitor.visit(f"{server}/no-head")

        agent = "checker (+https://example.org)"
        assert Answers.seen == [("HEAD", agent), ("GET", agent)]

    def test_a_server_that_is_not_there_is_no_crash(self) -> None:
        visitor = Visitor("x", lambda *_given: "127.0.0.1", frozenset({1}))

        assert visitor.visit("http://pages.example:1/").outcome == "failed"


class Pretended:
    """A visitor that goes nowhere."""

    def __init__(self, outcome: str = "gone") -> None:
        self.outcome = outcome
        self.went: list[str] = []

    def visit(self, url: str) -> Visit:
        self.went.append(url)
        return Visit(self.outcome, "HTTP 404")


@pytest.mark.django_db
class CheckLinksTests:
    @pytest.fixture
    def row(self) -> Recommendation:
        row = make_recommendation()
        for publisher in ("One", "Two"):
            make_evidence(recommendation=row, sources=[("A", publisher)])
        make_assessment(recommendation=row, steps={"a": "partly", "b": "partly"})
        row.refresh_from_db()
        return row

    def run(self, monkeypatch: pytest.MonkeyPatch, made: Pretended, *given: str) -> str:
        monkeypatch.setattr(check_links.Command, "visitor", lambda self: made)
        monkeypatch.setattr(checking, "BETWEEN_VISITS_OF_A_HOST", 0)
        out = StringIO()
        call_command("check_links", *given, stdout=out)
        return out.getvalue()

    def test_outcome_and_date_are_recorded_and_no_status_changes(
        self, row: Recommendation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visitor = Pretended()

        told = self.run(monkeypatch, visitor, "--report", row.report.slug)

        assert "gone: https://example.org/one (HTTP 404)" in told
        assert told.splitlines()[-1].startswith("0 alive, 0 moved, 2 gone")
        kept = LinkCheck.objects.get(url="https://example.org/one")
        assert (kept.outcome, kept.failing_since) == ("gone", kept.checked_at)
        held = row.current_status
        row.refresh_from_db()
        assert row.current_status == held
        assert Source.history.count() == 2  # as made, and not touched since

    def test_what_was_tried_this_week_is_left_alone_until_its_address_changes(
        self, row: Recommendation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.run(monkeypatch, Pretended())
        second = Pretended("alive")
        self.run(monkeypatch, second)
        assert second.went == []

        Source.objects.filter(publisher="One").update(url="https://example.org/new")
        self.run(monkeypatch, second)

        assert second.went == ["https://example.org/new"]

    def test_failing_since_stays_while_it_fails(self, row: Recommendation) -> None:
        source = Source.objects.first()
        for days, outcome in ((0, "gone"), (8, "failed"), (16, "alive")):
            source = Source.objects.select_related("link_check").get(pk=source.pk)
            checking.record([source], Visit(outcome), NOW + timedelta(days=days))
            kept = LinkCheck.objects.get()
            assert kept.failing_since == (None if outcome == "alive" else NOW)

    def test_the_limit_bounds_a_run(
        self, row: Recommendation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visitor = Pretended()
        self.run(monkeypatch, visitor, "--limit", "1")

        assert len(visitor.went) == 1

    def test_hosts_come_in_turn_and_the_same_one_after_a_pause(
        self, row: Recommendation
    ) -> None:
        urls = ["http://a/1", "http://a/2", "http://b/1", "http://a/3"]
        assert list(checking.in_turn(urls)) == [
            "http://a/1",
            "http://b/1",
            "http://a/2",
            "http://a/3",
        ]
        pauses: list[float] = []

        list(
            checking.check(
                list(Source.objects.all()),
                Pretended(),  # type: ignore[arg-type]
                now=lambda: NOW,
                pause=pauses.append,
            )
        )

        assert len(pauses) == 1
        assert 0 < pauses[0] <= checking.BETWEEN_VISITS_OF_A_HOST

    def test_an_unknown_report_is_told(self) -> None:
        with pytest.raises(CommandError, match="no report with the code nothing"):
            call_command("check_links", "--report", "nothing")

    def test_the_desk_shows_the_last_try_the_archive_and_known_publishers(
        self, row: Recommendation
    ) -> None:
        source = Source.objects.filter(publisher="One").get()
        checking.record([source], Visit("gone", "HTTP 404"), NOW)

        page = at_desk(editor()).get(address(source.evidence)).content.decode()

        assert "Tried on 2026-07-15: Is gone (HTTP 404)" in page
        assert "https://web.archive.org/web/*/https://example.org/one" in page
        assert "https://web.archive.org/save/https://example.org/one" in page
        assert page.count('<datalist id="known-publishers">') == 1
        assert '<option value="Two"></option>' in page
        assert "a news report, a study of a university" in page

"""Public pages from memory: until the record, the day or the release changes."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import brotli
import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from recommendations.actions import record_version
from recommendations.models import Report
from scorecard import last_modified
from scorecard.actions import snapshots
from tests import factories
from tests.clock import stopped_at
from tracker.kept_pages import KeptPages, Page, State
from tracker.page_cache import PageCache, ordered

TODAY = factories.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Iterator[Report]:
    """One public report, and a day that does not pass."""
    row = factories.make_report()
    lead = factories.make_agency()
    item = factories.make_recommendation(report=row, lead=lead)
    factories.make_assessment(recommendation=item)
    with stopped_at(TODAY):
        yield row


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of a site that keeps pages, started before the stopped day."""
    monkeypatch.setattr(last_modified, "STARTED", factories.at(factories.ISSUED))
    with override_settings(PAGE_CACHE_MEGABYTES=8):
        yield Client()


def rename(row: Report, title: str, *, is_told: bool = True) -> None:
    """Change what readers see; past the actions, unless it is told."""
    Report.objects.filter(pk=row.pk).update(title=title)
    if is_told:
        record_version.bump(at=factories.at(TODAY))


class KeptPageTests:
    def test_a_page_asked_before_costs_one_query(
        self, reader: Client, report: Report
    ) -> None:
        first = reader.get("/")

        with CaptureQueriesContext(
            connection,
        ) as asked:
            again = reader.get("/")

        assert len(asked) == 1
        assert again.content == first.content
        assert again["ETag"] == first["ETag"]
        assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
        assert again["X-Content-Type-Options"] == "nosniff"
        assert not again.cookies

    def test_nothing_is_kept_past_a_new_version(
        self, reader: Client, report: Report
    ) -> None:
        reader.get("/")
        rename(report, "Kept by mistake", is_told=False)
        kept = reader.get("/").content.decode()
        record_version.bump(at=factories.at(TODAY))

        assert "Kept by mistake" not in kept
        assert "Kept by mistake" in reader.get("/").content.decode()

    def test_a_new_day_is_another_page(self, reader: Client, report: Report) -> None:
        reader.get("/")
        rename(report, "Tomorrow", is_told=False)

        with stopped_at(TODAY + timedelta(days=1)):
            assert "Tomorrow" in reader.get("/").content.decode()

    def test_languages_parameters_and_hosts_are_pages_of_their_own(
        self, reader: Client, report: Report
    ) -> None:
        addresses = ["/", "/es/", "/?page=1", "/?as_of=2026-07-01"]
        pages = [reader.get(address).content for address in addresses]
        other = reader.get("/", headers={"host": "localhost"})

        again = [reader.get(address).content for address in addresses]

        assert again == pages
        assert len(set(pages)) >= 3
        assert other.status_code == 200
        assert reader.get("/", headers={"host": "evil.example"}).status_code == 400

    def test_the_order_of_parameters_makes_no_second_page(
        self, reader: Client, report: Report
    ) -> None:
        reader.get("/recommendations/?sort=title&page=1")

        with CaptureQueriesContext(connection) as asked:
            reader.get("/recommendations/?page=1&sort=title")

        assert len(asked) == 1
        assert ordered("b=2&a=1&b=1") == "a=1&b=2&b=1"

    def test_who_is_signed_in_gets_a_page_made_anew_and_nobody_keeps_it(
        self, reader: Client, report: Report
    ) -> None:
        reader.get("/")
        rename(report, "Seen at once", is_told=False)
        reader.force_login(factories.make_user())

        page = reader.get("/")

        assert "Seen at once" in page.content.decode()
        assert page["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize(
        "address",
        ["/healthz", "/readyz", "/admin/login/", "/report-an-error/", "/none/"],
    )
    def test_what_is_no_page_for_all_is_never_kept(
        self, reader: Client, report: Report, address: str
    ) -> None:
        answer = reader.get(address)

        assert "s-maxage" not in answer.get("Cache-Control", "")
        assert "Cache-Tag" not in answer

    def test_a_query_that_is_too_long_is_answered_and_not_kept(
        self, reader: Client, report: Report
    ) -> None:
        address = f"/?x={'y' * 3000}"

        reader.get(address)
        rename(report, "Never kept", is_told=False)

        assert "Never kept" in reader.get(address).content.decode()


class HeaderTests:
    def test_shared_caches_may_keep_a_page_and_browsers_ask(
        self, reader: Client, report: Report
    ) -> None:
        page = reader.get("/", headers={"accept-language": "es"})

        assert page["Cache-Control"] == (
            "public, max-age=0, s-maxage=60, stale-while-revalidate=60"
        )
        assert page["Vary"] == "Accept-Encoding"
        assert page["Cache-Tag"].startswith("record-")
        assert "Last-Modified" in page

    def test_a_client_with_the_page_is_told_so(
        self, reader: Client, report: Report
    ) -> None:
        first = reader.get("/")
        tag, since = first["ETag"], first["Last-Modified"]
        asked = (
            {"if-none-match": tag},
            {"if-none-match": f'"other", {tag}'},
            {"if-none-match": tag.removeprefix("W/")},
            {"if-modified-since": since},
        )

        answers = [reader.get("/", headers=headers) for headers in asked]

        assert [answer.status_code for answer in answers] == [304] * 4
        assert not any(answer.content for answer in answers)
        assert answers[0]["ETag"] == tag
        assert answers[0]["Cache-Control"] == first["Cache-Control"]

    def test_an_older_copy_is_replaced(self, reader: Client, report: Report) -> None:
        first = reader.get("/")
        rename(report, "Another title")

        by_tag = reader.get("/", headers={"if-none-match": first["ETag"]})
        nonsense = reader.get("/", headers={"if-modified-since": "yesterday"})

        assert by_tag.status_code == 200
        assert nonsense.status_code == 200

    def test_a_change_elsewhere_leaves_the_tag(
        self, reader: Client, report: Report
    ) -> None:
        first = reader.get("/accessibility/")
        rename(report, "Another title")

        again = reader.get("/accessibility/", headers={"if-none-match": first["ETag"]})

        assert again.status_code == 304

    @pytest.mark.parametrize(
        ("accepted", "encoding", "unpack"),
        [
            ("gzip, deflate", "gzip", gzip.decompress),
            ("gzip, deflate, br, zstd", "br", brotli.decompress),
            ("gzip;q=1.0, br; q=0.0", "gzip", gzip.decompress),
            ("br;q=0.5, gzip;q=0", "br", brotli.decompress),
        ],
    )
    def test_a_page_is_packed_for_who_can_unpack_it(
        self,
        reader: Client,
        report: Report,
        accepted: str,
        encoding: str,
        unpack: Callable[[bytes], bytes],
    ) -> None:
        first = reader.get("/", headers={"accept-encoding": accepted})
        plain = reader.get("/")
        packed = reader.get("/", headers={"accept-encoding": accepted})

        assert first["Content-Encoding"] == packed["Content-Encoding"] == encoding
        assert int(packed["Content-Length"]) == len(packed.content)
        assert unpack(packed.content) == plain.content

    def test_nobody_is_sent_an_encoding_they_do_not_name(
        self, reader: Client, report: Report
    ) -> None:
        page = reader.get("/", headers={"accept-encoding": "zstd, brotli, x-gzip"})

        assert "Content-Encoding" not in page

    def test_head_has_the_headers_of_get(self, reader: Client, report: Report) -> None:
        page, head = reader.get("/"), reader.head("/")

        assert head["ETag"] == page["ETag"]
        assert head["Cache-Control"] == page["Cache-Control"]


class VersionTests:
    def test_a_snapshot_raises_it(self, reader: Client, report: Report) -> None:
        before = reader.get("/")["Cache-Tag"]

        snapshots.take(report=report, as_of=TODAY, at=factories.at(TODAY))

        assert reader.get("/")["Cache-Tag"] != before


class FileTests:
    def test_a_file_asked_before_is_sent_as_it_was(
        self, reader: Client, report: Report
    ) -> None:
        address = f"/reports/{report.slug}/status-report.pdf"
        first = reader.get(address)

        with CaptureQueriesContext(connection) as queries:
            again = reader.get(address)

        assert len(queries) == 1
        assert again.content == first.content
        assert again["ETag"] == first["ETag"]
        assert not again["ETag"].startswith("W/")
        assert again["Content-Disposition"] == first["Content-Disposition"]

    def test_a_short_text_file_is_taken_up_again_by_the_tag_of_its_plain_bytes(
        self, reader: Client, report: Report
    ) -> None:
        address = "/recommendations/export.csv"
        plain, kept = reader.get(address), reader.get(address)
        packed = reader.get(address, headers={"accept-encoding": "br"})

        rest = {
            tag: reader.get(address, headers={"Range": "bytes=9-", "If-Range": tag})
            for tag in (plain["ETag"], packed["ETag"], plain["Last-Modified"])
        }
        known = reader.get(address, headers={"if-none-match": packed["ETag"]})

        assert plain["ETag"] == kept["ETag"]
        assert packed["ETag"] == f"W/{plain['ETag']}"
        assert [answer.status_code for answer in rest.values()] == [206, 200, 206]
        assert rest[plain["ETag"]].getvalue() == plain.content[9:]
        assert known.status_code == 304

    def test_asking_for_its_head_first_keeps_no_empty_file(
        self, reader: Client, report: Report
    ) -> None:
        address = "/recommendations/export.csv"

        head = reader.head(address)
        file = reader.get(address)

        assert head.status_code == 200
        assert file.content.startswith(b"\xef\xbb\xbfreference,")

    def test_a_part_of_a_kept_file_is_a_part(
        self, reader: Client, report: Report
    ) -> None:
        address = f"/reports/{report.slug}/status-report.xlsx"
        whole = reader.get(address)

        part = reader.get(
            address,
            headers={"Range": "bytes=10-19", "If-Range": whole["ETag"]},
        )

        assert part.status_code == 206
        assert part.getvalue() == whole.content[10:20]


class BoundTests:
    def state(self, version: int) -> State:
        return State(version, date(2026, 1, 1), "1")

    def page(self, size: int) -> Page:
        return Page([("Content-Type", "text/html")], b"x" * size, '"t"')

    def test_the_least_used_page_leaves_first(self) -> None:
        kept, state = KeptPages(25_000, is_shared=False), self.state(1)
        for name in "abc":
            kept.put(state, ("h", name, ""), self.page(6_000))
        kept.get(state, ("h", "a", ""))
        kept.put(state, ("h", "d", ""), self.page(6_000))

        held = [name for name in "abcd" if kept.get(state, ("h", name, ""))]

        assert held == ["a", "c", "d"]

    def test_a_page_larger_than_all_memory_is_not_kept(self) -> None:
        kept, state = KeptPages(10_000, is_shared=False), self.state(1)

        kept.put(state, ("h", "a", ""), self.page(20_000))

        assert kept.get(state, ("h", "a", "")) is None

    def test_a_new_state_empties_it(self) -> None:
        kept = KeptPages(100_000, is_shared=False)
        kept.put(self.state(1), ("h", "a", ""), self.page(10))
        kept.put(self.state(2), ("h", "b", ""), self.page(10))

        assert kept.get(self.state(1), ("h", "a", "")) is None
        assert kept.get(self.state(2), ("h", "b", "")) is not None

    def test_workers_share_what_one_of_them_made(self) -> None:
        one = KeptPages(100_000, is_shared=True)
        other = KeptPages(100_000, is_shared=True)

        one.put(self.state(1), ("h", "a", ""), self.page(10))

        found = other.get(self.state(1), ("h", "a", ""))
        assert found is not None and found.body == b"x" * 10
        assert other.get(self.state(2), ("h", "a", "")) is None


class RefusedTests:
    def test_an_answer_with_a_cookie_is_not_kept(self) -> None:
        def answer(request: HttpRequest) -> HttpResponse:
            response = HttpResponse(f"{request.path} {len(seen)}")
            response.set_cookie("a", "b")
            seen.append(response)
            return response

        seen: list[HttpResponse] = []
        with override_settings(PAGE_CACHE_MEGABYTES=1):
            cached = PageCache(answer)
        for _again in range(2):
            cached(RequestFactory().get("/"))

        assert len(seen) == 2

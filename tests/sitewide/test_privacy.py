"""Private notes and unpublished work never leave the desk.

A marker is planted wherever the desk keeps something to itself; then every address of
the site outside the desk is asked for, in both languages, and every answer (page, file,
feed, error) is searched, files inside archives and the text of PDFs included. Addresses
come from the site's own list, so a page that is added later is searched as well.
"""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from django.views import defaults

from exports.datasets import DATASETS
from recommendations import models
from scorecard.actions import snapshots
from tests import factories
from tests.clock import stopped_at
from tests.factories import PRIVATE

pytestmark = pytest.mark.django_db

REPORT = "safe-water-2020"
SAMPLES: dict[str, list[str]] = {
    "agency": ["us-water-1"],
    "category": ["1"],
    "extension": ["bib", "csv", "docx", "json", "pdf", "ris", "txt", "xlsx", "zip"],
    "file_format": ["csv", "json", "xlsx"],
    "indicator": ["unsafe-wells-1", "unsafe-wells-2"],
    "name": [dataset.name for dataset in DATASETS],
    "number": ["1"],
    "pk": [],  # of the snapshot, known once it is taken
    "reference": ["1.1", "1.2", "1.9"],
    "report": [REPORT, "safe-water-2021"],
    "rest": ["no/such/thing"],
    "slug": [REPORT, "safe-water-2021"],
    "snapshot": [],
    "token": ["x"],
    "version": ["1.0.0", "9.9.9"],
}
"""What to put for a name in an address. A new name is added here."""


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(factories.TODAY):
        yield


@pytest.fixture
def planted() -> dict[str, list[str]]:
    """A public record with the marker in everything that is not public."""
    secret = get_user_model().objects.create_user(
        PRIVATE, email=f"{PRIVATE}@example.org", first_name=PRIVATE
    )
    agency = factories.make_agency()
    row = factories.make_recommendation(lead=agency, assigned_to=secret)
    row.assigned_to = secret
    item = factories.make_evidence(recommendation=row, added_by=secret)
    factories.make_assessment(recommendation=row, evidence=[item])
    factories.make_response(recommendation=row, agency=agency)
    factories.make_due_date(recommendation=row, due_on=date(2027, 1, 1))
    factories.make_indicator(recommendations=[row], reports=[row.report])
    factories.make_correction(recommendation=row, made_by=secret)
    snapshot = snapshots.take(
        report=row.report, as_of=factories.ASSESSED, by=secret, at=factories.PUBLISHED
    )
    plant_unpublished(row, agency)
    taken = [str(snapshot.pk), "999999"]
    return SAMPLES | {"pk": taken, "snapshot": taken}


def plant_unpublished(row: models.Recommendation, agency: models.Agency) -> None:
    """What is in preparation, said in the marker."""
    draft = factories.make_assessment(
        recommendation=row,
        effective_on=date(2026, 7, 1),
        published_at=None,
        rationale=PRIVATE,
        note=PRIVATE,
        attribution=PRIVATE,
    )
    models.Assessment.objects.filter(pk=draft.pk).update(returned_reason=PRIVATE)
    factories.make_reply_request(
        assessment=draft, agency=agency, text=PRIVATE, replied_at=factories.PUBLISHED
    )
    factories.make_evidence(
        recommendation=row, published_at=None, fact=PRIVATE, sources=[("A", PRIVATE)]
    )
    factories.make_recommendation(
        report=row.report, published_at=None, reference="1.9", title=PRIVATE
    )
    hidden = factories.make_report(published_at=None, title=PRIVATE)
    factories.make_recommendation(report=hidden, summary=PRIVATE)
    factories.make_correction(report=row.report, published_at=None, is_right=PRIVATE)
    factories.make_indicator(published_at=None, name=PRIVATE)
    models.ReaderReport.objects.create(
        what=PRIVATE, reply_to="reader@example.org", received_at=factories.PUBLISHED
    )
    reading = models.SecondReading.objects.create(
        recommendation=row,
        effective_on=factories.ASSESSED,
        coder=PRIVATE,
        made_on=factories.ASSESSED,
    )
    models.SecondJudgement.objects.create(
        reading=reading, ask=row.asks.get(code="a"), status="mostly", reason=PRIVATE
    )


def patterns(found: Any = None, spaces: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every address outside the desk: its name, and the names in it."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLResolver):
            if one.namespace != "admin":
                inner = f"{spaces}{one.namespace}:" if one.namespace else spaces
                yield from patterns(one.url_patterns, inner)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{spaces}{one.name}", names_in(one)


def names_in(one: URLPattern) -> list[str]:
    """The names for which an address needs a value."""
    pattern: Any = one.pattern
    return list(pattern.converters) or list(pattern.regex.groupindex)


def addresses(samples: dict[str, list[str]]) -> Iterator[str]:
    """Every address with every sample, in both languages."""
    for name, names in patterns():
        unknown = [one for one in names if one not in samples]
        assert not unknown, f"{name}: say in SAMPLES what to put for {unknown}"
        for values in itertools.product(*(samples[one] for one in names)):
            given = dict(zip(names, values, strict=True))
            for language in ("en", "es"):
                with translation.override(language):
                    yield reverse(name, kwargs=given)


def read(answer: Any) -> bytes:
    """Everything an answer holds, in the open."""
    body = b"".join(answer) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return head.encode() + b"\n" + opened(body)


def opened(body: bytes) -> bytes:
    """A body with the files of an archive and the text of a PDF written out."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [opened(archive.read(name)) for name in archive.namelist()]
        return b"\n".join(parts)
    if body.startswith(b"%PDF") and shutil.which("pdftotext"):
        done = subprocess.run(
            ["pdftotext", "-", "-"], input=body, capture_output=True, check=True
        )
        return body + done.stdout.replace(b"-\n", b"-")
    return body


VIEWS = (
    "",
    "?as_of=2026-07-01&known_at=2026-07-01",
    f"?q={PRIVATE[:12]}",
    "?as_of=banana&status=banana&sort=banana",
)


class MarkerTests:
    def test_no_answer_outside_the_desk_holds_it(
        self, planted: dict[str, list[str]]
    ) -> None:
        client = Client(raise_request_exception=False)
        leaks, codes = [], {}
        for where in addresses(planted):
            for view in VIEWS if where.endswith("/") else VIEWS[:2]:
                answer = client.get(where + view)
                codes[where + view] = answer.status_code
                if PRIVATE.encode() in read(answer):
                    leaks.append(where + view)

        assert not leaks
        assert not [where for where, code in codes.items() if code >= 500]
        assert sum(code == 200 for code in codes.values()) > 60

    def test_error_pages_hold_nothing_either(
        self, planted: dict[str, list[str]]
    ) -> None:
        request = RequestFactory().get(f"/reports/{REPORT}/1.9/")
        answers = [*broken(request), Client().get("/admin/login/")]
        answers.append(Client().post("/report-an-error/", {"what": ""}))

        assert not [one for one in answers if PRIVATE.encode() in one.content]

    def test_the_search_would_find_it(self, planted: dict[str, list[str]]) -> None:
        models.Report.objects.filter(slug=REPORT).update(title=PRIVATE)

        page = Client().get(f"/reports/{REPORT}/1.1/")

        assert PRIVATE.encode() in read(page)


def broken(request: HttpRequest) -> list[Any]:
    """What a reader is told when something fails or is refused."""
    return [
        defaults.server_error(request),
        defaults.bad_request(request, ValueError()),
        defaults.permission_denied(request, PermissionError()),
    ]

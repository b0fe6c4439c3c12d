"""Edits a served site in every way there is, and reads its pages before and after.

Run by ``test_page_cache_workers`` in a process of its own, on the data of a site that
several workers serve.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from recommendations.actions import (
    assessments,
    drafts,
    evidence as evidence_actions,
    indicators,
    publication,
    record,
    responses,
)
from recommendations.models import (
    Agency,
    Correction,
    DueDate,
    Evidence,
    Indicator,
    Recommendation,
    Report,
    Response,
)
from scorecard.actions import snapshots
from tests import factories

READS = 4  # enough to come by each of two workers
NOW = datetime.now(UTC)


class Site:
    """The served site, read over new connections."""

    def __init__(self, address: str) -> None:
        self.address = address

    def read(self, path: str) -> set[tuple[str, bytes]]:
        """The different (tag of the record, body) that the workers answer."""
        found = set()
        for _again in range(READS):
            try:
                with urllib.request.urlopen(f"{self.address}{path}") as answer:
                    found.add((answer.headers["Cache-Tag"], answer.read()))
            except urllib.error.HTTPError as refusal:
                found.add((str(refusal.code), b""))
        return found


def main(address: str) -> None:
    """Every edit in turn; prints a line for each that shows at once everywhere."""
    site, made = Site(address), Record()
    for name, path, edit in made.seen():
        before = site.read(path)
        edit()
        after = site.read(path)
        assert len(before) == 1, f"{name}: workers differed before"
        assert len(after) == 1, f"{name}: workers differ, one of them is stale"
        assert not {body for _, body in before} & {body for _, body in after}, name
        print(f"seen: {name}")
    for name, edit in made.unseen():
        before = site.read("/")
        edit()
        assert site.read("/") == before, f"{name}: the version rose for nothing"
        print(f"unseen: {name}")


class Record:
    """A small record to edit."""

    def __init__(self) -> None:
        self.by = factories.make_user(username="reviewer")
        self.agency = factories.make_agency(name="Office of Wells")
        self.report = factories.make_report(published_at=None)
        self.row = factories.make_recommendation(
            report=self.report, lead=self.agency, published_at=None
        )
        self.draft = factories.make_report(slug="draft", published_at=None)
        self.page = f"/reports/{self.report.slug}/{self.row.reference}/"

    def seen(self) -> list[tuple[str, str, Callable[[], object]]]:
        """(name, page that shows it, edit), in an order in which each is allowed."""
        scorecard = f"/reports/{self.report.slug}/"
        return [
            ("report published", "/", lambda: self.publish(self.report)),
            ("recommendation published", scorecard, lambda: self.publish(self.fresh())),
            ("evidence published", self.page, self.add_evidence),
            ("assessment published", self.page, self.assess),
            ("evidence withdrawn", self.page, self.withdraw_evidence),
            ("assessment withdrawn", self.page, self.withdraw_assessment),
            ("response recorded", self.page, self.respond),
            ("due date set", self.page, self.set_due_date),
            ("agency renamed", "/agencies/", self.rename_agency),
            ("title edited", self.page, self.retitle),
            ("correction published", "/corrections/", self.correct),
            ("indicator published", "/indicators/", self.measure),
            ("indicator edited", "/indicators/", self.rename_indicator),
            ("snapshot taken", "/snapshots/1/", self.freeze),
        ]

    def unseen(self) -> list[tuple[str, Callable[[], object]]]:
        """Edits that no reader can notice."""
        return [
            ("draft begun", self.begin_draft),
            ("report in preparation edited", self.edit_draft_report),
            ("evidence in preparation edited", self.prepare_evidence),
        ]

    def publish(self, row: Any) -> None:
        publication.publish(row=row, by=self.by, at=NOW)

    def fresh(self) -> Recommendation:
        return Recommendation.objects.get(pk=self.row.pk)

    def add_evidence(self) -> None:
        factories.make_evidence(recommendation=self.fresh(), published_at=NOW)

    def assess(self) -> None:
        factories.make_assessment(recommendation=self.fresh(), published_at=NOW)

    def withdraw_evidence(self) -> None:
        evidence_actions.withdraw(
            evidence=Evidence.objects.get(), reason="Misread.", by=self.by, at=NOW
        )

    def withdraw_assessment(self) -> None:
        assessments.withdraw(
            assessment=self.row.assessments.get(), reason="Misread.", by=self.by, at=NOW
        )

    def respond(self) -> None:
        row = Response(
            recommendation=self.fresh(),
            agency=self.agency,
            kind="accepted",
            text="We have begun.",
            responded_on=date(2020, 6, 1),
        )
        responses.record(response=row, by=self.by, at=NOW)

    def set_due_date(self) -> None:
        row = DueDate(
            recommendation=self.fresh(),
            due_on=date(2021, 1, 1),
            announced_on=date(2020, 6, 1),
        )
        responses.set_due_date(due_date=row, by=self.by, at=NOW)

    def rename_agency(self) -> None:
        rows = Agency.objects.filter(pk=self.agency.pk)
        self.edit(lambda: rows.update(name="Office of Springs"))

    def retitle(self) -> None:
        rows = Recommendation.objects.filter(pk=self.row.pk)
        self.edit(lambda: rows.update(title="Test every spring"), self.row.pk)

    def edit(self, save: Callable[[], Any], *ids: int, seen: bool = True) -> None:
        record.edit(recommendations=ids, at=NOW, save=save, is_seen=lambda: seen)

    def correct(self) -> None:
        factories.make_correction(report=self.report, published_at=None)
        self.publish(Correction.objects.get())

    def measure(self) -> None:
        factories.make_indicator(reports=[self.report], published_at=None)
        self.publish(Indicator.objects.get())

    def rename_indicator(self) -> None:
        row = Indicator.objects.get()
        row.name = row.name_es = "Unsafe springs"
        indicators.edit(indicator=row, by=self.by, at=NOW, save=row.save)

    def freeze(self) -> None:
        report = Report.objects.get(pk=self.report.pk)
        snapshots.take(report=report, as_of=NOW.date(), at=NOW)

    def begin_draft(self) -> None:
        drafts.begin(recommendation=self.fresh(), effective_on=NOW.date(), by=self.by)

    def edit_draft_report(self) -> None:
        rows = Report.objects.filter(pk=self.draft.pk)
        self.edit(lambda: rows.update(title="Not yet"), seen=False)

    def prepare_evidence(self) -> None:
        row = factories.make_evidence(recommendation=self.fresh(), published_at=None)
        evidence_actions.change(evidence=row, by=self.by, at=NOW, save=row.save)

"""Gathers the recommendations of a status report; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from recommendations.as_of import AsOf
from recommendations.detail_page import NOT_VERIFIED
from recommendations.languages import LocalText, in_language, pick
from recommendations.models import (
    Ask,
    Assessment,
    DueDate as DueDateRow,
    Evidence,
    Judgement,
    Recommendation,
    Report,
    Response,
    Responsibility,
    SecondJudgement,
    Source,
    Standing,
)
from scorecard.build import Line

from ..datasets import reading
from .content import (
    Asked,
    DueDate,
    EvidenceItem,
    Finding,
    Named,
    RecommendationPart,
    Reply,
)
from .numbering import Numbering
from .options import Options
from .words import site

Rows = dict[int, list[Any]]
NOTHING = LocalText("", "en", is_fallback=False)


def recommendation_parts(
    report: Report,
    lines: Sequence[Line],
    moved: Iterable[str],
    options: Options,
    sources: Numbering,
) -> tuple[RecommendationPart, ...]:
    """The recommendations of these lines, in their order; thirteen queries."""
    stock = _Stock.of([line.id for line in lines], options)
    made = _Maker(report, stock, frozenset(moved), options, sources)
    return tuple(made.part(line) for line in lines)


@dataclass(frozen=True)
class _Stock:
    """What the parts are made from, by recommendation."""

    heads: dict[int, Recommendation]
    findings: dict[int, Assessment]
    judgements: dict[tuple[int, str], Judgement]
    seconds: dict[tuple[int, Any, str], SecondJudgement]
    named: Rows
    replies: Rows
    due_dates: Rows
    evidence: Rows

    @classmethod
    def of(cls, ids: Sequence[int], options: Options) -> _Stock:
        view = options.view
        heads = Recommendation.objects.filter(id__in=ids).select_related("category")
        findings = _findings(ids, view)
        return cls(
            heads={row.pk: row for row in heads},
            findings=findings,
            judgements=_judgements(findings.values()),
            seconds=_seconds(ids, view),
            named=reading.grouped(_named(ids), "recommendation_id"),
            replies=reading.grouped(_replies(ids, view), "recommendation_id"),
            due_dates=reading.grouped(_due_dates(ids, view), "recommendation_id"),
            evidence=reading.grouped(_evidence(ids, view), "recommendation_id")
            if options.with_evidence
            else {},
        )


def _findings(ids: Sequence[int], view: AsOf) -> dict[int, Assessment]:
    standings = Standing.objects.at(view).filter(recommendation__in=ids)
    wanted = standings.exclude(assessment=None).values_list("assessment_id", flat=True)
    rows = Assessment.objects.filter(pk__in=list(wanted.order_by()))
    found = rows.order_by().defer("private_note")
    return {row.recommendation_id: row for row in found}


def _judgements(findings: Iterable[Assessment]) -> dict[tuple[int, str], Judgement]:
    rows = Judgement.objects.filter(assessment__in=[row.pk for row in findings])
    said = rows.exclude(reason="", reason_es="").select_related("ask")
    return {(row.assessment_id, row.ask.code): row for row in said}


def _seconds(
    ids: Sequence[int], view: AsOf
) -> dict[tuple[int, Any, str], SecondJudgement]:
    rows = SecondJudgement.objects.filter(
        reading.known(view, "reading__"), reading__recommendation__in=ids
    )
    found = rows.select_related("reading", "ask").order_by(
        "reading__published_at", "reading_id"
    )
    return {
        (row.reading.recommendation_id, row.reading.effective_on, row.ask.code): row
        for row in found
    }


def _named(ids: Sequence[int]) -> Any:
    rows = Responsibility.objects.filter(recommendation__in=ids)
    return rows.select_related("agency").prefetch_related(
        Prefetch("asks", Ask.objects.only("id", "code").order_by())
    )


def _replies(ids: Sequence[int], view: AsOf) -> Any:
    rows = Response.objects.filter(
        reading.known(view), recommendation__in=ids, responded_on__lte=view.on
    )
    return rows.select_related("agency").order_by("-responded_on", "-id")


def _due_dates(ids: Sequence[int], view: AsOf) -> Any:
    rows = DueDateRow.objects.filter(
        reading.known(view), recommendation__in=ids, announced_on__lte=view.on
    )
    return rows.select_related("announced_by").order_by("announced_on", "id")


def _evidence(ids: Sequence[int], view: AsOf) -> Any:
    """What can be read in the view and is not withdrawn, newest first."""
    rows = Evidence.objects.filter(
        reading.known(view),
        reading.not_withdrawn(view),
        recommendation__in=ids,
        happened_on__lte=view.on,
    )
    ordered = rows.order_by("-happened_on", "-id").defer("private_note")
    return ordered.prefetch_related(
        Prefetch("asks", Ask.objects.only("id", "code").order_by("position", "code")),
        Prefetch("sources", Source.objects.order_by("position", "id")),
    )


@dataclass(frozen=True)
class _Maker:
    """Makes the part of one line after the other, numbering its sources on the way."""

    report: Report
    stock: _Stock
    moved: frozenset[str]
    options: Options
    sources: Numbering

    def part(self, line: Line) -> RecommendationPart:
        """One recommendation."""
        stock, head = self.stock, self.stock.heads[line.id]
        finding = stock.findings.get(line.id)
        return RecommendationPart(
            line=line,
            title=self.text(head, "title"),
            summary=self.text(head, "summary"),
            category=head.category.code,
            address=site(f"/reports/{self.report.slug}/{head.reference}/"),
            has_moved=line.reference in self.moved,
            asks=tuple(self.asked(line, ask, finding) for ask in line.asks),
            named=tuple(self.name(row) for row in stock.named.get(line.id, ())),
            finding=self.finding(finding) if finding else None,
            replies=tuple(self.reply(row) for row in stock.replies.get(line.id, ())),
            due_dates=tuple(self.due(row) for row in stock.due_dates.get(line.id, ())),
            evidence=tuple(self.item(row) for row in stock.evidence.get(line.id, ())),
            open_questions=tuple(self.questions(head)),
        )

    def text(self, row: Any, name: str) -> LocalText:
        """A text of a row in the language of the report."""
        return in_language(row, name, self.options.language)

    def questions(self, head: Recommendation) -> list[str]:
        """What is still not established."""
        in_spanish = head.open_questions_es if self.options.language == "es" else None
        return list(in_spanish or head.open_questions or [])

    def asked(self, line: Line, ask: Any, finding: Assessment | None) -> Asked:
        """One ask; the second coder's reason where the two differ."""
        own = self.stock.judgements.get((finding.pk, ask.code)) if finding else None
        day = finding.effective_on if finding else None
        second = self.stock.seconds.get((line.id, day, ask.code))
        return Asked(
            line=ask,
            text=pick(ask.text, ask.text_es, self.options.language),
            reason=self.text(own, "reason") if own else NOTHING,
            second_reason=self.text(second, "reason")
            if second is not None and ask.differs
            else NOTHING,
        )

    def name(self, row: Responsibility) -> Named:
        """One agency with its role."""
        return Named(
            agency=row.agency.slug,
            name=self.text(row.agency, "name"),
            role=row.role,
            asks=tuple(sorted(ask.code for ask in row.asks.all())),
        )

    def finding(self, row: Assessment) -> Finding:
        """The assessment in force."""
        published = reading.day(row.published_at)
        assert published is not None
        return Finding(
            effective_on=row.effective_on,
            published_on=published,
            rationale=self.text(row, "rationale"),
            note=row.note,
            attribution=self.text(row, "attribution"),
            is_first_reading=row.is_first_reading,
            is_single_coded=row.is_single_coded,
        )

    def reply(self, row: Response) -> Reply:
        """One answer of an agency."""
        return Reply(
            agency=row.agency.slug,
            name=self.text(row.agency, "name"),
            kind=row.kind,
            text=self.text(row, "text"),
            responded_on=row.responded_on,
            url=row.url,
            is_disputed=row.is_disputed_with_documents,
        )

    def due(self, row: DueDateRow) -> DueDate:
        """One announced date."""
        by = row.announced_by
        return DueDate(
            due_on=row.due_on,
            announced_on=row.announced_on,
            announced_by=self.text(by, "name") if by else None,
            reason=row.reason,
            is_revision=row.is_revision,
            url=row.url,
        )

    def item(self, row: Evidence) -> EvidenceItem:
        """One item of evidence, its sources numbered."""
        found = list(row.sources.all())
        note = row.note.strip()
        said = note.casefold()
        return EvidenceItem(
            key=row.key,
            happened=row.happened,
            kind=row.kind,
            bearing=row.bearing,
            asks=tuple(ask.code for ask in row.asks.all()),
            actor=self.text(row, "actor"),
            fact=self.text(row, "fact"),
            note="" if said == NOT_VERIFIED else note,
            is_verified=not said.startswith(NOT_VERIFIED)
            and any(source.is_verified for source in found),
            sources=tuple(self.sources.of(source) for source in found),
        )

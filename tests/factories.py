"""Rows for tests: keyword-only, believable, with fixed dates.

Whatever readers can see is published through the actions, so standings, kept
columns and the log of changes are those of real use. Every private note holds
``PRIVATE``; no public page or file may ever show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from recommendations.actions import (
    assessments,
    evidence as evidence_actions,
    record_version,
    responses as response_actions,
    standings,
)
from recommendations.histories import utc_day
from recommendations.models import (
    Agency,
    Ask,
    Assessment,
    Category,
    Correction,
    DueDate,
    Evidence,
    Indicator,
    Observation,
    Recommendation,
    ReplyRequest,
    Report,
    Response,
    Responsibility,
    SecondJudgement,
    SecondReading,
    Source,
)
from recommendations.search import index
from scorecard import method

TODAY = date(2026, 7, 15)
ISSUED = date(2020, 3, 1)
ASSESSED = date(2026, 5, 31)
PUBLISHED = datetime(2026, 6, 1, 9, tzinfo=UTC)
PRIVATE = "PRIVATE-NOTE-NOT-FOR-READERS"

ASK_TEXTS = (
    "Publish the results of every water test within a week.",
    "Repair the pumps of the three oldest stations.",
    "Train one inspector for each district.",
    "Set a limit for nitrates in law.",
)


def at(day: date) -> datetime:
    """Nine o'clock (UTC) of a day, as a moment of publication."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def make_user(*, username: str = "writer", **fields: Any) -> Any:
    """A person with an account; the same one when asked twice."""
    user, _created = get_user_model().objects.get_or_create(
        username=username, defaults=fields
    )
    return user


def make_report(*, published_at: datetime | None = PUBLISHED, **fields: Any) -> Report:
    """A public report; ``published_at=None`` for one in preparation."""
    n = Report.objects.count() + 1
    values = {
        "slug": f"safe-water-{2019 + n}",
        "title": f"Safe Water for All, part {n}",
        "title_es": f"Agua segura para todos, parte {n}",
        "publisher": "Institute for Public Works",
        "issued_on": ISSUED,
        "jurisdiction": "US",
        "assessment_notice": "A first reading, open to challenge.",
        "assessment_notice_es": "Una primera lectura, abierta a objeciones.",
    }
    return Report.objects.create(published_at=published_at, **values | fields)


def make_category(*, report: Report | None = None, **fields: Any) -> Category:
    """A heading of a report."""
    report = report or make_report()
    n = report.categories.count() + 1
    values = {
        "code": str(n),
        "slug": f"category-{n}",
        "title": f"Works and inspection {n}",
        "title_es": f"Obras e inspección {n}",
        "position": n,
    }
    return Category.objects.create(report=report, **values | fields)


def make_agency(**fields: Any) -> Agency:
    """A body that can be asked to act."""
    n = Agency.objects.count() + 1
    values = {
        "slug": f"us-water-{n}",
        "name": f"Water Office {n}",
        "name_es": f"Oficina del Agua {n}",
        "abbreviation": f"WO{n}",
        "kind": "bureau",
        "jurisdiction": "US",
    }
    return Agency.objects.create(**values | fields)


def make_recommendation(
    *,
    report: Report | None = None,
    category: Category | None = None,
    asks: int | Sequence[str] = 2,
    lead: Agency | None = None,
    supporting: Iterable[Agency] = (),
    published_at: datetime | None = PUBLISHED,
    **fields: Any,
) -> Recommendation:
    """A public recommendation with its asks (a number, or their texts)."""
    report = report or (category.report if category else make_report())
    category = category or report.categories.first() or make_category(report=report)
    n = report.recommendations.count() + 1
    values = {
        "reference": f"1.{n}",
        "position": n,
        "slug": f"recommendation-{n}",
        "title": f"Test the water of every well, step {n}",
        "title_es": f"Analizar el agua de cada pozo, paso {n}",
        "summary": "The report asks for regular tests and open results.",
        "summary_es": "El informe pide pruebas regulares y resultados abiertos.",
        "issued_on": report.issued_on,
    }
    row = Recommendation.objects.create(
        report=report, category=category, published_at=published_at, **values | fields
    )
    texts = ASK_TEXTS[:asks] if isinstance(asks, int) else asks
    for number, text in enumerate(texts):
        _ask(row, number, text=text)
    if lead is not None:
        make_responsibility(recommendation=row, agency=lead, role="lead")
    for agency in supporting:
        make_responsibility(recommendation=row, agency=agency, role="supporting")
    return _derived(row)


def make_responsibility(
    *, recommendation: Recommendation, agency: Agency | None = None, **fields: Any
) -> Responsibility:
    """An agency named for a recommendation, as lead unless said otherwise."""
    values = {"role": "lead"} | fields
    return Responsibility.objects.create(
        recommendation=recommendation, agency=agency or make_agency(), **values
    )


def make_ask(*, recommendation: Recommendation, **fields: Any) -> Ask:
    """One more ask; letters go on from the last."""
    number = recommendation.asks.count()
    ask = _ask(recommendation, number, **fields)
    _derived(recommendation)
    return ask


def make_source(*, tier: str = "B", publisher: str = "Water Office", **fields: Any):
    """A source; give the row it belongs to (evidence, report or indicator)."""
    values = {
        "title": f"{publisher}: annual record",
        "url": f"https://example.org/{publisher.lower().replace(' ', '-')}",
        "published_on": date(2021, 5, 1),
        "published_precision": "month",
        "is_verified": True,
        "tier": tier,
        "publisher": publisher,
    }
    return Source.objects.create(**values | fields)


def make_evidence(
    *,
    recommendation: Recommendation,
    asks: Iterable[str] | None = None,
    sources: Iterable[tuple[str, str]] = (("A", "Official Gazette"),),
    published_at: datetime | None = PUBLISHED,
    **fields: Any,
) -> Evidence:
    """A public item on these ask letters (all by default), a source for each pair.

    sources: (tier, publisher). A source of tier D that is not verified is made by
    ``make_source``.
    """
    n = recommendation.evidence.count() + 1
    values = {
        "key": f"{recommendation.reference}-e{n}",
        "happened_on": date(2021, 4, 1),
        "kind": "regulation",
        "bearing": "supports",
        "actor": "Water Office",
        "fact": f"The office set rules for tests of wells, part {n}.",
        "fact_es": f"La oficina fijó reglas para las pruebas de pozos, parte {n}.",
        "private_note": PRIVATE,
    }
    row = Evidence.objects.create(recommendation=recommendation, **values | fields)
    wanted = recommendation.asks.all()
    row.asks.set(wanted if asks is None else wanted.filter(code__in=list(asks)))
    for position, (tier, publisher) in enumerate(sources, 1):
        make_source(evidence=row, tier=tier, publisher=publisher, position=position)
    if published_at is not None:
        by = make_user(username="reviewer")
        evidence_actions.publish(evidence=row, by=by, at=published_at)
        _derived(recommendation)
    return row


def make_assessment(
    *,
    recommendation: Recommendation,
    steps: Mapping[str, str] | None = None,
    effective_on: date = ASSESSED,
    published_at: datetime | None = PUBLISHED,
    evidence: Iterable[Evidence] = (),
    **texts: Any,
) -> Assessment:
    """A reading published through the actions; ``published_at=None`` for a draft.

    steps: ask letter to status; all asks "partly" where none are given.
    """
    letters = recommendation.asks.values_list("code", flat=True)
    row = assessments.record(
        recommendation=recommendation,
        effective_on=effective_on,
        steps=dict.fromkeys(letters, "partly") if steps is None else steps,
        by=make_user(username="writer"),
        **{
            "rationale": "Rules are in force; the repairs have not begun.",
            "rationale_es": "Hay reglas vigentes; las obras no han empezado.",
            "private_note": PRIVATE,
            "attribution": "Editors",
            "attribution_es": "Editores",
        }
        | texts,
    )
    row.evidence.set(evidence)
    if published_at is not None:
        _publish(row, published_at)
        _derived(recommendation)
        row.refresh_from_db()
    return row


def make_second_reading(
    *,
    recommendation: Recommendation,
    steps: Mapping[str, str],
    effective_on: date = ASSESSED,
    published_at: datetime | None = PUBLISHED,
    **fields: Any,
) -> SecondReading:
    """A second coder's steps for the day of an assessment."""
    values = {"coder": "second", "made_on": utc_day(PUBLISHED)} | fields
    reading = SecondReading.objects.create(
        recommendation=recommendation,
        effective_on=effective_on,
        published_at=published_at,
        **values,
    )
    asks = {ask.code: ask for ask in recommendation.asks.all()}
    for code, status in steps.items():
        SecondJudgement.objects.create(
            reading=reading,
            ask=asks[code],
            status=status,
            reason="Read from the same evidence.",
            reason_es="Leído de las mismas pruebas.",
        )
    _derived(recommendation)
    return reading


def make_reply_request(
    *, assessment: Assessment, agency: Agency | None = None, **fields: Any
) -> ReplyRequest:
    """A finding shown to an agency, which has not replied."""
    values = {
        "asked_at": PUBLISHED,
        "asked_by": make_user(username="reviewer"),
        "due_on": date(2026, 6, 15),
    }
    return ReplyRequest.objects.create(
        assessment=assessment, agency=agency or make_agency(), **values | fields
    )


def make_response(
    *,
    recommendation: Recommendation,
    agency: Agency | None = None,
    published_at: datetime | None = PUBLISHED,
    **fields: Any,
) -> Response:
    """An agency's answer, accepted unless said otherwise."""
    values = {
        "kind": "accepted",
        "text": "We agree and have begun.",
        "text_es": "Estamos de acuerdo y hemos empezado.",
        "responded_on": date(2020, 6, 1),
        "published_at": published_at,
    }
    row = Response(
        recommendation=recommendation, agency=agency or make_agency(), **values | fields
    )
    response_actions.record(
        response=row, by=make_user(username="reviewer"), at=published_at or PUBLISHED
    )
    _derived(recommendation)
    return row


def make_due_date(
    *,
    recommendation: Recommendation,
    due_on: date,
    announced_on: date = date(2020, 6, 1),
    published_at: datetime = PUBLISHED,
    **fields: Any,
) -> DueDate:
    """The first due date, or with ``reason`` a revision of it."""
    row = DueDate(
        recommendation=recommendation,
        due_on=due_on,
        announced_on=announced_on,
        **{"is_revision": bool(fields.get("reason"))} | fields,
    )
    response_actions.set_due_date(
        due_date=row, by=make_user(username="reviewer"), at=published_at
    )
    _derived(recommendation)
    return row


def make_indicator(
    *,
    observations: Mapping[str, float] | None = None,
    recommendations: Iterable[Recommendation] = (),
    reports: Iterable[Report] = (),
    published_at: datetime | None = PUBLISHED,
    **fields: Any,
) -> Indicator:
    """A public outcome; observations: value by period, from one source."""
    n = Indicator.objects.count() + 1
    values = {
        "slug": f"unsafe-wells-{n}",
        "name": f"Unsafe wells {n}",
        "name_es": f"Pozos inseguros {n}",
        "unit": "wells",
        "unit_es": "pozos",
        "kind": "outcome",
        "direction": "down_is_good",
        "frequency": "annual",
        "definition": "Wells with a failed test in the year.",
        "baseline_period": "2019",
        "baseline_value": 400.0,
        "position": n,
    }
    row = Indicator.objects.create(published_at=published_at, **values | fields)
    row.recommendations.set(recommendations)
    row.reports.set(reports)
    source = make_source(indicator=row, key="s1")
    for period, value in (observations or {"2019": 400.0, "2025": 300.0}).items():
        Observation.objects.create(
            indicator=row,
            period=period,
            period_ends_on=method.last_day(period),
            value=value,
            source=source,
            is_verified=True,
            published_at=published_at,
        )
    index.refresh_about(row)
    return row


def make_correction(
    *, published_at: datetime | None = PUBLISHED, **fields: Any
) -> Correction:
    """A mistake put right; give the report, recommendation or indicator."""
    values = {
        "was_shown": "The rule was shown as in force since 2020.",
        "is_right": "The rule has been in force since 2021.",
        "cause": "A date was misread.",
        "published_at": published_at,
    }
    return Correction.objects.create(**values | fields)


def _ask(recommendation: Recommendation, number: int, **fields: Any) -> Ask:
    values = {
        "code": "abcdefghijklmnopqrstuvwxyz"[number],
        "position": number + 1,
        "text": ASK_TEXTS[number % len(ASK_TEXTS)],
    }
    return Ask.objects.create(recommendation=recommendation, **values | fields)


def _publish(row: Assessment, published_at: datetime) -> None:
    assessments.submit(assessment=row, by=row.author, at=published_at)
    assessments.publish(
        assessment=row, by=make_user(username="reviewer"), at=published_at
    )


def _derived(row: Recommendation) -> Recommendation:
    """Remake what follows from the record, as it stands on ``TODAY``."""
    if row.published_at is not None:
        standings.rebuild(recommendations=[row.pk], on=TODAY)
        index.refresh_about(row)
        record_version.bump(at=PUBLISHED, recommendations=[row.pk])
        row.refresh_from_db()
    return row

"""The status report as JSON: the whole content, nested as it is printed.

Unknown is null. ISO dates; codes with their labels beside them. The form is that of
``exports/status_report/schema.py``, to which a test holds it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils import translation

from recommendations.languages import LocalText
from scorecard import frozen, method
from scorecard.build import Group
from scorecard.comparison import Comparison, Parts

from ..datasets.contract import label
from ..status_report import StatusReport
from ..status_report.content import (
    Asked,
    Cited,
    CorrectionPart,
    DueDate,
    EvidenceItem,
    GroupPart,
    IndicatorPart,
    Named,
    RecommendationPart,
    Reply,
    Source,
)
from ..status_report.words import site

FORM = 1
Plain = dict[str, Any]
SCHEMA = "/data/status-report.schema.json"


def json_file(made: StatusReport) -> bytes:
    """The file: UTF-8, two spaces deep, so that it can be read and compared."""
    with translation.override(made.language):
        text = json.dumps(plain(made), ensure_ascii=False, indent=2)
    return (text + "\n").encode()


def plain(made: StatusReport) -> Plain:
    """The whole content in plain values."""
    return {
        "$schema": site(SCHEMA),
        "form": FORM,
        "report": _cited(made.report),
        "as_of": _day(made.view.on),
        "known_at": _day(made.known_at),
        "language": made.language,
        "method": made.method_version,
        "address": made.address,
        "license": made.license,
        "citation": made.citation,
        "narrowed_to": _narrowed(made),
        "headline": str(made.headline),
        "caveats": list(made.caveats),
        "agreement": _agreement(made),
        "total": _figures(made.card.total, made.narrowed_to or str(made.report.title)),
        "categories": [_group(part) for part in made.categories],
        "agencies": [_group(part) for part in made.agencies],
        "years": [_year(point) for point in made.years],
        "outcomes": _outcomes(made),
        "recommendations": [_recommendation(part) for part in made.recommendations],
        "indicators": [_indicator(part) for part in made.indicators],
        "changes": _changes(made.changes) if made.changes else None,
        "corrections": [_correction(row) for row in made.corrections],
        "method_in_one_page": [
            {"term": term, "text": text} for term, text in made.method
        ],
        "sources": [_source(source) for source in made.sources],
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _text(value: LocalText) -> str | None:
    return value.text or None


def _coded(code: str, vocabulary: str) -> Plain | None:
    """A code with its label; None where there is none."""
    return {"code": code, "label": label(code, vocabulary)} if code else None


def _share(value: float | None) -> float | None:
    return None if value is None else method.half_up(value, 3)


def _cited(report: Cited) -> Plain:
    return {
        "code": report.slug,
        "title": str(report.title),
        "authors": list(report.authors),
        "publisher": report.publisher,
        "series": report.series or None,
        "issued": str(report.issued),
        "url": report.url or None,
        "summary": _text(report.summary),
        "primary_goal": _text(report.primary_goal),
        "horizon": str(report.horizon) if report.horizon else None,
        "sources": list(report.sources),
    }


def _narrowed(made: StatusReport) -> Plain:
    options = made.options
    return {
        "agency": options.agency.slug if options.agency else None,
        "category": options.category.code if options.category else None,
        "only_changes": options.only_changes,
        "with_evidence": options.with_evidence,
    }


def _agreement(made: StatusReport) -> Plain:
    agreed = made.card.agreement
    return {
        "alpha": _share(agreed.alpha),
        "n_asks": agreed.n_asks,
        "n_double_coded": agreed.n_double_coded,
        "n_same": agreed.n_same,
        "gate": agreed.gate,
        "words": made.agreement,
    }


def _figures(group: Group, title: str) -> Plain:
    """A group with one decimal and with the whole points that pages print."""
    found = frozen.figures(group)
    del found["title_es"]
    return found | {"title": title}


def _group(part: GroupPart) -> Plain:
    return _figures(part.group, str(part.title))


def _year(point: Any) -> Plain:
    return {
        "on": _day(point.on),
        "score": frozen.tenth(point.score),
        "worst": frozen.tenth(point.low),
        "best": frozen.tenth(point.high),
        "coverage": _share(point.coverage),
    }


def _outcomes(made: StatusReport) -> Plain:
    found = made.outcomes
    return {
        "n": found.n,
        "n_our_reading": found.n_our_reading,
        "counts": [
            {"code": code, "label": str(name), "count": count}
            for code, name, count in made.outcome_counts
        ],
        "note": made.outcome_note,
    }


def _recommendation(part: RecommendationPart) -> Plain:
    line, finding = part.line, part.finding
    return {
        "reference": line.reference,
        "title": str(part.title),
        "summary": _text(part.summary),
        "category": part.category,
        "address": part.address,
        "status": _coded(line.status, "AskStatus"),
        "score": frozen.tenth(line.score),
        "worst": frozen.tenth(line.low),
        "best": frozen.tenth(line.high),
        "coverage": _share(line.coverage),
        "confidence": _coded(line.confidence, "Confidence"),
        "freshness": _coded(line.freshness, "Freshness"),
        "has_undone": line.has_reversed,
        "weight": line.weight,
        "weight_reason": line.weight_reason or None,
        "priority": line.priority,
        "issued_on": _day(line.issued_on),
        "schedule": _coded(line.schedule, "Schedule"),
        "first_due_on": _day(line.first_due_on),
        "due_on": _day(line.due_on),
        "delivered_on": _day(line.delivered_on),
        "assessed_on": _day(line.assessed_on),
        "verified_on": _day(line.verified_on),
        "response": _coded(line.response, "ResponseKind"),
        "has_moved": part.has_moved,
        "agencies": [_named(named) for named in part.named],
        "asks": [_ask(asked) for asked in part.asks],
        "finding": {
            "effective_on": _day(finding.effective_on),
            "published_on": _day(finding.published_on),
            "rationale": _text(finding.rationale),
            "note": finding.note or None,
            "attribution": _text(finding.attribution),
            "is_first_reading": finding.is_first_reading,
            "is_single_coded": finding.is_single_coded,
        }
        if finding
        else None,
        "replies": [_reply(row) for row in part.replies],
        "due_dates": [_due(row) for row in part.due_dates],
        "evidence": [_item(item) for item in part.evidence],
        "open_questions": list(part.open_questions),
    }


def _named(named: Named) -> Plain:
    return {
        "agency": named.agency,
        "name": str(named.name),
        "role": named.role,
        "only_asks": list(named.asks),
    }


def _ask(asked: Asked) -> Plain:
    line = asked.line
    return {
        "ask": line.code,
        "text": str(asked.text),
        "weight": line.weight,
        "claimed": _coded(line.claimed, "AskStatus"),
        "status": _coded(line.status, "AskStatus"),
        "points": line.points,
        "cap_reason": line.cap_reason or None,
        "confidence": _coded(line.confidence, "Confidence"),
        "evidence_strength": line.evidence_strength or None,
        "agreement": line.agreement or None,
        "second": _coded(line.second, "AskStatus"),
        "second_reason": _text(asked.second_reason),
        "freshness": _coded(line.freshness, "Freshness"),
        "reviewed_on": _day(line.reviewed_on),
        "reason": _text(asked.reason),
    }


def _reply(row: Reply) -> Plain:
    return {
        "agency": row.agency,
        "name": str(row.name),
        "position": _coded(row.kind, "ResponseKind"),
        "text": _text(row.text),
        "responded_on": _day(row.responded_on),
        "url": row.url or None,
        "is_disputed_with_documents": row.is_disputed,
    }


def _due(row: DueDate) -> Plain:
    return {
        "due_on": _day(row.due_on),
        "announced_on": _day(row.announced_on),
        "announced_by": _text(row.announced_by) if row.announced_by else None,
        "is_revision": row.is_revision,
        "reason": row.reason or None,
        "url": row.url or None,
    }


def _item(item: EvidenceItem) -> Plain:
    return {
        "key": item.key,
        "happened": str(item.happened),
        "kind": _coded(item.kind, "EvidenceKind"),
        "bearing": _coded(item.bearing, "Bearing"),
        "asks": list(item.asks),
        "actor": _text(item.actor),
        "fact": _text(item.fact),
        "note": item.note or None,
        "is_verified": item.is_verified,
        "sources": list(item.sources),
    }


def _indicator(part: IndicatorPart) -> Plain:
    row, result = part.reading.indicator, part.reading.result
    return {
        "indicator": row.slug,
        "name": str(part.name),
        "unit": str(part.unit),
        "address": part.address,
        "kind": _coded(row.kind, "IndicatorKind"),
        "direction": _coded(row.direction, "Direction"),
        "is_comparison_only": row.is_comparison_only,
        "definition": _text(part.definition),
        "caveats": _text(part.caveats),
        "bears_on": list(part.bears_on),
        "baseline": {"period": row.baseline_period, "value": row.baseline_value}
        if row.baseline_value is not None
        else None,
        "target": {
            "period": row.target_period,
            "value": row.target_value,
            "low": row.target_low,
            "high": row.target_high,
            "basis": _coded(row.target_basis, "Basis"),
        }
        if row.target_period
        else None,
        "class": _coded(str(result["category"]), "IndicatorClass"),
        "since_baseline": result["since_baseline"],
        "attainment": frozen.tenth(result["attainment"]),
        "elapsed": _share(result["elapsed"]),
        "pace": _share(result["pace"]),
        "depends_on_method": bool(result["method_sensitive"]),
        "verdict": part.verdict,
        "sentence": part.sentence,
        "observations": [
            {
                "period": value.period,
                "value": value.value,
                "flag": _coded(value.flag, "ObservationFlag"),
                "is_verified": value.is_verified,
                "note": value.note or None,
            }
            for value in part.reading.observations
        ],
        "sources": list(part.sources),
    }


def _changes(found: Comparison) -> Plain:
    return {
        "since": _day(found.first.as_of),
        "since_known_at": _day(found.first.known_at),
        "snapshot": found.first.snapshot,
        "score": _parts(found.total),
        "asks": [
            {
                "recommendation": move.reference,
                "ask": move.ask,
                "from": _coded(move.before, "AskStatus"),
                "to": _coded(move.after, "AskStatus"),
                "kind": move.kind,
                "causes": list(move.causes),
                "new_evidence": [str(row["key"]) for row in move.evidence],
            }
            for move in found.asks
        ],
    }


def _parts(parts: Parts) -> Plain:
    return {
        "from": parts.first,
        "evidence_found": parts.found,
        "world": parts.world,
        "method": parts.by_method,
        "to": parts.last,
    }


def _correction(row: CorrectionPart) -> Plain:
    return {
        "published_on": row.published_at.date().isoformat(),
        "concerns": row.concerns,
        "was_shown": _text(row.was_shown),
        "is_right": _text(row.is_right),
        "wrong_since": _day(row.wrong_since),
        "affected": row.affected or None,
        "cause": row.cause or None,
        "is_material": row.is_material,
    }


def _source(source: Source) -> Plain:
    return {
        "number": source.number,
        "tier": source.tier,
        "title": source.title,
        "title_is_described": source.title_is_described,
        "publisher": source.publisher,
        "via": source.via or None,
        "published": str(source.published) if source.published else None,
        "url": source.url or None,
        "archived_url": source.archived_url or None,
        "is_verified": source.is_verified,
        "note": source.note or None,
    }

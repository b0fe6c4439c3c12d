"""The JSON Schema of the status report as JSON: every member, each with its form.

A test holds the writer to it: no member may be missing from it, none may be added
without it. Published at /data/status-report.schema.json.
"""

from __future__ import annotations

from typing import Any

from recommendations import choices
from scorecard.build import STATUS_ORDER

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "number"}
MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
POINTS: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 100}
SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
MAYBE_COUNT: Schema = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}
YES_OR_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
PARTIAL_DAY: Schema = {
    "type": ["string", "null"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
}
NUMBERS_OF_SOURCES: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 1},
}


def schema(address: str) -> Schema:
    """The whole schema; address: where it is published."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Status report of Followthrough",
        "description": "Unknown is null, never 0. Dates are ISO dates, days in UTC.",
        **_object(_members()),
    }


def _object(members: dict[str, Schema]) -> Schema:
    """An object with exactly these members."""
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _or_null(found: Schema) -> Schema:
    return {"anyOf": [found, {"type": "null"}]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _coded(vocabulary: str) -> Schema:
    """A code of a vocabulary with its label; null where there is none."""
    codes = [member.value for member in getattr(choices, vocabulary)]
    return _or_null(_object({"code": {"enum": codes}, "label": TEXT}))


def _members() -> dict[str, Schema]:
    return {
        "$schema": TEXT,
        "form": {"const": 1},
        "report": _report(),
        "as_of": DAY,
        "known_at": DAY,
        "language": {"enum": ["en", "es"]},
        "method": TEXT,
        "address": TEXT,
        "license": TEXT,
        "citation": TEXT,
        "narrowed_to": _object(
            {
                "agency": MAYBE_TEXT,
                "category": MAYBE_TEXT,
                "only_changes": YES_OR_NO,
                "with_evidence": YES_OR_NO,
            }
        ),
        "headline": TEXT,
        "caveats": _list(TEXT),
        "agreement": _object(
            {
                "alpha": MAYBE_NUMBER,
                "n_asks": COUNT,
                "n_double_coded": COUNT,
                "n_same": COUNT,
                "gate": {"enum": ["ok", "provisional", "none"]},
                "words": TEXT,
            }
        ),
        "total": _figures(),
        "categories": _list(_figures()),
        "agencies": _list(_figures()),
        "years": _list(
            _object(
                {
                    "on": DAY,
                    "score": POINTS,
                    "worst": POINTS,
                    "best": POINTS,
                    "coverage": SHARE,
                }
            )
        ),
        "outcomes": _outcomes(),
        "recommendations": _list(_recommendation()),
        "indicators": _list(_indicator()),
        "changes": _or_null(_changes()),
        "corrections": _list(_correction()),
        "method_in_one_page": _list(_object({"term": TEXT, "text": TEXT})),
        "sources": _list(_source()),
    }


def _report() -> Schema:
    return _object(
        {
            "code": TEXT,
            "title": TEXT,
            "authors": _list(TEXT),
            "publisher": TEXT,
            "series": MAYBE_TEXT,
            "issued": PARTIAL_DAY,
            "url": MAYBE_TEXT,
            "summary": MAYBE_TEXT,
            "primary_goal": MAYBE_TEXT,
            "horizon": PARTIAL_DAY,
            "sources": NUMBERS_OF_SOURCES,
        }
    )


def _figures() -> Schema:
    """A group: names as in scores.csv; shown: whole points as pages print them."""
    counts = _object(dict.fromkeys(STATUS_ORDER, COUNT))
    return _object(
        {
            "scope": {"enum": ["report", "category", "agency"]},
            "scope_id": TEXT,
            "title": TEXT,
            "score": POINTS,
            "low90": MAYBE_COUNT,
            "high90": MAYBE_COUNT,
            "worst": POINTS,
            "best": POINTS,
            "coverage": SHARE,
            "n": COUNT,
            "n_scored": COUNT,
            "level": {"enum": ["none", "provisional", "comparable"]},
            "n_lead": COUNT,
            "n_supporting": COUNT,
            "counts": counts,
            "ask_counts": counts,
            "no_clear_difference_with": _list(TEXT),
            "shown": _object(
                dict.fromkeys(("score", "worst", "best", "coverage"), MAYBE_COUNT)
            ),
        }
    )


def _outcomes() -> Schema:
    return _object(
        {
            "n": COUNT,
            "n_our_reading": COUNT,
            "counts": _list(_object({"code": TEXT, "label": TEXT, "count": COUNT})),
            "note": TEXT,
        }
    )


def _recommendation() -> Schema:
    days = (
        "first_due_on",
        "due_on",
        "delivered_on",
        "assessed_on",
        "verified_on",
    )
    return _object(
        {
            "reference": TEXT,
            "title": TEXT,
            "summary": MAYBE_TEXT,
            "category": TEXT,
            "address": TEXT,
            "status": _coded("AskStatus"),
            "score": POINTS,
            "worst": POINTS,
            "best": POINTS,
            "coverage": SHARE,
            "confidence": _coded("Confidence"),
            "freshness": _coded("Freshness"),
            "has_undone": YES_OR_NO,
            "weight": NUMBER,
            "weight_reason": MAYBE_TEXT,
            "priority": {"enum": ["normal", "priority"]},
            "issued_on": DAY,
            "schedule": _coded("Schedule"),
            **dict.fromkeys(days, MAYBE_DAY),
            "response": _coded("ResponseKind"),
            "has_moved": YES_OR_NO,
            "agencies": _list(_named()),
            "asks": _list(_ask()),
            "finding": _or_null(_finding()),
            "replies": _list(_reply()),
            "due_dates": _list(_due_date()),
            "evidence": _list(_evidence()),
            "open_questions": _list(TEXT),
        }
    )


def _named() -> Schema:
    return _object(
        {
            "agency": TEXT,
            "name": TEXT,
            "role": {"enum": ["lead", "supporting"]},
            "only_asks": _list(TEXT),
        }
    )


def _ask() -> Schema:
    return _object(
        {
            "ask": TEXT,
            "text": TEXT,
            "weight": NUMBER,
            "claimed": _coded("AskStatus"),
            "status": _coded("AskStatus"),
            "points": POINTS,
            "cap_reason": MAYBE_TEXT,
            "confidence": _coded("Confidence"),
            "evidence_strength": MAYBE_TEXT,
            "agreement": MAYBE_TEXT,
            "second": _coded("AskStatus"),
            "second_reason": MAYBE_TEXT,
            "freshness": _coded("Freshness"),
            "reviewed_on": MAYBE_DAY,
            "reason": MAYBE_TEXT,
        }
    )


def _finding() -> Schema:
    return _object(
        {
            "effective_on": DAY,
            "published_on": DAY,
            "rationale": MAYBE_TEXT,
            "note": MAYBE_TEXT,
            "attribution": MAYBE_TEXT,
            "is_first_reading": YES_OR_NO,
            "is_single_coded": YES_OR_NO,
        }
    )


def _reply() -> Schema:
    return _object(
        {
            "agency": TEXT,
            "name": TEXT,
            "position": _coded("ResponseKind"),
            "text": MAYBE_TEXT,
            "responded_on": DAY,
            "url": MAYBE_TEXT,
            "is_disputed_with_documents": YES_OR_NO,
        }
    )


def _due_date() -> Schema:
    return _object(
        {
            "due_on": DAY,
            "announced_on": DAY,
            "announced_by": MAYBE_TEXT,
            "is_revision": YES_OR_NO,
            "reason": MAYBE_TEXT,
            "url": MAYBE_TEXT,
        }
    )


def _evidence() -> Schema:
    return _object(
        {
            "key": TEXT,
            "happened": PARTIAL_DAY,
            "kind": _coded("EvidenceKind"),
            "bearing": _coded("Bearing"),
            "asks": _list(TEXT),
            "actor": MAYBE_TEXT,
            "fact": MAYBE_TEXT,
            "note": MAYBE_TEXT,
            "is_verified": YES_OR_NO,
            "sources": NUMBERS_OF_SOURCES,
        }
    )


def _indicator() -> Schema:
    value = _object({"period": TEXT, "value": NUMBER})
    target = _object(
        {
            "period": TEXT,
            "value": MAYBE_NUMBER,
            "low": MAYBE_NUMBER,
            "high": MAYBE_NUMBER,
            "basis": _coded("Basis"),
        }
    )
    observation = _object(
        {
            "period": TEXT,
            "value": NUMBER,
            "flag": _coded("ObservationFlag"),
            "is_verified": YES_OR_NO,
            "note": MAYBE_TEXT,
        }
    )
    return _object(
        {
            "indicator": TEXT,
            "name": TEXT,
            "unit": TEXT,
            "address": TEXT,
            "kind": _coded("IndicatorKind"),
            "direction": _coded("Direction"),
            "is_comparison_only": YES_OR_NO,
            "definition": MAYBE_TEXT,
            "caveats": MAYBE_TEXT,
            "bears_on": _list(TEXT),
            "baseline": _or_null(value),
            "target": _or_null(target),
            "class": _coded("IndicatorClass"),
            "since_baseline": MAYBE_TEXT,
            "attainment": POINTS,
            "elapsed": MAYBE_NUMBER,
            "pace": MAYBE_NUMBER,
            "depends_on_method": YES_OR_NO,
            "verdict": TEXT,
            "sentence": TEXT,
            "observations": _list(observation),
            "sources": NUMBERS_OF_SOURCES,
        }
    )


def _changes() -> Schema:
    parts = ("from", "evidence_found", "world", "method", "to")
    move = _object(
        {
            "recommendation": TEXT,
            "ask": TEXT,
            "from": _coded("AskStatus"),
            "to": _coded("AskStatus"),
            "kind": TEXT,
            "causes": _list({"enum": ["found", "world"]}),
            "new_evidence": _list(TEXT),
        }
    )
    return _object(
        {
            "since": DAY,
            "since_known_at": DAY,
            "snapshot": {"type": ["integer", "null"]},
            "score": _object(dict.fromkeys(parts, MAYBE_NUMBER)),
            "asks": _list(move),
        }
    )


def _correction() -> Schema:
    return _object(
        {
            "published_on": DAY,
            "concerns": TEXT,
            "was_shown": MAYBE_TEXT,
            "is_right": MAYBE_TEXT,
            "wrong_since": MAYBE_DAY,
            "affected": MAYBE_TEXT,
            "cause": MAYBE_TEXT,
            "is_material": YES_OR_NO,
        }
    )


def _source() -> Schema:
    return _object(
        {
            "number": {"type": "integer", "minimum": 1},
            "tier": {"enum": ["A", "B", "C", "D"]},
            "title": TEXT,
            "title_is_described": YES_OR_NO,
            "publisher": TEXT,
            "via": MAYBE_TEXT,
            "published": PARTIAL_DAY,
            "url": MAYBE_TEXT,
            "archived_url": MAYBE_TEXT,
            "is_verified": YES_OR_NO,
            "note": MAYBE_TEXT,
        }
    )

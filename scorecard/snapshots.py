"""What a snapshot freezes: inputs, outputs, and how they were made; and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.utils import translation

from recommendations.models import Report

from . import frozen, method
from .build import Agreement, Group, Line, Scorecard
from .frozen import Plain
from .headline import headline
from .models import Snapshot
from .outcomes import IndicatorReading, OutcomeDial, dial
from .uncertainty import prepared

FORM = 1


def inputs(
    report: Report,
    card: Scorecard,
    readings: Sequence[IndicatorReading],
    parameters: Plain,
) -> Plain:
    """All that the figures were made from, in plain values.

    groups: what the simulation took. recommendations: standings with the dated rows
    behind them, by which the record can be judged again without the live one.
    """
    values, _seed, _digest = prepared(card)
    return {
        "form": FORM,
        "report": report.slug,
        "as_of": card.view.on.isoformat(),
        "known_at": card.view.known_on.isoformat(),
        "method": {"version": card.method_version, "parameters": parameters},
        "groups": values,
        "recommendations": frozen.record(card.total.lines, card.view),
        "indicators": [_indicator_inputs(row) for row in readings],
    }


def outputs(card: Scorecard, readings: Sequence[IndicatorReading]) -> Plain:
    """Every figure of the scorecard as it is printed, and the outcomes beside it."""
    return {
        "headline": headlines(card),
        "total": frozen.figures(card.total),
        "categories": [_category(group) for group in card.categories],
        "agencies": [frozen.figures(group) for group in card.agencies],
        "agreement": _agreement(card.agreement),
        "recommendations": [_recommendation(line) for line in card.total.lines],
        "outcomes": _outcomes(dial(readings)),
        "indicators": [_indicator(row) for row in readings],
        "runs": card.total.likely.runs if card.total.likely else None,
    }


def headlines(card: Scorecard) -> dict[str, str]:
    """The headline sentence in each language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(headline(card))
    return found


def _category(group: Group) -> Plain:
    return frozen.figures(group) | {"is_editorial": group.is_editorial}


def _agreement(agreement: Agreement) -> Plain:
    alpha = agreement.alpha
    return asdict(agreement) | {
        "alpha": None if alpha is None else method.half_up(alpha, 3)
    }


def _recommendation(line: Line) -> Plain:
    """One line of the scorecard with its asks' carried steps."""
    return {
        "reference": line.reference,
        "title": line.title,
        "title_es": line.title_es,
        "status": line.status,
        "score": frozen.tenth(line.score),
        "worst": frozen.tenth(line.low),
        "best": frozen.tenth(line.high),
        "coverage": None if line.coverage is None else method.half_up(line.coverage, 3),
        "confidence": line.confidence,
        "shown": {
            "score": frozen.whole(line.score),
            "coverage": frozen.whole(
                None if line.coverage is None else 100 * line.coverage
            ),
        },
        "asks": [
            {
                "ask": ask.code,
                "text": ask.text,
                "text_es": ask.text_es,
                "claimed": ask.claimed,
                "status": ask.status,
                "confidence": ask.confidence,
            }
            for ask in line.asks
        ],
    }


def _outcomes(found: OutcomeDial) -> Plain:
    return asdict(found)


def _indicator(row: IndicatorReading) -> Plain:
    latest = row.latest
    return {
        "indicator": row.indicator.slug,
        "name": row.indicator.name,
        "name_es": row.indicator.name_es,
        "unit": row.indicator.unit,
        "unit_es": row.indicator.unit_es,
        "kind": row.indicator.kind,
        "is_comparison_only": row.indicator.is_comparison_only,
        "target_basis": row.indicator.target_basis,
        "class": row.result["category"],
        "since_baseline": row.result["since_baseline"],
        "period": latest.period if latest else None,
        "value": latest.value if latest else None,
    }


def _indicator_inputs(row: IndicatorReading) -> Plain:
    names = (
        "baseline_period",
        "baseline_value",
        "rebased_value",
        "target_period",
        "target_value",
        "target_low",
        "target_high",
        "target_basis",
        "material_change",
        "direction",
        "frequency",
    )
    return {
        "indicator": row.indicator.slug,
        **{name: getattr(row.indicator, name) for name in names},
        "interim_targets": [
            [target.period, target.value]
            for target in row.indicator.interim_targets.all()
        ],
        "observations": [
            [value.period, value.value, value.flag, value.is_verified]
            for value in row.observations
        ],
    }


def file_of(snapshot: Snapshot) -> Plain:
    """The content of a snapshot's file: stored values alone, none computed."""
    return {
        "snapshot": snapshot.pk,
        "address": settings.SITE_URL.rstrip("/") + snapshot.get_absolute_url(),
        "report": snapshot.report.slug,
        "as_of": snapshot.as_of.isoformat(),
        "known_at": snapshot.known_at.isoformat(),
        "method_version": snapshot.method_version.version,
        "code_version": snapshot.code_version,
        "seed": snapshot.seed,
        "inputs_hash": snapshot.inputs_hash,
        "made_at": snapshot.made_at.isoformat(),
        "license": "CC-BY-4.0",
        "outputs": snapshot.outputs,
        "inputs": snapshot.inputs,
    }

"""Lays out a snapshot's page from its frozen outputs; no figure is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from recommendations.choices import IndicatorClass
from recommendations.models import Correction
from recommendations.templatetags.record import decimal, figure

from .models import Snapshot
from .presentation import day, text_of


def snapshot_page(snapshot: Snapshot) -> dict[str, Any]:
    """The frozen scorecard with what was corrected later beside it."""
    outputs = snapshot.outputs
    report = snapshot.report
    return {
        "snapshot": snapshot,
        "report": report,
        "headline": headline(snapshot),
        "facts": facts(snapshot),
        "total": outputs["total"],
        "scale_label": scale_label(outputs["total"]),
        "categories": [named(row) for row in outputs["categories"]],
        "agencies": [named(row) for row in outputs["agencies"]],
        "recommendations": [
            named(row | {"asks": [named(ask) for ask in row["asks"]]})
            for row in outputs["recommendations"]
        ],
        "outcomes": outcome_words(outputs["outcomes"]),
        "indicators": [indicator(row) for row in outputs["indicators"]],
        "corrections": list(later_corrections(snapshot)),
        "others": list(others(snapshot)),
        "crumbs": [
            (_("Reports"), reverse("scorecard:home")),
            (text_of(report, "title"), reverse("scorecard:report", args=[report.slug])),
        ],
    }


def named(row: Mapping[str, Any]) -> SimpleNamespace:
    """A frozen row whose texts a template can pick by language."""
    return SimpleNamespace(**row)


def headline(snapshot: Snapshot) -> str:
    """The frozen sentence in the reader's language."""
    sentences = snapshot.outputs["headline"]
    language = (translation.get_language() or "en")[:2]
    return str(sentences.get(language) or sentences["en"])


def facts(snapshot: Snapshot) -> list[dict[str, str]]:
    """How and when it was made: all that is needed to make it again."""
    agreement = snapshot.outputs["agreement"]
    alpha = agreement["alpha"]
    measured = _("not measured") if alpha is None else decimal(alpha, 2)
    runs = snapshot.outputs["runs"]
    return [
        {"term": _("As of"), "text": day(snapshot.as_of)},
        {"term": _("Known at"), "text": day(snapshot.known_at)},
        {"term": _("Taken on"), "text": day(snapshot.made_at)},
        {"term": _("Method version"), "text": snapshot.method_version.version},
        {"term": _("Code version"), "text": snapshot.code_version},
        {"term": _("Seed"), "text": str(snapshot.seed)},
        {
            "term": _("Runs"),
            "text": _("none: no range was made") if runs is None else str(runs),
        },
        {
            "term": _("Agreement of two coders (alpha)"),
            "text": _("%(alpha)s; %(coded)s of %(n)s asks coded twice")
            % {
                "alpha": measured,
                "coded": agreement["n_double_coded"],
                "n": agreement["n_asks"],
            },
        },
        {"term": _("Hash of the inputs"), "text": snapshot.inputs_hash},
    ]


def scale_label(total: Mapping[str, Any]) -> str:
    """One sentence with every frozen number of the scale."""
    shown = total["shown"]
    parts = []
    if shown["score"] is not None:
        parts.append(_("Score %s of 100.") % shown["score"])
    if total["low90"] is not None:
        parts.append(
            _("Likely %(low)s to %(high)s.")
            % {"low": total["low90"], "high": total["high90"]}
        )
    if shown["worst"] is not None:
        parts.append(
            _("%(low)s if no unchecked ask is done, %(high)s if all are.")
            % {"low": shown["worst"], "high": shown["best"]}
        )
    return " ".join(parts)


def outcome_words(outcomes: Mapping[str, Any]) -> list[str]:
    """The frozen outcome counts, without and with targets of our own reading."""
    stated, also = outcomes["stated"], outcomes["with_our_reading"]
    words = [_stated_words(stated)]
    if outcomes["n_our_reading"]:
        words.append(
            _(
                "Counted with the targets that are our own reading: %(met)s of %(with)s"
                " met or on track."
            )
            % _outcome_values(also)
        )
    return words


def _stated_words(stated: Mapping[str, int]) -> str:
    values = _outcome_values(stated)
    without = (
        _(
            "Without a target: %(better)s better, %(same)s little change, %(worse)s"
            " worse; %(not)s not judged."
        )
        % values
    )
    if not stated["with_target"]:
        return _("No target is stated or set in law.") + " " + without
    return _("%(met)s of %(with)s with a target are met or on track.") % values + (
        " " + without
    )


def _outcome_values(counts: Mapping[str, int]) -> dict[str, int]:
    return {
        "met": counts["met_or_on_track"],
        "with": counts["with_target"],
        "better": counts["better"],
        "same": counts["little_change"],
        "worse": counts["worse"],
        "not": counts["not_judged"],
    }


def indicator(row: Mapping[str, Any]) -> dict[str, Any]:
    """One indicator as it stood: value and class."""
    return {
        "row": named(row),
        "value": figure(row["value"]),
        "class": str(IndicatorClass(row["class"]).label),
        "is_our_reading": row["target_basis"] == "our_reading",
    }


def later_corrections(snapshot: Snapshot) -> QuerySet[Correction]:
    """Corrections published since, of anything the snapshot shows."""
    report = snapshot.report
    return (
        Correction.objects.public()
        .filter(published_at__gt=snapshot.made_at)
        .filter(
            Q(report=report)
            | Q(recommendation__report=report)
            | Q(indicator__reports=report)
            | Q(indicator__recommendations__report=report)
        )
        .select_related("recommendation__report", "indicator")
        .distinct()
    )


def others(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """Other snapshots of the report, newest first."""
    rows = Snapshot.objects.filter(report=snapshot.report_id).exclude(pk=snapshot.pk)
    return rows.defer("inputs", "outputs").order_by("-made_at", "-id")[:20]

"""What a person should look at again before a step of an ask is published: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scorecard import method

from .choices import AskStatus, Bearing
from .standing import EvidenceLine


@dataclass(frozen=True)
class Claim:
    """A step claimed for an ask on a day, for a recommendation issued on another."""

    status: str
    effective_on: date
    issued_on: date


def step_warnings(claim: Claim, evidence: Sequence[EvidenceLine]) -> list[str]:
    """Codes of what speaks against a claim, given all evidence on its ask.

    "older": an item that supports it dates from before the recommendation.
    "later": an item dates from after the as-of day and does not count.
    "contradicted": the latest item points the other way. "progress": not started,
    though verified evidence supports a step. METHOD.md sections 2 and 3.
    """
    counted = [item for item in evidence if item.effective_on <= claim.effective_on]
    supporting = [item for item in counted if item.bearing == Bearing.SUPPORTS]
    found = {
        "older": any(item.effective_on < claim.issued_on for item in supporting),
        "later": len(counted) < len(evidence),
        "contradicted": _is_contradicted(claim.status, counted),
        "progress": claim.status == AskStatus.NOT_STARTED
        and any(_is_usable(item) for item in supporting),
    }
    return [code for code, holds in found.items() if holds]


def _is_contradicted(status: str, counted: Sequence[EvidenceLine]) -> bool:
    """Whether the latest item that points anywhere points against the step."""
    pointing = [item for item in counted if item.bearing != Bearing.CONTEXT]
    if not pointing:
        return False
    latest = max(pointing, key=lambda item: (item.effective_on, item.order))
    if status in method.FALLEN:
        return latest.bearing == Bearing.SUPPORTS
    is_progress = status in method.LADDER[1:]
    return is_progress and latest.bearing == Bearing.OPPOSES


def _is_usable(item: EvidenceLine) -> bool:
    """Whether any of its sources can carry a step."""
    return any(tier != "D" for tier, _ in item.sources)

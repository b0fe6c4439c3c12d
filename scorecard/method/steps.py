"""The vocabulary that the method reasons with: steps, statuses, tiers, confidence."""

from __future__ import annotations

LADDER = ("not_started", "started", "partly", "mostly", "implemented")
"""The five steps from lowest to highest (METHOD.md section 2)."""

FALLEN = ("reversed", "not_pursued")
"""Undone and dropped: zero points, named apart from "not started"."""

SUPERSEDED = "superseded"
NOT_ASSESSED = "not_assessed"
STATUSES = (*LADDER, *FALLEN, SUPERSEDED, NOT_ASSESSED)
TIERS = ("A", "B", "C", "D")
CONFIDENCE = ("very_low", "low", "medium", "high", "very_high")

TOLERANCE = 1e-9
"""Every cut of the method is tested with this tolerance (METHOD.md section 5)."""


def known_status(status: str) -> str:
    """Give the status back, or raise ValueError where it is none of `STATUSES`."""
    if status not in STATUSES:
        raise ValueError(f"{status!r} is not a status")
    return status


def step_of(status: str) -> int | None:
    """Where a status stands on the ladder, 0 to 4.

    Undone and dropped stand at 0. None for "no longer applies", which counts
    nowhere, and for "not checked", which is unknown and never zero
    (METHOD.md section 2).
    """
    if known_status(status) in (SUPERSEDED, NOT_ASSESSED):
        return None
    return 0 if status in FALLEN else LADDER.index(status)

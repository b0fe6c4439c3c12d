"""The way in for an open-data package of another installation: into an empty record."""

from __future__ import annotations

from .commands import run

__all__ = ["run"]

"""Reads the measures that a report itself names, for the whole or for one item."""

from __future__ import annotations

from .fields import Fields
from .rows import Key, Row


def read(owner: Fields, kind: str, key: Key) -> list[Row]:
    """The rows of the field ``stated_metrics``, numbered from 1."""
    rows = []
    for number, (value, at) in enumerate(owner.items("stated_metrics"), 1):
        item = Fields(value, at, "text text_es")
        texts = {"text": item.text("text"), "text_es": item.text("text_es")}
        rows.append(Row(kind, (*key, number), texts, at))
    return rows

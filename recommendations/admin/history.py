"""The history of a row as a person reads it: what was, what is, in words and whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

LONGEST = 1_000
TOLD = ("state", "reviewer", "returned_reason", "withdrawn_reason", "assigned_to")
"""Fields that nobody types in the form, and whose moves are read in a history."""


class InWords(HistoricalRecordContextHelper):
    """Codes by their labels, sets by what came and what went, texts whole."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """A code as its label; yes and no as words."""
        field = self.model._meta.get_field(change.field)
        if getattr(field, "flatchoices", None):
            return dict(field.flatchoices).get(value, value)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return super().prepare_delta_change_value(change, value)

    def stringify_delta_change_values(
        self, change: Any, old: Any, new: Any
    ) -> tuple[SafeString, SafeString]:
        """Of a set only what differs."""
        if isinstance(old, list) and isinstance(new, list):
            gone = [one for one in old if one not in new]
            come = [one for one in new if one not in old]
            return _text("; ".join(map(str, gone))), _text("; ".join(map(str, come)))
        return _text(old), _text(new)


class HistoryAdmin(SimpleHistoryAdmin):
    """History with the moves of the row and of the rows that are part of it."""

    def part_histories(self, records: Sequence[Any]) -> Iterable[Any]:
        """Versions of the rows that are part of these, the oldest first."""
        return ()

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> InWords:
        """Ours."""
        return InWords(type(historical_record).instance_type, historical_record)

    def set_history_delta_changes(
        self,
        request: HttpRequest,
        historical_records: Any,
        foreign_keys_are_objs: bool = True,
    ) -> None:
        """Each version against the one before, with what its parts became in it."""
        records = list(historical_records)
        for now, before in zip(records, records[1:], strict=False):
            now.history_delta_changes = self._changes(request, now, before)
        before_by_part: dict[Any, Any] = {}
        for part in self.part_histories(records):
            before = before_by_part.get(part.id)
            before_by_part[part.id] = part
            whole = next(
                (one for one in records if one.history_date <= part.history_date), None
            )
            if whole is not None and before is not None:
                told = self._changes(request, part, before)
                held = getattr(whole, "history_delta_changes", [])
                whole.history_delta_changes = [*held, *_of_part(part, told)]

    def _changes(self, request: HttpRequest, now: Any, before: Any) -> list[Any]:
        helper = self.get_historical_record_context_helper(request, now)
        delta = now.diff_against(before, foreign_keys_are_objs=True)
        changes = [*_moved(now, before), *delta.changes]
        told: list[Any] = helper.context_for_delta_changes(
            ModelDelta(changes, [], before, now)
        )
        return told


def _moved(now: Any, before: Any) -> list[ModelChange]:
    """What the actions changed in a row."""
    names = {field.name for field in now.tracked_fields}
    found = [
        ModelChange(name, getattr(before, name), getattr(now, name))
        for name in TOLD
        if name in names
    ]
    return [change for change in found if change.old != change.new]


def _of_part(part: Any, changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes of the step of an ask, each with the letter of the ask."""
    return [{**one, "field": f"({part.ask.code}) {one['field']}"} for one in changes]


def _text(value: Any) -> SafeString:
    """Escaped, whole unless it is very long."""
    return escape(Truncator("" if value is None else str(value)).chars(LONGEST))

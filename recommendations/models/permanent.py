"""Rows that may not be deleted once they are part of the published record."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models


class PermanentRecordError(PermissionDenied):
    """Somebody tried to delete a row of the published record."""


class PermanentQuerySet(models.QuerySet[Any]):
    """Refuses bulk deletion: corrections are new rows."""

    def delete(self) -> tuple[int, dict[str, int]]:
        raise PermanentRecordError("rows of the published record are not deleted")


class Permanent(models.Model):
    """A row of the published record: a correction is a new row, never a deletion."""

    objects = PermanentQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise PermanentRecordError(f"{self} is part of the published record")

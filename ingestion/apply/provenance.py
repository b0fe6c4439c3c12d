"""What imported rows say of where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from recommendations import entries
from recommendations.choices import AskStatus, Bearing

from ..models import ImportRun
from ..plan.rows import Values

LONGEST_PUBLISHER = 200
LONGEST_TITLE = 500

BEARINGS = {
    AskStatus.NOT_STARTED: Bearing.CONTEXT,
    AskStatus.SUPERSEDED: Bearing.CONTEXT,
    AskStatus.REVERSED: Bearing.OPPOSES,
    AskStatus.NOT_PURSUED: Bearing.OPPOSES,
}


@dataclass(frozen=True)
class Origin:
    """The import that is being written: its run, who confirmed it, when.

    author: who brought the file, and so made its claims.
    """

    run: ImportRun
    by: Any
    at: datetime
    today: date
    author: Any = None

    @property
    def reason(self) -> str:
        """What the history of each row says."""
        return f"Imported from {self.run.file_name}"[:100]

    def keep_history(self, model: Any, ids: Sequence[int], *, kind: str = "+") -> None:
        """Write the history of rows of one table as they stand now."""
        entries.copy(model, ids, reason=self.reason, by=self.by, at=self.at, kind=kind)

    def note(self, values: Values) -> str:
        """For readers: the file, the row, its own words and its own page."""
        told = _("Imported on %(day)s from row %(row)d of %(file)s.") % {
            "day": self.today.isoformat(),
            "row": values.number,
            "file": self.run.file_name,
        }
        if values.status_given:
            told += " " + _("Status there: “%s”.") % values.status_given
        if values.source_url:
            told += " " + values.source_url
        return told

    def rationale(self, values: Values) -> str:
        """Their reason; a sentence that says that there is none."""
        return values.status_reason or _("The list says “%s” and gives no reason.") % (
            values.status_given or values.status
        )

    def attribution(self) -> str:
        """Who made the finding, as readers see it."""
        return (_("Imported from %s") % self.run.file_name)[:200]

    def fact(self, values: Values) -> str:
        """What the addresses of a row are evidence of."""
        if values.status:
            return self.rationale(values)
        return _("The list names these addresses for the recommendation.")


def bearing(values: Values) -> Bearing:
    """Which way the addresses of a row point: as its status does."""
    if not values.status:
        return Bearing.CONTEXT
    return BEARINGS.get(AskStatus(values.status), Bearing.SUPPORTS)


def publisher(url: str) -> str:
    """The site that answers for an address, as its name."""
    host = urlsplit(url).hostname or url
    return host.removeprefix("www.")[:LONGEST_PUBLISHER]


def title(url: str) -> str:
    """What a source is called while nobody has opened it."""
    return (_("Page at %s") % url)[:LONGEST_TITLE]

"""The datasets of the record: for each its columns, their meaning and how to fetch.

``DATASETS`` is the whole list in the order in which it is documented; pages, files,
the package and the API all go by it. A dataset that is not in it does not leave.
"""

from __future__ import annotations

from .agencies import AGENCIES, RESPONSIBILITIES
from .asks import ASKS
from .assessments import ASSESSMENTS
from .changes import CHANGES, CORRECTIONS
from .contract import (
    TYPES,
    UNKNOWN_MEANINGS,
    Column,
    Dataset,
    Record,
    Reference,
    Row,
    Scope,
    Unknown,
    Value,
)
from .due_dates import DUE_DATES
from .evidence import EVIDENCE
from .indicators import INDICATORS, OBSERVATIONS
from .recommendations import RECOMMENDATIONS
from .reports import CATEGORIES, REPORTS
from .responses import RESPONSES
from .scores import SCORES
from .second_readings import SECOND_READINGS
from .snapshots import SNAPSHOTS

DATASETS: tuple[Dataset, ...] = (
    REPORTS,
    CATEGORIES,
    RECOMMENDATIONS,
    ASKS,
    ASSESSMENTS,
    SECOND_READINGS,
    EVIDENCE,
    RESPONSES,
    DUE_DATES,
    AGENCIES,
    RESPONSIBILITIES,
    INDICATORS,
    OBSERVATIONS,
    SCORES,
    CHANGES,
    CORRECTIONS,
    SNAPSHOTS,
)
BY_NAME: dict[str, Dataset] = {dataset.name: dataset for dataset in DATASETS}

__all__ = [
    "BY_NAME",
    "DATASETS",
    "TYPES",
    "UNKNOWN_MEANINGS",
    "Column",
    "Dataset",
    "Record",
    "Reference",
    "Row",
    "Scope",
    "Unknown",
    "Value",
]

"""Every table of the record, one noun per file."""

from .agency import Agency
from .ask import Ask
from .assessment import Assessment, Judgement, SecondJudgement, SecondReading
from .backup_code import BackupCode, BackupDevice
from .correction import Correction
from .desk_session import DeskSession
from .digest_sent import DigestSent
from .evidence import Evidence, LinkCheck, LinkOutcome, Source
from .indicator import Indicator, InterimTarget, Observation, UnmeasuredMetric
from .liaison import AgencyLiaison
from .method_version import MethodVersion
from .permanent import PermanentRecordError
from .reader_report import ReaderReport
from .recommendation import Recommendation, Responsibility
from .reply import ReplyRequest
from .report import Category, Report, StatedMetric
from .response import DueDate, Response
from .saved_filter import SavedFilter
from .search_word import SearchWord
from .standing import RecordVersion, Standing, StatusChange

__all__ = [
    "Agency",
    "AgencyLiaison",
    "Ask",
    "Assessment",
    "BackupCode",
    "BackupDevice",
    "Category",
    "Correction",
    "DeskSession",
    "DigestSent",
    "DueDate",
    "Evidence",
    "Indicator",
    "InterimTarget",
    "Judgement",
    "LinkCheck",
    "LinkOutcome",
    "MethodVersion",
    "Observation",
    "PermanentRecordError",
    "ReaderReport",
    "Recommendation",
    "RecordVersion",
    "ReplyRequest",
    "Report",
    "Response",
    "Responsibility",
    "SearchWord",
    "SavedFilter",
    "SecondJudgement",
    "SecondReading",
    "Source",
    "Standing",
    "StatedMetric",
    "StatusChange",
    "UnmeasuredMetric",
]

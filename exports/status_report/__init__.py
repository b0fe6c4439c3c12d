"""What one status report contains, how it is asked for, and how it is gathered.

One frozen dataclass (``StatusReport``) holds it; every format renders that and
nothing else, so that all of them say the same.
"""

from .content import StatusReport
from .gather import status_report
from .options import Options, parse

__all__ = ["Options", "StatusReport", "parse", "status_report"]

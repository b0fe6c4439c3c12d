"""Data to chart, nothing else: every picture of the site, drawn on the server.

Charts are layers of marks (decision 0046). They come in two widths, because
text must stay readable on a phone, and carry the numbers a reader needs as labels.
Equal data give an equal drawing, made once in a process.
"""

from .drawing import png
from .history import history_chart
from .indicator import indicator_chart
from .points import Point, Target
from .sparkline import sparkline

__all__ = [
    "Point",
    "Target",
    "history_chart",
    "indicator_chart",
    "png",
    "sparkline",
]

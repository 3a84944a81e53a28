"""The Python interface: what the commands do, with files or data frames in and data frames out.

A further command is a function in a module here, listed in `__all__`, in `cxcli/__init__.py` and in its stub.
"""

from cxcli.errors import CxError
from cxcli.notebook.calculating import calc, detectable_change, sample_size
from cxcli.notebook.calculations import Calculation, Plan
from cxcli.notebook.checking import Check, check, metrics
from cxcli.notebook.comparing import compare
from cxcli.notebook.comparisons import Comparisons
from cxcli.notebook.row_listing import rows_behind
from cxcli.notebook.running import CxWarning
from cxcli.notebook.scores import Scores
from cxcli.notebook.scoring import explain, score
from cxcli.notebook.trending import trend
from cxcli.notebook.trends import Trend

__all__ = [
    "Calculation",
    "Check",
    "Comparisons",
    "CxError",
    "CxWarning",
    "Plan",
    "Scores",
    "Trend",
    "calc",
    "check",
    "compare",
    "detectable_change",
    "explain",
    "metrics",
    "rows_behind",
    "sample_size",
    "score",
    "trend",
]

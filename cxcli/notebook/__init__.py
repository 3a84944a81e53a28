"""The Python interface: what the commands do, with files or data frames in and data frames out.

A further command is a function in a module here, listed in `__all__`, in `cxcli/__init__.py` and in its stub.
"""

from cxcli.errors import CxError
from cxcli.notebook.calculating import calc, detectable_change, sample_size
from cxcli.notebook.calculations import Calculation, Plan
from cxcli.notebook.checking import Check, check, metrics
from cxcli.notebook.comparing import compare
from cxcli.notebook.comparisons import Comparisons
from cxcli.notebook.customer_tables import Cohorts, Ledger, cohorts, ledger
from cxcli.notebook.driving import Drivers, drivers
from cxcli.notebook.funnelling import DropOff, Funnel, funnel
from cxcli.notebook.journeying import Journey, journey
from cxcli.notebook.judging import Agents, agents
from cxcli.notebook.reconciling import Reconciliation, reconcile
from cxcli.notebook.risking import Customers, customers
from cxcli.notebook.row_listing import rows_behind
from cxcli.notebook.running import CxWarning
from cxcli.notebook.scores import Scores
from cxcli.notebook.scoring import explain, score
from cxcli.notebook.theming import Themes, themes
from cxcli.notebook.trending import trend
from cxcli.notebook.trends import Trend

__all__ = [
    "Agents",
    "Calculation",
    "Check",
    "Cohorts",
    "Comparisons",
    "Customers",
    "CxError",
    "CxWarning",
    "Drivers",
    "DropOff",
    "Funnel",
    "Journey",
    "Ledger",
    "Plan",
    "Reconciliation",
    "Scores",
    "Themes",
    "Trend",
    "agents",
    "calc",
    "check",
    "cohorts",
    "compare",
    "customers",
    "detectable_change",
    "drivers",
    "explain",
    "funnel",
    "journey",
    "ledger",
    "metrics",
    "reconcile",
    "rows_behind",
    "sample_size",
    "score",
    "themes",
    "trend",
]

"""What a file is and what can be scored in it, found out by looking at all of it."""

from cxcli.inspection.findings import Inspection, Scorable
from cxcli.inspection.looking import inspect
from cxcli.inspection.tries import settings_to_try

__all__ = ["Inspection", "Scorable", "inspect", "settings_to_try"]

"""The Python interface: what the commands do, with files or data frames in and data frames out.

A further command is a function in a module here, listed in `__all__`, in `cxcli/__init__.py` and in its stub.
"""

from cxcli.errors import CxError
from cxcli.notebook.checking import Check, check, metrics
from cxcli.notebook.running import CxWarning
from cxcli.notebook.scores import Scores
from cxcli.notebook.scoring import explain, score

__all__ = ["Check", "CxError", "CxWarning", "Scores", "check", "explain", "metrics", "score"]

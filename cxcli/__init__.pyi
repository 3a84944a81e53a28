from cxcli.notebook import Check as Check
from cxcli.notebook import CxError as CxError
from cxcli.notebook import CxWarning as CxWarning
from cxcli.notebook import Scores as Scores
from cxcli.notebook import check as check
from cxcli.notebook import explain as explain
from cxcli.notebook import metrics as metrics
from cxcli.notebook import score as score

__version__: str

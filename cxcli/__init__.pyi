from cxcli.notebook import Calculation as Calculation
from cxcli.notebook import Check as Check
from cxcli.notebook import Comparisons as Comparisons
from cxcli.notebook import CxError as CxError
from cxcli.notebook import CxWarning as CxWarning
from cxcli.notebook import Plan as Plan
from cxcli.notebook import Scores as Scores
from cxcli.notebook import Trend as Trend
from cxcli.notebook import calc as calc
from cxcli.notebook import check as check
from cxcli.notebook import compare as compare
from cxcli.notebook import detectable_change as detectable_change
from cxcli.notebook import explain as explain
from cxcli.notebook import metrics as metrics
from cxcli.notebook import rows_behind as rows_behind
from cxcli.notebook import sample_size as sample_size
from cxcli.notebook import score as score
from cxcli.notebook import trend as trend

__version__: str

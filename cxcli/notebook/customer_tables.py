"""What customers pay, and how long they stay."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from msgspec.structs import astuple

from cxcli.analysis.cohorts import TenureStep
from cxcli.errors import Notice
from cxcli.findings.customers_found import (
    COHORT_METRIC,
    LEDGER_METRIC,
    CohortsFound,
    LedgerFound,
    cohorts_found,
    ledger_found,
)
from cxcli.findings.series_periods import with_periods
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import CohortsOptions, LedgerOptions
from cxcli.notebook.frames import frame_of, table_frame
from cxcli.notebook.option_values import checked, listed
from cxcli.notebook.running import ConfigFile, loaded_config, notices_of, speak
from cxcli.notebook.shown import Shown
from cxcli.notebook.source_data import run_of
from cxcli.presentation.customers_output import (
    cohorts_text,
    customers_cohorts_json,
    customers_ledger_json,
    ledger_text,
)
from cxcli.reporting.cohort_tables import flat_cohorts_table
from cxcli.reporting.ledger_tables import flat_ledger_table

_DAYS = ("period_start", "period_end")
_PLACE = ("period", *_DAYS, "whole")
_COHORTS = {
    **dict.fromkeys(("customers", "months", "there", "at_risk", "left"), "int64"),
    **dict.fromkeys(("share", "low", "high", "staying"), "float64"),
}


class Ledger(Shown):
    """What customers pay, and what became of it, period by period: as a frame, as JSON, as the terminal shows it."""

    def __init__(self, found: LedgerFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a period: amounts at the start, each movement, at the end; and the customers of each."""
        table = flat_ledger_table(self._found.table.lines)
        names = [column.name for column in table.columns[len(_PLACE) :]]
        frame = table_frame(table, {name: "int64" if name.endswith("_customers") else "float64" for name in names})
        frame["whole"] = (frame["whole"] == "true").astype("boolean")
        return frame.astype(dict.fromkeys(_DAYS, "datetime64[s]"))

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._found.run))

    def to_json(self) -> str:
        """Return the ledger as JSON, by the contract `cx.ledger/1`, as `cx ledger --format json` does."""
        return customers_ledger_json(self._found)

    def _text(self, width: int) -> str:
        return ledger_text(self._found, width=width)


class Cohorts(Shown):
    """How many customers of each start month stay how long: as frames, as JSON, and as the terminal shows them."""

    def __init__(self, found: CohortsFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each start month and month of tenure: who is there, and which share in percent, with limits."""
        return table_frame(flat_cohorts_table(self._found.table), _COHORTS)

    @property
    def tenure(self) -> pd.DataFrame:
        """One row for each month of tenure: who was watched so long, who left, which share stays longer."""
        rows = [astuple(step) for step in self._found.curve.steps]
        return frame_of(TenureStep.__struct_fields__, rows, _COHORTS)

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._found.run))

    def to_json(self) -> str:
        """Return cohorts and tenure as JSON, by the contract `cx.cohorts/1`, as `cx cohorts --format json` does."""
        return customers_cohorts_json(self._found)

    def _text(self, width: int) -> str:
        return cohorts_text(self._found, width=width)


@listed
def ledger(data: Data | None = None, *, config: ConfigFile = None, **options: Unpack[LedgerOptions]) -> Ledger:
    """Return what customers pay, period by period, as `cx ledger` does: new, more, less, lost, back again.

    Example:
        >>> import pandas as pd
        >>> columns = ["customer_id", "started_at", "ended_at", "mrr"]
        >>> paid = pd.DataFrame([(1, "2025-01-10", "2025-02-20", 10), (2, "2025-02-10", None, 20)], columns=columns)
        >>> ledger(paid, now="2025-03-01").frame[["period", "start", "new", "churn", "end"]]
            period  start   new  churn   end
        0  2025-01    0.0  10.0    0.0  10.0
        1  2025-02   10.0  20.0   10.0  20.0

    Args:
        data: as for `score`; None for the source of the config.
        config: as for `score`.
        options: as on the command line; `period` is a month where neither it nor the config says otherwise.

    Raises:
        CxError: the data, the config or an option is refused, or there is nobody.
    """
    said, loaded = checked(options, LedgerOptions), loaded_config(config)
    asks = with_periods(asked(said, metrics=[LEDGER_METRIC]), loaded, "month")
    found = Ledger(ledger_found(run_of(asks, data, said, loaded, None)))
    speak(found.notices)
    return found


@listed
def cohorts(data: Data | None = None, *, config: ConfigFile = None, **options: Unpack[CohortsOptions]) -> Cohorts:
    """Return how many customers of each start month stay how long, as `cx cohorts` does.

    Example:
        >>> import pandas as pd
        >>> began, left = ["2025-01-10", "2025-01-20", "2025-02-10"], ["2025-02-15", None, None]
        >>> people = pd.DataFrame({"customer_id": [1, 2, 3], "started_at": began, "ended_at": left})
        >>> found = cohorts(people, now="2025-04-01")
        >>> found.frame[["began", "customers", "months", "there"]].head(3)
             began  customers  months  there
        0  2025-01          2       0      2
        1  2025-02          1       0      1

    Args:
        data: as for `score`; None for the source of the config.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: the data, the config or an option is refused, or nobody was seen to begin.
    """
    said = checked(options, CohortsOptions)
    made = run_of(asked(said, metrics=[COHORT_METRIC]), data, said, loaded_config(config), None)
    found = Cohorts(cohorts_found(made))
    speak(found.notices)
    return found

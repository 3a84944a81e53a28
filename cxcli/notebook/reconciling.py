"""One metric by all of its definitions."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack

import pandas as pd

from cxcli.errors import Notice
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import ReconcileOptions
from cxcli.notebook.frames import table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.running import ConfigFile, config_of, read, speak
from cxcli.notebook.shown import Shown
from cxcli.presentation.reconcile_output import reconciled_json, reconciled_table, reconciled_text
from cxcli.reconciliation import Reconciled
from cxcli.reconciliation import reconcile as reconciled

_KINDS = {
    **dict.fromkeys(("value", "low", "high"), "float64"),
    **dict.fromkeys(("n", "rows_scored", "rows_differing", "line"), "int64"),
}


class Reconciliation(Shown):
    """The definitions of a metric side by side: as frames, as JSON, and as the terminal shows them."""

    def __init__(self, found: Reconciled, *, rows: bool, limit: int | None) -> None:
        """Take what was found, and whether its rows are listed, too."""
        self._found = found
        self._rows = rows
        self._limit = limit

    @property
    def frame(self) -> pd.DataFrame:
        """One row a definition: value, limits, n, rows scored, and how many it takes in another way."""
        return table_frame(reconciled_table(self._found, rows=False, limit=None), _KINDS)

    @property
    def rows(self) -> pd.DataFrame:
        """One row for each row of which a definition makes something else than the default, and both of what."""
        return table_frame(reconciled_table(self._found, rows=True, limit=self._limit), _KINDS)

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(self._found.notices)

    def to_json(self) -> str:
        """Return the definitions as JSON, by the contract `cx.reconcile/1`, as `cx reconcile --format json` does."""
        return reconciled_json(self._found, rows=self._rows, limit=self._limit)

    def _text(self, width: int) -> str:
        return reconciled_text(self._found, rows=self._rows, limit=self._limit, width=width, colour=False)


@listed
def reconcile(
    metric: str, data: Data, *, config: ConfigFile = None, **options: Unpack[ReconcileOptions]
) -> Reconciliation:
    """Return all definitions of a metric side by side, as `cx reconcile` does.

    Example:
        >>> import pandas as pd
        >>> found = reconcile("ces", pd.DataFrame({"ces": [7, 6, 5, 1]}), polarity="ease")
        >>> found.frame[["metric", "value", "n"]].round(1)
                 metric  value  n
        0           ces   75.0  4
        1    ces:effort   75.0  4
        2      ces:mean    4.8  4
        3       ces:net   50.0  4
        4  ces:net-easy   25.0  4

    Args:
        metric: one metric.
        data: as for `score`.
        config: as for `score`.
        options: as on the command line; with `rows=True`, text and JSON list the rows that differ, as `.rows` does.

    Raises:
        CxError: the data, the config or an option is refused, or no definition can be answered.
    """
    said = checked(options, ReconcileOptions)
    own, shared = split(said, ("rows", "limit"))
    asks = asked(shared, metrics=[metric], cut=False)
    with read(data, said) as given:
        made = reconciled(asks, config_of(config, data), datetime.now(UTC), given)
    found = Reconciliation(made, rows=bool(own["rows"]), limit=own["limit"])
    speak(found.notices)
    return found

"""Agents, teams or branches, judged."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack

import pandas as pd

from cxcli.errors import Notice
from cxcli.findings.groups_found import GroupsFound, groups_found
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import AgentsOptions
from cxcli.notebook.frames import table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import Texts
from cxcli.notebook.running import ConfigFile, config_of, notices_of, read, several, speak, texts
from cxcli.notebook.shown import Shown
from cxcli.presentation.groups_output import around, groups_json
from cxcli.reporting.groups_csv import flat_groups_table
from cxcli.reporting.groups_order import Listed
from cxcli.reporting.groups_text import groups_text
from cxcli.settings.grouping import AskedGrouping, grouped

_OWN = ("group", "adjust", "fdr", "sort", "bad_only")
_KINDS = {
    **dict.fromkeys(("n", "rows_read", "rows_scored"), "int64"),
    **dict.fromkeys(("value", "low", "high", "confidence", "expected", "adjusted", "shrunken"), "float64"),
    **dict.fromkeys(("adjusted_low", "adjusted_high", "funnel_95_low", "funnel_95_high"), "float64"),
    **dict.fromkeys(("funnel_998_low", "funnel_998_high", "z", "p", "q"), "float64"),
}


class Agents(Shown):
    """The groups of a column, and what can be said of each: as a frame, as JSON, and as the terminal shows them."""

    def __init__(self, found: GroupsFound, order: Listed) -> None:
        """Take what was found, and how it is listed."""
        self._found = found
        self._order = order

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each overall value, group, and group that is nobody; `part` says which."""
        return table_frame(flat_groups_table(self._found.found, self._order), _KINDS, {2})

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._found.run))

    def to_json(self) -> str:
        """Return all groups as JSON, by the contract `cx.agents/1`, as `cx agents --format json` does."""
        return groups_json(self._found)

    def _text(self, width: int) -> str:
        return groups_text(
            self._found.found, around(self._found), self._order, width=width, colour=False, encoding="utf-8"
        )


@listed
def agents(metrics: Texts, data: Data, *, config: ConfigFile = None, **options: Unpack[AgentsOptions]) -> Agents:
    """Return agents, teams or branches compared fairly, as `cx agents` does.

    Example:
        >>> import pandas as pd
        >>> good = [("ann", 5)] * 40 + [("bob", 5)] * 18 + [("bob", 1)] * 22 + [("cy", 5)] * 36 + [("cy", 1)] * 4
        >>> found = agents("csat", pd.DataFrame(good, columns=["agent", "csat"]))
        >>> found.frame[["part", "group", "n", "value", "verdict"]].round(1)
              part group    n  value verdict
        0  overall   NaN  120   78.3     NaN
        1    group   ann   40  100.0  better
        2    group   bob   40   45.0   worse
        3    group    cy   40   90.0  better

    Args:
        metrics: one metric or several, as for `score`.
        data: as for `score`.
        config: as for `score`.
        options: as on the command line: `group="team"`, `adjust=["channel", "priority"]`, `sort="evidence"`.

    Raises:
        CxError: the data, the config or an option is refused, or the groups cannot be judged.
    """
    said = checked(options, AgentsOptions)
    own, shared = split(said, _OWN)
    wanted = AskedGrouping(group=own["group"], adjust=several(own["adjust"]), fdr=own["fdr"])
    loaded = config_of(config, data, texts(metrics))
    settings, grouping = grouped(asked(shared, metrics=texts(metrics)), wanted, loaded, datetime.now(UTC))
    with read(data, said) as given:
        found = Agents(groups_found(settings, grouping, given), Listed(own["sort"], bad_only=bool(own["bad_only"])))
    speak(found.notices)
    return found

"""How many users come from step to step."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd

from cxcli.errors import Notice
from cxcli.findings.funnel_found import FUNNEL_METRIC, FunnelFound, funnel_found, steps_asked
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import FunnelOptions
from cxcli.notebook.frames import table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import Texts
from cxcli.notebook.running import ConfigFile, bad_rows, loaded_config, speak
from cxcli.notebook.shown import Shown
from cxcli.notebook.source_data import run_of
from cxcli.presentation.funnel_output import funnel_as_json, funnel_text
from cxcli.reporting.funnel_tables import flat_funnel_table

_KINDS = {
    **dict.fromkeys(("rows", "users", "kept", "through", "others", "repeats"), "int64"),
    **dict.fromkeys(("of_before", "of_before_low", "of_before_high", "lost"), "float64"),
    **dict.fromkeys(("of_first", "of_first_low", "of_first_high"), "float64"),
}


class Funnel(Shown):
    """The steps of a funnel: as a frame, as JSON, and as the terminal shows them."""

    def __init__(self, found: FunnelFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a step: its users, and in percent how many came from the step before and from the first, and left."""
        return table_frame(flat_funnel_table(self._found.table), _KINDS, {0})

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return (*self._found.notices, *bad_rows(self._found.run))

    def to_json(self) -> str:
        """Return the funnel as JSON, by the contract `cx.funnel/1`, as `cx funnel --format json` does."""
        return funnel_as_json(self._found)

    def _text(self, width: int) -> str:
        return funnel_text(self._found, width=width)


@listed
def funnel(data: Data, *, config: ConfigFile = None, **options: Unpack[FunnelOptions]) -> Funnel:
    """Return how many users come from step to step, as `cx funnel` does.

    Example:
        >>> import pandas as pd
        >>> home, cart = pd.DataFrame({"user_id": [1, 2, 3, 4]}), pd.DataFrame({"user_id": [2, 4]})
        >>> funnel({"home": home, "cart": cart}).frame[["step", "users", "of_before"]]
           step  users  of_before
        0  home      4        NaN
        1  cart      2       50.0

    Args:
        data: as for `score`; without `steps`, each file or frame is a step.
        config: as for `score`.
        options: as on the command line: `steps=["home", "search", "payment"]`, `strict=True`.

    Raises:
        CxError: the data, the config or an option is refused, or nothing says the steps.
    """
    said = checked(options, FunnelOptions)
    own, shared = split(said, ("steps", "strict"))
    steps = steps_asked(_typed(own["steps"]))
    asks = asked(shared, metrics=[FUNNEL_METRIC], cut=False)
    made = run_of(asks, data, said, loaded_config(config), None)
    found = Funnel(funnel_found(made, steps, strict=bool(own["strict"])))
    speak(found.notices)
    return found


def _typed(steps: Texts | None) -> str | None:
    return steps if steps is None or isinstance(steps, str) else ",".join(steps)

"""How many users come from step to step."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.findings.drop_off_found import QUESTIONS_METRIC, DropOffFound, drop_off_found, refuse_mixed
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
from cxcli.presentation import drop_off_output
from cxcli.presentation.funnel_output import funnel_as_json, funnel_text, groups_of
from cxcli.reporting.drop_off_tables import flat_drop_off
from cxcli.reporting.funnel_groups import flat_groups_table
from cxcli.reporting.table import Table

_KINDS = {
    **dict.fromkeys(("rows", "users", "kept", "through", "others", "repeats"), "int64"),
    **dict.fromkeys(("of_before", "of_before_low", "of_before_high", "lost"), "float64"),
    **dict.fromkeys(("of_first", "of_first_low", "of_first_high"), "float64"),
}

_STOPS = {
    **dict.fromkeys(("came", "left", "answered", "skipped", "hidden"), "int64"),
    **{f"{of}{end}": "float64" for of in ("lost", "still_there") for end in ("", "_low", "_high")},
    **dict.fromkeys(("lost_elsewhere", "q"), "float64"),
}


class Funnel(Shown):
    """The steps of a funnel: as a frame, as JSON, and as the terminal shows them."""

    def __init__(self, found: FunnelFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a step, of all users and of each group: users, and in percent how many came on, and left."""
        table = flat_groups_table(self._found.table, groups_of(self._found))
        return table_frame(table, _KINDS, _places(table, "step"))

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return (*self._found.notices, *bad_rows(self._found.run))

    def to_json(self) -> str:
        """Return the funnel as JSON, by the contract `cx.funnel/1`, as `cx funnel --format json` does."""
        return funnel_as_json(self._found)

    def _text(self, width: int) -> str:
        return funnel_text(self._found, width=width)


class DropOff(Shown):
    """Where people stop in a survey: as a frame, as JSON, and as the terminal shows it."""

    def __init__(self, found: DropOffFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a question, of all respondents and of each group: who came, left, is still there, with limits."""
        table = flat_drop_off(self._found.table, drop_off_output.groups_of(self._found))
        return table_frame(table, _STOPS, _places(table, "question"))

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return (*self._found.notices, *bad_rows(self._found.run))

    def to_json(self) -> str:
        """Return the questions as JSON, by the contract `cx.drop-off/1`, as `cx funnel --format json` does."""
        return drop_off_output.drop_off_as_json(self._found)

    def _text(self, width: int) -> str:
        return drop_off_output.drop_off_text(self._found, width=width)


@listed
def funnel(data: Data, *, config: ConfigFile = None, **options: Unpack[FunnelOptions]) -> Funnel | DropOff:
    """Return how many users come from step to step, or with `questions` where people stop, as `cx funnel` does.

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
    typed, strict, by = _typed(own["steps"]), bool(own["strict"]), shared.get("by") is not None
    asks = asked(shared, cut=by)
    refuse_mixed(typed, asks.questions, asks.not_shown, strict=strict)
    steps = steps_asked(typed)
    wanted = replace(asks, metrics=[QUESTIONS_METRIC if asks.questions else FUNNEL_METRIC])
    made = run_of(wanted, data, said, loaded_config(config), None)
    found = DropOff(drop_off_found(made)) if asks.questions else Funnel(funnel_found(made, steps, strict=strict))
    speak(found.notices)
    return found


def _places(table: Table, name: str) -> set[int]:
    """Return the places of the columns of this name: their texts stay as they are."""
    return {place for place, column in enumerate(table.columns) if column.name == name}


def _typed(steps: Texts | None) -> str | None:
    return steps if steps is None or isinstance(steps, str) else ",".join(steps)

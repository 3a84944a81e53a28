"""The rows behind a number."""

from datetime import UTC, datetime
from typing import Any, Unpack

import pandas as pd

from cxcli.drill_down.search import drill_down
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.frames import table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import RowOptions, Texts
from cxcli.notebook.running import ConfigFile, config_of, read, several, speak
from cxcli.reporting.rows_table import rows_table
from cxcli.settings.sought import AskedRows, sought

_OWN = ("by", "in_period", "box", "answer", "fate", "flag", "columns", "limit")
_KINDS = {"line": "int64", "answer": "int64", "date": "datetime64[s]", "weight": "float64", "count": "int64"}


@listed
def rows_behind(metric: str, data: Data, *, config: ConfigFile = None, **options: Unpack[RowOptions]) -> pd.DataFrame:
    """Return the rows behind a number, each with file and line, fate and answer, as `cx rows` lists them.

    `by` and `in_period` say of which cell, `box`, `answer`, `fate` and `flag` which of its rows. What else a row says
    is left out, unless `columns` asks for it. The lines of a data frame are counted from 1, by position.

    Example:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"nps": [10, 9, 3], "plan": ["pro", "free", "free"], "why": ["", "", "slow"]})
        >>> rows_behind("nps", answers, by="plan=free", box="detractors", columns="why")[["line", "answer", "why"]]
           line  answer   why
        0     3       3  slow

    Args:
        metric: one metric.
        data: as for `score`.
        config: as for `score`.
        options: as on the command line; `in_period` is `--in`, `box` is `--class`, `columns` is `--with`.

    Raises:
        CxError: the data, the config or an option is refused, or there is no such group.
    """
    said = checked(options, RowOptions)
    own, shared = split(said, _OWN)
    asks = asked(shared, metrics=[metric], extra=_columns(own["columns"]))
    settings, wanted = sought(asks, _wanted(own), config_of(config, data, [metric]), datetime.now(UTC))
    with read(data, said) as given:
        found = drill_down(settings, wanted, given, limit=own["limit"])
    speak(found.run.notices)
    return table_frame(rows_table(found.listing, in_words=False), _KINDS)


def _columns(said: Texts | None) -> list[str]:
    """Return the names of columns; one text may hold several with commas between, a list holds each as it is."""
    return [name.strip() for name in said.split(",")] if isinstance(said, str) else several(said)


def _wanted(own: dict[str, Any]) -> AskedRows:
    answer = own["answer"]
    return AskedRows(
        groups=several(own["by"]),
        period=own["in_period"],
        boxes=several(own["box"]),
        answers=[answer] if isinstance(answer, int) else answer or (),
        fates=several(own["fate"]),
        flag=own["flag"],
    )

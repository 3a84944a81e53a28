"""What can be scored, and which metrics there are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Unpack

import pandas as pd
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.inspection import Inspection, inspect, settings_to_try
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data, inputs
from cxcli.notebook.option_values import checked, listed
from cxcli.notebook.options import ReadingOptions
from cxcli.notebook.running import ConfigFile, config_of, index_said, loaded_config, speak
from cxcli.reporting.number_format import count
from cxcli.reporting.table import ColumnSpec, Figure, Table
from cxcli.reporting.terminal import render_table
from cxcli.scoring.catalogue import with_own
from cxcli.scoring.ready import ready

_WIDTH = 80
_NOTHING = "no column looks like answers to a survey; name one: score('nps', data, column='NAME')"
_COLUMNS = ("source", "metric", "column", "answers", "value", "evidence")


class Check:
    """What can be scored in some data, and what cannot without a word of the user."""

    def __init__(self, inspections: Sequence[Inspection], refused: Sequence[Problem]) -> None:
        """Take what was found in each source, and why others were refused."""
        self._inspections = inspections
        self._refused = refused

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each metric that can be scored: source, metric, column, answers, value, evidence."""
        rows = [
            (found.facts.file, each.score.metric, each.column, each.score.n, each.score.value, each.evidence)
            for found in self._inspections
            for each in found.scorable
        ]
        kinds = {"answers": "int64", "value": "float64"}
        return pd.DataFrame(rows, columns=list(_COLUMNS)).astype({name: kinds.get(name, "str") for name in _COLUMNS})

    @property
    def unclear(self) -> Sequence[Problem]:
        """Metrics that need a word of the user, and which."""
        return tuple(problem for found in self._inspections for problem in found.unclear)

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the data itself."""
        return (*self._refused, *(problem for found in self._inspections for problem in found.problems))

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notice for found in self._inspections for notice in found.notices)

    def __str__(self) -> str:
        rows = tuple(
            (found.facts.file, Figure(each.score.metric), each.column, Figure(count(each.score.n)))
            for found in self._inspections
            for each in found.scorable
        )
        said = [*self.problems, *(problem for found in self._inspections for problem in found.to_do)]
        notes = tuple(" — ".join(filter(None, (problem.message, problem.help))) for problem in said)
        columns = tuple(ColumnSpec(name, name) for name in _COLUMNS[: len(rows[0])]) if rows else ()
        return render_table(
            Table(columns, rows, notes or (() if rows else (_NOTHING,))), width=_WIDTH, colour=False
        ).removesuffix("\n")

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f'<pre class="tex2jax_ignore mathjax_ignore">{escape(str(self))}</pre>'


@listed
def check(data: Data, *, config: ConfigFile = None, **options: Unpack[ReadingOptions]) -> Check:
    """Return what can be scored in the data, each source for itself, as `cx check` does.

    Example:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"nps": [10, 9, 9, 7, 3]})
        >>> check(answers).frame[["metric", "column", "answers"]]
          metric column  answers
        0    nps    nps        5

    Args:
        data: as for `score`.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: an option or the config is refused, or a file is not there. Data that is refused is no error here:
            `problems` say why.
    """
    said = checked(options, ReadingOptions)
    asks = asked(said)
    if asks.column is not None:
        asks = replace(asks, column=None, maps=[f"score={asks.column}", *asks.maps])
    settings = settings_to_try(asks, config_of(config, data), datetime.now(UTC))
    inspections: list[Inspection] = []
    refused: list[Problem] = []
    with inputs(data, said) as given, index_said(given):
        for each in given:
            try:
                inspections.append(inspect(each, settings))
            except DataError as error:
                refused += error.problems
    found = Check(inspections, refused)
    speak(found.notices)
    return found


def metrics(*, config: ConfigFile = None) -> pd.DataFrame:
    """Return the metrics that can be asked for, one a row, as `cx metrics` lists them.

    Example:
        >>> metrics().set_index("metric").loc["nps", "title"]
        'Net Promoter Score'

    Args:
        config: as for `score`; its own metrics are listed too.

    Raises:
        ConfigError: the config is wrong.
    """
    loaded = loaded_config(config)
    definitions = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None).values()
    rows = [
        (each.id, each.title, ready(each).definition, each.unit, each.direction, each.kind, each.level)
        for each in definitions
    ]
    names = ["metric", "title", "definition", "unit", "direction", "kind", "level"]
    return pd.DataFrame(rows, columns=names, dtype="str")

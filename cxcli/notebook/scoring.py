"""Scores, and where they come from."""

from typing import Unpack

from cxcli.notebook.data import Data
from cxcli.notebook.option_values import listed
from cxcli.notebook.options import RunOptions, ScoreOptions, Texts
from cxcli.notebook.running import ConfigFile, made_run, notices_of, speak
from cxcli.notebook.scores import Scores
from cxcli.presentation.explaining import explanation

_WIDTH = 80


@listed
def score(metrics: Texts, data: Data, *, config: ConfigFile = None, **options: Unpack[ScoreOptions]) -> Scores:
    """Return the scores of some metrics: what `cx score` says of the same data.

    Options are those of the command, by the same names: `by="plan"`, `by=["plan", "plan+region"]`, `period="month"`,
    `maps={"at": "submitted_at"}`, `where="plan == 'pro'"`. A data frame is read as the file would be that it could
    be written to; its index is no column.

    Example:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"nps": [10, 9, 9, 7, 3], "plan": ["pro", "pro", "free", "free", "free"]})
        >>> score("nps", answers).value
        40.0
        >>> score("nps", answers, by="plan").frame[["plan", "value", "n"]]
           plan  value  n
        0   NaN   40.0  5
        1  free    0.0  3
        2   pro  100.0  2

    Args:
        metrics: one metric or several: `"nps"`, `"nps,csat"`, `["nps", "csat"]`.
        data: a path or a glob, a list of them, a data frame, or data frames by name; several are one source.
        config: the path of a config; None for `cx.yaml` of the working directory if there is one, False for none.
        options: as on the command line; None means that nothing is said.

    Raises:
        CxError: the data, the config or an option is refused; its text says everything that is wrong.
    """
    made = made_run(metrics, data, dict(options), ScoreOptions, config=config)
    speak(notices_of(made))
    return Scores(made)


@listed
def explain(metric: Texts, data: Data, *, config: ConfigFile = None, **options: Unpack[RunOptions]) -> str:
    """Return where a number comes from, as `cx explain` does: definition, counts, arithmetic, interval, rows.

    Example:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"nps": [10, 9, 9, 7, 3]})
        >>> print(explain("nps", answers).splitlines()[0])
        Net Promoter Score (nps)

    Args:
        metric: a metric, or several.
        data: as for `score`.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: the data, the config or an option is refused.
    """
    made = made_run(metric, data, dict(options), RunOptions, config=config, cut=False)
    speak(notices_of(made))
    return explanation(made, _WIDTH).removesuffix("\n")

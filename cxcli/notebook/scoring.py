"""Scores, and where they come from."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Unpack

from cxcli.config.load import LoadedConfig
from cxcli.findings.composite_groups import with_groups
from cxcli.findings.composite_run import composite_of, refuse_list
from cxcli.findings.customers_valued import customers_valued
from cxcli.findings.valued_list import refuse_cuts, refuse_limit_alone
from cxcli.notebook.asked import asked
from cxcli.notebook.composites import CompositeCustomers, CompositeScores, ValuedCustomers
from cxcli.notebook.data import Data
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import RunOptions, ScoreOptions, Texts
from cxcli.notebook.running import ConfigFile, loaded_config, notices_of, speak, texts
from cxcli.notebook.scores import Scores
from cxcli.notebook.source_data import Sources, run_of, with_sources
from cxcli.presentation.composite_output import composite_page
from cxcli.presentation.explaining import explanation
from cxcli.settings import Asked
from cxcli.settings.composites import AskedComposite, composite_asked

_WIDTH = 80


@listed
def score(
    metrics: Texts,
    data: Data | None = None,
    *,
    sources: Sources | None = None,
    config: ConfigFile = None,
    **options: Unpack[ScoreOptions],
) -> Scores:
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
        data: a path or a glob, a list of them, a data frame, or data frames by name; several are one source. None for
            the sources: each metric is then scored on its own.
        sources: files or data frames by the names of sources, in place of those that the config has.
        config: the path of a config; None for `cx.yaml` of the working directory if there is one, False for none.
        options: as on the command line; None means that nothing is said.

    Raises:
        CxError: the data, the config or an option is refused; its text says everything that is wrong.
    """
    found = _found(metrics, data, checked(options, ScoreOptions), loaded_config(config), sources)
    speak(found.notices)
    return found


@listed
def explain(
    metric: Texts,
    data: Data | None = None,
    *,
    sources: Sources | None = None,
    config: ConfigFile = None,
    **options: Unpack[RunOptions],
) -> str:
    """Return where a number comes from, as `cx explain` does: definition, counts, arithmetic, interval, rows.

    Example:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"nps": [10, 9, 9, 7, 3]})
        >>> print(explain("nps", answers).splitlines()[0])
        Net Promoter Score (nps)

    Args:
        metric: a metric, or several.
        data: as for `score`.
        sources: as for `score`.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: the data, the config or an option is refused.
    """
    said = checked(options, RunOptions)
    asks, loaded = asked(said, metrics=texts(metric), cut=False), loaded_config(config)
    composite = _composite(asks, data, loaded, sources)
    made = run_of(composite.asked if composite else asks, data, said, loaded, sources)
    page = composite_page(composite_of(made, composite), _WIDTH) if composite else explanation(made, _WIDTH)
    speak(notices_of(made))
    return page.removesuffix("\n")


def _found(
    metrics: Texts, data: Data | None, said: Mapping[str, Any], loaded: LoadedConfig | None, sources: Sources | None
) -> Scores:
    """Return the scores, or with `per` the customers one by one."""
    own, shared = split(said, ("per", "limit"))
    per, limit = own["per"], own["limit"]
    refuse_limit_alone(limit, per)
    asks = asked(shared, metrics=texts(metrics))
    composite = _composite(asks, data, loaded, sources)
    if composite is not None:
        if per is not None:
            refuse_list(composite, per)
        fit = partial(with_groups, asked=composite) if composite.by else None
        made = composite_of(run_of(composite.asked, data, said, loaded, sources, fit), composite)
        return CompositeScores(made) if per is None else CompositeCustomers(made, limit)
    if per is None:
        return Scores(run_of(asks, data, said, loaded, sources))
    refuse_cuts(asks, per)
    return ValuedCustomers(customers_valued(run_of(asks, data, said, loaded, sources)), limit)


def _composite(
    asks: Asked, data: Data | None, loaded: LoadedConfig | None, sources: Sources | None
) -> AskedComposite | None:
    # Where there are data, all parts are scored on them, whatever they are called.
    return composite_asked(asks, with_sources(loaded, sources), () if data is None else ("data",))

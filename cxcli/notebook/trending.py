"""Periods as a line."""

from datetime import UTC, datetime
from typing import Unpack

from cxcli.findings.series_found import series_found
from cxcli.findings.series_periods import with_periods
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import Texts, TrendOptions
from cxcli.notebook.running import ConfigFile, config_of, read, speak, texts
from cxcli.notebook.trends import Trend
from cxcli.pipeline import run
from cxcli.settings import settle


@listed
def trend(metrics: Texts, data: Data, *, config: ConfigFile = None, **options: Unpack[TrendOptions]) -> Trend:
    """Return periods as a line, with what is a signal in it and what is noise, as `cx trend` does.

    Example:
        >>> import pandas as pd
        >>> promoters = [6, 5, 6, 5, 5, 6, 5, 6, 1, 5, 6, 5, 6, 5, 6]
        >>> days = pd.date_range("2024-01-15", periods=15, freq="30D")
        >>> rows = [(day, 10 * (each < n)) for day, n in zip(days, promoters) for each in range(10)]
        >>> found = trend("nps", pd.DataFrame(rows, columns=["at", "nps"]), now="2025-06-01")
        >>> found.signals[["rule", "side", "first"]]
              rule side    first
        0  outside  low  2024-09

    Args:
        metrics: one metric or several, as for `score`.
        data: as for `score`.
        config: as for `score`.
        options: as on the command line; `period` is a month where neither it nor the config says otherwise.

    Raises:
        CxError: the data, the config or an option is refused.
    """
    said = checked(options, TrendOptions)
    own, shared = split(said, ("chart", "forecast"))
    loaded = config_of(config, data, texts(metrics))
    settings = settle(with_periods(asked(shared, metrics=texts(metrics)), loaded), loaded, datetime.now(UTC))
    with read(data, said) as given:
        made = run(settings, given)
    found = Trend(series_found(made, chart=own["chart"], ahead=own["forecast"]))
    speak(found.notices)
    return found

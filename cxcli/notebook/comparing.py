"""Two scores side by side."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Unpack

from cxcli.findings.side_by_side import side_by_side
from cxcli.notebook.asked import asked
from cxcli.notebook.comparisons import Comparisons
from cxcli.notebook.data import Data
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import CompareOptions, Texts
from cxcli.notebook.running import ConfigFile, config_of, read, several, speak, texts
from cxcli.settings.sides import AskedSides, compared

_OWN = ("between", "by", "paired", "power")


@listed
def compare(metrics: Texts, data: Data, *, config: ConfigFile = None, **options: Unpack[CompareOptions]) -> Comparisons:
    """Return two files or frames, groups or periods side by side, or many groups, as `cx compare` does.

    Example:
        >>> import pandas as pd
        >>> before, after = pd.DataFrame({"nps": [10, 9, 7, 0]}), pd.DataFrame({"nps": [10, 9, 9, 7]})
        >>> found = compare("nps", {"before": before, "after": after})
        >>> found.frame[["value_before", "value_after", "difference", "verdict"]]
           value_before  value_after  difference  verdict
        0          25.0         75.0        50.0  unclear

    Args:
        metrics: one metric or several, as for `score`.
        data: two files or frames, the first of them before; or as for `score`, and `between` says what is compared.
        config: as for `score`.
        options: as on the command line: `between="region=EMEA,AMER"`, `by="plan"`, `paired="email"`.

    Raises:
        CxError: the data, the config or an option is refused, or there are not two sides.
    """
    said = checked(options, CompareOptions)
    own, shared = split(said, _OWN)
    asks = asked(shared, metrics=texts(metrics))
    settings, sides = compared(asks, _sides(own), config_of(config, data, texts(metrics)), datetime.now(UTC))
    named = len(data) if isinstance(data, list | tuple | Mapping) else 1
    with read(data, said) as given:
        found = Comparisons(side_by_side(settings, sides, given, named=named))
    speak(found.notices)
    return found


def _sides(own: Mapping[str, Any]) -> AskedSides:
    return AskedSides(between=several(own["between"]), by=several(own["by"]), paired=own["paired"], power=own["power"])

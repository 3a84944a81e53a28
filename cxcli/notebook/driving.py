"""What moves a score."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack

import pandas as pd

from cxcli.drill_down.drivers import DriversFound, found_drivers
from cxcli.errors import Notice
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import DriversOptions
from cxcli.notebook.frames import table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import Texts
from cxcli.notebook.running import ConfigFile, config_of, read, speak
from cxcli.notebook.shown import Shown
from cxcli.presentation.drivers_output import drivers_flat, drivers_json, drivers_text
from cxcli.settings import settle
from cxcli.settings.drivers import AskedDrivers, refuse_several, wanted_drivers
from cxcli.sources.paths import open_inputs

_OWN = ("drivers", "outcome", "outcome_as", "method", "join", "on", "take", "joined_at")
_KINDS = {
    **dict.fromkeys(("n", "rank_low", "rank_high"), "int64"),
    **dict.fromkeys(("share", "share_low", "share_high", "percent", "percent_low", "percent_high"), "float64"),
    **dict.fromkeys(("correlation", "coefficient", "coefficient_low", "coefficient_high"), "float64"),
    **dict.fromkeys(("inflation", "mean", "drop", "drop_low", "drop_high"), "float64"),
    **dict.fromkeys(("alone", "alone_low", "alone_high"), "float64"),
}


class Drivers(Shown):
    """The drivers of a score, or of a yes or no: as a frame, as JSON, and as the terminal shows them."""

    def __init__(self, found: DriversFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a driver: its share of what is explained with limits, or of a yes or no what is lost without it."""
        return table_frame(drivers_flat(self._found), _KINDS, {0})

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(self._found.run.notices)

    def to_json(self) -> str:
        """Return the drivers as JSON, by the contract `cx.drivers/1`, as `cx drivers --format json` does."""
        return drivers_json(self._found)

    def _text(self, width: int) -> str:
        return drivers_text(self._found, width=width)


@listed
def drivers(metric: str, data: Data, *, config: ConfigFile = None, **options: Unpack[DriversOptions]) -> Drivers:
    """Return what moves a score, and how sure that is, as `cx drivers` does.

    Example:
        >>> import pandas as pd
        >>> rows = [(min(10, ease + price // 4), ease, price) for ease in range(10) for price in range(8)]
        >>> found = drivers("nps", pd.DataFrame(rows, columns=["nps", "ease", "price"]), drivers="ease,price")
        >>> found.frame[["driver", "percent", "rank_low", "rank_high"]].round(0)
          driver  percent  rank_low  rank_high
        0   ease     98.0         1          1
        1  price      2.0         2          2

    Args:
        metric: one metric.
        data: as for `score`.
        config: as for `score`.
        options: as on the command line: `drivers="ease,price"`; in a list, each is one column, whatever is in its name.
            `join` is the path of another file.

    Raises:
        CxError: the data, the config or an option is refused, or too few rows are complete.
    """
    said = checked(options, DriversOptions)
    own, shared = split(said, _OWN)
    wanted = wanted_drivers(AskedDrivers(**{**own, "drivers": _columns(own["drivers"])}))
    loaded = config_of(config, data, [metric])
    settings = settle(asked(shared, metrics=[metric], cut=False), loaded, datetime.now(UTC))
    refuse_several([each.id for each in settings.definitions])
    with read(data, said) as given, open_inputs([own["join"]] if own["join"] else []) as others:
        found = Drivers(found_drivers(settings, wanted, given, next(iter(others), None)))
    speak(found.notices)
    return found


def _columns(said: Texts | None) -> list[str]:
    """Return the columns as they would be typed: a name of a list in quotes, which may hold a comma."""
    if said is None or isinstance(said, str):
        return [said] if said else []
    return ['"' + name.replace('"', '""') + '"' for name in said]

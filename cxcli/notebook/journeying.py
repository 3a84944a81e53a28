"""The stages of a journey."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack

import pandas as pd

from cxcli.errors import Notice
from cxcli.findings.journey_found import JourneyFound
from cxcli.notebook.asked import asked
from cxcli.notebook.finding_options import JourneyOptions
from cxcli.notebook.frames import frame_of, table_frame
from cxcli.notebook.option_values import checked, listed
from cxcli.notebook.running import ConfigFile, loaded_config, notices_of, speak
from cxcli.notebook.shown import Shown
from cxcli.notebook.source_data import Sources, opening, with_sources
from cxcli.over_sources.journey import journey_over_sources
from cxcli.presentation.journey_output import journey_json, journey_table, journey_text

_KINDS = {
    **dict.fromkeys(("n", "customers", "gained", "lost"), "int64"),
    **dict.fromkeys(("value", "low", "high", "difference", "went_on"), "float64"),
    **dict.fromkeys(("p", "confidence"), "float64"),
    "weakest": "boolean",
}


class Journey(Shown):
    """The stages of a journey, and the weakest of them: as frames, as JSON, and as the terminal shows them."""

    def __init__(self, found: JourneyFound) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each metric of each stage, and of each touchpoint; `weakest` marks the weakest stage by it."""
        frame = table_frame(journey_table(self._found), {**_KINDS, "weakest": "str"})
        return frame.assign(weakest=(frame["weakest"] == "true").astype("boolean"))

    @property
    def weakest(self) -> pd.DataFrame:
        """One row a metric: the weakest stage beside all others, with limits and p; where none is, the `reason`."""
        rows = []
        for each in self._found.weakest:
            group = each.weakest
            found = group.difference if group else None
            figures = (found.value, found.low, found.high, found.confidence) if found else (None,) * 4
            rows.append((each.metric, group.key if group else None, *figures, group.p if group else None, each.reason))
        names = ("metric", "stage", "difference", "low", "high", "confidence", "p", "reason")
        return frame_of(names, rows, _KINDS)

    @property
    def passage(self) -> pd.DataFrame:
        """One row a stage: its customers, gained and lost, and the share of them that went on, in percent.

        It has no rows where customers are not known.
        """
        rows = []
        for stage in self._found.stages:
            if stage.passage is not None:
                found, limits = stage.passage, stage.passage.limits
                on = (found.went_on, limits.low if limits else None, limits.high if limits else None)
                rows.append((stage.name, found.customers, found.gained, found.lost, *on))
        return frame_of(("stage", "customers", "gained", "lost", "went_on", "low", "high"), rows, _KINDS)

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._found.run))

    def to_json(self) -> str:
        """Return the journey as JSON, by the contract `cx.journey/1`, as `cx journey --format json` does."""
        return journey_json(self._found)

    def _text(self, width: int) -> str:
        return journey_text(self._found, width=width)


@listed
def journey(sources: Sources | None = None, *, config: ConfigFile = None, **options: Unpack[JourneyOptions]) -> Journey:
    """Return the stages of the journey that the config describes, and the weakest of them, as `cx journey` does.

    Example:
        >>> import pandas as pd
        >>> from pathlib import Path
        >>> stages = "{order: {where: stage == 'order'}, use: {where: stage == 'use'}}"
        >>> _ = Path("cx.yaml").write_text(f"journey: {{metrics: [csat], stages: {stages}}}")
        >>> rows = [("order", 5)] * 40 + [("use", 5)] * 20 + [("use", 2)] * 20
        >>> found = journey({"responses": pd.DataFrame(rows, columns=["stage", "csat"])})
        >>> found.frame[["stage", "metric", "value", "n", "weakest"]]
           stage metric  value   n  weakest
        0  order   csat  100.0  40    False
        1    use   csat   50.0  40     True

    Args:
        sources: files or data frames by the names of sources, in place of those that the config has.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: the config describes no journey, or a source or an option is refused.
    """
    said = checked(options, JourneyOptions)
    loaded = with_sources(loaded_config(config), sources)
    with opening(sources, said) as opened:
        found = Journey(journey_over_sources(asked(said, cut=False), loaded, datetime.now(UTC), opened))
    speak(found.notices)
    return found

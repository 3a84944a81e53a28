"""Metrics scored on the sources that a config has for them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.over_sources.opening import Opening
from cxcli.pipeline import Run, run
from cxcli.settings import Asked, Settings, settle
from cxcli.settings.sources import SourceRun, over_sources, source_runs
from cxcli.several_sources import together
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

Fit = Callable[[Settings, Sequence[InputFile | Source]], Settings]
"""Fits the settings of the run over one source to what is in its files."""


def scored_over_sources(
    asked: Asked,
    loaded: LoadedConfig | None,
    clock: datetime,
    opening: Opening,
    *,
    keep_rejects: bool = False,
    fit: Fit | None = None,
) -> Run:
    """Return the run of the metrics asked for, each on its source.

    Raises:
        CxError: the config has no source for a metric, or the run fails.
    """
    alone, over = over_sources(asked, loaded)
    runs = [_of_all(asked, loaded, clock, opening, each, keep_rejects=keep_rejects) for each in over]
    if over and not alone.metrics:
        return together(runs)
    # All that is wrong with what was asked for is said before a file is read.
    parts = [(each, settle(each.asked, each.loaded, clock)) for each in source_runs(alone, loaded)]
    single = [_of_one(each, settings, opening, keep_rejects=keep_rejects, fit=fit) for each, settings in parts]
    return together([*single, *runs])


def _of_all(
    asked: Asked, loaded: LoadedConfig | None, clock: datetime, opening: Opening, metric: str, *, keep_rejects: bool
) -> Run:
    """Return the run of a metric that is over all sources."""
    # Metrics of single sources do without these.
    from cxcli.over_sources.risk import risk_over_sources  # noqa: PLC0415 - as said
    from cxcli.settings.at_risk import asked_risk  # noqa: PLC0415 - as said

    wanted = replace(asked_risk(asked, loaded, clock, (), metric), keep_rejects=keep_rejects)
    return risk_over_sources(wanted, opening).run


def _of_one(part: SourceRun, settings: Settings, opening: Opening, *, keep_rejects: bool, fit: Fit | None) -> Run:
    with opening(part.source, part.patterns) as inputs:
        return run(settings if fit is None else fit(settings, inputs), inputs, keep_rejects=keep_rejects)

"""What the scoring commands share: from what was asked to a run."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside
from cxcli.config.load import LoadedConfig
from cxcli.findings.series_periods import with_periods
from cxcli.pipeline import Run, run
from cxcli.settings import Asked, Settings, settle
from cxcli.settings.sources import of_files, over_sources, source_runs
from cxcli.several_sources import together
from cxcli.sources.paths import InputFile


def run_asked(
    asked: Asked,
    files: Sequence[str],
    config: Path | None,
    *,
    targets: Sequence[Path] = (),
    keep_rejects: bool = False,
    period: str | None = None,
) -> Run:
    """Return the run that was asked for, with the config named or found; its use is said on standard error.

    Where no file is named, each metric is scored on its source in the config. `period` is the one to take where
    neither says any.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded = loaded_config(config)
    if period is not None:
        asked = with_periods(asked, loaded, period)
    return run_loaded(asked, files, loaded, targets=targets, keep_rejects=keep_rejects)


Fit = Callable[[Settings, Sequence[InputFile]], Settings]
"""Fits the settings of the run over one source to what is in its files."""


def run_loaded(
    asked: Asked,
    files: Sequence[str],
    loaded: LoadedConfig | None,
    *,
    targets: Sequence[Path] = (),
    keep_rejects: bool = False,
    fit: Fit | None = None,
) -> Run:
    """Return the run that was asked for, with a config that is loaded.

    Raises:
        UsageError, CxError: as `run_asked`.
    """
    clock = datetime.now(UTC)
    if files:
        settings = settle(asked, of_files(loaded, files, asked.metrics), clock)
        return _run(settings, files, targets, keep_rejects=keep_rejects, fit=fit)
    alone, over = over_sources(asked, loaded)
    runs = [_run_over(asked, loaded, clock, targets, each, keep_rejects=keep_rejects) for each in over]
    if over and not alone.metrics:
        return together(runs)
    parts = [(settle(each.asked, each.loaded, clock), each.patterns) for each in source_runs(alone, loaded)]
    single = [_run(settings, patterns, targets, keep_rejects=keep_rejects, fit=fit) for settings, patterns in parts]
    return together([*single, *runs])


def _run_over(
    asked: Asked,
    loaded: LoadedConfig | None,
    clock: datetime,
    targets: Sequence[Path],
    metric: str,
    *,
    keep_rejects: bool,
) -> Run:
    from cxcli.commands.at_risk_run import run_risk  # noqa: PLC0415 - metrics of single sources do without it

    return run_risk(asked, loaded, clock, targets, risk=metric, keep_rejects=keep_rejects).run


def _run(
    settings: Settings, files: Sequence[str], targets: Sequence[Path], *, keep_rejects: bool, fit: Fit | None
) -> Run:
    with inputs_beside(targets, files, settings.config) as inputs:
        return run(settings if fit is None else fit(settings, inputs), inputs, keep_rejects=keep_rejects)

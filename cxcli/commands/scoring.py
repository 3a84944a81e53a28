"""What the scoring commands share: from what was asked to a run."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside, opening_beside
from cxcli.config.load import LoadedConfig
from cxcli.findings.series_periods import with_periods
from cxcli.over_sources.scored import Fit, scored_over_sources
from cxcli.pipeline import Run, run
from cxcli.settings import Asked, settle
from cxcli.settings.sources import of_files


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
        with inputs_beside(targets, files, loaded) as inputs:
            return run(settings if fit is None else fit(settings, inputs), inputs, keep_rejects=keep_rejects)
    opening = opening_beside(targets, loaded)
    return scored_over_sources(asked, loaded, clock, opening, keep_rejects=keep_rejects, fit=fit)

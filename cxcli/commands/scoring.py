"""What the scoring commands share: from what was asked to a run."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import refuse_sources
from cxcli.findings.series_periods import with_periods
from cxcli.pipeline import Run, run
from cxcli.settings import Asked, settle
from cxcli.sources.paths import open_inputs


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

    `period` is the one to take where neither says any.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded = loaded_config(config)
    if period is not None:
        asked = with_periods(asked, loaded, period)
    settings = settle(asked, loaded, datetime.now(UTC))
    with open_inputs(files) as inputs:
        refuse_sources(targets, [*(file.path for file in inputs), *([loaded.path] if loaded else [])])
        return run(settings, inputs, keep_rejects=keep_rejects)

"""What the scoring commands share: from what was asked to a run."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.output import say
from cxcli.config.load import LoadedConfig, find, load
from cxcli.pipeline import Run, run
from cxcli.settings import Asked, settle
from cxcli.sources.paths import open_inputs


def run_asked(asked: Asked, files: Sequence[str], config: Path | None, *, keep_rejects: bool = False) -> Run:
    """Return the run that was asked for, with the config named or found; its use is said on standard error."""
    settings = settle(asked, loaded_config(config), datetime.now(UTC))
    with open_inputs(files) as inputs:
        return run(settings, inputs, keep_rejects=keep_rejects)


def loaded_config(named: Path | None) -> LoadedConfig | None:
    """Return the config named, or `cx.yaml` of this folder if there is one."""
    path = named or find(Path())
    if path is None:
        return None
    say(f"cx: using {path}")
    return load(path)

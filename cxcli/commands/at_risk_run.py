"""From what was asked to the customers at risk, over the sources of a config."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from cxcli.at_risk.found import RiskFound, risk_found
from cxcli.commands.targets import refuse_sources
from cxcli.config.load import LoadedConfig
from cxcli.settings import Asked
from cxcli.settings.at_risk import AT_RISK, AskedRisk, asked_risk
from cxcli.sources.paths import InputFile, open_inputs


def run_risk(
    asked: Asked,
    loaded: LoadedConfig | None,
    clock: datetime,
    targets: Sequence[Path] = (),
    *,
    metrics: Sequence[str] = (),
    risk: str = AT_RISK,
    keep_rejects: bool = False,
) -> RiskFound:
    """Return the customers at risk; `metrics` are those whose bad rows count, where they were typed.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    wanted = replace(asked_risk(asked, loaded, clock, metrics, risk), keep_rejects=keep_rejects)
    with ExitStack() as stack:
        return risk_found(wanted, risk_inputs(stack, wanted, targets))


def risk_inputs(stack: ExitStack, wanted: AskedRisk, targets: Sequence[Path]) -> list[list[InputFile]]:
    """Return the files of each source asked for, open as long as the stack is.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: a file is missing or cannot be read.
    """
    inputs = [stack.enter_context(open_inputs(each.patterns)) for each in wanted.sources]
    config = [wanted.settings.config.path] if wanted.settings.config else []
    refuse_sources(targets, [*(file.path for files in inputs for file in files), *config])
    return inputs

"""From what was asked to the customers at risk, over the sources of a config, and to the list of them."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from cxcli.at_risk.contacts import contacts_in
from cxcli.at_risk.found import RiskFound, risk_found
from cxcli.at_risk.listing import Listing, listing
from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside, refuse_sources
from cxcli.config.load import LoadedConfig
from cxcli.settings import Asked
from cxcli.settings.at_risk import AT_RISK, asked_risk
from cxcli.sources.paths import open_inputs


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
        inputs = [stack.enter_context(open_inputs(each.patterns)) for each in wanted.sources]
        config = [loaded.path] if loaded else []
        refuse_sources(targets, [*(file.path for files in inputs for file in files), *config])
        return risk_found(wanted, inputs)


def list_customers(
    asked: Asked,
    metrics: Sequence[str],
    config: Path | None,
    targets: Sequence[Path],
    *,
    contacts: Path | None,
    least: int | None,
    only_open: bool,
) -> Listing:
    """Return the list of customers at risk, with the config named or found; its use is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded = loaded_config(config)
    found = run_risk(asked, loaded, datetime.now(UTC), targets, metrics=metrics)
    if contacts is None:
        return listing(found, None, least=least, only_open=only_open)
    with inputs_beside(targets, [str(contacts)], loaded) as inputs:
        spoken = contacts_in(inputs, found.run.settings)
    found.run.notices += spoken.notices
    return listing(found, spoken, least=least, only_open=only_open)

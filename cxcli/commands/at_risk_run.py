"""From what was asked to the customers at risk, over the sources of a config, and to the list of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.at_risk.contacts import contacts_in
from cxcli.at_risk.found import RiskFound
from cxcli.at_risk.listing import Listing, listing
from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside, opening_beside
from cxcli.config.load import LoadedConfig
from cxcli.over_sources.risk import risk_over_sources
from cxcli.settings import Asked
from cxcli.settings.at_risk import asked_risk


def run_risk(
    asked: Asked,
    loaded: LoadedConfig | None,
    clock: datetime,
    targets: Sequence[Path] = (),
    *,
    metrics: Sequence[str] = (),
) -> RiskFound:
    """Return the customers at risk; `metrics` are those whose bad rows count, where they were typed.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    return risk_over_sources(asked_risk(asked, loaded, clock, metrics), opening_beside(targets, loaded))


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

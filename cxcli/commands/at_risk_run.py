"""From what was asked to the list of customers at risk, over the sources of a config."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.at_risk.contacts import Contacts, contacts_in
from cxcli.at_risk.listing import Listing
from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside, opening_beside
from cxcli.over_sources.risk_list import ToList, customers_listed
from cxcli.settings import Asked, Settings


def list_customers(
    asked: Asked,
    metrics: Sequence[str],
    config: Path | None,
    targets: Sequence[Path],
    to_list: ToList,
    *,
    contacts: Path | None,
) -> Listing:
    """Return the list of customers at risk, with the config named or found; its use is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded = loaded_config(config)

    def spoken(settings: Settings) -> Contacts | None:
        if contacts is None:
            return None
        with inputs_beside(targets, [str(contacts)], loaded) as inputs:
            return contacts_in(inputs, settings)

    opening = opening_beside(targets, loaded)
    return customers_listed(asked, loaded, datetime.now(UTC), metrics, to_list, opening, spoken)

"""From what was asked to the list of customers at risk, with their reasons, contacts and comments."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.comments import with_comments
from cxcli.at_risk.contacts import Contacts, contacts_in
from cxcli.at_risk.found import RiskFound, risk_found
from cxcli.at_risk.listing import Listing, listing
from cxcli.commands.at_risk_run import risk_inputs
from cxcli.commands.at_risk_signs import signs_asked, silence_doubts
from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside
from cxcli.config.load import LoadedConfig
from cxcli.settings import Asked
from cxcli.settings.at_risk import asked_risk
from cxcli.settings.at_risk_reasons import asked_reasons
from cxcli.sources.paths import InputFile


class ToList(Struct, frozen=True, kw_only=True):
    """What the list is to show: whose reasons, with which contacts, and whether only open ones, with comments."""

    reasons: Sequence[str] = ()
    contacts: Path | None = None
    least: int | None = None
    only_open: bool = False
    comments: bool = False


def list_customers(
    asked: Asked, metrics: Sequence[str], config: Path | None, targets: Sequence[Path], to_list: ToList
) -> Listing:
    """Return the list of customers at risk, with the config named or found; its use is said on standard error.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the run fails.
    """
    loaded, clock = loaded_config(config), datetime.now(UTC)
    why = asked_reasons(loaded, to_list.reasons, least=to_list.least)
    wanted = asked_risk(asked, loaded, clock, metrics)
    with ExitStack() as stack:
        inputs = risk_inputs(stack, wanted, targets)
        found = risk_found(wanted, inputs)
        signs = signs_asked(asked, loaded, clock, targets, why, found)
        spoken = None if to_list.contacts is None else _contacts(to_list.contacts, found, targets, loaded)
        made = listing(found, spoken, signs, least=to_list.least, only_open=to_list.only_open)
        found.run.notices += silence_doubts(made)
        of = {each.name: files for each, files in zip(wanted.sources, inputs, strict=True)}
        return _with_comments(made, of, mask=found.run.settings.mask) if to_list.comments else made


def _contacts(file: Path, found: RiskFound, targets: Sequence[Path], loaded: LoadedConfig | None) -> Contacts:
    with inputs_beside(targets, [str(file)], loaded) as inputs:
        spoken = contacts_in(inputs, found.run.settings)
    found.run.notices += spoken.notices
    return spoken


def _with_comments(made: Listing, of: Mapping[str, Sequence[InputFile]], *, mask: bool) -> Listing:
    """Return the list with the comments of the experiences; the files are those of each source."""
    told = with_comments(made.customers, made.found.sources, of, mask=mask)
    made.found.run.notices += told.notices
    return replace(made, customers=told.customers, commented=True)

"""From what was asked to the customers at risk, over the sources of a config, and to the list of them."""

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
from cxcli.commands.at_risk_signs import signs_asked, silence_doubts
from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside, refuse_sources
from cxcli.config.load import LoadedConfig
from cxcli.settings import Asked
from cxcli.settings.at_risk import AT_RISK, AskedRisk, asked_risk
from cxcli.settings.at_risk_reasons import asked_reasons
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
        return risk_found(wanted, _inputs(stack, wanted, targets))


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
        inputs = _inputs(stack, wanted, targets)
        found = risk_found(wanted, inputs)
        signs = signs_asked(asked, loaded, clock, targets, why, found)
        spoken = None if to_list.contacts is None else _contacts(to_list.contacts, found, targets, loaded)
        made = listing(found, spoken, signs, least=to_list.least, only_open=to_list.only_open)
        found.run.notices += silence_doubts(made)
        of = {each.name: files for each, files in zip(wanted.sources, inputs, strict=True)}
        return _with_comments(made, of, mask=found.run.settings.mask) if to_list.comments else made


def _inputs(stack: ExitStack, wanted: AskedRisk, targets: Sequence[Path]) -> list[list[InputFile]]:
    inputs = [stack.enter_context(open_inputs(each.patterns)) for each in wanted.sources]
    config = [wanted.settings.config.path] if wanted.settings.config else []
    refuse_sources(targets, [*(file.path for files in inputs for file in files), *config])
    return inputs


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

"""The list of customers at risk, with their reasons, contacts and comments, over all sources of a config."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.comments import with_comments
from cxcli.at_risk.contacts import Contacts
from cxcli.at_risk.found import risk_found
from cxcli.at_risk.listing import Listing, listing
from cxcli.config.load import LoadedConfig
from cxcli.over_sources.opening import Opening
from cxcli.over_sources.risk_signs import signs_asked, silence_doubts
from cxcli.settings import Asked, Settings
from cxcli.settings.at_risk import asked_risk
from cxcli.settings.at_risk_reasons import asked_reasons
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

Spoken = Callable[[Settings], Contacts | None]
"""Gives the contacts that customers were followed up by, None where nobody named any."""


class ToList(Struct, frozen=True, kw_only=True):
    """What the list is to show: for which reasons, how many bad experiences, only open ones, with comments."""

    reasons: Sequence[str] = ()
    least: int | None = None
    only_open: bool = False
    comments: bool = False


def customers_listed(
    asked: Asked,
    loaded: LoadedConfig | None,
    clock: datetime,
    metrics: Sequence[str],
    to_list: ToList,
    opening: Opening,
    spoken: Spoken,
) -> Listing:
    """Return the list of customers at risk; `metrics` are those whose bad rows count, where they were typed.

    Raises:
        CxError: a source is refused, or too little of the health can be told.
    """
    why = asked_reasons(loaded, to_list.reasons, least=to_list.least)
    wanted = asked_risk(asked, loaded, clock, metrics)
    with ExitStack() as stack:
        inputs = [stack.enter_context(opening(each.name, each.patterns)) for each in wanted.sources]
        found = risk_found(wanted, inputs)
        signs = signs_asked(asked, loaded, clock, why, found, opening)
        contacts = spoken(found.run.settings)
        found.run.notices += contacts.notices if contacts is not None else []
        made = listing(found, contacts, signs, least=to_list.least, only_open=to_list.only_open)
        found.run.notices += silence_doubts(made)
        of = {each.name: given for each, given in zip(wanted.sources, inputs, strict=True)}
        return _with_comments(made, of, mask=found.run.settings.mask) if to_list.comments else made


def _with_comments(made: Listing, of: Mapping[str, Sequence[InputFile | Source]], *, mask: bool) -> Listing:
    """Return the list with the comments of the experiences; `of` is what is read of each source."""
    told = with_comments(made.customers, made.found.sources, of, mask=mask)
    made.found.run.notices += told.notices
    return replace(made, customers=told.customers, commented=True)

"""The customers at risk."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Unpack

import pandas as pd

from cxcli.at_risk.contacts import Contacts, contacts_in
from cxcli.at_risk.listing import Listing
from cxcli.errors import Notice
from cxcli.notebook.asked import asked
from cxcli.notebook.composites import ON_SCREEN
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import CustomersOptions
from cxcli.notebook.frames import frame_of, table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import Texts
from cxcli.notebook.running import ConfigFile, loaded_config, notices_of, read, several, speak
from cxcli.notebook.shown import Shown
from cxcli.notebook.source_data import Sources, opening, unmade, with_sources
from cxcli.over_sources.risk_list import ToList, customers_listed
from cxcli.presentation.at_risk_output import at_risk_json, at_risk_text
from cxcli.reporting.at_risk_tables import flat_at_risk_table
from cxcli.settings import Settings

_KINDS = {
    "bad": "int64",
    "line": "int64",
    **dict.fromkeys(("at", "last"), "datetime64[us]"),
    "followed_up": "datetime64[s]",
    "open": "boolean",
}


class Customers(Shown):
    """The customers at risk, the most bad experiences first: as frames, as JSON, as the terminal shows them."""

    def __init__(self, found: Listing, limit: int | None) -> None:
        """Take the list, and how many customers of it are shown at most."""
        self._found = found
        self._limit = limit

    @property
    def frame(self) -> pd.DataFrame:
        """One row a customer: how many bad experiences, the last one, which, what else is known, whether open."""
        return table_frame(flat_at_risk_table(self._found.customers[: self._limit]), _KINDS, {0})

    @property
    def experiences(self) -> pd.DataFrame:
        """One row for each reason of each bad experience of these customers, with the place of its row."""
        rows = [
            (customer.customer, each.at, each.source, each.file, each.line, why.metric, why.box, why.answer or None)
            for customer in self._found.customers[: self._limit]
            for each in customer.experiences
            for why in each.reasons
        ]
        names = ("customer", "at", "source", "file", "line", "metric", "class", "answer")
        return frame_of(names, rows, _KINDS)

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._found.found.run))

    def to_json(self) -> str:
        """Return the list as JSON, by the contract `cx.at-risk/1`, as `cx customers --format json` does."""
        return at_risk_json(self._found, self._limit)

    def _text(self, width: int) -> str:
        return at_risk_text(self._found, self._limit or ON_SCREEN, width=width)


@listed
def customers(
    metrics: Texts | None = None,
    sources: Sources | None = None,
    *,
    followed_up: Data | None = None,
    config: ConfigFile = None,
    **options: Unpack[CustomersOptions],
) -> Customers:
    """Return the customers at risk, with what happened to them, as `cx customers` does.

    Example:
        >>> import pandas as pd
        >>> said = pd.DataFrame({"customer_id": ["A", "A", "B"], "nps": [2, 0, 10], "at": ["2025-05-01"] * 3})
        >>> calls = pd.DataFrame({"customer_id": ["A", "B"], "abandoned": ["no", "yes"], "called_at": "2025-05-02"})
        >>> found = customers("nps,abandon_rate", {"responses": said, "calls": calls}, now="2025-06-01")
        >>> found.frame[["customer", "bad", "experiences", "open"]]
          customer  bad                         experiences  open
        0        A    2  2025-05-01 nps 0; 2025-05-01 nps 2  True

    Args:
        metrics: those whose bad rows count, `"nps,sla"`; None for those of the config, or all.
        sources: files or data frames by the names of sources, in place of those that the config has.
        followed_up: a file or a data frame of contacts, with customer and date: who was followed up since.
        config: as for `score`.
        options: as on the command line; `only_open` is `--open`.

    Raises:
        CxError: a source, the config or an option is refused.
    """
    said = checked(options, CustomersOptions)
    own, shared = split(said, ("min_bad", "only_open", "reason", "comments", "limit"))
    loaded = loaded_config(config)
    where, wanted, to_list = with_sources(loaded, sources), asked(shared, cut=False), _to_list(own)
    with opening(sources, said) as opened:
        given = several(metrics), to_list, opened, partial(_contacts, followed_up)
        made = customers_listed(wanted, where, datetime.now(UTC), *given)
    unmade(made.found.run, loaded)
    found = Customers(made, own["limit"])
    speak(found.notices)
    return found


def _to_list(own: Mapping[str, Any]) -> ToList:
    return ToList(
        reasons=several(own["reason"]),
        least=own["min_bad"],
        only_open=bool(own["only_open"]),
        comments=bool(own["comments"]),
    )


def _contacts(data: Data | None, settings: Settings) -> Contacts | None:
    if data is None:
        return None
    with read({"<contacts>": data} if isinstance(data, pd.DataFrame) else data, {}) as given:
        return contacts_in(given, settings)

"""Signs of customers in sources that know no bad experiences: use, logins, orders."""

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

import numpy as np
from msgspec import Struct, field

from cxcli.errors import Notice
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.records import Records
from cxcli.mapping.typed_fields import record_field
from cxcli.mapping.voters import voter_key
from cxcli.pipeline import judged, opened, run
from cxcli.rows import FATE_CODE, Disposition, RowAccount
from cxcli.scoring.bad_experiences import BoolArray
from cxcli.scoring.conditions import first_of
from cxcli.scoring.kept_fields import fate
from cxcli.scoring.together import NEVER, account
from cxcli.scoring.worked_out import times
from cxcli.settings.at_risk_reasons import SIGN, SignSource
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_DATE = f"{SIGN}.at"
_BLANK, _LATE = FATE_CODE[Disposition.BLANK], FATE_CODE[Disposition.OUT_OF_PERIOD]
_NO_USE = FATE_CODE[Disposition.NOT_APPLICABLE]


class OtherSigns(Struct):
    """The latest sign of each customer in one source, not later than `until`, and what became of its rows."""

    source: str
    until: int
    latest: dict[str, int] = field(default_factory=dict)
    account: RowAccount = field(default_factory=RowAccount)
    notices: list[Notice] = field(default_factory=list)

    def add(self, records: Records) -> None:
        """Take in some rows; no sign is one without a customer or a date, one to come, and one of no use."""
        customer, date = records.fields[record_field(SIGN, "customer")], records.fields[_DATE]
        keys = [voter_key(str(value or "")) for value in customer.values]
        named = np.array([bool(key) for key in keys], np.bool_)[customer.codes]
        at = times(date).astype(np.int64)
        late = np.where(at > self.until, _LATE, 0)
        fates = first_of(np.where(named, 0, _BLANK), fate(date), late, np.where(_used(records), 0, _NO_USE))
        mine = np.flatnonzero(fates == 0)
        latest = np.full(len(keys), NEVER)
        np.maximum.at(latest, customer.codes[mine], at[mine])
        for key, moment in zip(keys, latest.tolist(), strict=True):
            if moment != NEVER:
                self.latest[key] = max(moment, self.latest.get(key, NEVER))
        self.account += account(fates)


def other_signs(source: SignSource, inputs: Sequence[InputFile | Source], until: int) -> OtherSigns:
    """Return what a source tells of customers, as far as `until`, in microseconds since 1970.

    Raises:
        CxError: a file is refused, or has no column of customers or of dates.
    """
    made = run(source.settings, inputs)
    found = OtherSigns(source.name, until, notices=list(made.notices))
    for given, report in zip(inputs, made.sources, strict=True):
        opened_file = opened(given, source.settings)
        for _, records, _ in judged(opened_file, report.bindings, source.settings, made.plan, NoticeLog(), FilterLog()):
            found.add(records)
        broken = report.facts.account.read - report.facts.account.accepted
        found.account += RowAccount(broken, {Disposition.MALFORMED: broken})
    return found


def _used(records: Records) -> BoolArray:
    """Return which rows tell of some use, where there is a column of how much; else all do."""
    usage = records.fields.get(record_field(SIGN, "usage"))
    if usage is None:
        return np.ones(len(records), np.bool_)
    amounts = cast("Sequence[Decimal | int | None]", usage.values)
    return np.array([value is not None and value > 0 for value in amounts], np.bool_)[usage.codes]

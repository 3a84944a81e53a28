"""A file of contacts: which customers were followed up, and when."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.needs import Need
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.records import Records
from cxcli.mapping.typed_fields import record_field
from cxcli.mapping.voters import voter_key
from cxcli.pipeline import judged, opened, run
from cxcli.scoring.due_days import until_the_end
from cxcli.scoring.kept_fields import fate
from cxcli.scoring.together import NEVER
from cxcli.scoring.worked_out import times
from cxcli.settings import Settings
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_CONTACT = "contact"
_DATES = ("followed_up_at", "called_at", "created_at")
_DATE = f"{_CONTACT}.at"


class Contacts(Struct):
    """When each customer was last followed up (`latest`, microseconds since 1970), and how many rows said so.

    A day without a clock goes on until its last microsecond.
    """

    latest: dict[str, int] = field(default_factory=dict)
    read: int = 0
    used: int = 0
    notices: list[Notice] = field(default_factory=list)

    def add(self, records: Records) -> None:
        """Take in some rows; one without a customer or a date says nothing."""
        customer, date = records.fields[record_field(_CONTACT, "customer")], records.fields[_DATE]
        keys = [voter_key(str(value or "")) for value in customer.values]
        latest = np.full(len(keys), NEVER)
        dated = np.where(fate(date) == 0, times(until_the_end(date)).astype(np.int64) - 1, NEVER)
        np.maximum.at(latest, customer.codes, dated)
        named = np.array([bool(key) for key in keys], np.bool_)[customer.codes]
        self.used += int(np.count_nonzero(named & (dated != NEVER)))
        for key, moment in zip(keys, latest.tolist(), strict=True):
            if key and moment != NEVER:
                self.latest[key] = max(moment, self.latest.get(key, NEVER))


def contacts_in(inputs: Sequence[InputFile | Source], settings: Settings) -> Contacts:
    """Return what some files of contacts say.

    Raises:
        CxError: a file is refused, or has no column of customers or of dates.
    """
    need = Need(metric=_CONTACT, fields=("customer",), dates=_DATES, zoned=True, placed=True)
    wants = replace(settings.wants, answers=[], needs=[need], filters={}, flags=(), amounts={}, dated=True)
    alone = replace(settings, definitions=[], wants=wants, periods=None, since=None, until=None, interval=None)
    try:
        made = run(alone, inputs)
    except DataError as error:
        raise DataError([_advised(each) for each in error.problems]) from error
    found = Contacts(notices=list(made.notices))
    for given, report in zip(inputs, made.sources, strict=True):
        source = opened(given, alone)
        for _, records, _ in judged(source, report.bindings, alone, made.plan, NoticeLog(), FilterLog()):
            found.add(records)
        found.read += report.facts.account.read
    return found


def _advised(problem: Problem) -> Problem:
    """Return a problem with advice for a file of contacts, of which no option names the columns."""
    advice = "call the columns customer_id and followed_up_at" if problem.code == "no-column" else problem.help
    return replace(
        problem, message=problem.message.replace(f"{_CONTACT} needs", "a file of contacts needs"), help=advice
    )

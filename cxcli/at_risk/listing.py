"""The list of customers to act on: those at risk, with what else is known of them, and what each source told."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from cxcli.analysis.answer_signs import answer_signs
from cxcli.analysis.customers_at_risk import CustomerAtRisk, customers_at_risk
from cxcli.at_risk.contacts import Contacts
from cxcli.at_risk.found import RiskFound
from cxcli.mapping.records import IntArray
from cxcli.rows import RowAccount
from cxcli.scoring.bad_experiences import SOURCE, is_bad
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.metric import of_answers
from cxcli.scoring.score import Score
from cxcli.scoring.together import account


class SourceLine(Struct, frozen=True, kw_only=True):
    """What one source told: its metrics with their accounts, what became of its rows, and its customers.

    `elsewhere` is how many of the `customers` other sources have, too, `bad` how many experiences of all time were bad,
    `counted` how many of those are of the days that count.
    """

    source: str
    scores: tuple[Score, ...]
    account: RowAccount
    customers: int
    elsewhere: int
    bad: int
    counted: int


class Listing(Struct, frozen=True):
    """The customers at risk, of which `open` ones only where that was asked for; `at_risk` is how many there are.

    `contacts` are those of a file, None without one.
    """

    found: RiskFound
    least: int
    customers: Sequence[CustomerAtRisk]
    at_risk: int
    sources: Sequence[SourceLine]
    contacts: Contacts | None


def listing(found: RiskFound, contacts: Contacts | None, *, least: int | None, only_open: bool) -> Listing:
    """Return the customers with at least so many bad experiences; without a number, with as many as put one at risk."""
    least = least or found.metric.source.at_least
    answered = [metric for each in found.sources for metric in each.made.plan.metrics if of_answers(metric)]
    signs = answer_signs(found.rows, found.counted, [each for each in answered if isinstance(each, BoxScore)])
    latest = contacts.latest if contacts else {}
    all_ = customers_at_risk(found.rows, found.counted, found.stretch, least, signs=signs, contacts=latest)
    listed = [each for each in all_ if each.open or not only_open]
    return Listing(found, least, listed, len(all_), _sources(found), contacts)


def _sources(found: RiskFound) -> list[SourceLine]:
    rows, shared = found.rows, {each.source: each for each in found.shared}
    lines = []
    for each in found.sources:
        mine = _of_source(found, each.name)
        lines.append(
            SourceLine(
                source=each.name,
                scores=tuple(each.made.overall),
                account=account(found.counted.fates[mine]) + each.malformed,
                customers=shared[each.name].customers,
                elsewhere=shared[each.name].elsewhere,
                bad=int(np.count_nonzero(is_bad(rows)[mine] & (found.counted.fates[mine] == 0))),
                counted=int(np.count_nonzero(found.counted.bad[mine])),
            )
        )
    return lines


def _of_source(found: RiskFound, name: str) -> IntArray:
    if not len(found.rows):
        return np.zeros(0, np.int64)
    codes, names = found.rows.texts[SOURCE]
    return np.flatnonzero(np.array([each == name for each in names], np.bool_)[codes])

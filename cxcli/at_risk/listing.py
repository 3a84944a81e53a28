"""The list of customers to act on: those at risk, with what else is known of them, and what each source told."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from cxcli.analysis.answer_signs import answer_signs
from cxcli.analysis.customers_at_risk import CustomerAtRisk, customers_at_risk
from cxcli.analysis.silent_customers import Silence, SourceSigns, signs_of_rows, silent_customers
from cxcli.analysis.why_at_risk import detractors, several_bad
from cxcli.at_risk.contacts import Contacts
from cxcli.at_risk.found import RiskFound
from cxcli.at_risk.health_read import HealthRead
from cxcli.at_risk.other_signs import OtherSigns
from cxcli.config.at_risk import RiskReason
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


class Signs(Struct, frozen=True):
    """What was asked of customers beside their bad experiences: their health, and signs in further sources.

    `silent` is how long a silence is, in microseconds, None where nobody asked.
    """

    reasons: Sequence[RiskReason]
    health: HealthRead | None = None
    silent: int | None = None
    others: Sequence[OtherSigns] = ()
    filtered: bool = False


class Listing(Struct, frozen=True):
    """The customers listed, of which `open` ones only where that was asked for; `all_` are those followed up, too.

    `contacts` are those of a file, None without one. `silence` is None where nobody asked for it. `commented`: comments
    were asked for.
    """

    found: RiskFound
    least: int
    customers: Sequence[CustomerAtRisk]
    all_: Sequence[CustomerAtRisk]
    sources: Sequence[SourceLine]
    contacts: Contacts | None
    signs: Signs
    silence: Silence | None = None
    commented: bool = False

    @property
    def at_risk(self) -> int:
        """How many customers there are, those followed up included."""
        return len(self.all_)

    @property
    def by_reason(self) -> dict[RiskReason, int]:
        """How many customers there are for each reason that counts, those followed up included."""
        told = Counter(reason for each in self.all_ for reason in {why.reason for why in each.why})
        return {reason: told[reason] for reason in self.signs.reasons}


def listing(
    found: RiskFound, contacts: Contacts | None, asked: Signs, *, least: int | None, only_open: bool
) -> Listing:
    """Return the customers with some reason; that of bad experiences takes `least` of them.

    Without a number, it is as many as put one at risk.
    """
    least = least or found.metric.source.at_least
    answered = [metric for each in found.sources for metric in each.made.plan.metrics if of_answers(metric)]
    boxes = [each for each in answered if isinstance(each, BoxScore)]
    silence = _silence(found, asked)
    why = [
        *several_bad(found.rows, found.counted, least),
        *detractors(found.rows, found.counted, found.stretch, boxes),
        *(asked.health.why(asked.reasons) if asked.health else ()),
        *(silence.why if silence else ()),
    ]
    all_ = customers_at_risk(
        found.rows,
        found.counted,
        found.stretch,
        [each for each in why if each.reason in asked.reasons],
        signs=answer_signs(found.rows, found.counted, boxes),
        contacts=contacts.latest if contacts else {},
    )
    listed = [each for each in all_ if each.open or not only_open]
    return Listing(found, least, listed, all_, _sources(found), contacts, asked, silence)


def _silence(found: RiskFound, asked: Signs) -> Silence | None:
    """Return who is silent; with a filter, further sources tell only of the customers whose rows count."""
    if asked.silent is None:
        return None
    answers = {
        each.name: [metric.id for metric in each.made.plan.metrics]
        for each in found.sources
        if all(map(of_answers, each.made.plan.metrics))
    }
    told = signs_of_rows(found.rows, found.counted, answers)
    seen = {name for each in told.values() for name in (*each.latest, *each.first_asked)}
    for other in asked.others:
        latest = {name: at for name, at in other.latest.items() if name in seen or not asked.filtered}
        told[other.source] = SourceSigns(latest)
    return silent_customers(told, found.stretch.until, asked.silent)


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

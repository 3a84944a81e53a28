"""Why customers are listed: several bad experiences, or a latest answer that is bad."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np
from msgspec import Struct

from cxcli.analysis.answer_signs import latest_answers, said_bad
from cxcli.config.at_risk import RiskReason
from cxcli.scoring.bad_experiences import AT, CUSTOMER, Counted, Stretch
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.together import NEVER, Rows


class Why(Struct, frozen=True, kw_only=True):
    """One reason for which a customer is listed, and what it says, empty where the experiences say it.

    `at` is the moment that it is dated by, `settled` that after which a follow-up answers it, in microseconds since
    1970. `event`: something happened then; of a state, such as poor health, `at` is the end of the time looked at.
    """

    customer: str
    reason: RiskReason
    at: int
    settled: int
    says: str = ""
    event: bool = True

    @property
    def moment(self) -> datetime:
        """The moment that it is dated by, on the clocks of the report."""
        return datetime(1970, 1, 1) + timedelta(microseconds=self.at)  # noqa: DTZ001 - clocks of the report


def several_bad(rows: Rows, found: Counted, least: int) -> Iterator[Why]:
    """Yield the customers with at least so many bad experiences in the time that counts, by the date of the last."""
    if not len(rows):
        return
    codes, names = rows.texts[CUSTOMER]
    last = np.full(len(names), NEVER)
    bad = np.flatnonzero(found.bad)
    np.maximum.at(last, codes[bad], rows.columns[AT][bad])
    for code in found.at_least(least).tolist():
        yield Why(customer=names[code], reason="bad", at=int(last[code]), settled=int(last[code]))


def detractors(rows: Rows, found: Counted, stretch: Stretch, metrics: Sequence[BoxScore]) -> Iterator[Why]:
    """Yield the customers whose latest answer to a metric is bad, and of the time that counts; of NPS, detractors."""
    for metric in metrics if len(rows) else ():
        for each in latest_answers(rows, found, metric):
            if each.at > stretch.after and said_bad(metric, each.answer):
                name = rows.texts[CUSTOMER][1][each.customer]
                yield Why(customer=name, reason="detractor", at=each.at, settled=each.at)

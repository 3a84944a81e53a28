"""Cohorts of customers under contract, by when they began, as cells of a figure that needs their tenures."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from cxcli.mapping.records import FateArray
from cxcli.scoring.contract_value import Contracts, long_watched
from cxcli.scoring.customer_events import MILLIONTHS
from cxcli.scoring.movements import Movements, movements
from cxcli.scoring.ratio_sums import exact_total
from cxcli.scoring.tenures import Tenures, tenures
from cxcli.scoring.together import Whole, by_period
from cxcli.scoring.together_metric import Cut
from cxcli.scoring.watched_customers import WatchedCustomers


def cohort_cells(customers: WatchedCustomers, cut: Cut) -> Iterator[tuple[int | None, FateArray, Whole]]:
    """Yield code of the period, final fates and what they say: of all who began on days that count, then by period.

    Rows of customers who are neither in the cohort that the model is fitted to nor paying at the end of watching are
    not applicable.
    """
    until, since = customers.seen.until, cut.window.since
    least = customers.opened if since is None else int(np.datetime64(since, "us").astype(np.int64))
    everybody = tenures(customers.events, until)
    found = everybody.only(everybody.begun >= max(least, customers.opened))
    paying = movements(customers.events, until - 1, until)
    unseen = int(np.count_nonzero(everybody.begun < customers.opened))
    yield None, *_cell(customers, found, paying, unseen)
    if cut.periods is not None:
        for code, some in by_period(np.arange(len(found)), found.begun, cut.periods, cut.window):
            yield code, *_cell(customers, found.only(np.isin(np.arange(len(found)), some)), paying, 0)


def _cell(customers: WatchedCustomers, found: Tenures, paying: Movements, unseen: int) -> tuple[FateArray, Whole]:
    """Return the final fates and what some customers say; `unseen` are others, of whom nobody saw the beginning."""
    if not len(found):
        return customers.fates_of(found.customers), Whole()
    months, watched = long_watched(found)
    cohort, payers = found.only(watched), paying.keys.astype(np.int64)
    mine = np.isin(payers, found.customers) & (paying.end > 0)
    fates = customers.fates_of(np.concatenate([cohort.customers, payers[mine]]))
    n = int(np.count_nonzero(mine))
    paid = Fraction(exact_total(paying.end[mine]), n * MILLIONTHS) if n else None
    until = str(np.datetime64(customers.seen.until - 1, "us").astype("datetime64[D]"))
    left_out = {**customers.left_out(paying), "customers of the first snapshot": unseen}
    said = Contracts(cohort.survivors(months), paid, until, left_out)
    return fates, Whole(int(np.count_nonzero(fates == 0)), len(cohort), said)

"""How long customers stay: cohorts by the month of their start, and the survival curve of all of them.

Tenure is counted in months on the monthly anniversaries of the first day, as `cxcli.scoring.tenures` says. Shares and
limits are in percent.
"""

from datetime import date

import numpy as np
from msgspec import Struct

from cxcli.scoring.distinct_rows import FloatArray
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.kaplan_meier import CensoredEstimate, survival
from cxcli.scoring.proportion import wilson
from cxcli.scoring.retention_span import counted_span
from cxcli.scoring.tenures import Tenures, tenures
from cxcli.scoring.together_metric import Cut
from cxcli.scoring.watched_customers import WatchedCustomers


class StillThere(Struct, frozen=True):
    """How many `customers` of a cohort are there after so many `months`, their `share` and its Wilson limits."""

    months: int
    customers: int
    share: float
    low: float
    high: float


class Cohort(Struct, frozen=True):
    """The `customers` who began in a month, given by its first day, and how many are there after each month.

    `after` begins with 0 months and goes as far as all of them were watched.
    """

    start: date
    customers: int
    after: tuple[StillThere, ...]


class CohortTable(Struct, frozen=True):
    """The cohorts in the order of their months. `until` is the last day of watching.

    `left_out` are customers of the first snapshot: nobody knows since when they are there. `trials` is how many rows
    are left out since they are of trials.
    """

    cohorts: tuple[Cohort, ...]
    until: date
    left_out: int
    trials: int


class TenureStep(Struct, frozen=True):
    """What happened `months` after the start: `at_risk` were watched so long and there before, `left` are gone.

    `staying` is the share that stays longer, with log-log limits; None where nobody stays.
    """

    months: int
    at_risk: int
    left: int
    staying: float
    low: float | None
    high: float | None


class TenureCurve(Struct, frozen=True):
    """The survival curve by months of tenure: of all `customers`, who `left`, step by step, and the `median`.

    `until` and `left_out` are those of a `CohortTable`.
    """

    customers: int
    left: int
    steps: tuple[TenureStep, ...]
    median: CensoredEstimate
    until: date
    left_out: int


def seen_to_begin(customers: WatchedCustomers, cut: Cut) -> tuple[Tenures, int]:
    """Return the tenures of those who were seen to begin on days that count, and of how many that was not seen."""
    found = tenures(customers.events, customers.seen.until)
    first = counted_span(cut).start
    seen = found.begun >= max(customers.opened, first)
    return found.only(seen), int(np.count_nonzero(~seen)) if first < customers.opened else 0


def cohort_table(customers: WatchedCustomers, cut: Cut, confidence: float = 0.95) -> CohortTable:
    """Return the cohorts of the customers who began on days that count, by the month of their start.

    Raises:
        ValueError: a confidence not between 0 and 1.
    """
    known, left_out = seen_to_begin(customers, cut)
    months = known.begun.astype("datetime64[us]").astype("datetime64[M]")
    cohorts = (
        _cohort(month.astype("datetime64[D]").item(), known.only(months == month), confidence)
        for month in np.unique(months)
    )
    return CohortTable(tuple(cohorts), _last_day(customers), left_out, customers.trials)


def tenure_curve(customers: WatchedCustomers, cut: Cut, confidence: float = 0.95) -> TenureCurve:
    """Return the survival curve of the same customers by months of tenure.

    Source: Kaplan and Meier, JASA 53 (1958) 457-481.

    Raises:
        ValueError: no customer was seen to begin, or a confidence not between 0 and 1.
    """
    known, left_out = seen_to_begin(customers, cut)
    found = survival(DurationTable.of(known.months, known.left))
    low, high = (_percent(limits) for limits in found.limits(confidence))
    columns = (found.times, found.at_risk, found.events, 100 * found.surviving)
    steps = zip(*(column.tolist() for column in columns), low, high, strict=True)
    return TenureCurve(
        customers=len(known),
        left=int(np.count_nonzero(known.left)),
        steps=tuple(TenureStep(*step) for step in steps),
        median=found.quantile(0.5, confidence),
        until=_last_day(customers),
        left_out=left_out,
    )


def _cohort(start: date, members: Tenures, confidence: float) -> Cohort:
    after = []
    for months, count in enumerate(members.survivors(int(members.watched.min()))):
        share = count / len(members)
        limits = wilson(share, len(members), confidence)
        # Rounding may put a limit a last bit beyond the share.
        low, high = min(limits.low, share), max(limits.high, share)
        after.append(StillThere(months, count, 100 * share, 100 * low, 100 * high))
    return Cohort(start, len(members), tuple(after))


def _percent(limits: FloatArray) -> list[float | None]:
    return [None if np.isnan(limit) else 100 * limit for limit in limits.tolist()]


def _last_day(customers: WatchedCustomers) -> date:
    found: date = np.datetime64(customers.seen.until - 1, "us").astype("datetime64[D]").item()
    return found

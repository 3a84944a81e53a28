"""From a run over customers to what they did: the ledger of movements, the cohorts, how long they stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxcli.analysis.cohorts import CohortTable, TenureCurve, cohort_table, tenure_curve
from cxcli.analysis.ledger_table import LedgerLine, ledger_table
from cxcli.errors import DataError, Problem
from cxcli.pipeline import Run
from cxcli.scoring.score import Score
from cxcli.scoring.together import Gathered
from cxcli.scoring.watched_customers import WatchedCustomers, watched_customers

LEDGER_METRIC = "quick_ratio:reactivation"
"""The metric for whose rows a ledger is made: it counts everybody who moves."""

COHORT_METRIC = "retention_rate"
"""The metric for whose rows cohorts are made: it needs nobody's payments."""


@dataclass(frozen=True, slots=True)
class LedgerFound:
    """The ledger of a run: its `lines`, first that of all days that count, where it was said which."""

    run: Run
    lines: Sequence[LedgerLine]

    @property
    def overall(self) -> Score:
        """The score that has the account of all rows."""
        return self.run.overall[0]


@dataclass(frozen=True, slots=True)
class CohortsFound:
    """The cohorts of a run, and how long customers stay."""

    run: Run
    table: CohortTable
    curve: TenureCurve

    @property
    def overall(self) -> Score:
        """The score that has the account of all rows."""
        return self.run.overall[0]


def ledger_found(run: Run) -> LedgerFound:
    """Return the ledger of a run of `LEDGER_METRIC`.

    Raises:
        DataError: there is nobody, or no period after the first change.
    """
    lines = ledger_table(_customers(run, paying=True), run.plan.cut)
    if not lines:
        message = "there is no period after the one in which the first customer began"
        raise DataError(Problem(code="too-few-periods", message=message, help="cut time finer: --period day"))
    return LedgerFound(run, lines)


def cohorts_found(run: Run) -> CohortsFound:
    """Return the cohorts of a run of `COHORT_METRIC`.

    Raises:
        DataError: there is nobody, or nobody was seen to begin.
    """
    customers = _customers(run, paying=False)
    table = cohort_table(customers, run.plan.confidence)
    if not table.cohorts:
        message = "nobody was seen to begin: all customers are in the first snapshot"
        raise DataError(Problem(code="no-cohorts", message=message, help="give more snapshots, or a list with starts"))
    return CohortsFound(run, table, tenure_curve(customers, run.plan.confidence))


def _customers(run: Run, *, paying: bool) -> WatchedCustomers:
    (metric,) = run.plan.metrics
    rows = run.partial.gathered.get(metric.id, Gathered()).rows()
    if not len(rows.scored()):
        message = f"no customer can be counted: {run.overall[0].reason}"
        raise DataError(Problem(code="no-customers", message=message, help="see what was found: cx check FILE"))
    _, _, customers = next(watched_customers(metric.id, rows, run.plan.cut, paying=paying))
    return customers

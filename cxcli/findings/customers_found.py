"""From a run over customers to what they did: the ledger of movements, the cohorts, how long they stay."""

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.cohorts import CohortTable, TenureCurve, cohort_table, seen_to_begin, tenure_curve
from cxcli.analysis.ledger_table import LedgerTable, ledger_table
from cxcli.errors import DataError, Problem, UsageError
from cxcli.pipeline import Run
from cxcli.rows import RowAccount
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.together import Gathered, account
from cxcli.scoring.watched_customers import WatchedCustomers, watched_customers

LEDGER_METRIC = "quick_ratio:reactivation"
"""The metric for whose rows a ledger is made: it counts everybody who moves."""

COHORT_METRIC = "retention_rate"
"""The metric for whose rows cohorts are made: it needs nobody's payments."""


class LedgerFound(Struct, frozen=True):
    """The ledger of a run."""

    run: Run
    table: LedgerTable


class CohortsFound(Struct, frozen=True):
    """The cohorts of a run, and how long customers stay."""

    run: Run
    table: CohortTable
    curve: TenureCurve


def ledger_found(run: Run) -> LedgerFound:
    """Return the ledger of a run of `LEDGER_METRIC`.

    Raises:
        DataError: there is nobody, or no period of which anything is known.
    """
    found = ledger_table(_customers(run, paying=True), run.plan.cut)
    if found.lines:
        return LedgerFound(run, found)
    if found.opening is None:
        message, help_text = "nothing happens before now on days that count", "see the dates: cx check FILE"
    else:
        message = f"nothing follows the first snapshot, of {found.opening}, on days that count before now"
        help_text = "give snapshots of later dates, too, or cut time finer: --period day"
    raise DataError(Problem(code="too-few-periods", message=message, help=help_text))


def cohorts_found(run: Run) -> CohortsFound:
    """Return the cohorts of a run of `COHORT_METRIC`.

    Raises:
        DataError: there is nobody, or nobody was seen to begin.
    """
    customers, cut = _customers(run, paying=False), run.plan.cut
    table = cohort_table(customers, cut, run.plan.confidence)
    if not table.cohorts:
        raise DataError(_nobody_begins(table.left_out))
    known, _ = seen_to_begin(customers, cut)
    accounted = _accounted(run, account(customers.fates_of(known.customers)))
    return CohortsFound(accounted, table, tenure_curve(customers, cut, run.plan.confidence))


def _accounted(run: Run, rows: RowAccount) -> Run:
    """Return the run with the account of the rows that its cohorts are made of."""
    (metric,) = run.plan.metrics
    malformed = run.partial.tally(metric.id, OVERALL, metric.empty()).account
    return replace(run, scores=[replace(run.overall[0], account=rows + malformed)])


def _nobody_begins(left_out: int) -> Problem:
    if not left_out:
        message, help_text = "nobody has begun by now, on days that count", "see the dates: cx check FILE"
    else:
        message = "nobody was seen to begin: all customers are in the first snapshot"
        help_text = "give more snapshots, or a list with starts"
    return Problem(code="no-cohorts", message=message, help=help_text)


def _customers(run: Run, *, paying: bool) -> WatchedCustomers:
    if run.settings.privacy_min:
        message = "customers are counted in small groups here, and privacy_min asks that these are not shown"
        raise UsageError(Problem(code="privacy", message=message, help="for this command alone: --privacy-min 0"))
    (metric,) = run.plan.metrics
    rows = run.partial.gathered.get(metric.id, Gathered()).rows()
    if not len(rows.scored()):
        message = f"no customer can be counted: {run.overall[0].reason}"
        raise DataError(Problem(code="no-customers", message=message, help="see what was found: cx check FILE"))
    _, _, customers = next(watched_customers(metric.id, rows, run.plan.cut, paying=paying))
    return customers

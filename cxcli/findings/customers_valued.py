"""From a run of a value to the customers whose mean it is."""

from collections.abc import Sequence

from msgspec import Struct

from cxcli.analysis.customer_lines import CustomerLine, customers_ahead, customers_so_far
from cxcli.errors import DataError, Problem, UsageError
from cxcli.pipeline import Run
from cxcli.scoring.customer_value import CustomerValue
from cxcli.scoring.interval import Undefined
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.score import Score
from cxcli.scoring.together import Whole


class CustomersValued(Struct, frozen=True):
    """The customers of a score, the most valuable first."""

    run: Run
    score: Score
    lines: Sequence[CustomerLine]


def customers_valued(run: Run) -> CustomersValued:
    """Return the customers of a run of one metric.

    Raises:
        UsageError: it is no metric of what each customer has brought or is expected to bring.
        DataError: there is nobody, or the model cannot be fitted.
    """
    metric, score = run.plan.metrics[0], run.overall[0]
    if len(run.plan.metrics) > 1 or not isinstance(metric, CustomerValue) or not metric.figure.money:
        message = "customers are listed for one metric of what they buy, clv or clv:bgnbd"
        raise UsageError(Problem(code="per-customer", message=message, help="cx score clv FILE --per customer"))
    bought = score.statistic.of if isinstance(score.statistic, Whole) else None
    if not isinstance(bought, Purchases) or not len(bought):
        raise _refused(metric.id, score.reason or "there is nobody")
    found = customers_ahead(bought, metric.source.terms) if metric.figure.expects else customers_so_far(bought)
    if isinstance(found, Undefined):
        raise _refused(metric.id, found.reason)
    return CustomersValued(run, score, found)


def _refused(metric: str, reason: str) -> DataError:
    message = f"{metric}: {reason}"
    return DataError(Problem(code="no-customers", message=message, help="see what was found: cx check FILE"))

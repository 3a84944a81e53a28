"""The kind `value`: a figure of what each customer has bought, or is expected to buy."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.mapping.records import FateArray
from cxcli.scoring.cells import CellKey
from cxcli.scoring.customer_definitions import ValueDefinition
from cxcli.scoring.doubtful_orders import no_returns, totals_repeated
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.one_currency import one_currency
from cxcli.scoring.order_lines import with_their_orders
from cxcli.scoring.purchase_rows import judged_purchases, refuse_contracts, within_days
from cxcli.scoring.purchases import Purchases, purchases_of
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import Gathered, Rows, Whole, by_period
from cxcli.scoring.together_metric import NOT_APPLICABLE, Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.value_figures import VALUE_FIGURES, ValueFigure
from cxcli.scoring.worked_out import MetricFields


class CustomerValue(TogetherMetric, frozen=True):
    """A figure of customers and their purchases. With periods, a customer belongs to that of the first purchase."""

    source: ValueDefinition

    @property
    def figure(self) -> ValueFigure:
        """The figure."""
        return VALUE_FIGURES[self.source.figure]

    @property
    def definition(self) -> str:
        """For example `mean of revenue - cost to serve - acquisition cost of each customer`."""
        return self.figure.definition

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the value is worked out with, and the filter where there is one."""
        return {**(self.source.terms.parameters if self.figure.expects else {}), **self.filter}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the figure can have, the default first."""
        return self.figure.intervals

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each purchase by itself.

        Raises:
            DataError: the figure is of customers without a contract, and the file of subscriptions.
        """
        if self.figure.expects:
            refuse_contracts(fields)
        return judged_purchases(fields, money=self.figure.money)

    def row_doubts(self, gathered: Gathered) -> Sequence[Notice]:
        """Return the doubts whether the rows are orders of the customers named, and the amounts those of rows."""
        told = (no_returns, totals_repeated) if self.figure.money else (no_returns,)
        return [notice for doubt in told for notice in doubt(self.id, gathered)]

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each group, and the customers of each period by their first purchase.

        Watching ends with the days that count, or with the last purchase of all.
        """
        if not len(rows):
            return
        rows = with_their_orders(rows)
        fates = _bought(rows, within_days(rows, cut.window), cut)
        mixed = one_currency(self.id, rows, fates, cut.by) if self.figure.money else None
        end = _last_day(rows, fates, cut)
        for number, group, mine in rows.breakdowns(cut.by):
            here, final, undefined = rows.only(mine), fates[mine], None if number else mixed
            bought = purchases_of(here, final, end)
            yield CellKey(number, group, None), final, _whole(bought, final, undefined)
            if cut.periods is None:
                continue
            for code, some in by_period(np.flatnonzero(final == 0), bought.first_of(here), cut.periods, cut.window):
                begun = bought.only(here.texts["customer"][0][some])
                yield CellKey(number, group, code), final[some], _whole(begun, final[some], undefined)

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the figure, its limits, and what stands beside it."""
        del population
        match statistic.of:
            case Undefined(reason=reason):
                return Estimate(reason=reason)
            case Purchases() as bought:
                found = self.figure.estimate(bought, self.source.terms, confidence, interval)
                until = {"watched_until": str(np.datetime64(bought.end, "D"))} if self.figure.expects else {}
                return replace(found, parameters=until)
        raise TypeError("what purchases say is of purchases")


def _bought(rows: Rows, fates: FateArray, cut: Cut) -> FateArray:
    """Return the fates of rows, of which those do not apply that are of a day after now.

    A day is left to the clocks of other zones.
    """
    ahead = (fates == 0) & (rows.columns["at"] >= cut.here + DAY)
    return np.where(ahead, NOT_APPLICABLE, fates).astype(np.int8)


def _last_day(rows: Rows, fates: FateArray, cut: Cut) -> int:
    """Return the last day of watching, as days since 1970."""
    if cut.window.until is not None:
        return int(np.datetime64(cut.window.until, "D").astype(np.int64))
    return int((rows.columns["at"][fates == 0] // DAY).max(initial=0))


def _whole(bought: Purchases, fates: FateArray, undefined: Undefined | None) -> Whole:
    return Whole(int(np.count_nonzero(fates == 0)), len(bought), undefined or bought)

"""The kind `retention`: a figure of the customers of a period, from spans, movements or snapshots of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.mapping.records import FateArray
from cxcli.scoring.cells import CellKey
from cxcli.scoring.contract_cohorts import cohort_cells
from cxcli.scoring.contract_value import Contracts, contract_value
from cxcli.scoring.customer_definitions import RetentionDefinition
from cxcli.scoring.customer_rows import judged_customers
from cxcli.scoring.doubtful_ends import ends_before_next_days, ends_of_active, left_without_amount
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.movements import Movements, movements
from cxcli.scoring.repeated_rows import repeats_told
from cxcli.scoring.retention_figures import FIGURES, Asked, Figure
from cxcli.scoring.retention_span import DAY, Span, before, earlier, overall_span, spans
from cxcli.scoring.span_to_ask import span_to_ask
from cxcli.scoring.term_ends import term_ends
from cxcli.scoring.together import Gathered, Rows, Whole
from cxcli.scoring.together_metric import Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.unseen_beginnings import movements_as_snapshots, unseen_beginnings
from cxcli.scoring.watched_customers import WatchedCustomers, watched_customers
from cxcli.scoring.worked_out import MetricFields

_MONTH = 31 * DAY
"""Snapshots are taken once a month or more often."""


_ENDS: Final = (term_ends, ends_of_active, ends_before_next_days)
"""Doubts whether ends are those of customers."""


class Moved(Struct, frozen=True):
    """What the customers of a cell did in a span, and who is `left_out` of it, by name."""

    movements: Movements
    span: Span
    left_out: Mapping[str, int]


class Retention(TogetherMetric, frozen=True):
    """A figure of the customers who were active when a period began, and in some figures of those who came."""

    source: RetentionDefinition

    @property
    def figure(self) -> Figure:
        """The figure."""
        return FIGURES[self.source.figure]

    @property
    def definition(self) -> str:
        """For example `customers active at the start and not at the end / active at the start`."""
        return self.figure.definition

    @property
    def parameters(self) -> Mapping[str, object]:
        """What it is worked out with, and the filter where there is one."""
        return {**(self.source.terms.endless if self.figure.terms else {}), **self.filter}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the figure can have, the default first."""
        return self.figure.intervals

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each row by itself."""
        return judged_customers(fields, paying=self.figure.paying)

    def row_doubts(self, gathered: Gathered) -> Sequence[Notice]:
        """Return the doubts whether ends and beginnings are those of customers, and whether rows alike are one."""
        paid = (left_without_amount, repeats_told) if self.figure.paying else ()
        all_told = (*_ENDS, unseen_beginnings, movements_as_snapshots, *paid)
        return [notice for told in all_told for notice in told(self.id, gathered)]

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each group over the days that count, and period by period."""
        if not len(rows):
            return
        to_ask = None
        for number, group, customers in watched_customers(self.id, rows, cut, paying=self.figure.paying):
            to_ask = to_ask or span_to_ask(self.id, customers.rows, cut, customers.snapshots)
            of_contracts = self.figure.estimate is None
            cells = cohort_cells(customers, cut) if of_contracts else self._cells(customers, cut, to_ask)
            for code, fates, said in cells:
                yield CellKey(number, group, code), fates, replace(said, of=customers.mixed or said.of)

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the figure, its limits, and what stands beside it."""
        del population
        match statistic.of:
            case Undefined(reason=reason):
                return Estimate(reason=reason)
            case Contracts() as contracts:
                found = contract_value(contracts, self.source.terms)
                parts = {**found.parts, **_told(contracts.left_out)}
                return replace(found, parts=parts, parameters={"watched_until": contracts.until})
            case Moved() as moved if self.figure.estimate is not None:
                asked = Asked(moved.span, self.source.terms, confidence, interval)
                found = self.figure.estimate(moved.movements, asked)
                return replace(found, parts={**found.parts, **_told(moved.left_out)})
        raise TypeError("what a retention says is of a span or of contracts, or has a reason")

    def _cells(
        self, customers: WatchedCustomers, cut: Cut, to_ask: Undefined
    ) -> Iterator[tuple[int | None, FateArray, Whole]]:
        """Yield the code of each period, first None for all time, with final fates and what the rows say of it.

        Where it was not said on which day all time begins, there is only what `to_ask` for.
        """
        rows, fates = customers.rows, customers.fates
        overall = overall_span(cut)
        if overall is None:
            counted = np.unique(rows.texts["customer"][0][fates == 0])
            yield None, fates, Whole(int(np.count_nonzero(fates == 0)), len(counted), to_ask)
        else:
            yield None, *self._cell(customers, overall, min(earlier(overall).start, overall.start - _MONTH))
        for code, span in spans(rows, cut, customers.seen.last):
            yield code, *self._cell(customers, span, before(code, cut).start)

    def _cell(self, customers: WatchedCustomers, span: Span, since: int) -> tuple[FateArray, Whole]:
        """Return the final fates of the rows of a group in one span, and what they say.

        Who was there at its start is known from `since` on, or not at all.
        """
        moved = movements(customers.events, span.start, span.end)
        counted = moved.keys[moved.active | self.figure.joined(moved)].astype(np.int64)
        fates = customers.fates_of(counted)
        unseen = customers.unseen(span, since)
        said = unseen or Moved(moved, span, customers.left_out(moved))
        return fates, Whole(int(np.count_nonzero(fates == 0)), 0 if unseen else len(counted), said)


def _told(left_out: Mapping[str, int]) -> dict[str, float]:
    return {name: float(number) for name, number in left_out.items() if number}

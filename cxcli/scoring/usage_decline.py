"""The kind `decline`: customers whose use fell by half or more, against their own use in the time before."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.cells import CellKey
from cxcli.scoring.conditions import first_of
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.customer_definitions import DeclineDefinition
from cxcli.scoring.customer_sums import customer_sums
from cxcli.scoring.interval import Undefined
from cxcli.scoring.kept_fields import fate, kept_text, there
from cxcli.scoring.metric import Estimate
from cxcli.scoring.retention_span import Span, before, earlier, overall_span, period_start, spans, watched
from cxcli.scoring.share_estimate import SHARES, estimate_share
from cxcli.scoring.span_to_ask import span_to_ask
from cxcli.scoring.together import NEVER, Rows, Whole
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, NOT_APPLICABLE, Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.worked_out import MetricFields, times


class UsageDecline(TogetherMetric, frozen=True):
    """The share of the customers who used something in the period before whose use fell by half or more."""

    source: DeclineDefinition

    @property
    def definition(self) -> str:
        """What is divided by what."""
        return "% of customers with use in the period before whose use fell to half of that or less"

    @property
    def parameters(self) -> Mapping[str, object]:
        """The filter where there is one."""
        return self.filter

    @property
    def intervals(self) -> tuple[str, ...]:
        """The intervals of a share."""
        return SHARES

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each row by itself."""
        customer, date = fields.field("customer"), fields.field("used_at")
        usage, found = fields.amounts("usage")
        fates = first_of(np.where(there(customer), 0, BLANK), fate(date), found)
        fates[(fates == 0) & (usage < 0)] = CONTRADICTORY
        begun = times(date).astype(np.int64)
        columns = {"begun": begun, "ended": np.full(len(begun), NEVER), "usage": usage}
        return fates, columns, {"customer": kept_text(customer)}

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each group over the days that count, and period by period."""
        if not len(rows):
            return
        seen, overall, to_ask = watched(rows, cut), overall_span(cut), span_to_ask(self.id, rows, cut)
        used = np.unique(rows.columns["begun"])
        for number, group, mine in rows.breakdowns(cut.by):
            here = rows.only(mine)
            if overall is None:
                yield CellKey(number, group, None), here.fates, _unknown(here, to_ask)
            else:
                then = earlier(overall)
                known = overall.whole and _any(used, overall) and then.start >= _since(seen.first, then)
                yield CellKey(number, group, None), *_compared(here, then, overall, known=known)
            for code, span in spans(here, cut, seen.last):
                then = before(code, cut)
                known = span.whole and _any(used, span) and then.start >= period_start(seen.first, cut)
                yield CellKey(number, group, code), *_compared(here, then, span, known=known)

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the share, its limits, and both shares beside it."""
        del population
        match statistic.of:
            case CountsByValue() as counts:
                return estimate_share(counts, ("fell", "did not"), confidence, interval)
            case Undefined(reason=reason):
                return Estimate(reason=reason)
        raise TypeError("what a decline says is counted, or has a reason")


_IN_PART = "a part of the period, or of the one before, is not known, is not over or does not count"


def _unknown(rows: Rows, reason: Undefined) -> Whole:
    """Return what is not known of the customers of some rows."""
    scored = rows.scored()
    return Whole(len(scored), len(np.unique(rows.texts["customer"][0][scored])), reason)


def _since(first: int, span: Span) -> int:
    """Return from when use is known that was first seen then: for a span of whole months, from the month's start."""
    unit = "M" if span.months.denominator == 1 else "D"
    return int(np.datetime64(first, "us").astype(f"datetime64[{unit}]").astype("datetime64[us]").astype(np.int64))


def _any(used: IntArray, span: Span) -> bool:
    """Whether there is a row in a span: without one it is not that nobody used anything, but that nobody knows."""
    start, end = np.searchsorted(used, (span.start, span.end)).tolist()
    return bool(start < end)


def _compared(rows: Rows, earlier: Span, later: Span, *, known: bool) -> tuple[FateArray, Whole]:
    """Return the rows of two spans, and what they say; nobody counts where not all of both is `known`."""
    if known:
        return _told(rows, earlier, later)
    fates = _applicable(rows, _within(rows, earlier) | _within(rows, later))
    return fates, Whole(int(np.count_nonzero(fates == 0)), 0, Undefined(_IN_PART))


def _told(rows: Rows, earlier: Span, later: Span) -> tuple[FateArray, Whole]:
    """Return which rows are of customers with use in the first of two spans, and how many fell in the second."""
    first, second = (_used(rows, span) for span in (earlier, later))
    mine = (first > 0)[rows.texts["customer"][0]]
    fates = _applicable(rows, mine & (_within(rows, earlier) | _within(rows, later)))
    n, fell = int(np.count_nonzero(first > 0)), int(np.count_nonzero((first > 0) & (second <= first - second)))
    return fates, Whole(int(np.count_nonzero(fates == 0)), n, CountsByValue.of({1: fell, 0: n - fell}))


def _used(rows: Rows, span: Span) -> IntArray:
    """Return how much each customer used in a span."""
    codes, texts = rows.texts["customer"]
    here = (rows.fates == 0) & _within(rows, span)
    return customer_sums(codes[here], rows.columns["usage"][here], len(texts))


def _within(rows: Rows, span: Span) -> npt.NDArray[np.bool_]:
    begun = rows.columns["begun"]
    return np.asarray((begun >= span.start) & (begun < span.end))


def _applicable(rows: Rows, counted: npt.NDArray[np.bool_]) -> FateArray:
    return np.where((rows.fates == 0) & ~counted, NOT_APPLICABLE, rows.fates).astype(np.int8)

"""The kind `decline`: customers whose use fell by half or more, against their own use in the time before."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxcli.mapping.records import FateArray, IntArray
from cxcli.scoring.cells import CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.customer_definitions import DeclineDefinition
from cxcli.scoring.customer_sums import customer_sums
from cxcli.scoring.interval import Undefined
from cxcli.scoring.kept_fields import fate, first_of, kept_text, there
from cxcli.scoring.metric import Estimate
from cxcli.scoring.retention_span import Span, before, overall_span, period_start, spans, watched
from cxcli.scoring.share_estimate import SHARES, estimate_share
from cxcli.scoring.together import NEVER, Rows, Whole
from cxcli.scoring.together_metric import BLANK, CONTRADICTORY, NOT_APPLICABLE, Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.worked_out import MetricFields, times


@dataclass(frozen=True, slots=True)
class UsageDecline(TogetherMetric):
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
        seen, overall = watched(rows, cut), overall_span(cut)
        for number, group, mine in rows.breakdowns(cut.by):
            here = rows.only(mine)
            if overall is None:
                yield CellKey(number, group, None), here.fates, _unknown(here.fates, _ASK)
            else:
                yield CellKey(number, group, None), *_told(here, _earlier(overall), overall)
            for code, span in spans(here, cut, seen.last):
                earlier = before(code, cut)
                known = span.whole and earlier.start >= period_start(seen.first, cut)
                yield CellKey(number, group, code), *(_told if known else _in_part)(here, earlier, span)

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


_ASK = "usage is compared with that of the period before: cut time, --period month, or say the days: --since, --until"
_IN_PART = "a part of the period, or of the one before, is not known, is not over or does not count"


def _earlier(span: Span) -> Span:
    """Return the time just before: as many months, where the span is one of whole months, else of the same length."""
    start, end = (np.datetime64(each, "us") for each in (span.start, span.end))
    first, last = start.astype("datetime64[M]"), end.astype("datetime64[M]")
    if first == start and last == end:
        return Span(int((first - (last - first)).astype("datetime64[us]").astype(np.int64)), span.start)
    return Span(2 * span.start - span.end, span.start)


def _unknown(fates: FateArray, reason: str) -> Whole:
    scored = int(np.count_nonzero(fates == 0))
    return Whole(scored, scored, Undefined(reason))


def _in_part(rows: Rows, earlier: Span, later: Span) -> tuple[FateArray, Whole]:
    """Return the rows of two spans that cannot be compared, since one of them is not whole."""
    fates = _applicable(rows, _within(rows, earlier) | _within(rows, later))
    return fates, _unknown(fates, _IN_PART)


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

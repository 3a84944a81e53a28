"""The kind `ratio`: the sum of something over all rows, divided by their number or by another sum."""

from collections.abc import Mapping
from fractions import Fraction
from math import inf

import numpy as np
from msgspec.structs import replace

from cxcli.mapping.records import Field, IntArray, Records
from cxcli.mapping.vocabulary import vocabulary
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.cells import Placement
from cxcli.scoring.conditions import first_of, joined
from cxcli.scoring.interval import Undefined
from cxcli.scoring.kept_fields import kept_text
from cxcli.scoring.metric import Doubts, Estimate
from cxcli.scoring.one_currency import not_added_up
from cxcli.scoring.partial import Offenders
from cxcli.scoring.ratio_interval import METHODS, default_method, ratio_interval
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.row_definitions import RatioDefinition
from cxcli.scoring.row_doubts import unreadable
from cxcli.scoring.row_metric import RowMetric, among_fates, by_cell
from cxcli.scoring.worked_out import MILLION, Circumstances, MetricFields, by_row

_CONTRADICTORY = FATE_CODE[Disposition.CONTRADICTORY]
_PERCENT = 100


class Ratio(RowMetric, frozen=True):
    """A ratio of two sums over rows; a row is the unit of its interval."""

    source: RatioDefinition

    @property
    def definition(self) -> str:
        """For example `sum of handle_time / rows among answered == 'yes'`."""
        where = f" where {self.source.rules.shown(self.source.counts)}" if self.source.counts else ""
        below = f"sum of {self.source.per}" if self.source.per else "rows"
        below = f"({below} × {self.source.margin:g})" if self.source.margin else below
        return f"sum of {' + '.join(self.source.sums)}{where} / {below}{self.among}"

    @property
    def factor(self) -> Fraction:
        """What the two sums' ratio is multiplied by: 100 for percent, and divided by the margin of what is below."""
        return Fraction(_PERCENT if self.unit == "percent" else 1) / Fraction(str(self.source.margin or 1))

    @property
    def parameters(self) -> Mapping[str, object]:
        """The conditions, the filter where there is one, and the margin."""
        margin = {"margin": self.source.margin} if self.source.margin else {}
        return {**super().parameters, **margin}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of its intervals: it goes with the number of rows which one it has, if it has any."""
        return ("none",) if self.source.no_interval else tuple(METHODS)

    @property
    def divisor(self) -> str:
        """The name under which the records hold what each row adds to the sum below the line."""
        return f"{self.id}.:divisor"

    @property
    def currency(self) -> str:
        """The name under which the records hold the currency of each row, where there are amounts of money in it."""
        return f"{self.id}.:currency"

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return what each row adds to either sum, in millionths. Only amounts that are signed can be negative."""
        fields = MetricFields(records, self.id, circumstances, self.source.rules.schedule)
        terms = [fields.amounts(name) for name in self.source.sums]
        ones = np.full(len(records), MILLION, np.int64), np.zeros(len(records), np.int8)
        below = fields.amounts(self.source.per) if self.source.per else ones
        unsigned = [each for name, each in zip(self.source.sums, terms, strict=True) if not _signed(name)]
        negative = np.any([values < 0 for values, _ in (*unsigned, below)], axis=0)
        fates = first_of(
            among_fates(fields, self.source.rules),
            joined(*(each for _, each in (*terms, below))),
            np.where(negative, _CONTRADICTORY, 0),
        )
        total: IntArray = np.sum([values for values, _ in terms], axis=0)
        counts = self.source.rules.condition(self.source.counts)
        if counts is not None:
            said = fields.truth(counts)
            fates, total = first_of(fates, said.fates), np.where(said.true, total, 0)
        return {self.fields[0]: by_row(total, fates), self.divisor: by_row(below[0], fates)} | self._money(fields)

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, RatioSums]:
        """Return the sums of each cell."""
        above = np.asarray(self.quantity(records).values, np.int64)
        below = np.asarray(records.fields[self.divisor].values, np.int64)
        money = records.fields.get(self.currency)
        return {
            cell: replace(RatioSums.of(below[rows], above[rows]), currencies=_currencies(money, rows))
            for cell, rows in by_cell(placement)
        }

    def empty(self) -> RatioSums:
        """Return the statistic of no rows."""
        return RatioSums.empty()

    def estimate(
        self, statistic: RatioSums, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return value and limits. There is no population of sums."""
        del population
        if len(statistic.currencies) > 1:
            return Estimate(reason=not_added_up(sorted(statistic.currencies)))
        if not statistic.x:
            return Estimate(reason=f"the sum of {self.source.per} is 0")
        value, method = float(self.factor * statistic.ratio), interval or default_method(statistic)
        if self.source.no_interval is not None:
            return Estimate(value, reason=self.source.no_interval)
        # Where nothing that is summed is negative, no ratio is.
        least = -inf if any(map(_signed, self.source.sums)) else 0
        found = ratio_interval(statistic, confidence, method, possible=(least, inf))
        if isinstance(found, Undefined):
            return Estimate(value, interval=method, reason=found.reason)
        low, high = (float(self.factor) * limit for limit in (found.low, found.high))
        return Estimate(value, min(low, value), max(high, value), method)

    def doubts(self, statistic: RatioSums, offenders: Offenders) -> Doubts:
        """Return what refuses the number: more rows that cannot be read than rows that can."""
        return Doubts(unreadable(self.id, statistic.rows, offenders))

    def _money(self, fields: MetricFields) -> dict[str, Field]:
        """Return the currencies of rows with amounts of money, as far as a column names them."""
        if not self.source.money or not fields.has("currency"):
            return {}
        codes, texts = kept_text(fields.field("currency"))
        names = [text.upper() for text in texts]
        return {self.currency: Field(codes, names, np.zeros(len(names), np.int8), names)}


def _currencies(money: Field | None, rows: IntArray) -> frozenset[str]:
    """Return the currencies of some rows; one that names none is of that of the others."""
    if money is None:
        return frozenset()
    return frozenset(money.texts[code] for code in np.unique(money.codes[rows]).tolist()) - {""}


def _signed(name: str) -> bool:
    """Whether less than nothing is something: a loss, where it is a profit that is summed."""
    return name in vocabulary() and vocabulary()[name].signed

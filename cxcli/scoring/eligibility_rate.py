"""The kind `eligibility_rate`: a share of what belongs to the base, where of some rows nobody knows whether they do.

Each row of unknown eligibility stands for e rows of the base. e is said by the user, or else it is the part of the rows
of known eligibility that are eligible: the proportional method of CASRO.

Source: AAPOR, Standard Definitions, 10th edition (2023); CASRO, On the Definition of Response Rates (1982).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import numpy as np

from cxcli.mapping.records import Field, Records
from cxcli.scoring.cells import Placement
from cxcli.scoring.conditions import first_of
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.intervals import DEFAULT_SHARE_METHOD, SHARE_METHODS
from cxcli.scoring.metric import Doubts, Estimate
from cxcli.scoring.partial import Offenders
from cxcli.scoring.row_definitions import EligibilityDefinition
from cxcli.scoring.row_doubts import unreadable
from cxcli.scoring.row_metric import RowMetric, among_fates, by_cell
from cxcli.scoring.share_estimate import SHARES
from cxcli.scoring.worked_out import MILLION, Circumstances, MetricFields, by_row

COUNTED: Final = 1
NOT_COUNTED: Final = 0
UNKNOWN: Final = 2
OUTSIDE: Final = 3

_PERCENT = 100


class EligibilityRate(RowMetric, frozen=True):
    """A rate of which some rows may not belong to the base."""

    source: EligibilityDefinition

    @property
    def definition(self) -> str:
        """For example `% disposition == 'complete' of the eligible and e × those where disposition == 'unknown'`."""
        rules = self.source.rules
        e = "e" if self.source.eligible is None else f"{self.source.eligible:g}"
        unknown = rules.shown(self.source.unknown)
        return f"% {rules.shown(self.source.counts)} of the eligible, and {e} × those where {unknown}{self.among}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """The conditions, the filter where there is one, and e where it was said."""
        said = {} if self.source.eligible is None else {"eligible": self.source.eligible}
        return {**super().parameters, **said}

    @property
    def intervals(self) -> tuple[str, ...]:
        """Those of a share."""
        return SHARES

    @property
    def kinds(self) -> str:
        """The name under which the records hold which of the four kinds each row is."""
        return f"{self.id}.:eligibility"

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return what each row adds to those that count, and of which kind it is."""
        fields = MetricFields(records, self.id, circumstances, self.source.rules.schedule)
        rules = self.source.rules
        said = [fields.truth(rules.read(text)) for text in (self.source.outside, self.source.unknown)]
        counted = fields.truth(rules.read(self.source.counts))
        outside, unknown = (each.true for each in said)
        fates = first_of(among_fates(fields, rules), *(each.fates for each in said), counted.fates)
        kinds = np.select([outside, unknown, counted.true], [OUTSIDE, UNKNOWN, COUNTED], NOT_COUNTED)
        added = by_row(MILLION * (kinds == COUNTED).astype(np.int64), fates)
        return {self.fields[0]: added, self.kinds: by_row(kinds.astype(np.int64), fates)}

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, CountsByValue]:
        """Return how many rows of each kind a cell has."""
        kinds = np.asarray(records.fields[self.kinds].values, np.int64)
        found = {cell: np.bincount(kinds[rows]).tolist() for cell, rows in by_cell(placement)}
        return {cell: CountsByValue(dict(enumerate(counts))) for cell, counts in found.items()}

    def empty(self) -> CountsByValue:
        """Return the statistic of no rows."""
        return CountsByValue()

    def estimate(
        self, statistic: CountsByValue, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return value and limits in percent. There is no population of such rows.

        The limits are those of a share, for as many plain rows as have its variance: that of the counts' own, by the
        delta method.
        """
        del population
        counts = eligible_counts(statistic)
        e = self.eligible_share(statistic)
        if e is None:
            return Estimate(reason="nobody is known to be eligible or not, so that e is unknown")
        base = counts[COUNTED] + counts[NOT_COUNTED] + e * counts[UNKNOWN]
        if not base:
            return Estimate(reason="nobody is eligible")
        share, n = counts[COUNTED] / base, float(_plain_rows(counts, e, estimated=self.source.eligible is None))
        method = interval or DEFAULT_SHARE_METHOD
        limits = SHARE_METHODS[method](float(share), n, confidence)
        value = float(_PERCENT * share)
        low, high = min(_PERCENT * limits.low, value), max(_PERCENT * limits.high, value)
        return Estimate(value, low, high, method, {"e": float(_PERCENT * e)}, effective_n=n)

    def eligible_share(self, statistic: CountsByValue) -> Fraction | None:
        """Return e, the part of those of unknown eligibility that is taken to be eligible; None if nothing tells."""
        if self.source.eligible is not None:
            return Fraction(str(self.source.eligible))
        counts = eligible_counts(statistic)
        known = counts[COUNTED] + counts[NOT_COUNTED]
        if not counts[UNKNOWN]:
            return Fraction(1)
        return Fraction(known, known + counts[OUTSIDE]) if known + counts[OUTSIDE] else None

    def doubts(self, statistic: CountsByValue, offenders: Offenders) -> Doubts:
        """Return what refuses the number: more rows that cannot be read than rows that can."""
        return Doubts(unreadable(self.id, statistic.rows, offenders))


def eligible_counts(statistic: CountsByValue) -> tuple[int, int, int, int]:
    """Return how many rows there are of each kind, by its number."""
    none, one, unknown, outside = (statistic.counts.get(kind, 0) for kind in (NOT_COUNTED, COUNTED, UNKNOWN, OUTSIDE))
    return none, one, unknown, outside


def _plain_rows(counts: tuple[int, int, int, int], e: Fraction, *, estimated: bool) -> Fraction:
    """Return of how many plain rows a share would have the same variance; the base where it has none.

    The share is of degree 0 in the counts, so that its variance is the sum of each count times the square of its slope.
    """
    none, one, unknown, outside = counts
    known = one + none
    base = known + e * unknown
    share = one / base
    if estimated and unknown and known:
        told = Fraction(1, known + outside) - Fraction(1, known + outside + unknown)
        rest = told - Fraction(1, known)
        slopes = [share * rest, (Fraction(1, one) if one else 0) * share + share * rest]
        slopes += [-share * Fraction(1, known + outside + unknown), share * told]
    else:
        slopes = [-share / base, (1 - share) / base, -e * share / base, Fraction(0)]
    variance = sum(rows * Fraction(slope) ** 2 for rows, slope in zip(counts, slopes, strict=True))
    return share * (1 - share) / variance if variance else base

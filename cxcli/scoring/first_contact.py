"""The kind `first_contact`: resolved issues for which the customer did not come back.

Source: a cx definition, as there is no common one; the window of some days is the usual one of contact centres.
"""

from collections.abc import Mapping

import numpy as np

from cxcli.mapping.records import FateArray, Records
from cxcli.scoring.cells import CellKey, Window
from cxcli.scoring.contact_rows import BoolArray, judged_contacts, settled_contacts, settled_fates
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.customer_definitions import ContactDefinition
from cxcli.scoring.metric import Estimate
from cxcli.scoring.reach import Reach
from cxcli.scoring.row_definitions import seconds_text
from cxcli.scoring.share_estimate import SHARES, estimate_share
from cxcli.scoring.together import NEVER, Gathered, GatheredPart, Rows, by_period
from cxcli.scoring.together_metric import COUNTS, NEITHER, Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.worked_out import MILLION, MetricFields, times


class FirstContact(TogetherMetric, frozen=True):
    """First contact resolution over the contacts of each customer, on the same topic where topics are known."""

    source: ContactDefinition

    @property
    def definition(self) -> str:
        """For example `% of solved tickets without another contact or a reopening within 7 d`."""
        return f"% of solved tickets without another contact or a reopening within {self.source.rules.within}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """The time within which nobody may come back, and the filter where there is one."""
        return self.source.rules.parameters | self.filter

    @property
    def intervals(self) -> tuple[str, ...]:
        """The intervals of a share."""
        return SHARES

    def dates(self, records: Records, window: Window) -> FateArray:
        """Return each row's fate by its one date; which days count is seen when it is known which rows do."""
        del window
        return Window().fates(records.fields[self.date_field])

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each ticket by itself."""
        dated = fields.records.fields.get(self.date_field)
        rows = len(fields.records)
        return judged_contacts(fields, np.full(rows, NEVER) if dated is None else times(dated).astype(np.int64))

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each cell: which tickets are scored, and how many of them were first contacts."""
        if not len(rows):
            return
        fates, first = self._settled(rows, cut)
        for number, group, mine in rows.breakdowns(cut.by):
            yield CellKey(number, group, None), fates[mine], _counted(fates[mine], first[mine])
            if cut.periods is not None:
                for code, here in by_period(mine, rows.columns["at"], cut.periods, cut.window):
                    yield CellKey(number, group, code), fates[here], _counted(fates[here], first[here])

    def marks(self, rows: Rows, cut: Cut) -> FateArray:
        """Return the fate of each ticket, and of a scored one, whether it was a first contact."""
        if not len(rows):
            return rows.fates
        fates, first = self._settled(rows, cut)
        return np.where(fates == 0, np.where(first, COUNTS, NEITHER), fates).astype(np.int8)

    def empty(self) -> CountsByValue:
        """Return the statistic of no tickets."""
        return CountsByValue.empty()

    def estimate(
        self, statistic: CountsByValue, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the share, its limits, and both shares beside it."""
        del population
        return estimate_share(statistic, ("first contact", "came back"), confidence, interval)

    def reach(self, gathered: Gathered, cut: Cut) -> Reach:
        """Return how far the dates of all tickets reach, and for how many the days are not over by then.

        These are looked for in rows that end long before now alone.
        """
        found = Reach(max((_latest(part, cut.utc) for part in gathered.parts), default=NEVER))
        if found.ended(cut.as_of) is None:
            return found
        rows = gathered.rows()
        fates = settled_fates(rows, self._within, cut.utc, cut.window)
        open_ended = (fates == 0) & (rows.columns["solved"] + self._within > found.latest)
        return Reach(found.latest, int(np.count_nonzero(open_ended)))

    @property
    def _within(self) -> int:
        """The time within which nobody may come back, in microseconds."""
        return round(float(seconds_text(str(self.source.rules.within))) * MILLION)

    def _settled(self, rows: Rows, cut: Cut) -> tuple[FateArray, BoolArray]:
        return settled_contacts(rows, self._within, cut.utc, cut.window)


def _latest(part: GatheredPart, now: int) -> int:
    """Return the latest date of some tickets that is not after now."""
    moments = np.concatenate([part.columns["created"], part.columns["solved"]])
    return int(moments[moments <= now].max(initial=NEVER))


def _counted(fates: FateArray, first: BoolArray) -> CountsByValue:
    """Return how many of the scored tickets were first contacts, as 1, and how many were not, as 0."""
    found = int(np.count_nonzero(first))
    return CountsByValue.of({1: found, 0: int(np.count_nonzero(fates == 0)) - found})

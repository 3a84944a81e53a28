"""The health of customers in two stretches of whole months, as reasons to list them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from msgspec import Struct

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.analysis.health_falls import FallLimit, HealthLine, health_falls
from cxcli.analysis.why_at_risk import Why
from cxcli.config.at_risk import RiskReason
from cxcli.mapping.voters import voter_key
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.retention_span import DAY

_MONTH = 30 * DAY


class Months(Struct, frozen=True):
    """Some whole months, by their first and last day."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m} to {self.last:%Y-%m}"


class HealthRead(Struct, frozen=True, kw_only=True):
    """The composite `metric` of each customer in the `latest` months, beside those `before`, with both cells.

    `unscored` customers are too little known for a score.
    """

    metric: str
    latest: Months
    before: Months
    cells: tuple[CompositeCell, CompositeCell]
    lines: Sequence[HealthLine]
    limit: FallLimit
    unscored: int

    @property
    def red(self) -> int:
        """How many customers are in the lowest band."""
        return sum(each.red for each in self.lines)

    @property
    def falling(self) -> int:
        """How many fell further than chance explains."""
        return sum(each.falling for each in self.lines)

    def why(self, reasons: Sequence[RiskReason]) -> Iterator[Why]:
        """Yield the customers who are red or falling, as far as that is asked; of one who is both, the fall says it.

        A follow-up since the latest months began settles them.
        """
        at, begun = _moment(self.latest.last + timedelta(days=1)) - 1, _moment(self.latest.first)
        for each in self.lines:
            falling = each.falling and "falling" in reasons
            if each.red and "red" in reasons:
                says = "" if falling else f"{self.metric} {_shown(each.score)}, {each.band}"
                yield Why(customer=each.customer, reason="red", at=at, settled=begun, says=says, event=False)
            if falling:
                yield Why(
                    customer=each.customer, reason="falling", at=at, settled=begun, says=self._fell(each), event=False
                )

    def _fell(self, line: HealthLine) -> str:
        bands = f", {line.band_before} to {line.band}" if line.band_before != line.band else ""
        most = f", most by {line.most}" if line.most else ""
        return f"{self.metric} fell from {_shown(line.before or 0.0)} to {_shown(line.score)}{bands}{most}"


def health_months(until: int, within: int) -> tuple[Months, Months]:
    """Return the latest whole months that are over at a moment, and as many before: as many as a time `within` is.

    Both are microseconds; 90 days are three months, and there is one at least. The moment is the last one that counts.
    """
    months = max(1, round(within / _MONTH))
    end = np.datetime64(until + 1, "us").astype("datetime64[M]")
    latest, before = (_months(end - back, months) for back in (0, months))
    return latest, before


def health_read(
    definition: CompositeDefinition,
    months: tuple[Months, Months],
    cells: tuple[CompositeCell, CompositeCell],
    confidence: float,
) -> HealthRead:
    """Return what a composite says of each customer in the latest months and in those before, in this order."""
    now, before = ({voter_key(key): each for key, each in cell.members.items()} for cell in cells)
    lines, limit = health_falls(definition, now, before, confidence)
    return HealthRead(
        metric=definition.id,
        latest=months[0],
        before=months[1],
        cells=cells,
        lines=lines,
        limit=limit,
        unscored=len(now) - len(lines),
    )


def _months(end: np.datetime64, months: int) -> Months:
    first: date = (end - months).astype("datetime64[D]").astype(date)
    after: date = end.astype("datetime64[D]").astype(date)
    return Months(first, after - timedelta(days=1))


def _moment(day: date) -> int:
    return int(np.datetime64(day, "us").astype(np.int64))


def _shown(score: float) -> str:
    return f"{score:.1f}"

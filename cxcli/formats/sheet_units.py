"""The unit in which a workbook holds the values of a metric, and how they look."""

from collections.abc import Sequence

from msgspec import Struct

from cxcli.formats.sheet import Amount, amount
from cxcli.report.content import MetricReport
from cxcli.reporting.quantities import unit_for
from cxcli.reporting.score_words import decimals_for
from cxcli.scoring.score import Score


class SheetUnit(Struct, frozen=True):
    """A unit: its name, by what values of the JSON are divided, and the patterns of values and of changes."""

    name: str
    divisor: int
    pattern: str
    signed: str

    def value(self, value: float | None) -> Amount | None:
        """Return a value or a limit as a cell."""
        return amount(None if value is None else value / self.divisor, self.pattern)

    def change(self, value: float | None) -> Amount | None:
        """Return a change as a cell, with its sign."""
        return amount(None if value is None else value / self.divisor, self.signed)


def unit_of(metric: MetricReport, decimals: int | None) -> SheetUnit:
    """Return the unit of a metric: that of its value, or of its greatest period where it has none."""
    score = metric.whole.score
    return _unit(score, [score.value, *(point.value for point in metric.points)], decimals)


def unit_of_scores(scores: Sequence[Score], decimals: int | None) -> SheetUnit:
    """Return the unit that some scores of one metric share: that of the greatest of them."""
    known = [abs(score.value) for score in scores if score.value is not None]
    return _unit(scores[0], [max(known, default=None)], decimals)


def _unit(score: Score, values: Sequence[float | None], decimals: int | None) -> SheetUnit:
    first, *others = values
    beside = first if first is not None else max((abs(each) for each in others if each is not None), default=0.0)
    seconds, sign = unit_for(beside, score.unit)
    places = decimals_for(score, decimals)
    digits = f"#,##0.{'0' * places}" if places else "#,##0"
    shown = f'{digits}"{sign}"' if sign else digits
    moved = f'{digits}"{sign}"' if score.unit == "seconds" else digits
    name = sign.strip() if score.unit == "seconds" else score.unit
    return SheetUnit(name, seconds, shown, f"+{moved};-{moved};{moved}")

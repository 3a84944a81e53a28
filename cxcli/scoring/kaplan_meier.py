"""How long it takes, when some are still running: the survival curve of Kaplan and Meier, its quantiles and limits."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.duration_table import BoolArray, DurationTable, IntArray
from cxcli.scoring.interval import z_quantile
from cxcli.scoring.quantile import inner, spoken

FloatArray = npt.NDArray[np.float64]


class CensoredEstimate(Struct, frozen=True):
    """A value with its limits, each None where it cannot be known; `reason` says why where one is."""

    value: float | None
    low: float | None
    high: float | None
    reason: str | None


class Survival(Struct, frozen=True, eq=False):
    """The survival curve: an array entry for each time, in microseconds, after which some ended.

    `at_risk` had run that long, `events` of them ended then, `surviving` is the share (0 to 1) that runs on, with its
    `variance`. `longest` is the longest time that any was watched, ended or not.
    """

    times: IntArray
    at_risk: IntArray
    events: IntArray
    surviving: FloatArray
    variance: FloatArray
    longest: int

    def limits(self, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
        """The lower and the upper limits of `surviving`, pointwise, on the log-log scale; NaN where none survives.

        Source: Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (1980), 1.3.

        Raises:
            ValueError: a confidence not between 0 and 1.
        """
        return _log_log(self.surviving, self.variance, confidence)

    def quantile(self, p: float, confidence: float = 0.95) -> CensoredEstimate:
        """The time within which the share p has ended: the first one at which at most 1 - p survives.

        Where exactly 1 - p survives until the next one ends, it is the midpoint of the two times; where none ends
        after it, the first, since nobody knows how long that lasts. So the median is the ordinary one (type 7) when
        none is running; any other quantile is then the one of type 2 of Hyndman and Fan (1996), one of the two
        durations that type 7 lies between, or their midpoint. The limits are the first times at which those of the
        curve are at most 1 - p; the upper one is often not reached.

        Source: Brookmeyer and Crowley, Biometrics 38 (1982) 29-41, on the log-log scale.

        Raises:
            ValueError: p or confidence not between 0 and 1, both excluded.
        """
        level = float(1 - inner(p))
        low, high = (self._first(curve <= level) for curve in self.limits(confidence))
        value = self._falls_to(level)
        reason = None
        if value is None:
            reason = f"fewer than {_share(p)} have ended"
        elif low is None:
            reason = f"the limits of the curve stay above {_share(level)}, so they do not bound the {spoken(p)}"
        elif high is None:
            reason = f"the upper limit of the curve stays above {_share(level)}, so the {spoken(p)} has none"
        return CensoredEstimate(value, low, high, reason)

    def share_by(self, time: int, confidence: float = 0.95) -> CensoredEstimate:
        """The share (0 to 1) that has ended by a time in microseconds, that time included, with log-log limits.

        Raises:
            ValueError: a confidence not between 0 and 1.
        """
        at = int(np.searchsorted(self.times, time, side="right")) - 1
        low, high = _log_log(self.surviving[at : at + 1], self.variance[at : at + 1], confidence)
        share = float(self.surviving[at]) if at >= 0 else 1.0
        if time > self.longest and share > 0:
            return CensoredEstimate(None, None, None, "those still running were not watched for so long")
        if share in (0, 1):
            who = "all" if share == 0 else "none"
            return CensoredEstimate(1 - share, None, None, f"{who} had ended by then, which gives no log-log limits")
        return CensoredEstimate(1 - share, 1 - float(high[0]), 1 - float(low[0]), None)

    def _first(self, there: BoolArray) -> float | None:
        return float(self.times[np.argmax(there)]) if there.any() else None

    def _falls_to(self, level: float) -> float | None:
        """Return the first time at which at most `level` survives, or the middle of the time in which just that does.

        Each entry of the curve is a product whose factors are rounded; what differs from the level by no more than
        these roundings can add up to is taken for equal to it.
        """
        rounding = 2 * (len(self.times) + 1) * float(np.finfo(np.float64).eps)
        reached = np.flatnonzero(self.surviving <= level * (1 + rounding))
        if not len(reached):
            return None
        equal = self.surviving[reached[0]] >= level * (1 - rounding)
        end = reached[1] if equal and len(reached) > 1 else reached[0]
        return (int(self.times[reached[0]]) + int(self.times[end])) / 2


def survival(table: DurationTable) -> Survival:
    """The survival curve of ended and running durations; one that was running when last seen ended after that time.

    The share that survives is the product, over all times so far, of the part of those at risk that did not end. It is
    worked out as the part of all that runs on, times what each of them stands for after others were lost from sight;
    so it is rounded once where none was. The variance is Greenwood's, and 0 where none survives.

    Source: Kaplan and Meier, JASA 53 (1958) 457-481; Efron, Proceedings of the Fifth Berkeley Symposium 4 (1967)
    831-853, for the second form; Greenwood, Reports on Public Health and Medical Subjects 33 (1926).

    Raises:
        ValueError: there are no rows.
    """
    if not table.rows:
        raise ValueError("no rows: there is nothing to follow")
    durations, events, censored = table.durations, table.events, table.censored
    over = events + censored
    ended = events > 0
    at_risk, events = (table.rows - np.cumsum(over) + over)[ended], events[ended]
    left = at_risk - events
    stands_for = np.cumprod(np.append(at_risk[:1], left[:-1]) / at_risk)
    surviving = stands_for * left / at_risk[:1]
    odds = np.divide(events / at_risk, left, out=np.zeros(len(left)), where=left > 0)
    return Survival(
        times=durations[ended],
        at_risk=at_risk,
        events=events,
        surviving=surviving,
        variance=surviving**2 * np.cumsum(odds),
        longest=int(durations[-1]),
    )


def _log_log(share: FloatArray, variance: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Return the limits of shares that survive: they are symmetric for the logarithm of minus the share's logarithm."""
    low, high = np.full((2, len(share)), np.nan)
    known = share > 0
    share = share[known]
    power = np.exp(z_quantile(confidence) * np.sqrt(variance[known]) / (share * np.abs(np.log(share))))
    low[known], high[known] = share**power, share ** (1 / power)
    return low, high


def _share(part: float) -> str:
    return "half" if part == 0.5 else f"{100 * part:g} %"  # noqa: PLR2004 - a half

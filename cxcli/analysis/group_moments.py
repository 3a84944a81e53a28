"""Any value that groups are compared by, as a ratio of two sums: a share, a difference of shares, a mean, a ratio."""

from fractions import Fraction

from msgspec import Struct

from cxcli.analysis.answer_points import Points
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.exact_sum import Exact
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.statistics import Statistic


class Moments(Struct, frozen=True):
    """What is kept of `n` answers, each with a base x and an amount y: the sums of x, y, x², y² and xy, all exact.

    The value is the sum of y over the sum of x, in the metric's unit. Moments add; `Moments()` is neutral.
    """

    n: int = 0
    x: Fraction = Fraction(0)
    y: Fraction = Fraction(0)
    xx: Fraction = Fraction(0)
    yy: Fraction = Fraction(0)
    xy: Fraction = Fraction(0)

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(
            self.n + other.n,
            self.x + other.x,
            self.y + other.y,
            self.xx + other.xx,
            self.yy + other.yy,
            self.xy + other.xy,
        )

    @property
    def value(self) -> Fraction:
        """The sum of y over the sum of x.

        Raises:
            ZeroDivisionError: the sum of x is 0.
        """
        return self.y / self.x

    def squares_around(self, value: Fraction) -> Fraction:
        """The sum of (y - value x)² over the answers: their squared distances from a value."""
        return self.yy - 2 * value * self.xy + value**2 * self.xx


def moments_of(statistic: Statistic, points: Points, *, factor: int = 1) -> Moments:
    """Return the moments of a statistic: of answers by what each of them counts (`points`), weighted if they are.

    Sums of a ratio are taken as they are, times `factor`, 100 where the ratio is in percent.

    Raises:
        ValueError: it is another statistic, or an answer gets no points.
    """
    if isinstance(statistic, CountsByValue):
        return sum((_of_answer(statistic, answer, points) for answer in statistic.counts), start=Moments())
    if isinstance(statistic, RatioSums):
        x, y, xx, yy, xy = map(Fraction, (statistic.x, statistic.y, statistic.xx, statistic.yy, statistic.xy))
        return Moments(statistic.n, x, factor * y, xx, factor**2 * yy, factor * xy)
    raise ValueError("groups are compared by counts or by sums")


def _of_answer(statistic: CountsByValue, answer: Exact, points: Points) -> Moments:
    if not isinstance(answer, int) or answer not in points:
        raise ValueError("only answers on the scale get points")
    n, point = statistic.counts[answer], points[answer]
    total = squares = Fraction(n)
    if statistic.weights is not None:
        total, squares = statistic.weights[answer].total.total, statistic.weights[answer].squares.total
    return Moments(n, total, point * total, squares, point**2 * squares, point * squares)

"""How often an interval of an NPS holds the true NPS, and how wide it is: every possible sample, no simulation.

    python benchmarks/coverage.py

prints a Markdown table. Each row assumes the trinomial (shares of detractors, passives, promoters) that it names.
"""

from collections.abc import Callable, Iterator
from math import comb

from cxcli.scoring import difference, mean
from cxcli.scoring.interval import Interval, Undefined

Trinomial = tuple[float, float, float]
Method = Callable[[float, float, int], Interval]

SIZES = (5, 10, 20, 50)
TRINOMIALS: dict[int, Trinomial] = {
    0: (0.30, 0.40, 0.30),
    30: (0.20, 0.30, 0.50),
    50: (0.10, 0.30, 0.60),
    70: (0.05, 0.20, 0.75),
}
CONFIDENCE = 0.95
# Limits that touch the truth hold it, whatever the last bit of a float says.
TOUCH = 1e-9


def t(plus: float, minus: float, n: int) -> Interval:
    """The t interval of answers scored 1, 0 and -1, cut at -1 and 1; without width where all are alike."""
    value = plus - minus
    interval = mean.t(value, max(plus + minus - value**2, 0.0), n, CONFIDENCE)
    if isinstance(interval, Undefined):
        return Interval(value, value, "t")
    return Interval(max(interval.low, -1.0), min(interval.high, 1.0), interval.method)


METHODS: dict[str, Method] = {
    "wald": lambda plus, minus, n: difference.wald(plus, minus, n, CONFIDENCE),
    "t": t,
    "adjusted_wald_3T": lambda plus, minus, n: difference.adjusted_wald(plus, minus, n, CONFIDENCE),
    "score": lambda plus, minus, n: difference.score(plus, minus, n, CONFIDENCE),
}


def coverage(method: Method, n: int, trinomial: Trinomial) -> tuple[float, float]:
    """How probably the interval holds the truth, and its mean width in points, over all samples of n answers."""
    truth = trinomial[2] - trinomial[0]
    covered = width = 0.0
    for plus, minus, probability in samples(n, trinomial):
        interval = method(plus / n, minus / n, n)
        width += probability * (interval.high - interval.low) * 100
        if interval.low - TOUCH <= truth <= interval.high + TOUCH:
            covered += probability
    return covered, width


def samples(n: int, trinomial: Trinomial) -> Iterator[tuple[int, int, float]]:
    """Every (promoters, detractors) of n answers with its probability."""
    detractor, passive, promoter = trinomial
    for plus in range(n + 1):
        for minus in range(n - plus + 1):
            neither = n - plus - minus
            ways = comb(n, plus) * comb(n - plus, minus)
            yield plus, minus, ways * promoter**plus * detractor**minus * passive**neither


def main() -> None:
    """Print the table."""
    print("| n | true NPS | detractors, passives, promoters | " + " | ".join(METHODS) + " |")
    print("|---:|---:|---|" + "---|" * len(METHODS))
    for n in SIZES:
        for points, trinomial in TRINOMIALS.items():
            shares = ", ".join(f"{share:.0%}".replace("%", " %") for share in trinomial)
            cells = (coverage(method, n, trinomial) for method in METHODS.values())
            figures = " | ".join(f"{held:.1%}, {width:.1f}".replace("%", " %") for held, width in cells)
            print(f"| {n} | {points} | {shares} | {figures} |")


if __name__ == "__main__":
    main()

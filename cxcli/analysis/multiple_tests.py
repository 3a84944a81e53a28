"""Many tests at once: some differences look real by chance alone."""

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return the p values adjusted for being so many, in the order given.

    Whoever takes all tests with an adjusted value of at most 0.05 for real is wrong, on average, in about 5 % of those
    taken: in no more, if the p values are exact and the tests independent, which those of shares and of groups against
    their others nearly are.

    Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289-300.

    Raises:
        ValueError: a value that is not between 0 and 1.
    """
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("a p value lies between 0 and 1")
    tests = len(p_values)
    adjusted = [0.0] * tests
    lowest = 1.0
    for rank, place in reversed(list(enumerate(sorted(range(tests), key=p_values.__getitem__), start=1))):
        lowest = min(lowest, p_values[place] * (tests / rank))
        adjusted[place] = lowest
    return adjusted

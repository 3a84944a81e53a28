"""Samples from a population that is small enough to be counted."""

from math import inf


def effective_n(n: float, population: int, *, rows: int | None = None) -> float:
    """Answers that would tell as much if the population were endless: n / (1 - rows / population).

    `rows` are the people who answered; without weights they are n, with weights n is Kish's effective number. Infinite
    for a census: its intervals shrink to the value.

    Source: the finite population correction 1 - n/N of the variance; Cochran, Sampling Techniques (1977), 2.6.

    Raises:
        ValueError: n is not above 0, or more people answered than there are.
    """
    answered = n if rows is None else rows
    if not n > 0 or not answered > 0:
        raise ValueError("an effective number needs more than 0 answers")
    if answered > population:
        raise ValueError("more people answered than the population has")
    return inf if answered == population else n * population / (population - answered)

"""Draws from a few distributions by `Random.random`, comparisons, sums and square roots only.

So every machine and every Python draws the same to the last bit: logarithms and powers may differ in it.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def drawn(random: Random, shares: Mapping[str, int]) -> str:
    """Return a key, each as often as its share says."""
    return [key for key, share in shares.items() for _ in range(share)][int(random.random() * sum(shares.values()))]


def between(random: Random, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + int(random.random() * (high - low + 1))


def happens(random: Random, share: float) -> bool:
    """Return True as often as the share says."""
    return random.random() < share


def some(random: Random, items: Sequence[Item], number: int) -> list[Item]:
    """Return so many different items, in the order in which they were drawn."""
    left = list(items)
    return [left.pop(int(random.random() * len(left))) for _ in range(number)]


def bell(random: Random) -> float:
    """Return about a standard normal number."""
    return fsum(random.random() for _ in range(12)) - 6


def skewed(random: Random) -> float:
    """Return a factor with median 1 and a long tail, at most 10: log-logistic with shape 2."""
    part = min(random.random(), 0.99)
    return sqrt(part / (1 - part))


def exponential(random: Random) -> float:
    """Return an exponential number with mean 1.

    Source: von Neumann, Various techniques used in connection with random digits (1951): a run of falling numbers
    that ends after an even number of draws has a first number with density exp(-x) on 0 to 1.
    """
    whole = 0
    while True:
        first = random.random()
        if _draws_until_a_rise(random, first) % 2 == 0:
            return whole + first
        whole += 1


def gamma(random: Random, shape: int) -> float:
    """Return a gamma number with a whole shape and rate 1: a sum of exponential ones."""
    return fsum(exponential(random) for _ in range(shape))


def half_gamma(random: Random) -> float:
    """Return a gamma number with shape 1/2 and rate 1: an exponential one times the squared cosine of any angle."""
    while True:
        x, y = (2 * random.random() - 1 for _ in range(2))
        if 0 < x * x + y * y <= 1:
            return exponential(random) * (x * x / (x * x + y * y))


def smallest(random: Random, number: int) -> float:
    """Return the smallest of so many uniform numbers, which is beta with parameters 1 and `number`."""
    return min(random.random() for _ in range(number))


def _draws_until_a_rise(random: Random, first: float) -> int:
    """Return how many draws there are up to the one that rises, it and the first included."""
    draws, last = 2, first
    while (following := random.random()) <= last:
        draws, last = draws + 1, following
    return draws

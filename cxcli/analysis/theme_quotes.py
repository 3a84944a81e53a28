"""Typical comments of a theme: which of them to show."""

from collections.abc import Callable, Collection
from statistics import median_low


def typical(texts: Collection[str], told_by: Callable[[str], int], most: int) -> list[str]:
    """Return at most `most` of the distinct texts of a theme, whatever their order.

    Of the half of them whose length is nearest to the median length, those with the most words of the theme go first
    (`told_by` counts them), then those nearer to the median, then by the alphabet.
    """
    distinct = sorted(set(texts))
    if not distinct:
        return []
    middle = median_low(sorted(map(len, distinct)))
    near = sorted(distinct, key=lambda text: (abs(len(text) - middle), text))[: max((len(distinct) + 1) // 2, most)]
    return sorted(near, key=lambda text: (-told_by(text), abs(len(text) - middle), text))[:most]

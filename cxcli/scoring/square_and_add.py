"""The interval of the difference of two independent values."""

from math import hypot

from cxcli.scoring.interval import Interval


def square_and_add(value1: float, interval1: Interval, value2: float, interval2: Interval) -> Interval:
    """The interval of `value1 - value2`, from the two values and their own intervals.

    The distances from the values to their limits are squared and added. Where a value lies outside its own interval (an
    adjusted Wald one with few answers), the distance to the limit that it has passed is 0.

    Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10; Zou and Donner, Statistics in Medicine 27
    (2008) 1693-1702 (MOVER, for values of any kind).
    """
    difference = value1 - value2
    below = hypot(max(value1 - interval1.low, 0.0), max(interval2.high - value2, 0.0))
    above = hypot(max(interval1.high - value1, 0.0), max(value2 - interval2.low, 0.0))
    return Interval(difference - below, difference + above, "square-and-add")

"""The forms in which durations are written, and the longest one that is believed."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

LONGEST = 100_000 * 86_400_000_000
"""Microseconds of 100,000 days (273 years). A longer duration is a time stamp in the wrong column, and unreadable."""


class Form(IntEnum):
    """How a duration is written; `GARBAGE` is every text that is none."""

    GARBAGE = 0
    BLANK = 1
    MISSING = 2
    """A word for "no answer"."""
    WHOLE = 3
    """Digits alone: 45."""
    DECIMAL = 4
    """Digits with a point that can only be a decimal sign: 12.5."""
    NUMBER = 5
    """Any other plain number: -1, 12,5 or 1,234.5."""
    WORDS = 6
    """Numbers with units beside them: 2h 3m, 12.5 hrs."""
    CLOCK = 7
    """Hours, minutes and seconds, with days before them or without: 64:00:00, 1 day, 2:03:04."""
    ISO = 8
    """ISO 8601: PT1H30M."""
    DATE = 9
    """A date from 1970 to 1999, which may count from the first day of 1970: 1970-01-02 09:46:18."""
    PAIR = 10
    """Two parts, hours and minutes or minutes and seconds: 12:30."""
    REMAINING = 11
    """Two parts, two digits before the colon, below zero: -00:15."""
    MINUTES = 12
    """Two parts, the second with a fraction: 02:23.5."""


NUMBERS = frozenset({Form.WHOLE, Form.DECIMAL, Form.NUMBER})
"""The forms that need a unit."""
PAIRS = frozenset({Form.PAIR, Form.REMAINING, Form.MINUTES})
"""The forms of two parts."""


Part = tuple[str, int | None]
"""A number as it is written, and the microseconds of its unit; None where that is the unit of the column."""


class Found(NamedTuple):
    """The form of a text, and its microseconds.

    Where those depend on the decimal sign of the column, it has `parts` instead, whose sum it is.
    """

    form: Form
    amount: int = 0
    parts: Sequence[Part] = ()

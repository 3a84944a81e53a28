"""The forms in which dates are written."""

from enum import IntEnum


class Shape(IntEnum):
    """How a date is written; `GARBAGE` is every text that is no date."""

    GARBAGE = 0
    BLANK = 1
    ISO = 2
    YEAR_FIRST = 3
    NAMED = 4
    SLASH = 5
    DOT = 6
    DASH = 7
    SHORT_DASH = 8
    COMPACT = 9
    NUMBER = 10

    @property
    def numeric(self) -> bool:
        """Whether it leaves open which number is the day."""
        return self in {Shape.SLASH, Shape.DOT, Shape.DASH, Shape.SHORT_DASH}

"""The time of day."""

import re

import pytest

from cxcli.mapping.clock import CLOCK, clock_fields
from cxcli.mapping.moments import NO_OFFSET, NO_SUCH_OFFSET, NO_TIME

PATTERN = re.compile(rf"day(?: {CLOCK})?", re.IGNORECASE | re.ASCII)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("day", (0, 0, 0, 0, NO_TIME)),
        ("day 9:29", (9, 29, 0, 0, NO_OFFSET)),
        ("day 11.35", (11, 35, 0, 0, NO_OFFSET)),
        ("day 22:36:01.5", (22, 36, 1, 500_000, NO_OFFSET)),
        ("day 22:36:01,123456789", (22, 36, 1, 123_456, NO_OFFSET)),
        ("day 9:29 AM", (9, 29, 0, 0, NO_OFFSET)),
        ("day 9:29 p.m.", (21, 29, 0, 0, NO_OFFSET)),
        ("day 12:00 AM", (0, 0, 0, 0, NO_OFFSET)),
        ("day 12:00 PM", (12, 0, 0, 0, NO_OFFSET)),
        ("day 8:51:12 AM GMT+1", (8, 51, 12, 0, 3600)),
        ("day 8:51 Z", (8, 51, 0, 0, 0)),
        ("day 8:51 UTC", (8, 51, 0, 0, 0)),
        ("day 8:51-03:30", (8, 51, 0, 0, -12_600)),
        ("day 8:51 +0530", (8, 51, 0, 0, 19_800)),
        ("day 8:51+24:00", (8, 51, 0, 0, NO_SUCH_OFFSET)),
        ("day 8:51+01:60", (8, 51, 0, 0, NO_SUCH_OFFSET)),
    ],
)
def test_times_of_day_are_read(text, fields):
    """Hours of both halves of the day, fractions and offsets are read."""
    assert clock_fields(PATTERN.fullmatch(text)) == fields


@pytest.mark.parametrize("text", ["day 13:00 PM", "day 0:30 AM"])
def test_an_hour_that_a_half_of_the_day_does_not_have_is_none(text):
    """13 PM and 0 AM are hours that no day has."""
    assert clock_fields(PATTERN.fullmatch(text))[0] == 24


@pytest.mark.parametrize("text", ["day 9", "day 9:2", "day 9:29:5", "day 9:29 EST", "day 9:29 - 10"])
def test_other_times_do_not_match(text):
    """A bare hour, other zones and ranges are no time of day."""
    assert PATTERN.fullmatch(text) is None


def test_a_pattern_without_a_clock_has_no_time():
    """A match without the groups of a time of day is a date alone."""
    assert clock_fields(re.fullmatch("(?P<year>x)", "x")) == (0, 0, 0, 0, NO_TIME)

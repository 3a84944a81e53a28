import re
from typing import get_args

import pytest

from cxcli.commands import options
from cxcli.config.field_types import DayOrder, Grain, Month, WeekStart
from cxcli.mapping.date_choices import Order
from cxcli.scoring import box_definition, calendar, intervals


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (get_args(options.PeriodName), [str(grain) for grain in calendar.Grain]),
        (get_args(options.PeriodName), get_args(Grain)),
        (get_args(options.WeekDay), get_args(WeekStart)),
        (get_args(options.MonthName), get_args(Month)),
        (get_args(options.PolarityName), get_args(box_definition.Polarity)),
        (get_args(options.OrderName), get_args(Order)),
        (get_args(options.OrderName), get_args(DayOrder)),
    ],
)
def test_choices_are_those_of_the_stages(typed, known):
    """The command line, which must not load the stages, offers exactly the choices that they know."""
    assert sorted(typed) == sorted(known)


def test_the_help_names_every_interval():
    """Each interval method that a metric can have is named in the help of its option."""
    said = set(re.findall("[a-z-]+", options.IntervalOption.__metadata__[0].help))
    assert {*intervals.DIFFERENCE_METHODS, *intervals.SHARE_METHODS, *intervals.MEAN_METHODS} <= said

from zoneinfo import ZoneInfo

from cxcli.errors import Problem
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.file_zone import zoned
from cxcli.mapping.wants import Wants

CHOICES = DateChoices(order="day-first")


def found(table, zone, *, declared):
    return zoned(Wants(answers=[], dates=CHOICES, zone_declared=declared), table(["a"], [], zone=zone).facts)


def test_the_zone_that_a_file_names(table):
    """It is taken where none is declared, and said to be; all else that was said of dates stays."""
    choices, basis = found(table, "Europe/Berlin", declared=False)
    assert (choices.zone, choices.order) == (ZoneInfo("Europe/Berlin"), "day-first")
    assert basis == "times of Europe/Berlin, as the header says"


def test_what_is_declared_goes_first(table):
    """A zone that the user says, or a file that names none, leaves the choices as they are."""
    assert found(table, "Europe/Berlin", declared=True) == (CHOICES, "")
    assert found(table, None, declared=False) == (CHOICES, "")


def test_a_zone_that_is_not_there(table):
    """The problem is one of the file."""
    problem = found(table, "Mars/Olympus", declared=False)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("zone-unknown", "answers.csv")

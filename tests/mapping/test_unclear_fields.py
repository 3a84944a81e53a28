import pytest

from cxcli.errors import DataError
from cxcli.mapping.needs import Need
from cxcli.mapping.unclear_fields import unclear_fields
from cxcli.mapping.wants import Wants

NEEDS = [
    Need(metric="a", fields=("created_at", "talk_time")),
    Need(metric="b", fields=("talk_time", "solved_at")),
    Need(metric="c", fields=("created_at",)),
]
NAMES = ["created_at", "talk_time", "solved_at"]


def codes(found):
    return {metric: [problem.code for problem in problems] for metric, problems in found.items()}


def test_each_metric_has_the_problems_of_its_columns(table):
    """A column that is not clear is a problem of every metric that reads it, found in one look."""
    source = table(NAMES, [("2025-01-01", "5", "Y")])
    found = unclear_fields(source, Wants(answers=[], needs=NEEDS))
    assert codes(found) == {
        "a": ["duration-unit-unknown"],
        "b": ["duration-unit-unknown", "unreadable"],
        "c": [],
    }
    assert len(source.passes) == 1


def test_a_zone_that_is_not_there_is_a_problem_of_all(table):
    """No date can be read then."""
    source = table(NAMES, [("2025-01-01", "5", "Y")], zone="Mars/Olympus")
    found = unclear_fields(source, Wants(answers=[], needs=NEEDS, zone_declared=False))
    assert codes(found) == {"a": ["zone-unknown"], "b": ["zone-unknown"], "c": ["zone-unknown"]}


def test_what_lacks_is_told_as_in_a_run(table):
    """Only metrics whose fields are fed can be looked at."""
    with pytest.raises(DataError):
        unclear_fields(table(["a"], [("1",)]), Wants(answers=[], needs=NEEDS))

from datetime import UTC, datetime

import pandas as pd
import pytest

from cxcli.errors import UsageError
from cxcli.mapping.people import find_column
from cxcli.mapping.wants import Wants
from cxcli.pipeline import run
from cxcli.settings import Asked, settle
from cxcli.sources.chunk import Column
from cxcli.sources.frame import FrameSource


def columns(*names):
    return [Column(place, name) for place, name in enumerate(names)]


def found(name, *names, people=None):
    return find_column(name, Wants(answers=(), by=[name], people=people or {}), columns(*names)).name


@pytest.mark.parametrize(
    ("name", "names", "taken"),
    [
        ("account", ("nps", "account"), "account"),
        ("account", ("account", "account_id"), "account"),
        ("account", ("Company ID", "Account ID"), "Account ID"),
        ("account", ("nps", "Organization-Id"), "Organization-Id"),
        ("customer", ("email", "requester_id"), "requester_id"),
        ("respondent", ("account", "Email"), "Email"),
        ("plan", ("plan", "account"), "plan"),
    ],
)
def test_a_column_of_that_name_goes_before_the_names_of_the_field(name, names, taken):
    """The column that is called so is taken, else the first that goes by a name of the field."""
    assert found(name, *names) == taken


def test_the_column_that_was_named_goes_first():
    """What the user has said of the field goes before a column of that name."""
    assert found("account", "account", "firm", people={"account": "firm"}) == "firm"


def test_what_cannot_be_told_is_refused():
    """No column, or two with one name, are refused with what to add; other fields are columns only."""
    with pytest.raises(UsageError, match="--map account=COLUMN"):
        found("account", "nps", "plan")
    with pytest.raises(UsageError, match="2 columns could hold account"):
        found("account", "account_id", "Account ID")
    with pytest.raises(UsageError, match="there is no column 'topic'"):
        found("topic", "nps", "Contact reason")
    with pytest.raises(UsageError, match="there is no column 'account'"):
        find_column("account", Wants(answers=()), columns("account_id"))


FRAME = pd.DataFrame({"nps": [10, 0, 10], "Company ID": ["a", "b", "a"], "firm": ["x", "x", "y"]})


def groups(**said):
    settings = settle(Asked(metrics=["nps"], by=["account"], **said), None, datetime(2025, 1, 1, tzinfo=UTC))
    made = run(settings, [FrameSource(FRAME, "frame")])
    return {score.group["account"]: score.value for score in made.scores if score.group}, made.notices


def test_groups_are_told_by_the_field_and_the_column_is_said():
    """Groups carry the name that was asked for, and a notice says which column that is."""
    scores, notices = groups()
    assert scores == {"a": 100.0, "b": -100.0}
    assert [(each.code, each.message) for each in notices] == [("group-field", "account is column 'Company ID'")]


def test_a_column_can_be_named_for_the_field():
    """`--map account=COLUMN` holds for groups, too."""
    scores, _ = groups(maps=["account=firm"])
    assert set(scores) == {"x", "y"}

from datetime import UTC, datetime

import pytest

from cxcli.config.load import load
from cxcli.errors import UsageError
from cxcli.settings import Asked
from cxcli.settings.grouping import AskedGrouping, cut_by, grouped

NOW = datetime(2025, 10, 1, tzinfo=UTC)


def of(loaded=None, said=None, **asked):
    return grouped(Asked(metrics=["csat"], **asked), AskedGrouping(**said or {}), loaded, NOW)


def refused(**said):
    with pytest.raises(UsageError) as raised:
        of(said=said)
    (problem,) = raised.value.problems
    assert problem.help
    return problem.code


def config(tmp_path, text):
    (tmp_path / "cx.yaml").write_text(text)
    return load(tmp_path / "cx.yaml")


def test_without_a_word(tmp_path):
    """Ten answers are the fewest, 5 % the level, nothing is adjusted for; groups of the report are left out."""
    settings, grouping = of(config(tmp_path, "report: {by: [plan]}"))
    assert (grouping.min_n, list(settings.by)) == (10, [])
    assert (grouping.column, grouping.adjust, grouping.level, grouping.apart) == (None, (), 0.05, ())


def test_what_is_said_counts(tmp_path):
    """Option and config say how few answers are too few; the config names who is nobody."""
    loaded = config(tmp_path, "report: {min_n: 30}\nagents: {apart: [Night Bot]}")
    assert of(loaded)[1].min_n == 30
    assert of(loaded, min_n=0)[1].min_n == 0
    assert of(loaded)[1].apart == ("Night Bot",)


def test_the_cells_of_groups_and_strata():
    """A column is one breakdown, and crossed with what it is adjusted for another; each column is read once."""
    settings, grouping = of(said={"group": " team ", "adjust": ["channel, priority", "channel"]})
    assert grouping.adjust == ("channel", "priority")
    made = cut_by(settings, grouping, "team")
    assert list(made.by) == [("team",), ("team", "channel", "priority")]
    assert list(made.wants.by) == ["team", "channel", "priority"]
    plain = cut_by(*of(said={"group": "team"}), "team")
    assert list(plain.by) == [("team",)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"group": " "}, "by"),
        ({"adjust": ["channel,"]}, "by"),
        ({"group": "team", "adjust": ["team"]}, "by"),
        ({"fdr": 0}, "fdr"),
        ({"fdr": 0.5}, "fdr"),
        ({"fdr": float("nan")}, "fdr"),
    ],
)
def test_what_cannot_be(said, code):
    """Empty names, groups adjusted for themselves and levels that are none are refused, with what to do."""
    assert refused(**said) == code


def test_a_column_that_was_found_is_not_adjusted_for_either():
    """The column of the agents, found by its name, may be one of those to adjust for: that is refused later."""
    settings, grouping = of(said={"adjust": ["agent"]})
    with pytest.raises(UsageError, match="says which groups"):
        cut_by(settings, grouping, "agent")

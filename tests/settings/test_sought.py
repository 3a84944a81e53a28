from datetime import UTC, datetime

import pytest

from cxcli.errors import UsageError
from cxcli.rows import FATES, Disposition
from cxcli.scoring.cells import CellKey
from cxcli.settings import Asked
from cxcli.settings.sought import AskedRows, sought

NOW = datetime(2025, 10, 1, tzinfo=UTC)


def of(rows, metrics="nps", **asked):
    return sought(Asked(metrics=[metrics], **asked), AskedRows(**rows), None, NOW)


def refused(rows, **asked):
    with pytest.raises(UsageError) as raised:
        of(rows, **asked)
    (problem,) = raised.value.problems
    assert problem.help
    return problem.code


def test_the_scored_rows_of_all_groups_are_sought_where_nothing_is_said():
    """Without a word the rows are those behind the overall number."""
    settings, wanted = of({})
    assert (wanted.cell, wanted.fates, wanted.boxes, wanted.answers) == (
        CellKey(0, (), None),
        ("scored",),
        (),
        frozenset(),
    )
    assert (settings.by, settings.periods) == ([], None)


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        (["plan=pro"], (("plan", "pro"),)),
        ([" plan =  pro  plus "], (("plan", "pro plus"),)),
        (["plan=pro+region=EU"], (("plan", "pro"), ("region", "EU"))),
        (["plan=pro", "region=EU"], (("plan", "pro"), ("region", "EU"))),
        (["age=65+"], (("age", "65+"),)),
        (["age=65++region=EU"], (("age", "65+"), ("region", "EU"))),
        (["mail=a=b"], (("mail", "a=b"),)),
        (["plan=(blank)"], (("plan", "(blank)"),)),
    ],
)
def test_a_group_is_a_key_for_each_column(typed, group):
    """`+` crosses where another COLUMN=KEY follows; a key may hold + and = itself."""
    settings, wanted = of({"groups": typed})
    assert wanted.group == group
    assert settings.by == [tuple(column for column, _ in group)]
    assert wanted.cell == CellKey(1, group, None)


@pytest.mark.parametrize("typed", [["plan"], ["=pro"], ["plan="], ["plan=pro", "plan=free"], ["plan=pro+plan=free"]])
def test_what_names_no_group_is_refused(typed):
    """A column without a key, a key without a column, and two keys of a column are no group."""
    assert refused({"groups": typed}) == "by"


@pytest.mark.parametrize(
    ("text", "grain", "label"),
    [
        ("2025-03-04", "day", "2025-03-04"),
        ("2025-W36", "week", "2025-W36"),
        ("2025-03", "month", "2025-03"),
        ("2025-q1", "quarter", "2025-Q1"),
        ("2024", "year", "2024"),
        ("last month", "month", "2025-09"),
    ],
)
def test_a_period_says_how_time_is_cut(text, grain, label):
    """The run is cut by periods of the length of the one that is sought."""
    settings, wanted = of({"period": text})
    assert str(settings.periods.grain) == grain
    assert settings.periods.span(wanted.period, first=None, last=None, now=NOW).label == label
    assert settings.wants.dated


def test_a_window_is_named_by_its_last_period():
    """Where windows roll, the period is the last one of the window."""
    settings, wanted = of({"period": "2025-03"}, rolling=(3, "month"))
    assert settings.periods.rolling == 3
    span = settings.periods.span(wanted.period, first=None, last=None, now=NOW)
    assert span.label == "2025-01 to 2025-03"


def test_a_period_of_another_length_than_asked_for_is_refused():
    """A quarter is none of the months that were asked for, and 90 days are no period."""
    assert refused({"period": "2025-Q1"}, period="month") == "period-bound"
    assert refused({"period": "2025-Q1"}, rolling=(3, "month")) == "period-bound"
    assert refused({"period": "last 90 days"}) == "period-bound"
    assert refused({"period": "soon"}) == "period-bound"


@pytest.mark.parametrize("typed", ["detractor", "Detractors", " detractors "])
def test_a_class_may_be_in_the_singular(typed):
    """Capitals and a last s do not matter."""
    assert of({"boxes": [typed, "detractors"]})[1].boxes == ("detractors",)


def test_a_class_that_the_metric_has_not_is_refused():
    """The refusal lists the classes."""
    assert refused({"boxes": ["happy"]}) == "class"
    with pytest.raises(UsageError) as raised:
        of({"boxes": ["happy"]})
    assert raised.value.problems[0].help == "classes: promoters, passives, detractors"


def test_fates_are_sought_by_their_names():
    """Spaces and hyphens stand for the underscore; all of them come in their order."""
    assert of({"fates": ["Off scale", "blank"]})[1].fates == (Disposition.BLANK, Disposition.OFF_SCALE)
    assert of({"fates": ["out-of-period"]})[1].fates == (Disposition.OUT_OF_PERIOD,)
    assert of({"fates": ["all"]})[1].fates == FATES


def test_malformed_records_are_in_no_group():
    """They are refused where a group, a class or a flag is sought, and left out of all fates there."""
    assert refused({"fates": ["malformed"], "groups": ["plan=pro"]}) == "fate"
    assert refused({"fates": ["malformed"], "answers": [3]}) == "fate"
    assert Disposition.MALFORMED not in of({"fates": ["all"], "groups": ["plan=pro"]})[1].fates
    assert refused({"fates": ["lost"]}) == "fate"


def test_a_flag_needs_its_condition():
    """A flag that nothing says which rows have is refused."""
    assert refused({"flag": "speeder"}) == "flag"
    assert of({"flag": "speeder"}, speeders="seconds < 30")[1].flag == "speeder"


def test_rows_are_those_of_one_metric():
    """Two metrics have rows of their own each."""
    assert refused({}, metrics="nps,csat") == "metric"


def test_columns_to_show_are_wanted_once():
    """The columns asked for by name are wanted of the file."""
    assert of({}, extra=["id", "comment", "id"])[0].wants.extra == ["id", "comment"]

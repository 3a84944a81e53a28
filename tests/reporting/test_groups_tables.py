import pytest

from cxcli.reporting.groups_order import Listed
from cxcli.reporting.groups_tables import apart_table, funnel_text, groups_table
from cxcli.reporting.table import shown
from tests.reporting.judged_groups import finding, mixed

ALL = Listed()


def texts(table):
    return [[shown(cell) for cell in row] for row in table.rows]


def titles(table):
    return [column.title for column in table.columns]


def test_a_row_for_each_group():
    """Group, answers, value, limits, shrunken value and verdict; a small group has no more than its answers."""
    table = groups_table(finding(), ALL, 1)
    assert titles(table) == ["agent", "n", "CSAT", "95 %", "shrunk", "q", "verdict"]
    ann, _, _, dee = texts(table)
    assert ann[:4] == ["Ann", "100", "90.0 %", "82.6 to 94.5"]
    assert 70 < float(ann[4].removesuffix(" %")) < 90
    assert ann[-1] == "better"
    assert dee == ["Dee", "4", "not shown", "", "", "", "small"]


@pytest.mark.parametrize(
    ("width", "left"),
    [
        (120, ["agent", "n", "CSAT", "95 %", "shrunk", "q", "funnel", "verdict"]),
        (70, ["agent", "n", "CSAT", "95 %", "shrunk", "funnel", "verdict"]),
        (54, ["agent", "n", "CSAT", "95 %", "shrunk", "verdict"]),
        (42, ["agent", "n", "CSAT", "shrunk", "verdict"]),
        (36, ["agent", "n", "CSAT", "verdict"]),
        (10, ["agent", "n", "CSAT", "verdict"]),
    ],
)
def test_columns_give_way_where_there_is_less_room(width, left):
    """The least telling column goes first; group, answers, value and verdict stay."""
    assert titles(groups_table(finding(), ALL, 1, width=width)) == left


def test_of_two_values_the_adjusted_one_stays():
    """Adjusted groups have both values, and on a narrow screen the adjusted one."""
    assert titles(groups_table(mixed(), ALL, 1))[2:4] == ["CSAT", "adjusted"]
    assert titles(groups_table(mixed(), ALL, 1, width=36)) == ["agent", "n", "adjusted", "verdict"]
    assert texts(groups_table(mixed(), ALL, 1))[2] == ["Cy", "60", "50.0 %", "", "37.7 to 62.3", "", "", "none"]


def test_groups_apart():
    """Those that are nobody have their value, its limits and their rows."""
    table = apart_table(finding(), 1)
    assert texts(table) == [["Answer Bot", "90.0 %", "59.6 to 98.2", "10", "10"]]


@pytest.mark.parametrize(
    ("z", "drawn"),
    [
        (0, " : |  o  | : "),
        (1, " : |  . o| : "),
        (-1.96, " : o  .  | : "),
        (2.5, " : |  .  |o: "),
        (3.09, " : |  .  | o "),
        (4, " : |  .  | :o"),
        (4.4, " : |  .  | :>"),
        (-9, "<: |  .  | : "),
    ],
)
def test_the_place_in_the_funnel(z, drawn):
    """The dot is the overall value, the bars stand at 1.96 standard errors, the colons at 3.09."""
    assert funnel_text(z) == drawn


def test_without_a_judgement_there_is_no_table():
    """One group makes no table."""
    with pytest.raises(ValueError, match="without a judgement"):
        groups_table(finding({"Ann": {5: 20}}), ALL, 1)

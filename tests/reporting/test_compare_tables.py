import pytest
from msgspec.structs import replace

from cxcli.reporting.compare_tables import boxes_of, groups_table, transitions_table, why_table
from cxcli.reporting.table import shown
from tests.reporting.compared_sides import MEAN, NPS, many, paired, two


def texts(table):
    return [[shown(cell) for cell in row] for row in table.rows]


def test_segments():
    """A row has shares, values and parts; the last one is the sum of all: 80 of 180 answers are of pro, 50.0."""
    found = two()
    rows = texts(why_table(found.why, NPS, 1))
    assert rows[0][:5] == ["pro", "44.4 %", "40.0 %", "50.0", "62.5"]
    assert rows[1][:5] == ["free", "55.6 %", "60.0 %", "-30.0", "25.0"]
    assert rows[2][:5] == ["all", "100.0 %", "100.0 %", "5.6", "40.0"]
    assert rows[2][-1] == "+34.4"
    assert [column.title for column in why_table(found.why, NPS, 1).columns][3:5] == ["NPS before", "NPS after"]


def test_segments_that_are_missing_or_small():
    """A segment of one side has no value on the other; small ones are one, whose values may stay unseen."""
    found = two({"a": {10: 9}, "b": {0: 2}}, {"a": {10: 9}, "c": {0: 2}}, columns=("plan", "region")[:1], min_n=3)
    rows = texts(why_table(found.why, NPS, 1))
    assert rows[1][0] == "fewer than 3"
    assert rows[1][3:5] == ["not shown", "not shown"]
    alone = texts(why_table(two({"a": {10: 9}}, {"b": {10: 9}}).why, NPS, 1))
    assert [row[3:5] for row in alone[:2]] == [["100.0", "none"], ["none", "100.0"]]


def test_transitions():
    """Rows are the boxes before, columns those after; the margins are the waves."""
    rows = texts(transitions_table(paired(two()).same, NPS))
    assert rows == [
        ["promoters", "5", "0", "1", "6"],
        ["passives", "0", "0", "0", "0"],
        ["detractors", "2", "0", "0", "2"],
        ["all", "7", "0", "1", "8"],
    ]
    assert transitions_table(paired(two(), {}).same, NPS) is None


def test_transitions_of_a_mean_are_those_of_its_answers():
    """A metric without boxes has its answers; answers in no box have a column of their own."""
    assert boxes_of(replace(MEAN, boxes={}), {}) == ["1", "2", "3", "4", "5"]
    assert boxes_of(NPS, {("promoters", "other"): 1}) == ["promoters", "passives", "detractors", "other"]


def test_groups():
    """A group stands beside all the others: EMEA 50, the others 50 promoters and 110 detractors of 160."""
    found = many({"EMEA": {10: 60, 0: 20}, "AMER": {10: 40, 0: 40}, "APAC": {10: 10, 0: 70}})
    rows = texts(groups_table(found, 1))
    assert [rows[0][place] for place in (0, 1, 2, 3, 4, 6, 7)] == [
        *("EMEA", "50.0", "80", "-37.5", "+87.5", "<0.001", "higher")
    ]
    assert " to " in rows[0][5]
    bare = texts(groups_table(many({"a": {3: 2}, "b": {3: 2}}, MEAN), 2))
    assert bare[0] == ["a", "3.00", "2", "3.00", "0.00", "", "", "unclear"]
    with pytest.raises(ValueError, match="no groups"):
        groups_table(many({}), 1)

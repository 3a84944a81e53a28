from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.groups_csv import flat_groups_table
from cxcli.reporting.groups_order import Listed
from cxcli.reporting.table import shown
from tests.reporting.judged_groups import finding, mixed


def rows(found, listed=None):
    table = flat_groups_table([found], listed or Listed())
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(shown, row), strict=True)) for row in table.rows]


def test_a_row_for_each_part():
    """The overall value comes first, then the groups, then those apart; every figure in full."""
    overall, ann, bob, cy, dee, bot = rows(finding())
    assert [each["part"] for each in (overall, ann, bob, cy, dee, bot)] == ["overall", *["group"] * 4, "apart"]
    assert (overall["n"], float(overall["value"])) == ("504", 100 * 353 / 504)
    assert (ann["group"], ann["verdict"], ann["adjusted"]) == ("Ann", "better", "")
    assert float(ann["funnel_998_low"]) < float(ann["funnel_95_low"]) < float(overall["value"])
    assert (dee["verdict"], dee["value"], dee["reason"]) == ("small", "", "fewer than 10 answers")
    assert bot["verdict"] == ""
    assert [each["group"] for each in rows(finding(), Listed(bad_only=True))] == ["", "Bob", "Answer Bot"]


def test_adjusted_values():
    """Adjusted groups have both values and the limits of both."""
    _, ann, *_ = rows(mixed())
    assert float(ann["value"]) == 90
    assert float(ann["adjusted"]) != 90
    assert float(ann["adjusted_low"]) < float(ann["adjusted"]) < float(ann["adjusted_high"])


def test_names_are_no_formulas():
    """A name that a spreadsheet could take for a formula has an apostrophe before it."""
    groups = {'=HYPERLINK("x")': {5: 90, 1: 10}, "Bob": {5: 50, 1: 50}}
    text = csv_table(flat_groups_table([finding(groups)], Listed()))
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text


def test_without_a_judgement_there_is_the_reason():
    """One group leaves the overall value, and why it is not judged."""
    (overall,) = rows(finding({"Ann": {5: 20}}))
    assert overall["reason"] == "only one group has answers"

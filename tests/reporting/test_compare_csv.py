import csv
import io

from cxcli.reporting.compare_csv import compare_table
from cxcli.reporting.csv_table import csv_table
from tests.reporting.compared_sides import MEAN, many, paired, two


def rows(*found):
    return list(csv.DictReader(io.StringIO(csv_table(compare_table(found)))))


def test_two_sides():
    """The difference comes first, then segments, pairs and transitions, each with the sides that it is of."""
    found = rows(paired(two()))
    assert [row["part"] for row in found] == ["difference", *["segment"] * 2, "paired", *["transition"] * 3]
    assert {(row["before"], row["after"]) for row in found} == {("2025-Q1", "2025-Q2")}
    assert (found[0]["value_after"], found[0]["n_before"], found[0]["verdict"]) == ("40.0", "180", "up")
    assert float(found[1]["share_before"]) == 100 * 80 / 180
    assert [row["respondents"] for row in found[3:]] == ["8", "5", "1", "2"]
    assert [row["name"] for row in found[4:]] == [
        "promoters to promoters",
        "promoters to detractors",
        "detractors to promoters",
    ]


def test_what_is_not_known_is_empty():
    """Without a test there is none, small segments have no values, and a reason says why pairs have no change."""
    (bare,) = rows(two({"a": {3: 1}}, {"a": {4: 1}}, MEAN, columns=()))
    assert (bare["test"], bare["p"], bare["verdict"]) == ("", "", "")
    small = rows(two({"a": {10: 9}, "b": {0: 2}}, {"a": {10: 9}, "c": {0: 2}}, min_n=3))[2]
    assert (small["name"], small["value_before"], small["value_after"]) == ("fewer than 3", "", "")
    nobody = rows(paired(two(columns=()), {}))[1]
    assert (nobody["respondents"], nobody["reason"]) == ("0", "nobody answered on both sides")
    segments = rows(two({"a": {10: 1}}, {"b": {10: 1}}))[1:3]
    assert [(row["value_before"], row["value_after"]) for row in segments] == [("100.0", ""), ("", "100.0")]


def test_many_groups():
    """A row is a group; before are the others."""
    first, second = rows(many({"=a": {10: 60, 0: 20}, "b": {10: 40, 0: 40}}))
    assert (first["part"], first["name"], first["value_before"], first["value_after"]) == (
        "group",
        "'=a",
        "0.0",
        "50.0",
    )
    assert (first["verdict"], second["verdict"]) == ("higher", "lower")
    assert float(first["p_adjusted"]) >= float(first["p"])

"""A report as CSV: a row for each value, and nothing in it that a program or a spreadsheet obeys."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.formats import report_csv
from cxcli.formats.report_json import report_json

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def rows_of(report):
    (made,) = report_csv.write(report)
    return list(csv.DictReader(io.StringIO(made.content.decode(), newline=""), strict=True))


def number(text):
    return float(text) if text else None


@pytest.fixture(scope="module")
def rows(report):
    return rows_of(report)


def test_each_section_has_its_rows(rows):
    """Periods before the reported one, all rows, groups, answers, stages and themes; all of their own section."""
    found = [row["section"] for row in rows]
    counts = {name: found.count(name) for name in dict.fromkeys(found)}
    assert counts == {
        "trends": 3 + 3 + 1,
        "scorecard": 3,
        "groups": 6,
        "answers": 11 + 5,
        "journey": 3,
        "themes": 1,
    }
    assert {row["period"] for row in rows} == {"2024-12", "2025-01", "2025-02", "2025-03"}


def test_the_numbers_are_those_of_the_json(rows, report):
    """Value, limits, n, change and target of all rows and of each group."""
    data = report_json(report)
    cells = [
        (each["metric"], "+".join(f"{name}={key}" for name, key in cell["group"].items()), cell)
        for each in data["metrics"]
        for cell in (each["overall"], *each["groups"])
    ]
    found = {(row["metric"], row["group"]): row for row in rows if row["section"] in ("scorecard", "groups")}
    assert set(found) == {(metric, group) for metric, group, _ in cells}
    for metric, group, cell in cells:
        row, score, change = found[metric, group], cell["score"], cell["change"] or {}
        for name in ("value", "low", "high"):
            assert number(row[name]) == score[name]
            assert number(row["change" if name == "value" else f"change_{name}"]) == change.get(name)
        assert number(row["n"]) == (None if score["status"] == "suppressed" else score["n"])
        assert number(row["target"]) == (cell["gate"] or {}).get("target")


def test_what_is_not_shown_says_why(rows):
    """A hidden group has its status and the reason, and no number but the confidence."""
    (row,) = (row for row in rows if row["metric"] == "nps" and row["group"] == "plan=free")
    assert (row["status"], row["reason"], row["value"], row["n"]) == ("suppressed", "fewer than 2 answers", "", "")


def test_readers_get_their_sections(report):
    """Of a report of the scorecard alone, the three values."""
    alone = replace(report, audience=replace(report.audience, sections=("scorecard",)), journey=None, themes=None)
    assert [row["section"] for row in rows_of(alone)] == ["scorecard"] * 3


def test_no_cell_begins_like_a_formula(hostile):
    """Every record has every field, and only numbers begin with a sign."""
    found = rows_of(hostile)
    assert all(None not in row and None not in row.values() for row in found)
    for cell in (cell for row in found for cell in row.values() if cell.startswith(FORMULA)):
        assert float(cell) < 0


@settings(max_examples=25)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_numbers_come_back_to_the_last_bit(report, value, low, high):
    """What is read is the very number that was written."""
    nps = report.metrics[0]
    score = replace(nps.whole.score, value=value, low=low, high=high)
    changed = replace(nps, whole=replace(nps.whole, score=score), groups=(), points=(), answers=())
    (row,) = (row for row in rows_of(replace(report, metrics=(changed,))) if row["section"] == "scorecard")
    assert (float(row["value"]), float(row["low"]), float(row["high"])) == (value, low, high)

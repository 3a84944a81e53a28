import pytest

from cxcli.reporting.compare_text import compare_markdown, compare_text
from cxcli.rows import RowAccount
from tests.reporting.compared_sides import many, paired, two

COLUMNS = {"nps": ["How likely?"]}
GROUPS = {"EMEA": {10: 60, 0: 20}, "AMER": {10: 40, 0: 40}}


def text(found, width=80, **more):
    return compare_text([found], COLUMNS, decimals=None, width=width, colour=False, **more)


@pytest.mark.parametrize("found", [paired(two()), many(GROUPS)], ids=["two", "many"])
@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit(found, width):
    """No line is wider than the screen, and sentences come before tables."""
    assert max(map(len, text(found, width).splitlines())) <= width


def test_what_is_told():
    """Days that count, the column and the methods are told; without segments there is no table."""
    shown = text(two(columns=(), elsewhere=RowAccount()), days="from 2025-01-01")
    assert 'days from 2025-01-01\ncolumn "How likely?" · nps: % 9-10 minus % 0-6 · score interval' in shown
    assert "─" not in shown
    assert text(many({"a": {10: 3}})).startswith("NPS by region: no group can be compared")


def test_each_metric_has_a_block():
    """Blocks are parted by an empty line."""
    shown = compare_text([two(columns=())] * 2, COLUMNS, decimals=0, width=80, colour=False)
    assert shown.count("\n\nNPS before 6 (") == 1


def test_plain_screens():
    """A screen that takes ASCII alone gets nothing else."""
    assert text(paired(two()), encoding="ascii").isascii()


def test_markdown():
    """Sentences are paragraphs, tables are tables, and nothing in a label becomes markup."""
    shown = compare_markdown([two(labels=("<b>", "2025-Q2"))], COLUMNS, None)
    assert "\\<b\\>" in shown
    assert "| plan | share before |" in shown
    assert "| EMEA |" in compare_markdown([many(GROUPS)], COLUMNS, None)


def test_many_groups_have_an_account_of_all_rows():
    """Two sides have an account each; of many groups, what became of all rows is said once."""
    rows = {"nps": "9 rows read: 8 scored, 1 blank"}
    assert "\n9 rows read: 8 scored, 1 blank\n" in text(many(GROUPS), rows=rows)
    assert "9 rows read" in compare_markdown([many(GROUPS)], COLUMNS, None, "", rows)
    assert "9 rows read" not in text(two(columns=()), rows=rows)

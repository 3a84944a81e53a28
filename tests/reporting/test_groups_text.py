import pytest
from rich.cells import cell_len

from cxcli.reporting.groups_order import Listed
from cxcli.reporting.groups_text import Around, groups_markdown, groups_text
from tests.reporting.judged_groups import GROUPS, finding, mixed

AROUND = Around(columns={"csat": ["rating"]}, rows={"csat": "514 rows read: 514 scored"}, days="", decimals=None)


def text(found, width=80, encoding="utf-8", listed=None):
    return groups_text([found], AROUND, listed or Listed(), width=width, colour=False, encoding=encoding)


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("found", [finding(), mixed()], ids=["plain", "adjusted"])
def test_no_line_is_wider_than_the_screen(found, width):
    """On a screen of 80 or of 40 cells every line fits, and the verdict of each group is there."""
    lines = text(found, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert any(line.startswith("Ann") and "better" in line for line in lines)


def test_everything_is_told():
    """Who stands apart, overall value, account, column, method, groups, those apart, and what the words mean."""
    said = " ".join(text(finding()).split())
    for part in ("Ann better, Bob worse", "overall 70.0 %", "514 rows read", 'column "rating"', "apart", "small: 1"):
        assert part in said
    assert "days 2025-01-01 to" in groups_text(
        [finding()],
        Around(columns=AROUND.columns, rows=AROUND.rows, days="2025-01-01 to 2025-02-01", decimals=0),
        Listed(),
        width=80,
        colour=False,
    )


def test_ascii_is_enough():
    """An encoding without lines and dots gets plain signs."""
    text(finding(), encoding="ascii").encode("ascii")


def test_names_steer_nothing():
    """Escape sequences in names are shown, not obeyed; in Markdown names are no links and no cells."""
    groups = {"\x1b[2J[x](http://x)|": GROUPS["Ann"], "Bob": GROUPS["Bob"]}
    assert "\x1b" not in text(finding(groups))
    made = groups_markdown([finding(groups)], AROUND, Listed())
    assert "\x1b" not in made
    assert "[x](http" not in made
    assert "| Bob | 100 |" in made


def test_where_nobody_is_worse_there_is_no_table():
    """Of groups that are all alike `bad_only` lists none."""
    alike = finding({"Ann": {5: 20, 1: 20}, "Bob": {5: 21, 1: 20}})
    assert "verdict" not in text(alike, listed=Listed(bad_only=True))

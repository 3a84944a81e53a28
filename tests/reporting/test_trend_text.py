from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.reporting.trend_text import trend_markdown, trend_text
from cxcli.scoring.cells import Window
from tests.analysis.month_series import NOISE, finding_of, score

COLUMNS = {"nps": ["how likely"]}
SPIKE = [3, 5, 3, 5, 3, 5, 18, 5, 3, 5, 3, 5]


def text(*findings, width=80, encoding="utf-8", **more):
    return trend_text(findings, COLUMNS, decimals=None, width=width, colour=False, encoding=encoding, **more)


def of_group(finding, **group):
    return replace(finding, series=replace(finding.series, overall=score(3, group=group)))


def test_a_block_has_the_score_the_months_and_the_sentences():
    """The header of the score stands first, then a row a month, then what the months say."""
    found = text(finding_of(SPIKE))
    head, table, said = found.split("\n\n")
    assert head.startswith("NPS 10.0   95 % 5.0 to 15.0   n 1,000\n")
    assert 'column "how likely"' in head
    assert table.splitlines()[0].split()[:3] == ["month", "NPS", "95"]
    assert len(table.splitlines()) == 2 + 12
    assert "●" in table
    assert said.startswith("XmR chart (nps is a difference of shares)")


def test_days_that_count():
    """Where some days do not count, the header says which do."""
    assert "\ndays from 2024-01-01\n" in text(finding_of(SPIKE), days=Window(since=date(2024, 1, 1)))


@pytest.mark.parametrize("width", [80, 60, 50, 40])
def test_lines_are_as_wide_as_the_screen(width):
    """No line is wider than the screen, and every value and signal is there."""
    found = text(finding_of(SPIKE), width=width)
    assert max(map(len, found.splitlines())) <= width
    assert "above the limits" in found
    assert all(f"2024-{month:02d}" in found for month in range(1, 13))


def test_what_does_not_fit_goes_and_is_said():
    """The drawing goes first, then the limits, and a line says where they are."""
    wide, middle, narrow = (text(finding_of(SPIKE), width=width) for width in (80, 55, 38))
    assert "●" in wide
    assert "●" not in middle
    assert "-2.0 to 8.0" in middle
    assert "Too narrow" not in middle
    assert "-2.0 to 8.0" not in narrow
    assert "Too narrow for limits and drawing" in narrow.replace("\n", " ")


def test_a_screen_for_nothing():
    """Where not even month and value fit beside each other, each has a line of its own and nothing is lost."""
    found = text(finding_of(SPIKE), width=12)
    assert "95 %: 13.0 to 23.0" in found


def test_room_without_notes():
    """Where no row has a note, the drawing has the room."""
    found = text(finding_of([3, 5, 3]))
    assert len(found.split("\n\n")[1].splitlines()[1]) > 60


def test_plain_signs_where_the_encoding_has_no_others():
    """With ASCII everything is said in ASCII, nothing as a question mark but the sign of a forecast."""
    found = text(finding_of(NOISE), encoding="ascii")
    found.encode("ascii")
    assert "|" in found
    assert "+/- 2.66" in found
    drawn = [line for line in found.splitlines() if "forecast" in line and line.startswith("2025")]
    assert len(drawn) == 3
    assert found.count("?") == 3


def test_a_group_has_a_block_of_its_own():
    """The block of a group begins with its name, made safe, and has its own account of rows."""
    found = text(finding_of(SPIKE), of_group(finding_of(SPIKE), plan="pro\x1b[31m", region="EU"))
    (line,) = [line for line in found.splitlines() if line.startswith("plan pro")]
    assert line.startswith("plan pro\\x1b[31m, region EU   NPS 3.0   95 % -2.0 to 8.0   n 100")
    assert "\n110 rows read: 110 scored\n" in found
    assert "\x1b" not in found


def test_no_months_at_all():
    """Without any month there is no table; the sentences say why there is nothing."""
    found = text(finding_of([]))
    assert "No control limits" in found
    assert "month  " not in found


def test_colour_is_only_added():
    """With colour the text is the same but for the codes."""
    coloured = trend_text([finding_of(SPIKE)], COLUMNS, decimals=None, width=80, colour=True)
    assert "\x1b[" in coloured
    assert "above the limits" in coloured


@given(
    st.lists(st.one_of(st.none(), st.just("gap"), st.integers(-90, 90)), max_size=30),
    st.integers(40, 100),
    st.sampled_from(["ascii", "cp1252", "utf-8"]),
)
@settings(max_examples=60, deadline=None)
def test_any_series_is_shown(values, width, encoding):
    """Whatever the months, lines are as wide as the screen, every value is there, and the encoding can take it."""
    found = text(finding_of(values), width=width, encoding=encoding)
    found.encode(encoding)
    assert max(map(len, found.splitlines())) <= width
    assert all(f" {value}.0 " in f"{found} " for value in values if isinstance(value, int))


def test_markdown():
    """Markdown has the score, a table and the sentences as paragraphs; groups by name; no drawing."""
    group = of_group(finding_of(NOISE), plan="pro*")
    found = trend_markdown([finding_of(SPIKE), group], COLUMNS, None, Window(since=date(2024, 1, 1)))
    assert found.startswith("**NPS 10.0** · 95 % 5.0 to 15.0")
    assert "days from 2024-01-01" in found
    assert "| 2024-07 | 18.0 | 13.0 to 23.0 | 100 | above the limits |" in found
    assert "\n\nXmR chart (nps is a difference of shares): " in found
    assert "**plan pro\\*** · NPS 3.0" in found
    assert "forecast |" in found
    assert "●" not in found

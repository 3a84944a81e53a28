import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxcli.reporting.flow import flow

WORDS = st.text("abc漢", min_size=1, max_size=8)
PIECES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=6)


@pytest.mark.parametrize(
    ("pieces", "width", "lines"),
    [
        ([], 80, ""),
        (["a 1", "b 2"], 80, "a 1 · b 2"),
        (["a 1", "b 2"], 9, "a 1 · b 2"),
        (["a 1", "b 2"], 8, "a 1\nb 2"),
        (["one two three"], 8, "one two\nthree"),
        (["promoters 58.2 %"], 12, "promoters\n58.2 %"),
        (["off (11 ×3)"], 8, "off (11 ×3)".replace("off ", "off\n")),
        (["unbreakable"], 4, "unbreakable"),
    ],
)
def test_lines_break_between_figures(pieces, width, lines):
    """Lines break between pieces; a wide piece between words, but a number keeps the sign that belongs to it."""
    assert flow(pieces, " · ", width) == lines


@given(PIECES, st.integers(1, 40))
def test_nothing_is_lost_and_lines_fit(pieces, width):
    """Every word stays, in its order, and a line is wider than asked only if it is a single word."""
    lines = flow(pieces, " ", width).split("\n")
    assert " ".join(lines).split() == " ".join(pieces).split()
    assert all(cell_len(line) <= width or " " not in line for line in lines)

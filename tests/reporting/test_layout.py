import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxcli.reporting.layout import GAP, column_widths
from cxcli.reporting.table import ColumnSpec, Figure, Table


def table(titles, *rows):
    return Table(tuple(ColumnSpec(title, title) for title in titles), rows)


def test_where_there_is_room_each_column_is_as_wide_as_its_widest_cell():
    """With room to spare a column is as wide as its title or its widest cell."""
    assert column_widths(table(["plan", "n"], ("enterprise", Figure("1,225")), ("pro", Figure("7"))), 80) == (10, 5)
    assert column_widths(table(["a long title", "n"], ("x", Figure("7"))), 15) == (12, 1)


def test_the_widest_text_gives_way_first():
    """Short of room, the widest column that can be folded becomes narrower, the figures do not."""
    wide = table(["plan", "n"], ("x" * 30, Figure("1,225")))
    assert column_widths(wide, 20) == (13, 5)


@pytest.mark.parametrize(("width", "widths"), [(15, (8, 5)), (14, None), (1, None), (0, None)])
def test_a_text_keeps_eight_cells_and_a_figure_all_of_its_own(width, widths):
    """A text keeps 8 cells and a figure its full width; below that there are no columns."""
    assert column_widths(table(["plan", "n"], ("x" * 30, Figure("1,225"))), width) == widths


def test_a_title_keeps_its_longest_word_up_to_twelve_cells():
    """A title is folded between words, and within a word only beyond 12 cells."""
    assert column_widths(table(["Net Promoter Score"], (Figure("42"),)), 8) == (8,)
    assert column_widths(table(["Net Promoter Score"], (Figure("42"),)), 7) is None
    assert column_widths(table(["x" * 30], (Figure("42"),)), 12) == (12,)


def test_an_empty_column_has_one_cell():
    """A column without title and texts still has a place."""
    assert column_widths(table(["", "n"], ("", Figure("1"))), 4) == (1, 1)


def test_no_columns_need_no_room():
    """A table without columns fits everywhere."""
    assert column_widths(table([]), 0) == ()


CELLS = st.one_of(st.text("ab 日", max_size=40), st.from_regex(r"\A[0-9,.]{1,12}\Z").map(Figure))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4), st.integers(0, 130))
def test_columns_fit_and_figures_are_whole(rows, width):
    """Columns and gaps together fit the width, and no figure is wider than its column."""
    widths = column_widths(table(["a", "b", "c"], *rows), width)
    if widths is not None:
        assert sum(widths) + 2 * GAP <= width
        wide = [cell for row in rows for cell, room in zip(row, widths, strict=True) if is_cut(cell, room)]
        assert wide == []


def is_cut(cell, room):
    return isinstance(cell, Figure) and cell_len(cell.text) > room

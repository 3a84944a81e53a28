import math

import pytest

from cxcli.reporting.table import ColumnSpec, Figure, Table, shown, shown_limit


def test_every_row_has_a_cell_for_every_column():
    """A row with too few or too many cells is refused."""
    columns = (ColumnSpec("a", "A"), ColumnSpec("b", "B", "right"))
    assert Table(columns, (("x", Figure("1")),)).notes == ()
    for row in [("x",), ("x", "y", "z")]:
        with pytest.raises(ValueError, match="one cell a column"):
            Table(columns, (row,))


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_figure_is_finite(value):
    """NaN and infinity never reach a writer."""
    with pytest.raises(ValueError, match="finite"):
        Figure("x", value)


def test_people_see_the_text():
    """A figure shows its text, a text itself."""
    assert shown(Figure("1,225", 1225)) == "1,225"
    assert shown("plan") == "plan"


def test_only_a_text_has_a_limit():
    """A text is shown up to 200 cells, a figure whole."""
    assert shown_limit("x" * 500) == 200
    assert shown_limit(Figure("1")) == 200
    assert shown_limit(Figure("9" * 400)) == 400

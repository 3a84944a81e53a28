import pandas as pd
import pytest

from cxcli.notebook.frames import frame_of, table_frame
from cxcli.reporting.table import ColumnSpec, Figure, Table

KINDS = {"n": "int64", "value": "float64", "day": "datetime64[s]", "whole": "boolean"}


def table(names, *rows):
    return Table(tuple(ColumnSpec(name, name.upper()) for name in names), rows)


def kinds(frame):
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("rows", [[("a", 1, 0.5, "2025-01-31")], []])
def test_columns_have_their_kinds_however_many_rows_there_are(rows):
    """A frame has the same columns of the same kinds with rows and without."""
    found = frame_of(("name", "n", "value", "day"), rows, KINDS)
    assert kinds(found) == {"name": "str", "n": "int64", "value": "float64", "day": "datetime64[s]"}
    assert len(found) == len(rows)


def test_what_is_missing_is_missing():
    """None is a missing value; whole numbers of which one is missing are floats."""
    found = frame_of(("name", "n", "value"), [(None, None, None), ("a", 2, 3.5)], KINDS)
    assert kinds(found) == {"name": "str", "n": "float64", "value": "float64"}
    assert found.isna().to_numpy().tolist() == [[True] * 3, [False] * 3]


def test_a_column_of_the_data_gives_way_to_one_of_ours():
    """A group that is called as a column of ours is a text and carries #2, wherever it stands."""
    found = frame_of(("metric", "n", "n"), [("nps", "007", 3)], KINDS, data=[1])
    assert found.to_dict("records") == [{"metric": "nps", "n#2": "007", "n": 3}]
    of_table = table_frame(table(["metric", "n", "n"], (Figure("nps"), "007", Figure("3", 3))), KINDS, [1])
    pd.testing.assert_frame_equal(found, of_table)


def test_a_table_has_its_numbers_and_not_their_texts():
    """A figure with a value is the value, one without is its text, and an empty one is missing."""
    found = table_frame(
        table(
            ["name", "n", "value", "day", "whole", "word"],
            ("1,0", Figure("1,225", 1225), Figure("33.3", 100 / 3), Figure("2025-01-31"), Figure("true"), Figure("x")),
            ("", Figure("0", 0), Figure(""), Figure(""), Figure(""), Figure("")),
        ),
        KINDS,
    )
    assert found.loc[0].tolist() == ["1,0", 1225, 100 / 3, pd.Timestamp("2025-01-31"), True, "x"]
    assert found.isna().loc[1].tolist() == [True, False, True, True, True, True]
    assert kinds(found)["whole"] == "boolean"


def test_cells_of_the_data_are_texts_whatever_their_column_is_called():
    """A column with a text from the data stays a text; of two of one name the second keeps the kind of the name."""
    found = table_frame(table(["n", "n#2"], ("12", Figure("3", 3))), KINDS)
    assert found.to_dict("records") == [{"n": "12", "n#2": 3}]


def test_numbers_among_words_are_texts():
    """Where something stands among numbers that is none, all are as they are written."""
    found = table_frame(table(["n"], (Figure("9", 9),), (Figure("text"),), (Figure(""),)), KINDS)
    assert found["n"].tolist()[:2] == ["9", "text"]
    assert found["n"].isna().tolist() == [False, False, True]


def test_numbers_that_are_not_whole_are_floats():
    """A half among whole numbers makes all of them floats."""
    assert table_frame(table(["n"], (Figure("9", 9),), (Figure("4.5", 4.5),)), KINDS)["n"].tolist() == [9.0, 4.5]

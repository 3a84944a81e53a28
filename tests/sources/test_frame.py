from uuid import UUID

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.sources import frame as module
from cxcli.sources.cell_text import cell_texts
from cxcli.sources.frame import FrameSource


def texts(frame, rows=None):
    """The texts of every column by name, put together from all chunks."""
    source = FrameSource(frame)
    found = {column.name: [] for column in source.columns}
    for chunk in source.chunks(range(len(source.columns)), rows):
        for place, column in chunk.columns.items():
            assert len(set(column.texts)) == len(column.texts)
            found[source.columns[place].name] += [column.texts[code] for code in column.codes]
    return found


COLUMNS = {
    "text": (["a ", None, ""], ["a ", "", ""]),
    "integers": ([1, 2, 1], ["1", "2", "1"]),
    "floats": ([9.0, None, 0.1], ["9", "", "0.1"]),
    "narrow": (np.array([0.1, 2, -0.0], dtype="float32"), ["0.1", "2", "0"]),
    "narrow and nullable": (pd.array([0.1, None, 3], dtype="Float32"), ["0.1", "", "3"]),
    "nullable integers": (pd.array([2**53 + 1, None, 3], dtype="Int64"), ["9007199254740993", "", "3"]),
    "unsigned": (np.array([2**64 - 1, 0, 1], dtype="uint64"), ["18446744073709551615", "0", "1"]),
    "flags": ([True, False, True], ["true", "false", "true"]),
    "nullable flags": (pd.array([True, None, False], dtype="boolean"), ["true", "", "false"]),
    "times": (pd.to_datetime(["2025-01-01", None, "2025-01-02"]), ["2025-01-01T00:00:00", "", "2025-01-02T00:00:00"]),
    "times of a zone": (
        pd.to_datetime(["2025-01-01", None, "2025-07-01"]).tz_localize("Europe/Berlin"),
        ["2025-01-01T00:00:00+01:00", "", "2025-07-01T00:00:00+02:00"],
    ),
    "times of parts of a second": (
        pd.to_datetime(["2025-01-01", "1969-12-31 23:59:59.000000001", "1969-12-31 23:59:59.5"], format="ISO8601"),
        ["2025-01-01T00:00:00", "1969-12-31T23:59:59.000000001", "1969-12-31T23:59:59.500000"],
    ),
    "days": (
        np.array(["2025-01-01", "NaT", "0001-01-01"], dtype="datetime64[s]"),
        ["2025-01-01T00:00:00", "", "0001-01-01T00:00:00"],
    ),
    "durations": (pd.to_timedelta(["90s", None, "1500ms"]), ["PT90S", "", "PT1.5S"]),
    "categories": (pd.Categorical(["b", None, "a"], categories=["a", "b", "never"]), ["b", "", "a"]),
    "categories of numbers": (pd.Categorical([9.0, None, 8.0]), ["9", "", "8"]),
    "sparse": (pd.arrays.SparseArray([0, 0, 7]), ["0", "0", "7"]),
    "periods": (pd.PeriodIndex(["2025-01", "2025-02", "2025-01"], freq="M"), ["2025-01", "2025-02", "2025-01"]),
    "objects": (pd.Series([True, 1, "1"], dtype=object), ["true", "1", "1"]),
    "objects that are texts": (pd.Series(["a", None, "a"], dtype=object), ["a", "", "a"]),
    "objects of all kinds": (pd.Series([UUID(int=0), pd.NA, 1.0], dtype=object), [str(UUID(int=0)), "", "1"]),
    "nothing": (pd.Series([None, pd.NA, float("nan")], dtype=object), ["", "", ""]),
    "endless": ([np.inf, -np.inf, 1.0], ["inf", "-inf", "1"]),
}


@pytest.mark.parametrize("rows", [None, 1, 2])
@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_of_any_kind_is_read_as_texts(kind, rows):
    """Every kind of column gives the texts of its cells, however it is cut into chunks."""
    values, expected = COLUMNS[kind]
    assert texts(pd.DataFrame({kind: values}), rows) == {kind: expected}


_CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(-2, 2, width=16),
    st.text("a1 ", max_size=2),
    st.decimals(-2, 2),
)


@given(st.lists(_CELLS, min_size=1, max_size=30), st.integers(1, 9))
def test_mixed_cells_are_read_one_by_one(cells, rows):
    """Values that are equal to Python, such as 1 and True, keep texts of their own."""
    frame = pd.DataFrame({"x": pd.Series(cells, dtype=object)})
    assert texts(frame, rows) == {"x": cell_texts(cells)}


def test_rows_are_numbered_by_position(monkeypatch):
    """Lines count from 1 through all chunks, whatever the index says; a long frame is cut without being asked."""
    monkeypatch.setattr(module, "CHUNK_ROWS", 2)
    source = FrameSource(pd.DataFrame({"x": [5, 6, 7, 8, 9]}, index=[30, 10, 10, 7, 1]), "answers")
    chunks = list(source.chunks([0]))
    assert [chunk.lines.tolist() for chunk in chunks] == [[1, 2], [3, 4], [5]]
    assert {chunk.file for chunk in chunks} == {"answers"}
    assert (source.facts.account.read, source.facts.account.accepted) == (5, 5)


def test_each_pass_is_counted_for_itself():
    """A second pass finds the same rows again, and does not add them."""
    source = FrameSource(pd.DataFrame({"x": [1, 2]}))
    for _ in range(2):
        assert sum(len(chunk) for chunk in source.chunks([0])) == 2
        assert source.facts.account.read == 2


def test_only_the_columns_asked_for_are_read():
    """A cell that cannot be read does no harm in a column that nobody asks for."""
    source = FrameSource(pd.DataFrame({"x": [1], "y": [[1, 2]]}))
    assert [list(chunk.columns) for chunk in source.chunks([0])] == [[0]]


@pytest.mark.parametrize(
    ("cell", "kind"), [([1, "secret"], "a list"), ({"secret": 1}, "a dict"), (b"secret", "a value of the kind bytes")]
)
def test_a_cell_that_is_no_text_is_refused(cell, kind):
    """A list, a dict or another object is refused with its column and row, and without what it holds."""
    source = FrameSource(pd.DataFrame({"id": [1, 2, 3, 4], "answers": pd.Series([1, 2, 3, cell], dtype=object)}))
    with pytest.raises(DataError) as caught:
        list(source.chunks([1], rows=2))
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line) == ("frame-cell", "<frame>", 4)
    assert f"column 'answers' holds {kind}" in problem.message
    assert "secret" not in str(caught.value)


def test_names_are_those_of_the_header_model():
    """A repeated name is numbered, one that is no text is its text, and a missing one is its place."""
    names = ["q", "q", 7, None, " a  b ", float("nan"), pd.Timestamp("2025-01-01"), ("x", 1)]
    source = FrameSource(pd.DataFrame([range(8)], columns=pd.Index(names, dtype=object, tupleize_cols=False)))
    found = [column.name for column in source.columns]
    assert found == ["q", "q#2", "7", "col:4", "a b", "col:6", "2025-01-01T00:00:00", "('x', 1)"]
    assert {notice.code for notice in source.facts.notices} == {"padded-names", "unnamed-column"}


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({("a", "b"): [1], ("a", "c"): [2]})])
def test_columns_that_have_no_plain_names_are_refused(frame):
    """A frame without columns, or with names of several levels, is refused with a way out."""
    with pytest.raises(DataError) as caught:
        FrameSource(frame)
    (problem,) = caught.value.problems
    assert problem.code == "frame-columns"
    assert "frame." in problem.help


def test_a_frame_without_rows_says_so():
    """No rows are no error; the notice is that of a file."""
    source = FrameSource(pd.DataFrame({"x": []}))
    assert [len(chunk) for chunk in source.chunks([0])] == [0]
    assert [notice.code for notice in source.facts.notices] == ["no-records"]


def test_what_a_frame_is():
    """A frame has no delimiter, no header records and no checksum; an index with a name is said to be no column."""
    facts = FrameSource(pd.DataFrame({"x": [1]}, index=pd.Index([4], name="id")), "mine").facts
    assert (facts.file, facts.format, facts.delimiter, facts.header, facts.sha256) == ("mine", "frame", None, None, "")
    assert [(found.what, found.value) for found in facts.detected] == [("index", "id")]

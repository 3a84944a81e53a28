import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.blank_runs import blank_runs, squeezed
from cxcli.sources.head import Head

LINES = st.lists(st.text(st.sampled_from('ab", \t'), max_size=9), max_size=6)


def fields(line, run):
    """The fields of a line by the rule itself: runs of blanks or tabs separate, those at its ends do not."""
    stripped = line.strip(" \t")
    return re.split(rf"[ \t]{{{run},}}", stripped) if stripped else [""]


def found(text):
    return blank_runs(Head(text.encode()))


@given(LINES, st.sampled_from([1, 2]), st.sampled_from(["\n", "\r\n", "\r"]), st.integers(1, 9))
def test_runs_of_blanks_become_tabs(lines, run, end, size):
    """Each line is its fields with one tab between, however the stream is cut; a lone tab in a field is a space."""
    data = "".join(line + end for line in lines).encode()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    written = b"".join(squeezed(pieces, run)).decode()
    expected = "".join("\t".join(field.replace("\t", " ") for field in fields(line, run)) + end for line in lines)
    assert written == expected


@pytest.mark.parametrize("size", [1, 3, 100])
def test_blanks_at_the_end_of_a_file_are_left_out(size):
    """Blanks behind the last record, which may end without a line end, are no field; nor are those of a blank file."""
    for data, expected in ((b"1  2\n3  4   ", b"1\t2\n3\t4"), (b"   ", b""), (b" \n ", b"\n"), (b"", b"")):
        assert b"".join(squeezed([data[at : at + size] for at in range(0, len(data), size)], 1)) == expected


@pytest.mark.parametrize(
    ("text", "run", "width"),
    [
        (" 00004 0001 19970101  2   29.33\n 00021 0002 19970101  3   63.34\n", 1, 5),
        ("Ann Lee   9\nBob  10\nEve Mae Poe   7\n", 2, 2),
        ("name       score\nAnn Lee        9\nBob           10\n", 2, 2),
        ("name\tscore\nAnn\t9\n", 1, 2),
        ("a b\n1 2\n3 4 5\n", 1, 2),
        ("a  b\n1  2\nthe end of it\n", 1, 2),
        ("one\ntwo\n", 1, 1),
        ("", 1, 0),
    ],
)
def test_the_run_is_the_one_that_makes_records_alike(text, run, width):
    """Single blanks separate unless runs of two make more records alike; a text without runs has one column."""
    assert (found(text).run, found(text).fields) == (run, width)


def test_how_many_records_agree_is_told():
    """What was found comes with how many records have as many fields, blank lines left out."""
    blanks = found("a  b\n\n1  2\n  \n1  2  3\n")
    assert (blanks.agreeing, blanks.records, blanks.first) == (2, 3, ("a", "b"))
    assert blanks.evidence == "2 fields between blanks in 2 of 3 records looked at"
    assert found("Ann Lee   9\nBob  1\n").evidence == (
        "2 fields between runs of 2 or more blanks in 2 of 2 records looked at"
    )


def test_columns_show_by_more_than_one_blank():
    """Only where somewhere more than one blank stands between two fields, columns are aligned."""
    assert found("a b\nccc d\n").in_columns is False
    assert found("a   b\nccc d\n").in_columns is True
    assert found("  a b  \n  c d  \n").in_columns is False

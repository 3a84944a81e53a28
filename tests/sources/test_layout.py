import pytest

from cxcli.sources.layout import cut_records
from cxcli.sources.separators import find_separators


def cut(block):
    return cut_records(block, find_separators(block, ord(","), quoted=True))


def test_records_leave_their_line_ends_out():
    """A record's bytes end before LF or CR LF, and the CR LF are counted."""
    records = cut(b"a,b\r\nccc\n")
    assert [records.text(0), records.text(1)] == [b"a,b", b"ccc"]
    assert (records.returned, len(records)) == (1, 2)
    assert (records.widths.tolist(), records.first.tolist(), records.lengths.tolist()) == ([2, 1], [0, 2], [3, 3])


@pytest.mark.parametrize("block", [b"", b"no line end"])
def test_a_block_without_a_line_end_has_no_records(block):
    """What is not complete is not cut."""
    assert len(cut(block)) == 0


def test_empty_lines_are_records_of_no_bytes():
    """An empty line, with CR or without, is a record of length 0."""
    assert cut(b"\n\r\na\n").lengths.tolist() == [0, 0, 1]


def test_a_carriage_return_belongs_to_the_line_end_once():
    """Of several carriage returns before a line feed only the last is part of the line end."""
    assert cut(b"a\r\r\n").text(0) == b"a\r"

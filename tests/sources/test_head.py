import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources import limits
from cxcli.sources.head import SAMPLE_BYTES, Head, behind_line, head_records, read_head

LONG = b"x" * (SAMPLE_BYTES - 8)


def pieces(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize(
    ("data", "head"),
    [
        (b"a,b\n1,2\n", Head(b"a,b\n1,2\n")),
        (b"a,b\n1,2", Head(b"a,b\n1,2\n")),
        (b"a,b\n1,2\r", Head(b"a,b\n1,2\r\n")),
        (b"a,b\r1,2\r", Head(b"a,b\n1,2\n", returns_only=True)),
        (b"a,b\r1,2", Head(b"a,b\n1,2\n", returns_only=True)),
        (b"a,b\n1,2\n\x1a\x1a", Head(b"a,b\n1,2\n")),
        (b"", Head(b"\n")),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_small_file_is_its_own_head(data, head, size):
    """The head of a small file is the whole of it, its last line complete and its lines ended by line feeds."""
    assert read_head(pieces(data, size)) == head


@given(st.integers(50_000, 3 * SAMPLE_BYTES))
def test_the_head_of_a_large_file_does_not_depend_on_the_blocks(size):
    """A large file's head is the complete lines in a sample of fixed size, however the blocks come."""
    data = b"id,score\n" * (2 * SAMPLE_BYTES // 9)
    complete = SAMPLE_BYTES // 9 * 9
    assert read_head(pieces(data, size)) == Head(data[:complete])


def test_long_lines_make_the_sample_larger():
    """Where the sample does not hold two lines, more is looked at, up to twice the largest record."""
    data = LONG + LONG + b"\n1\n" + b"2\n" * SAMPLE_BYTES
    head = read_head(pieces(data, 50_000))
    assert head == read_head([data])
    assert head.data.startswith(LONG + LONG + b"\n1\n2\n")
    endless = b"x" * (5 * limits.MIB)
    assert read_head(pieces(endless, limits.MIB)) == Head(b"")


def test_lines_that_end_with_returns_are_cut_whole():
    """A large file whose lines end with a carriage return alone is cut between lines too."""
    head = read_head([b"id,score\r" * SAMPLE_BYTES])
    assert head.returns_only
    assert len(head.data) == SAMPLE_BYTES // 9 * 9


def test_lines_are_left_out_from_the_start():
    """Lines before the header are left out, at most all of them."""
    head = Head(b"a\nb\nc\n")
    assert head.without_lines(0).data == b"a\nb\nc\n"
    assert head.without_lines(2).data == b"c\n"
    assert head.without_lines(9).data == b""
    assert behind_line(b"a\nb", 2) == 3


def test_a_head_can_be_shortened():
    """A shorter head holds complete lines; where these would be few, nothing is left out."""
    head = Head(b"1,9\n" * 100)
    assert head.shorter(202).data == b"1,9\n" * 50
    assert head.shorter(198) == head
    assert head.shorter(1000).data == head.data


def test_records_of_the_head_have_cells_and_lines():
    """The records are those of the delimiter given, empty lines left out, each on its line, as their texts."""
    records = head_records(Head(b'a;b\r\n\r\n1;"x ""y"";\nz"\n\n2;\xe9\n'), ";", quoted=True)
    assert [records.cells(number) for number in range(len(records))] == [["a", "b"], ["1", 'x "y";\nz'], ["2", "�"]]
    assert (records.lines.tolist(), records.widths.tolist()) == ([0, 2, 5], [2, 2, 2])


def test_quotes_out_of_place_are_known():
    """A record with a quote out of place is told from one without; where quotes mean nothing they stay."""
    records = head_records(Head(b'a,5" b\n"1",2\n'), ",", quoted=True)
    assert [records.is_stray(0), records.is_stray(1)] == [True, False]
    assert head_records(Head(b'"a",b\n'), ",", quoted=False).cells(0) == ['"a"', "b"]

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.sources import limits
from cxcli.sources.block_reader import BlockReader
from cxcli.sources.layout import Layout
from cxcli.sources.pass_over import PassFindings
from cxcli.sources.source import SourceFacts

LAYOUT = Layout(delimiter=ord(","), quoted=True, width=2, headers=(b"id,c",))
ONE = Layout(delimiter=ord(","), quoted=True, width=1)
HOSTILE = st.lists(
    st.sampled_from(
        [b"1,9\n", b"a", b",", b'"', b'"x\ny",', b"\n", b"\r\n", b"Total,3\n", b"Sum,3\n", b"\x1a", b"id,c\n"]
    ),
    max_size=14,
).map(b"".join)


def read(data, size, *, layout=LAYOUT, skip=0, footer=0):
    """The good records with their lines, the broken ones with theirs, and the findings; or the error."""
    findings = PassFindings(SourceFacts("f.csv", "csv", "utf-8", ",", None), "f.csv")
    pieces = iter([data[at : at + size] for at in range(0, len(data), size)])
    reader = BlockReader(stream=pieces, layout=layout, skip_bytes=skip, first_line=1, footer=footer)
    good, broken = [], []
    try:
        for line, block in reader.blocks(findings):
            bounds = zip(block.lines.tolist(), block.starts.tolist(), block.stops.tolist(), strict=True)
            good += [(line + at, block.data[start:stop]) for at, start, stop in bounds]
            broken += [(reject.line, reject.rule, reject.detail) for reject in findings.take(line, block)]
    except DataError as error:
        (problem,) = error.problems
        return problem.code, problem.line
    return good, broken, findings.cut_off, findings.end_mark, findings._blank, findings._ends


def whole(data, **options):
    return read(data, len(data) + 1, **options)


@given(HOSTILE, st.integers(1, 12), st.integers(0, 3), st.sampled_from([LAYOUT, ONE]))
@example(b"Total,3\n\n\n1,9\n1,9\n", 1, 2, LAYOUT)
def test_the_records_do_not_depend_on_the_blocks(data, size, footer, layout):
    """However the stream is cut, the same records are good, broken, left out, or the same error ends the pass."""
    assert read(data, size, layout=layout, footer=footer) == whole(data, layout=layout, footer=footer)


@given(st.integers(0, 30), st.integers(1, 9))
def test_the_header_is_skipped_by_its_bytes(skip, size):
    """As many bytes as said are skipped, also where they end inside a block or behind the end."""
    data = b"1,9\n" * 6
    assert read(data, size, skip=skip) == whole(data[skip:])


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_footer_is_left_out(size):
    """As many lines at the end as said are no data: records over several lines are one, empty lines count."""
    data = b'1,9\n2,8\nEnd,"of\nreport"\n\n'
    assert [line for line, _ in read(data, size, footer=2)[0]] == [1, 2]
    assert read(data, size, footer=9)[0] == []
    assert read(data[:-1], size, footer=1)[0] == [(1, b"1,9"), (2, b"2,8")]


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_total_is_told_by_the_end_of_the_file(size):
    """The last filled records may be totals, whatever empty lines follow; one before an answer may not."""
    good, broken, *_ = read(b"Total,1\n1,9\nTotal,19\n\n\r\n\n", size)
    assert [line for line, _ in good] == [1, 2]
    assert broken == [(3, "total_row", "a total under the data")]


@pytest.mark.parametrize("size", [1, 7, 20, 100, 1000])
def test_the_last_ten_records_may_be_totals(size):
    """Of twelve totals at the end ten are rejected, wherever the blocks end and whatever the footer."""
    data = b"1,9\n" * 3 + b"Total,19\n\n" * 12
    assert [line for line, *_ in read(data + b"End\n", size, footer=1)[1]] == list(range(8, 28, 2))
    assert len(read(data, size)[1]) == 10


def test_a_long_run_of_empty_lines_is_let_go(monkeypatch):
    """Empty lines do not pile up behind a record that waits."""
    monkeypatch.setattr(limits, "RECORD_BYTES", 50)
    good, broken, *_ = read(b"1,9\n" + b"\n" * 500 + b"2,8\n", 10)
    assert (good, broken) == ([(1, b"1,9"), (502, b"2,8")], [])


@pytest.mark.parametrize("size", [1, 3, 100])
def test_the_last_line_gets_an_end(size):
    """A last line without an end is a record, and said; a DOS end mark is left out, and said."""
    assert read(b"1,9\n2,1", size)[:4] == ([(1, b"1,9"), (2, b"2,1")], [], True, False)
    assert read(b"1,9\n\x1a\x1a", size)[:4] == ([(1, b"1,9")], [], False, True)
    assert read(b"1,9\x1a", size)[:4] == ([(1, b"1,9")], [], True, True)
    assert read(b"", size)[:4] == ([], [], False, False)


@pytest.mark.parametrize("size", [1, 7, 100, 10**6])
def test_a_quote_open_at_the_end_is_an_error(size):
    """A quote that is never closed is refused with its own line, whatever doubled quotes follow."""
    assert read(b'1,9\n2,"oops\n3,x\n4,""\n5,y\n', size) == ("open-quote", 2)
    assert read(b'1,"a\n""b"",\n', size) == ("open-quote", 1)


@pytest.mark.parametrize("size", [5, 64, 1000, 10**6])
@pytest.mark.parametrize("end", [b"", b'"\n3,8\n', b'"x\n3,8\n'])
def test_too_many_lines_in_a_quoted_field_are_an_open_quote(size, end):
    """1,000 line ends in a record are read, 1,001 are refused at the quote, closed later or not."""
    fits = b'1,9\n2,"' + b"x\n" * limits.LINES_IN_A_RECORD + b'"\n3,8\n'
    assert [line for line, _ in read(fits, size)[0]] == [1, 2, limits.LINES_IN_A_RECORD + 3]
    assert read(b'1,9\n2,"' + b"x\n" * (limits.LINES_IN_A_RECORD + 1) + end, size) == ("open-quote", 2)


@pytest.mark.parametrize("size", [64, 1000, 10**6])
def test_the_quote_that_was_left_open_is_named(size):
    """Of several quoted fields in a record the one with the 1,001st line end is named by its line."""
    fields = b'1,"a\nb"x\n2,"' + b'c\n"",' * 1001
    assert read(fields, size) == ("open-quote", 3)


@pytest.mark.parametrize("size", [1000, 10**6, 10**7])
def test_a_record_over_the_size_limit_is_refused(size):
    """A record of as many bytes as the limit is read, one more is refused with its line, complete or not."""
    room = limits.RECORD_BYTES - 2
    fits = b"1,9\n2," + b"x" * room + b"\n3,8\n"
    assert [line for line, _ in read(fits, size)[0]] == [1, 2, 3]
    for end in (b"\n3,8\n", b"", b"x" * 10**6):
        assert read(b"1,9\n2," + b"x" * (room + 1) + end, size) == ("record-size", 2)
    assert read(b'1,9\n2,"' + b"x" * room + b'"\n', size) == ("open-quote", 2)


@pytest.mark.parametrize("size", [1, 10, 10**4])
def test_small_pieces_of_a_large_record_cost_no_more(size):
    """A record that comes in tiny pieces is looked at as it doubles: the work does not grow with the square."""
    begin = time.process_time()
    assert len(read(b"1," + b"x" * 200_000 + b"\n", size)[0]) == 1
    assert time.process_time() - begin < 5

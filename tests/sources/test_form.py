import pytest

from cxcli.errors import DataError
from cxcli.sources.form import understand
from cxcli.sources.head import read_head
from cxcli.sources.options import ReadOptions


def form(data, **options):
    return understand(read_head([data]), ReadOptions(**options), file="f.csv")


def refused(data, **options):
    with pytest.raises(DataError) as caught:
        form(data, **options)
    (problem,) = caught.value.problems
    return problem


def test_a_plain_file_is_understood():
    """Delimiter, width, where the data begin and what was found out are told."""
    found = form(b"id;score\r\n1;9\r\n")
    assert (found.delimiter, found.layout.width, found.layout.headers) == (";", 2, (b"id;score", b'"id";"score"'))
    assert (found.data_start, found.data_line, found.skip_before) == (10, 2, 0)
    assert [(what.what, what.value) for what in found.detected] == [("delimiter", ";"), ("header", "1 row")]
    assert found.notices == ()


def test_empty_lines_before_the_header_are_left_out():
    """The header is the first line that is not empty, and lines are counted from the file's first."""
    found = form(b"\n\r\nid,score\n1,9\n")
    assert (found.skip_before, found.data_start, found.data_line) == (2, 12, 4)


def test_lines_to_skip_can_be_declared():
    """As many lines as said stand before the header; empty ones behind them are left out too."""
    found = form(b"Export\nid,x\n\nid,score\n1,9\n", skip_before=2)
    assert [column.name for column in found.header.columns] == ["id", "score"]
    assert (found.skip_before, found.data_start, found.data_line) == (2, 22, 5)


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [(b"sep=;", ";"), (b'"sep=;"', ";"), (b"SEP=,\r", ","), (b"sep=\t", "\t"), (b"sep=|", "|")],
)
def test_a_line_that_declares_the_delimiter_is_no_header(line, delimiter):
    """Excel's line 'sep=' names the delimiter, which is said."""
    cells = delimiter.join(["id", "score"]).encode()
    found = form(line + b"\n" + cells + b"\n")
    assert (found.delimiter, found.skip_before, found.layout.width) == (delimiter, 1, 2)
    assert [notice.code for notice in found.notices] == ["sep-line"]


def test_what_the_user_declares_comes_first():
    """A declared delimiter is not looked for, and beats the one that the file declares."""
    found = form(b"sep=;\na,b;c\n1,2;3\n", delimiter=",")
    assert (found.delimiter, [what.what for what in found.detected]) == (",", ["header"])
    assert form(b"a,b;c\n1,2;3\n", delimiter=";").layout.width == 2
    assert form(b"comment\nhello,world\nhello,you\n", delimiter="\t").layout.width == 1


def test_a_header_of_several_records_ends_where_the_data_begin():
    """Header records may hold line ends in quotes; the data begin behind the last."""
    data = b'Q1,Q2\n"How\nlikely?",Why?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n9,good\n'
    found = form(data)
    assert (found.header.rows, found.data_start, found.data_line) == (3, len(data) - len(b"9,good\n"), 5)
    assert b'"How\nlikely?",Why?' in found.layout.headers


def test_a_file_without_a_header_begins_with_its_data():
    """With no header record the first record is data."""
    found = form(b"\n1,9\n2,10\n", header_rows=0)
    assert (found.data_start, found.data_line, found.layout.headers, found.layout.width) == (1, 2, (), 2)


def test_a_header_is_known_in_any_quoting():
    """When the header comes again it may be quoted otherwise, unless quotes mean nothing."""
    assert form(b'"id",score\n').layout.headers == (b'"id",score', b'"id","score"', b"id,score")
    assert form(b'"id",score\n', quoted=False).layout.headers == (b'"id",score',)
    assert form(b'"",""\na,b\n').layout.headers == ()


def test_words_for_a_total_among_the_data_are_answers():
    """A word for a total that begins a record before the last is a label of this file."""
    data = b"rating,n\nAverage,3\nGood,4\nTotal,7\n"
    assert form(data).layout.labels == {"average"}
    assert form(b"rating,n\nAverage,3\n").layout.labels == frozenset()


def test_totals_at_the_end_are_no_answers():
    """Totals below each other at the end are no labels, a footer below them or not; one that comes twice is."""
    totals = b"id,x,n\n1,,5\nMean,,7\nSum,,7\nCount,,2\n"
    assert form(totals).layout.labels == frozenset()
    assert form(totals + b"Page 1\n").layout.labels == frozenset()
    assert form(totals + b"End,of,report\n\n", footer=2).layout.labels == frozenset()
    assert form(totals + b"2,,6\n").layout.labels == {"mean", "sum", "count"}
    assert form(b"rating,n\nAverage,3\nAverage,4\nTotal,7\n").layout.labels == {"average"}


@pytest.mark.parametrize("data", [b'window.x.y = [\n {"a": 1}]', b"\nvar rows={}", b"data = [[1]]"])
def test_a_list_with_a_name_is_javascript(data):
    """Text that begins with a name, an equals sign and a bracket is refused, with the command that mends it."""
    problem = refused(data)
    assert (problem.code, problem.message) == ("script", "this is JavaScript, not JSON")
    assert "sed '1s/^[^[{]*//'" in problem.help


def test_an_equals_sign_in_a_name_is_no_javascript():
    """A column name with an equals sign is a name."""
    assert form(b"a = [x],score\n1,9\n").layout.width == 2


def test_lines_that_end_with_returns_are_said():
    """Line ends of a carriage return alone are read, and said."""
    found = form(b"id,score\r1,9\r")
    assert [notice.code for notice in found.notices] == ["return-line-ends"]


@pytest.mark.parametrize(
    ("data", "options", "code", "line"),
    [
        (b'id,"score\n1,9\n', {"delimiter": ","}, "no-header", 1),
        (b"id,score\n", {"skip_before": 5}, "no-header", 6),
        (b'\nid,5" pipe\n1,9\n', {}, "header-quotes", 2),
        (b"\nid,caf\xe9\n1,9\n", {}, "encoding", 2),
        (b'id,"x\ny\xe9"\n1,9\n', {}, "encoding", 2),
        (b"Q1,Q2\nx,\xe9\n1,9\n", {"header_rows": 2}, "encoding", 2),
    ],
)
def test_a_damaged_header_is_refused(data, options, code, line):
    """A header with a quote left open or out of place, or in another encoding, is an error with its line."""
    problem = refused(data, **options)
    assert (problem.code, problem.line) == (code, line)


def test_a_damaged_record_is_no_matter_of_the_header():
    """Bytes that are not UTF-8 in a record among the first do not make the file unreadable."""
    assert form(b"id,c\n1,ok\n2,caf\xe9\n").layout.width == 2

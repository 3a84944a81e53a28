from cxcli.sources.layout import Layout
from cxcli.sources.separators import find_separators
from cxcli.sources.structure import audit

LAYOUT = Layout(delimiter=ord(","), quoted=True, width=2, headers=(b"id,score",))


def audited(block, layout=LAYOUT, *, last=False):
    found = find_separators(block, layout.delimiter, quoted=layout.quoted)
    return audit(block[: found.consumed], found, layout, last=last)


def fields(block, column):
    starts, stops = block.field(column)
    return [block.data[start:stop] for start, stop in zip(starts, stops, strict=True)]


def test_the_fields_of_good_records_are_found_by_column():
    """Each column's fields are those of the good records in order, whatever is broken between them."""
    block = audited(b'1,9\r\n2\n\n3,"a,b"\n4,\n')
    assert (fields(block, 0), fields(block, 1)) == ([b"1", b"3", b"4"], [b"9", b'"a,b"', b""])
    assert (len(block), block.records, block.blank) == (3, 4, 1)


def test_lines_are_those_that_an_editor_shows():
    """A record's line is that of its first byte, quoted line ends counted too."""
    block = audited(b'1,"a\nb"\n\n2\n3,"c"\n')
    assert block.lines.tolist() == [0, 4]
    assert [(broken.line, broken.rule) for broken in block.broken] == [(3, "too_few_fields")]
    assert audited(b"1,9\n2,8\n").lines.tolist() == [0, 1]


def test_a_broken_record_is_told_where_it_is():
    """A broken record has its bytes in the block, and a stray quote says how many lines it took in."""
    (one,) = audited(b'1,9\n2,"x"y\n').broken
    assert (one.start, one.stop, one.line, one.rule) == (4, 10, 1, "stray_quote")
    assert "lines" not in one.detail
    (more,) = audited(b'1,"oops\n2,9\n3,"quoted"\n').broken
    assert more.detail.endswith("it made one record of 3 lines")


def test_empty_lines_of_one_column_are_records():
    """In a file of one column an empty line is a missing answer; it is counted as empty as well."""
    block = audited(b"9\n\n7\n", Layout(delimiter=ord(","), quoted=True, width=1))
    assert (fields(block, 0), block.records, block.blank) == ([b"9", b"", b"7"], 3, 1)


def test_line_ends_and_marks_are_counted():
    """CR LF line ends, byte order marks before records, and good records beyond ASCII are counted."""
    block = audited(b"\xef\xbb\xbf1,9\r\n2,\xc3\xa9\n3,\xe9\n" + b'4,"\n\xef\xbb\xbf"\n')
    assert (block.line_ends, block.returned, block.marks, block.beyond_ascii) == (4, 1, 1, 3)
    assert [broken.rule for broken in block.broken] == ["invalid_utf8"]


def test_a_block_of_nothing_has_nothing():
    """Where no record is complete there is nothing to audit."""
    block = audited(b"1,9")
    assert (len(block), block.records, block.line_ends, list(block.broken)) == (0, 0, 0, [])

import time

import pytest

from cxcli.sources.layout import Layout, cut_records
from cxcli.sources.rules import BOM, RULES, beyond_ascii, find_faults
from cxcli.sources.separators import find_separators


def faults(block, *, last=False, **layout):
    """The rule that each record of `block` breaks, by record number."""
    layout = Layout(**{"delimiter": ord(","), "quoted": True, "width": 2, "headers": (b"id,score",), **layout})
    found = find_separators(block, layout.delimiter, quoted=layout.quoted)
    records = cut_records(block[: found.consumed], found)
    return {number: rule for number, (rule, _) in find_faults(records, found.stray, layout, last=last).items()}


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (b"id,score", "repeated_header"),
        (b'5" pipe,9', "stray_quote"),
        (b'"ab"cd,9', "stray_quote"),
        (b'x"y, z"', "stray_quote"),
        (b"caf\xe9,9", "invalid_utf8"),
        (b"\xc0\xaf,9", "invalid_utf8"),
        (b"\xed\xa0\x80,9", "invalid_utf8"),
        (b"a\0b,9", "nul_byte"),
        (b'"a\0b",9', "nul_byte"),
        (b"a\rb,9", "bare_return"),
        (b'"a"\rb,9', "bare_return"),
        (b"a,b\r", "bare_return"),
        (b"1", "too_few_fields"),
        (b"   ", "too_few_fields"),
        (b"1,2,3", "too_many_fields"),
        (b'"a,b"', "too_few_fields"),
    ],
)
def test_each_rule_is_broken_by_its_record_alone(record, rule):
    """A record that breaks a rule is found between good ones, which keep theirs."""
    assert faults(b"1,9\r\n" + record + b"\r\n2,10\r\n") == {1: rule}


@pytest.mark.parametrize(
    "record", [b"1,9", b'"a\rb","c\r\nd"', b'"a,""b""",x', "é,\U0001f600".encode(), b'"",', b",", b'=1+1,"\r"']
)
def test_a_good_record_breaks_no_rule(record):
    """Quoted delimiters, quotes and line ends, empty cells and any character are in order."""
    assert faults(b"1,9\n" + record + b"\n2,10\n") == {}


def test_of_several_rules_the_first_is_counted():
    """A record that breaks several rules is counted once, under the first in the list."""
    assert faults(b'\xe9"\0\r,1,2\n') == {0: "stray_quote"}
    assert faults(b"\xe9\0\r,1,2\n") == {0: "invalid_utf8"}
    assert faults(b"\0\r,1,2\n") == {0: "nul_byte"}
    assert faults(b"a\rb,1,2\n") == {0: "bare_return"}


def test_every_rule_has_its_words():
    """The details are the words of the rule, or the two widths."""
    layout = Layout(delimiter=ord(","), quoted=True, width=2)
    block = b"1\n1,2,3\na\0,1\n"
    found = find_separators(block, layout.delimiter, quoted=True)
    details = find_faults(cut_records(block, found), found.stray, layout, last=False)
    assert details == {
        0: ("too_few_fields", "1 field where the header has 2"),
        1: ("too_many_fields", "3 fields where the header has 2"),
        2: ("nul_byte", RULES["nul_byte"]),
    }


def test_an_empty_line_is_a_record_only_in_one_column():
    """An empty line breaks no rule where there are several columns, nor is it too short in one column."""
    assert faults(b"\n1,9\n\r\n") == {}
    assert faults(b"\n9\n", width=1, headers=(b"score",)) == {}


def test_each_header_record_is_known_again():
    """Of a header of several records each is known when it comes again, a byte order mark before it or not."""
    headers = (b"Q1,Q2", b'"What, then?",x')
    block = b"1,2\nQ1,Q2\n" + BOM + headers[1] + b"\n" + b"Q1,Q3\n" + BOM + b"Q1,Q2\n"
    assert faults(block, headers=headers) == {1: "repeated_header", 2: "repeated_header", 4: "repeated_header"}


def test_records_as_long_as_the_header_are_not_taken_for_it():
    """A record is the header again only byte for byte."""
    assert faults(b"id,scorf\n1,id,score\nid,score\n") == {1: "too_many_fields", 2: "repeated_header"}


def test_where_quotes_mean_nothing_a_bare_return_is_always_out_of_place():
    """Without quoting there is no place for a carriage return inside a line."""
    assert faults(b'"a\rb",1\n', quoted=False) == {0: "bare_return"}


@pytest.mark.parametrize(
    ("record", "width"),
    [
        (b"Total,19", 2),
        (b'"Grand Total:",19', 2),
        (b",Summe,7", 3),
        (b"Average,8.5", 2),
        (b'total,"1,234"', 2),
        (b"Sum,", 2),
        (b"Mean,5 %", 2),
        (b'"Grand Totals (40 records)","","",5,3', 5),
        (b'"Subtotal (1,234 rows):",3', 2),
        (b'"Gesamtergebnis",4', 2),
        ("Total général,4".encode(), 2),
    ],
)
def test_a_total_under_the_data_is_no_record(record, width):
    """A last record that begins with a word for a total and holds nothing but numbers beside it is rejected."""
    row = b",".join([b"1"] * width)
    assert faults(row + b"\n" + record + b"\n\n", width=width, last=True) == {1: "total_row"}


@pytest.mark.parametrize("record", [b"Total,good", b"Totally,19", b"5,Total", b"Average,it was ok"])
def test_an_answer_that_begins_like_a_total_stays(record):
    """Words beside the word for a total, or another word, make it an answer."""
    assert faults(b"1,9\n" + record + b"\n", last=True) == {}


def test_totals_below_each_other_are_all_found():
    """From the end back, each record that is a total is rejected, up to the first that is none and ten at most."""
    assert faults(b"1,9\nMean,7\nSum,7\nCount,2\n", last=True) == dict.fromkeys([1, 2, 3], "total_row")
    assert faults(b"Total,7\n1,9\nAverage,4\n\nGesamt,4\n", last=True) == dict.fromkeys([2, 4], "total_row")
    assert faults(b"1,9\n" + b"Sum,7\n" * 11, last=True) == dict.fromkeys(range(2, 12), "total_row")


def test_a_footer_below_a_total_does_not_hide_it():
    """Records of another width below a total are rejected by their width, and the total is still one."""
    found = faults(b"1,9\nTotal,7\n\nConfidential\nPage 1\n", last=True)
    assert found == {1: "total_row", 3: "too_few_fields", 4: "too_few_fields"}


def test_a_label_of_the_file_is_no_total():
    """A word for a total that is an answer elsewhere in the file is one at its end too."""
    assert faults(b"1,9\nAverage,8\n", last=True, labels=frozenset({"average"})) == {}
    assert faults(b"1,9\nTotal,8\n", last=True, labels=frozenset({"average"})) == {1: "total_row"}


def test_a_total_is_looked_for_at_the_end_alone():
    """A category called 'Total' among the data, or in a file of one column, is data; so is an empty end."""
    assert faults(b"Total,19\n1,9\n", last=True) == {}
    assert faults(b"Total,19\n", last=False) == {}
    assert faults(b"Total\n", width=1, headers=(), last=True) == {}
    assert faults(b"\n\n", last=True) == {}


def test_beyond_ascii_is_told_by_record():
    """Whether a record holds a byte beyond ASCII is told for each, and nothing is told of no records."""
    block = "a,b\né,b\n\nc,ü\n".encode()
    records = cut_records(block, find_separators(block, ord(","), quoted=True))
    assert (beyond_ascii(records) > 0).tolist() == [False, True, False, True]
    empty = cut_records(b"", find_separators(b"", ord(","), quoted=True))
    assert len(beyond_ascii(empty)) == 0


def test_the_work_grows_with_the_bytes_and_not_with_the_faults():
    """Two megabytes of broken records take no more than a moment, whatever they break."""
    begin = time.process_time()
    for line in (b"\xe9,1\n", b'"a"b,1\n', b"a\rb,1\n", b"a\0,1\n", b"1\n", b"id,score\n"):
        assert len(faults(line * (400_000 // len(line)))) == 400_000 // len(line)
    assert time.process_time() - begin < 10

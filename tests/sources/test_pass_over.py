import pytest

from cxcli.errors import DataError
from cxcli.sources import limits
from cxcli.sources.layout import Layout
from cxcli.sources.pass_over import PassFindings
from cxcli.sources.separators import find_separators
from cxcli.sources.source import SourceFacts
from cxcli.sources.structure import audit

LAYOUT = Layout(delimiter=ord(","), quoted=True, width=2)


def findings():
    return PassFindings(SourceFacts("f.csv", "csv", "utf-8", ",", None), "f.csv")


def take(over, data, first_line=2):
    found = find_separators(data, LAYOUT.delimiter, quoted=True)
    return over.take(first_line, audit(data, found, LAYOUT, last=False))


def notices(over):
    over.close()
    return [notice.code for notice in over._facts.notices]


def test_records_are_counted_and_rejects_told_by_line():
    """Over all blocks, records and rejects by rule are counted; a reject has the line of the file and its content."""
    over = findings()
    (reject,) = take(over, b"1,9\n2\n")
    assert (reject.line, reject.rule, reject.content) == (3, "too_few_fields", "2")
    (reject,) = take(over, b"a\0b,1\n2,\xff\xfe\n\xc3\xa9,1\n3,7\n", 10)[:1]
    assert (reject.line, reject.detail) == (10, "a NUL byte")
    account = over._facts.account
    assert (account.read, account.accepted) == (6, 3)
    assert account.rejected == {"too_few_fields": 1, "nul_byte": 1, "invalid_utf8": 1}


def test_bytes_that_are_no_text_are_shown_as_codes():
    """The content of a reject that is not UTF-8 shows its bytes as codes."""
    assert take(findings(), b"caf\xe9,1\n")[0].content == "caf\\xe9,1"


def test_rejects_beyond_the_limit_are_only_counted(monkeypatch):
    """As many rejects as the limit are kept in detail, one more is counted."""
    monkeypatch.setattr(limits, "REJECTS_KEPT", 3)
    over = findings()
    assert [len(take(over, b"1,9\n1\n2\n")), len(take(over, b"3\n4\n")), len(take(over, b"5\n"))] == [2, 1, 0]
    assert over._facts.account.rejected == {"too_few_fields": 5}


def test_a_file_in_another_encoding_is_refused():
    """Where bytes beyond ASCII are wrong more often than right, the file is in another encoding, which is named."""
    over = findings()
    take(over, b"1,ok\n2,caf\xe9\n3,tr\xe8s bien\n")
    with pytest.raises(DataError) as caught:
        over.close()
    (problem,) = caught.value.problems
    assert (problem.line, problem.help) == (3, "if that is right, add: --encoding cp1252")


@pytest.mark.parametrize(
    "data",
    [b"1,ok\n2,caf\xe9\n", b"1,\xc3\xa9\n2,\xe9\n3,\xe9\n4,\xc3\xa9\n", b"1,\xc3\xa9\n2,\xc3\xa9\n3,\xe9\n"],
)
def test_a_few_damaged_records_are_rejects(data):
    """One record that is not UTF-8, or no more of them than of good ones beyond ASCII, is damage, not an encoding."""
    over = findings()
    take(over, data)
    over.close()
    assert over._facts.account.rejected["invalid_utf8"] == data.count(b",\xe9") + data.count(b"f\xe9")


def test_the_only_record_in_another_encoding_is_refused():
    """Where no record is left, one that is not UTF-8 is enough."""
    over = findings()
    take(over, b"1,caf\xe9\n")
    with pytest.raises(DataError, match="not UTF-8"):
        over.close()


def test_a_large_sample_of_wrong_bytes_is_not_kept(monkeypatch):
    """To name the encoding, no more is kept than is looked at."""
    monkeypatch.setattr("cxcli.sources.encodings.SAMPLE_BYTES", 4)
    over = findings()
    take(over, b"1,caf\xe9\n2,tr\xe8s\n")
    assert bytes(over._bad_sample) == b"1,caf\xe9\n"


def test_no_usable_record_is_an_error():
    """Where every record is rejected, the rules and their counts are the message."""
    over = findings()
    take(over, b"1\n2\na\0,1\n")
    with pytest.raises(DataError) as caught:
        over.close()
    (problem,) = caught.value.problems
    assert problem.message == "no record is usable: too_few_fields (2), nul_byte (1)"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"1,9\n", []),
        (b"1,9\r\n2,9\r\n", []),
        (b"", ["no-records"]),
        (b"\n1,9\n", ["blank-lines"]),
        (b"1,9\r\n2,8\n", ["mixed-line-ends"]),
        (b"\xef\xbb\xbf1,9\n", ["mark-inside"]),
    ],
)
def test_what_is_odd_is_said_once(data, codes):
    """No records, empty lines, mixed line ends and marks inside are notices."""
    over = findings()
    take(over, data)
    assert notices(over) == codes


def test_a_missing_last_line_end_is_not_a_mixed_one():
    """A cut-off last line and a DOS end mark are said as such."""
    over = findings()
    take(over, b"1,9\r\n2,8\n")
    over.cut_off = over.end_mark = True
    assert notices(over) == ["end-of-file-mark", "no-final-newline"]


def test_counts_are_in_the_words():
    """One is told in the singular, several in the plural."""
    for data, words in (
        (b"\n1,9\n", "1 empty line"),
        (b"\n\n1,9\n", "2 empty lines"),
        (b"\xef\xbb\xbf1,9\n", "1 record begins with"),
        (b"\xef\xbb\xbf1,9\n" * 2, "2 records begin with"),
    ):
        over = findings()
        take(over, data)
        over.close()
        assert over._facts.notices[0].message.startswith(words)
        assert over._facts.notices[0].source == "f.csv"


def footer_notice(*blocks):
    over = findings()
    for data in blocks:
        take(over, data)
    over.close()
    return [notice.message for notice in over._facts.notices if notice.code == "footer-lines"]


def test_a_footer_is_told_with_its_lines():
    """Records of one field at the end are thought of as a footer; empty lines between them count as lines of it."""
    words = "the last 2 records are narrower than the header: if they are a footer, add --footer"
    assert footer_notice(b"1,9\nPage\nEnd\n") == [f"{words} 2"]
    assert footer_notice(b"1,9\n\nPage\n\nEnd\n") == [f"{words} 3"]
    assert footer_notice(b"1,9\n\nPage\n", b"\nEnd\n", b"\n") == [f"{words} 4"]
    assert footer_notice(b"1,9\n", b"Page\n") == [
        "the last record is narrower than the header: if it is a footer, add --footer 1"
    ]


def test_rejects_elsewhere_are_no_footer():
    """Where a good record follows, or others are rejected too, nothing is said of a footer."""
    assert footer_notice(b"1,9\nPage\n", b"2,8\n") == []
    assert footer_notice(b"1\n2,8\nPage\n") == []
    assert footer_notice(b"1,9\nPage\n1,2,3\n") == []
    assert footer_notice(b"1,9\n1,2,3\nPage\n") == []


def test_a_total_above_a_footer_does_not_hide_it():
    """A total that is rejected is no reason to say nothing of the footer."""
    over = findings()
    data = b"1,9\nTotal,9\nPage\n"
    over.take(2, audit(data, find_separators(data, LAYOUT.delimiter, quoted=True), LAYOUT, last=True))
    assert notices(over) == ["footer-lines"]

import csv
import gzip
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxcli.errors import CxError, DataError, RetryError
from cxcli.sources.containers import container
from cxcli.sources.delimited import DelimitedSource
from cxcli.sources.options import DELIMITERS, ReadOptions
from cxcli.sources.paths import InputFile, open_inputs
from cxcli.sources.source import Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRAPS = SHARED / "hostile" / "traps"
SPECTRUM = SHARED / "hostile" / "csv-spectrum"
REAL = SHARED / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")

KINDS = ("csv_", "enc_", "gz_", "bz2_", "xz_", "zip_", "evil_")
LEFT_TO_THE_MAPPING = ("csv_dup_header.csv", "evil_pii.csv")
BLOCK_SIZES = (1, 2, 3, 7, 64, 1000)


@dataclass(frozen=True)
class Reading:
    """All that a pass over a file gives."""

    names: list[str]
    rows: list[list[str]]
    lines: list[int]
    rejects: list[tuple[int, str, str, str]]
    rejected: dict[str, int]
    read: int
    notices: list[str]

    @property
    def kind(self):
        """The manifest's word for such a reading."""
        return "partial" if self.rejected else "warn" if self.notices else "ok"


def source(path, options=None, block=None):
    file = InputFile(Path(path), Path(path).name)
    return DelimitedSource(file, container(file), options or ReadOptions(), block)


def read(path, options=None, block=None, rows=None):
    """Read a file whole, or return the code and the line of the error."""
    try:
        opened = source(path, options, block)
        places = range(len(opened.columns))
        chunks = list(opened.chunks(places, rows))
    except DataError as error:
        (problem,) = error.problems
        return problem.code, problem.line
    assert rows is None or all(len(chunk) <= rows for chunk in chunks)
    texts = [[[chunk.columns[at].texts[code] for code in chunk.columns[at].codes] for at in places] for chunk in chunks]
    facts = opened.facts
    reading = Reading(
        names=[column.name for column in opened.columns],
        rows=[list(row) for part in texts for row in zip(*part, strict=True)],
        lines=[line for chunk in chunks for line in chunk.lines.tolist()],
        rejects=[(r.line, r.rule, r.detail, r.content) for chunk in chunks for r in chunk.rejects],
        rejected=dict(facts.account.rejected),
        read=facts.account.read,
        notices=[notice.code for notice in facts.notices],
    )
    assert reading.read == len(reading.rows) + len(reading.rejects) == facts.account.accepted + len(reading.rejects)
    assert len(reading.lines) == len(reading.rows)
    return reading


def read_bytes(data, options=None, block=None, rows=None):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "f.csv")
        path.write_bytes(data)
        return read(path, options, block, rows)


def traps():
    if not SHARED.is_dir():
        return []
    entries = json.loads((TRAPS / "manifest.json").read_text())
    return [e for e in entries if e["file"].startswith(KINDS) and e["file"] not in LEFT_TO_THE_MAPPING]


def read_or_refuse(path, block=None):
    """A reading, or the code and the line of any error, also one of packing."""
    try:
        return read(path, block=block)
    except CxError as error:
        return error.problems[0].code, error.problems[0].line


@needs_shared
@pytest.mark.parametrize("entry", traps(), ids=lambda entry: entry["file"])
def test_each_trap_has_the_answer_of_a_careful_reader(entry):
    """Every trap is taken, taken with a word, taken in part or refused, as its manifest says."""
    reading = read_or_refuse(TRAPS / entry["file"])
    if isinstance(reading, tuple):
        assert "error" in entry["accepts"]
        return
    assert reading.kind in entry["accepts"]
    assert reading.read == entry["records"] or entry["records"] is None
    if reading.kind == entry["outcome"]:
        assert len(reading.rows) == entry["ok"]
        assert reading.rows == entry["rows"] or entry["rows"] is None


def small_traps():
    small = [entry["file"] for entry in traps() if (TRAPS / entry["file"]).stat().st_size < 2_000]
    return [name for name in small if not name.endswith("_ok.csv.xz")]


@needs_shared
@pytest.mark.parametrize("name", small_traps())
def test_a_trap_is_the_same_at_every_block_size(name):
    """Records, rejects with their lines, notices and errors do not depend on how the bytes come."""
    whole = read_or_refuse(TRAPS / name)
    assert [block for block in BLOCK_SIZES if read_or_refuse(TRAPS / name, block) != whole] == []


@needs_shared
@pytest.mark.parametrize("name", sorted({entry["file"] for entry in traps()} - set(small_traps())))
def test_a_large_trap_is_the_same_at_larger_block_sizes(name):
    """The same for files of more than a few bytes."""
    whole = read_or_refuse(TRAPS / name)
    assert [read_or_refuse(TRAPS / name, block) == whole for block in (64, 1000)] == [True, True]


@needs_shared
@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
@pytest.mark.parametrize("block", [None, 1, 7])
def test_csv_spectrum_gives_its_own_json(path, block):
    """The files of csv-spectrum give the records of their JSON."""
    reading = read(path, block=block)
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text())
    assert [dict(zip(reading.names, row, strict=True)) for row in reading.rows] == expected
    assert not reading.rejected


@needs_shared
@pytest.mark.parametrize(
    ("name", "encoding", "columns", "records"),
    [
        ("qualtrics_3header_raw.csv", None, 165, 552),
        ("qualtrics_legacy_2header.csv", None, 16, 1),
        ("surveymonkey_star_wars.csv", "cp1252", 38, 1186),
        ("limesurvey_de_semicolon_bom.csv", None, 38, 45),
        ("jira_export_duplicate_headers.csv", None, 379, 311),
        ("fr_retail_nps_latin1.csv", "latin-1", 9, 13954),
        ("csat_interaction_good_bad.csv", None, 5, 5009),
        ("shopify_orders_export.csv", None, 34, 3912),
        ("playstore_reviews_chatgpt.csv", None, 11, 600),
        ("saas_subscriptions_ravenstack.csv", None, 14, 5000),
        ("twilio_calls.csv", None, 25, 9),
        ("complaints_dayfirst_bom.csv", None, 11, 53),
        ("ticket_status_log.csv", None, 6, 1147),
    ],
)
def test_real_exports_are_read_whole(name, encoding, columns, records):
    """Real exports give all their records, none rejected, as Python's csv counts and reads them."""
    reading = read(REAL / name, ReadOptions(encoding=encoding))
    assert (len(reading.names), len(reading.rows), reading.rejected) == (columns, records, {})
    text = (REAL / name).read_bytes().decode(encoding or "utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if "semicolon" in name else ",", strict=True))
    assert reading.rows == rows[len(rows) - records :]


@needs_shared
@pytest.mark.parametrize(
    ("name", "option"),
    [("surveymonkey_star_wars.csv", "--encoding cp1252"), ("fr_retail_nps_latin1.csv", "--encoding latin-1")],
)
def test_a_real_file_in_another_encoding_is_refused_with_the_option(name, option):
    """A file that is not UTF-8 is refused, and what to add is printed."""
    with pytest.raises(DataError) as caught:
        list(source(REAL / name).chunks([]))
    assert caught.value.problems[0].help.endswith(option)


def test_another_encoding_is_found_out_late():
    """A Latin-1 file is refused also where its first byte beyond ASCII comes after the first megabyte."""
    data = b"id,comment\n" + b"1,plain\n" * 200_000 + b"2,tr\xe8s bien\n3,d\xe9j\xe0\n"
    assert read_bytes(data) == ("encoding", 200_002)


def test_a_few_damaged_records_are_rejected_alone():
    """Among many good records beyond ASCII the damaged ones are rejected, each with its line."""
    data = b"id,comment\n" + "1,café\n".encode() * 50 + b"2,caf\xe9\n" + "3,thé\n".encode() * 50 + b"4,\xff\n"
    reading = read_bytes(data)
    assert [(line, rule) for line, rule, _, _ in reading.rejects] == [(52, "invalid_utf8"), (103, "invalid_utf8")]
    assert len(reading.rows) == 100


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ['"', '""', ",", ";", "\t", "|", "\n", "\r\n", "\r", "0", "Total", "\ufeff", "é\U0001f600"]
)


@settings(max_examples=150)
@given(
    st.data(),
    st.integers(2, 4),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 40),
    st.booleans(),
)
def test_what_csv_writers_write_is_read_back(data, width, delimiter, end, block, mark):
    """Cells of any text, written by RFC 4180, come back as they were, whatever the delimiter and line ends."""
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5))
    rows.append(["the end"] * width)
    out = io.StringIO()
    names = [f"name {number}" for number in range(width)]
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    written = out.getvalue().encode("utf-8-sig" if mark else "utf-8")
    reading = read_bytes(written, ReadOptions(delimiter=delimiter, header_rows=1), block)
    assert (reading.names, reading.rows, reading.rejected) == (names, rows, {})


@settings(max_examples=100)
@given(
    st.data(),
    st.integers(2, 4),
    st.sampled_from(DELIMITERS),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
)
def test_the_delimiter_of_what_csv_writers_write_is_found(data, width, delimiter, quoting):
    """Plain words and numbers are read back without a word about the delimiter."""
    cells = st.text(st.sampled_from('ab c"\n1.-'), min_size=1, max_size=5)
    rows = data.draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5))
    out = io.StringIO()
    names = [f"name {number}" for number in range(width)]
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows([names, *rows])
    reading = read_bytes(out.getvalue().encode())
    assert (reading.names, reading.rows, reading.rejected) == (names, rows, {})


HOSTILE = st.text(st.sampled_from('a1,"\n\r; \0é'), max_size=40)


@settings(max_examples=300)
@given(HOSTILE)
@example("a,b\n1,2\n")
@example('a,b\n"1","2"\n')
def test_no_text_is_read_otherwise_than_a_strict_reader_reads_it(text):
    """Whatever the text: an error of ours, a word about it, or exactly the table that Python's strict csv reads."""
    reading = read_bytes(text.encode())
    if isinstance(reading, tuple) or reading.kind != "ok":
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "f.csv")
        path.write_text(text, newline="")
        delimiter = source(path).facts.delimiter
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert {len(row) for row in expected} == {len(reading.names)}
    assert reading.rows == expected[1:]


@settings(max_examples=300)
@given(HOSTILE, st.integers(1, 50), st.integers(1, 5))
def test_no_text_is_read_otherwise_in_pieces(text, block, rows):
    """Whatever the text, block size and chunk size change nothing; what is read is accepted or rejected."""
    data = b"id,c\n" + text.encode()
    options = ReadOptions(delimiter=",", header_rows=1)
    assert read_bytes(data, options, block, rows) == read_bytes(data, options)


@settings(max_examples=300)
@given(st.binary(max_size=60), st.sampled_from([None, "cp1252", "utf-16-le", "shift_jis"]))
def test_no_bytes_are_a_fault(data, encoding):
    """Whatever the bytes, the file is read or refused in our own words."""
    assert isinstance(read_bytes(data, ReadOptions(encoding=encoding)), Reading | tuple)


@pytest.mark.parametrize("block", [None, 1, 5])
def test_a_quoted_field_may_hold_line_ends(block):
    """Line ends in quotes are text, CR LF too; lines are counted as an editor counts them."""
    reading = read_bytes(b'id,c\r\n1,"a\nb"\r\n2,"c\r\nd"\r\n3,e\r\n', block=block)
    assert reading.rows == [["1", "a\nb"], ["2", "c\r\nd"], ["3", "e"]]
    assert reading.lines == [2, 4, 6]
    assert reading.notices == []


def test_where_quotes_mean_nothing_they_are_text():
    """With quoting off a quote is a character like any other."""
    reading = read_bytes(b'id,c\n1,5" pipe\n2,"x"\n', ReadOptions(quoted=False))
    assert reading.rows == [["1", '5" pipe'], ["2", '"x"']]


@pytest.mark.parametrize(
    ("rows", "names", "records"),
    [
        (0, ["col:1", "col:2"], 4),
        (1, ["Q1", "Q2"], 3),
        (2, ["Q1 [How likely?]", "Q2 [Why?]"], 2),
        (3, ["Q1", "Q2"], 1),
    ],
)
def test_header_rows_can_be_declared(rows, names, records):
    """From 0 to 3 records of header may be said."""
    reading = read_bytes(b"Q1,Q2\nHow likely?,Why?\nid1,id2\n9,good\n", ReadOptions(header_rows=rows))
    assert (reading.names, len(reading.rows)) == (names, records)


SPACES = ReadOptions(delimiter=" ", header_rows=0)
ALIGNED = b""" 00004 0001 19970101  2   29.33\r
 00004 0001 19970118\t2  129.73  \r
\r
 00021 0002 19970101  3\r
 00021 "2" 19970101 3 1 2 \r
 00050 "0003 19970101  1    6,79"""


@pytest.mark.parametrize("block", [None, *BLOCK_SIZES])
def test_columns_may_stand_between_blanks(block):
    """Runs of blanks and tabs separate, none at the ends of a line does, and quotes are text; the audit is the same."""
    found = read_bytes(ALIGNED, SPACES, block)
    assert found.names == ["col:1", "col:2", "col:3", "col:4", "col:5"]
    assert found.rows == [
        ["00004", "0001", "19970101", "2", "29.33"],
        ["00004", "0001", "19970118", "2", "129.73"],
        ["00050", '"0003', "19970101", "1", "6,79"],
    ]
    assert found.lines == [1, 2, 6]
    assert [(line, rule) for line, rule, _, _ in found.rejects] == [(4, "too_few_fields"), (5, "too_many_fields")]
    assert found.notices == ["blank-lines", "no-final-newline"]


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["a", "9", " ", "  ", "\t", '"', ",", "\n", "\r\n", "\r", "é"]), max_size=40).map("".join),
    st.integers(1, 30),
    st.sampled_from([None, 0, 1]),
)
def test_no_aligned_text_is_read_otherwise_in_pieces(text, block, rows):
    """Whatever the blanks, a text is the same records, rejects and refusals however it is cut."""
    options = ReadOptions(delimiter=" ", header_rows=rows)
    assert read_bytes(text.encode(), options, block) == read_bytes(text.encode(), options)


def test_fields_between_runs_of_blanks_may_hold_one():
    """Where single blanks do not make records alike, runs of two separate; the header is found as anywhere."""
    data = b"name        How likely?   plan\nAnn Lee               9   pro\nBob                  10   free of charge\n"
    found = read_bytes(data, ReadOptions(delimiter=" "))
    assert found.names == ["name", "How likely?", "plan"]
    assert found.rows == [["Ann Lee", "9", "pro"], ["Bob", "10", "free of charge"]]


def test_that_blanks_separate_is_told(tmp_path):
    """The facts say that blanks separate, how many fields they make, and in how many records."""
    (tmp_path / "f.txt").write_bytes(ALIGNED)
    facts = source(tmp_path / "f.txt", SPACES).facts
    assert (facts.format, facts.delimiter, facts.header) == ("text", " ", {"rows": 0, "skip_before": 0})
    assert [(each.what, each.value, each.evidence) for each in facts.detected][1] == (
        "delimiter",
        "spaces",
        "5 fields between blanks in 3 of 5 records looked at",
    )


def test_lines_before_and_behind_aligned_columns_can_be_left_out():
    """What is said of the header and the footer counts lines of the file, as for any delimiter."""
    data = b"Orders of May\n\n id   sum\n  1   9.5\n  2  10.5\n -- end of it\n"
    found = read_bytes(data, ReadOptions(delimiter=" ", skip_before=2, footer=1))
    assert (found.names, found.rows, found.lines) == (["id", "sum"], [["1", "9.5"], ["2", "10.5"]], [4, 5])


def test_aligned_columns_in_another_encoding_and_with_other_line_ends():
    """Blanks are looked for in the text, whatever its encoding; lines may end with a carriage return alone."""
    text = " id  Größe\r 1   12\r 2    9 \r"
    for encoding, said in (("utf-16", None), ("cp1252", "cp1252")):
        found = read_bytes(text.encode(encoding), ReadOptions(delimiter=" ", encoding=said))
        assert (found.names, found.rows) == (["id", "Größe"], [["1", "12"], ["2", "9"]])
        assert found.notices == ["return-line-ends"]


def test_names_can_be_declared():
    """Names that are given stand for those of the header, which is still none of the data."""
    reading = read_bytes(b"a,b\n1,9\n", ReadOptions(names=("id", "score")))
    assert (reading.names, reading.rows) == (["id", "score"], [["1", "9"]])
    assert read_bytes(b"a,b\n1,9\n", ReadOptions(names=("id",))) == ("names", 1)


def test_lines_before_and_behind_can_be_left_out():
    """Lines before the header and at the end are left out where they are declared."""
    data = b"Report\nx;y,z\n\nid,score\n1,9\n2,8\nEnd of report\n"
    reading = read_bytes(data, ReadOptions(skip_before=2, footer=1))
    assert (reading.rows, reading.lines, reading.kind) == ([["1", "9"], ["2", "8"]], [5, 6], "ok")


def test_a_header_of_several_records_again_is_no_data():
    """Two exports of three header records one behind the other: the second header is rejected, record by record."""
    header = b'Q1,Q2\nHow likely?,Why?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
    reading = read_bytes(header + b"9,good\n" + header + b"7,bad\n")
    assert (reading.rows, reading.rejected) == ([["9", "good"], ["7", "bad"]], {"repeated_header": 3})


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (
            b"Respondent ID,How likely?,Which?,\n,Response,First,Second\n1,9,First,\n2,8,,Second\n",
            ["Respondent ID", "How likely?", "Which? [First]", "Which? [Second]"],
        ),
        (
            b"Trade?;;;How often?;\nWood;Metal;Other;Mail;Phone\n" + b"Yes;No;;often;never\n" * 3,
            ["Trade? [Wood]", "Trade? [Metal]", "Trade? [Other]", "How often? [Mail]", "How often? [Phone]"],
        ),
        (b"V1,V2,Q1\nResponseID,Name,How likely?\nR_1,x,9\n", ["ResponseID", "Name", "Q1"]),
    ],
)
def test_headers_of_two_records_are_read(data, names):
    """The two header records of survey tools give the names."""
    assert read_bytes(data).names == names


def test_what_was_found_out_is_told():
    """Format, encoding, delimiter, header and zone are facts, each guess with its evidence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "f.tsv")
        path.write_text("\ufeffid\tscore\n1\t9\n")
        opened = source(path)
    facts = opened.facts
    assert (facts.file, facts.format, facts.encoding, facts.delimiter) == ("f.tsv", "tsv", "utf-8-sig", "\t")
    assert facts.header == {"rows": 1, "skip_before": 0}
    assert [(what.what, what.value, what.evidence) for what in facts.detected] == [
        ("encoding", "utf-8-sig", "byte order mark"),
        ("delimiter", "\t", "2 fields in 1 of 1 record looked at"),
        ("header", "1 row", "first line"),
    ]


def test_each_pass_counts_anew():
    """A second pass gives the same account, not the sum of both; a source is one of any kind."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "f.csv")
        path.write_text("id,score\n1,9\n2\n")
        opened: Source = source(path)
        for _ in range(2):
            list(opened.chunks([1]))
            assert (opened.facts.account.read, opened.facts.account.rejected) == (2, {"too_few_fields": 1})


def test_only_the_columns_asked_for_are_given():
    """A chunk holds the columns asked for, by their position, and the audit is of all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "f.csv")
        path.write_text("a,b,c\n1,2,3\n4,5,6,7\n8,9,10\n")
        opened = source(path)
        (chunk,) = opened.chunks([2])
        (none,) = opened.chunks([])
    assert [chunk.columns[2].texts[code] for code in chunk.columns[2].codes] == ["3", "10"]
    assert (len(none), dict(none.columns), [reject.line for reject in none.rejects]) == (2, {}, [3])


@pytest.mark.parametrize("data", [b"", b"\n\r\n \n", b"\xef\xbb\xbf", b"\xff\xfe\n\0"])
def test_an_empty_file_is_refused(data):
    """A file of nothing but blanks and marks has no header."""
    assert read_bytes(data) == ("empty", None)


def test_a_packed_file_is_read_like_a_plain_one(tmp_path):
    """How a file is packed changes nothing, but a name that hides it is said."""
    for name, codes in (("f.csv.gz", []), ("f.csv", ["packed-name"])):
        (tmp_path / name).write_bytes(gzip.compress(b"id,score\n1,9\n"))
        reading = read(tmp_path / name)
        assert (reading.rows, reading.notices) == ([["1", "9"]], codes)


def test_a_file_that_changes_between_two_passes_is_an_error(tmp_path):
    """What the head told holds for the whole: a file that is replaced after it is no longer read."""
    path = tmp_path / "f.csv"
    path.write_text("id,score\n1,9\n")
    with open_inputs([str(path)]) as (file,):
        opened = DelimitedSource(file, "plain", ReadOptions())
        path.write_text("score,id\n1,9\n2,8\n")
        with pytest.raises(RetryError):
            list(opened.chunks([0]))


def test_whoever_wants_the_first_rows_waits_for_no_more_than_a_small_block(tmp_path):
    """Of a long file only the beginning is audited where few rows are taken at a time, and they are the same rows."""
    path = tmp_path / "f.csv"
    path.write_text("id,score\n" + "".join(f"{row},{row % 11}\n" for row in range(60_000)))
    opened = source(path)
    first = next(iter(opened.chunks([1], 100)))
    assert (len(first), first.lines.tolist()) == (100, list(range(2, 102)))
    assert 100 < opened.facts.account.read < 60_000
    (whole,) = opened.chunks([0, 1])
    parts = list(opened.chunks([0, 1], 7_000))
    assert opened.facts.account.read == 60_000
    assert all(len(part) <= 7_000 for part in parts)
    for position in (0, 1):
        said = [part.columns[position].texts[code] for part in parts for code in part.columns[position].codes]
        assert said == [whole.columns[position].texts[code] for code in whole.columns[position].codes]

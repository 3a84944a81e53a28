import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources import limits
from cxcli.sources.json_lines import chunks, discover

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRAPS = SHARED / "hostile" / "traps"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")


def traps():
    if not SHARED.is_dir():
        return []
    entries = json.loads((TRAPS / "manifest.json").read_text())
    return [entry for entry in entries if entry["file"].startswith("jsonl_")]


def read(data, size=50_000):
    """Read lines whole: what was found, the rows, their lines, the rejects."""
    found = discover(io.BytesIO(data), "f.jsonl")
    wanted = found.wanted(range(len(found.columns)))
    parts = list(chunks(io.BytesIO(data), "f.jsonl", wanted, size=size))
    names = [column.name for column in found.columns]
    rows = []
    for part in parts:
        cells = [[part.columns[at].texts[code] for code in part.columns[at].codes] for at in wanted]
        rows += [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]
    lines = [line for part in parts for line in part.lines.tolist()]
    return found, rows, lines, [reject for part in parts for reject in part.rejects]


@needs_shared
@pytest.mark.parametrize("entry", traps(), ids=lambda entry: entry["file"])
def test_each_trap_has_its_answer(entry):
    """A trap file is read or rejected in part as the manifest says, with its counts and values."""
    found, rows, _, rejects = read((TRAPS / entry["file"]).read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert ("partial" if rejects else "warn" if found.notices else "ok") in entry["accepts"]
    assert (found.account.read, len(rows), len(rejects)) == (entry["records"], entry["ok"], entry["rejected"])
    if entry["rows"] is not None:
        assert [[row["id"], row["score"]] for row in rows] == entry["rows"]


LINES = b'{"a":1}\r\n\n{"a":2,"b":{"c":true}}\n{"a":\n \t\r\n[1]\n{"a":"3"}'


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_the_result_does_not_depend_on_the_chunk_size(size):
    """Rows, lines and rejects are the same however many records a chunk holds."""
    found, rows, lines, rejects = read(LINES, size)
    assert rows == [{"a": "1", "b.c": ""}, {"a": "2", "b.c": "true"}, {"a": "3", "b.c": ""}]
    assert lines == [1, 3, 7]
    assert [(reject.line, reject.rule, reject.content) for reject in rejects] == [
        (4, "not_json", '{"a":'),
        (6, "not_an_object", "[1]"),
    ]
    assert (found.account.read, found.account.rejected) == (5, {"not_json": 1, "not_an_object": 1})


def test_blank_lines_are_counted_and_are_no_records():
    """Lines of nothing but white space are told once, with their number and the first of them."""
    found, *_ = read(LINES)
    (notice,) = found.notices
    assert (notice.code, notice.message, notice.source, notice.line) == ("blank-lines", "blank lines: 2", "f.jsonl", 2)


@given(st.lists(st.dictionaries(st.sampled_from("ab"), st.text(), min_size=2)), st.sampled_from([b"\n", b"\r\n"]))
def test_what_the_standard_library_writes_is_read_back(records, end):
    """Every text comes back whole, also with line separators other than the line feed inside."""
    data = b"".join(json.dumps(record, ensure_ascii=False).encode() + end for record in records)
    found, rows, lines, rejects = read(data)
    assert rows == records
    assert lines == list(range(1, len(records) + 1))
    assert (rejects, found.notices) == ([], ())


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (b'{"a":1}{"a":2}', "extra_text"),
        (b'{"a":1},', "extra_text"),
        (b'{"a":1} {', "extra_text"),
        (b"null", "not_an_object"),
        (b'"x"', "not_an_object"),
        (b'{"a":1,"a":2}', "duplicate_key"),
        (b'{"a":NaN}', "not_a_number"),
        (b'{"a":' + b"1" * 41 + b"}", "number_too_long"),
        (b'{"a":"\\udfff"}', "lone_surrogate"),
        (b'{"a":' + b"[" * 9000 + b"]" * 9000 + b"}", "too_deep"),
        (b"[" * 9000, "not_json"),
        (b'{"a":"\x00"}', "not_json"),
        (b'{"a":"x\ry"}', "not_json"),
        (b'\xef\xbb\xbf{"a":1}', "not_json"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_a_faulty_line_is_rejected_alone(line, rule):
    """A line that breaks a rule is rejected with its number and text; those around it are read."""
    _, rows, lines, (reject,) = read(b'{"a":1}\n' + line + b'\n{"a":2}\n')
    assert rows == [{"a": "1"}, {"a": "2"}]
    assert lines == [1, 3]
    assert (reject.line, reject.rule, reject.content) == (2, rule, line.decode())
    assert "9" not in reject.detail


@pytest.mark.parametrize("broken", [b"\xe9", b"\xed\xa0\x80", b"\xc0\xaf"])
def test_a_line_that_is_no_utf8_is_rejected_alone(broken):
    """Bytes that are no UTF-8 reject their line; its content shows them as escapes."""
    _, rows, _, (reject,) = read(b'{"a":"' + broken + b'"}\n{"a":"\xc3\xa9"}\n')
    assert rows == [{"a": "é"}]
    assert (reject.line, reject.rule) == (1, "invalid_utf8")
    assert reject.content == '{"a":"' + "".join(f"\\x{byte:02x}" for byte in broken) + '"}'


@pytest.mark.parametrize("cut", [b'{"a":"\xc3', b'{"a":"x', b"{"])
def test_a_last_line_that_breaks_off_is_rejected_and_told(cut):
    """A last line without a line end that cannot be read is rejected, and the file is said to be incomplete perhaps."""
    found, rows, _, (reject,) = read(b'{"a":1}\n' + cut)
    assert (len(rows), reject.line) == (1, 2)
    assert [(notice.code, notice.source, notice.line) for notice in found.notices] == [
        ("no-final-newline", "f.jsonl", 2)
    ]


@pytest.mark.parametrize("data", [b'{"a":1}\n{"a":2}', b'{"a":1}\n{"a":\n', b'{"a":1}\n[1]'])
def test_only_a_cut_last_line_is_told(data):
    """A whole last line needs no line end, and a faulty one with a line end is not cut."""
    found, *_ = read(data)
    assert found.notices == ()


def test_a_line_over_the_size_limit_is_rejected():
    """A line may have as many bytes as the limit says, its line end aside, and not one more."""
    room = limits.RECORD_BYTES - len('{"a":""}')
    fits, too_long = (b'{"a":"' + b"x" * size + b'"}\r\n' for size in (room, room + 1))
    _, rows, lines, (reject,) = read(fits + too_long)
    assert (len(rows), lines, reject.line, reject.rule) == (1, [1], 2, "too_long")


def test_no_lines_are_no_records():
    """An empty file has no columns and no records."""
    found, rows, _, rejects = read(b"")
    assert (found.columns, found.account.read, rows, rejects) == ((), 0, [], [])

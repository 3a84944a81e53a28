import bz2
import gzip
import json
import lzma

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.sources import limits
from cxcli.sources.json_source import JsonSource, looks_like_lines
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile


@pytest.fixture
def opened(tmp_path):
    def of(data, *, lines, packed="plain", **options):
        path = tmp_path / "f"
        path.write_bytes(data)
        return JsonSource(InputFile(path, "f"), packed, ReadOptions(**options), lines=lines)

    return of


def rows(source, size=None):
    """The records of a pass, column by column name, and their lines."""
    found, lines = [], []
    for chunk in source.chunks([column.position for column in source.columns], size):
        cells = [
            [chunk.columns[c.position].texts[code] for code in chunk.columns[c.position].codes] for c in source.columns
        ]
        names = [column.name for column in source.columns]
        found += [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]
        lines += chunk.lines.tolist()
    return found, lines


RECORDS = [{"id": str(n), "nps": str(n % 11)} for n in range(25)]
AS_LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
AS_DOCUMENT = json.dumps(RECORDS).encode()


@pytest.mark.parametrize("size", [1, 7, 1000, None])
@pytest.mark.parametrize(("data", "lines"), [(AS_LINES, True), (AS_DOCUMENT, False)])
def test_records_do_not_depend_on_the_cut(opened, data, lines, size):
    """Every pass yields the same records, in chunks of any size, and counts them."""
    source = opened(data, lines=lines)
    assert rows(source, size)[0] == RECORDS
    assert rows(source, size)[0] == RECORDS
    assert (source.facts.account.read, source.facts.account.rejected) == (25, {})
    assert source.facts.format == ("jsonl" if lines else "json")
    assert (source.facts.delimiter, source.facts.header) == (None, None)


@pytest.mark.parametrize(("packed", "pack"), [("gzip", gzip.compress), ("bzip2", bz2.compress), ("xz", lzma.compress)])
def test_packed_files_are_read(opened, packed, pack):
    """A compressed file gives the same records."""
    assert rows(opened(pack(AS_LINES), lines=True, packed=packed))[0] == RECORDS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("lines", [True, False])
def test_encodings(opened, encoding, lines):
    """UTF-8 and, with a mark, UTF-16 and UTF-32 are read, and the encoding is named."""
    text = '{"a": "é漢"}\n' if lines else '[{"a": "é漢"}]'
    source = opened(text.encode(encoding), lines=lines)
    assert rows(source)[0] == [{"a": "é漢"}]
    assert source.facts.detected[0].what == "encoding"
    assert source.facts.encoding.replace("-", "").startswith(encoding.replace("-", "").removesuffix("sig"))


def test_another_encoding_is_read_if_it_is_named(opened):
    """`--encoding` reads what is neither UTF-8 nor marked; without it the file is refused."""
    data = '[{"a": "é"}]'.encode("cp1252")
    assert rows(opened(data, lines=False, encoding="cp1252"))[0] == [{"a": "é"}]
    with pytest.raises(DataError):
        opened(data, lines=False)


def test_broken_lines_are_counted_by_rule(opened):
    """A line that is no record is rejected with its line, counted by rule, and every pass counts anew."""
    source = opened(b'{"a": 1}\n{"a":\n[1]\n{"a": 2}\n', lines=True)
    for _ in range(2):
        assert rows(source) == ([{"a": "1"}, {"a": "2"}], [1, 4])
        assert source.facts.account.read == 4
        assert sum(source.facts.account.rejected.values()) == 2


@pytest.mark.parametrize(("data", "lines"), [(b"[]", False), (b"\n\n", True)])
def test_no_records_is_said(opened, data, lines):
    """A file without records has none and says so."""
    source = opened(data, lines=lines)
    assert rows(source)[0] == []
    assert "no-records" in [notice.code for notice in source.facts.notices]


def test_a_last_line_without_an_end_counts(opened):
    """The last line is a record whether or not it ends."""
    assert rows(opened(b'{"a": 1}\n{"a": 2}', lines=True))[0] == [{"a": "1"}, {"a": "2"}]


def test_a_document_beyond_the_limit_is_refused(opened, monkeypatch):
    """A document that is too large to hold is refused with the way to make lines of it."""
    monkeypatch.setattr(limits, "JSON_BYTES", 10)
    with pytest.raises(DataError) as caught:
        opened(AS_DOCUMENT, lines=False)
    assert caught.value.problems[0].code == "json-size"
    assert "jq -c" in caught.value.problems[0].help


def test_a_line_beyond_the_limit_is_refused(opened, monkeypatch):
    """A line without end is refused before it fills the memory."""
    monkeypatch.setattr(limits, "RECORD_BYTES", 10)
    with pytest.raises(DataError) as caught:
        opened(b'{"a": "' + b"x" * 100 + b'"}', lines=True)
    assert caught.value.problems[0].code == "record-size"


def test_broken_utf_8_names_the_file(opened):
    """A document that is not in the encoding it claims is refused, never read with replacements."""
    with pytest.raises(DataError) as caught:
        opened(b'\xef\xbb\xbf[{"a": "\xe9"}]', lines=False)
    assert caught.value.problems[0].file == "f"


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        (b'{"a": 1}\n{"a": 2}\n', True),
        (b'{"a": 1}\n', True),
        (b'  {"a": 1} \r\n\r\n{"a"', True),
        (b'{"a": 1}', False),
        (b"{\n", False),
        (b'{"a": 1}\n]', False),
        (b"[1]\n[2]\n", False),
        (b"", False),
    ],
)
def test_lines_are_told_from_a_document(head, lines):
    """One object a line is known by a line that ends where an object does and the next that begins one."""
    assert looks_like_lines(head) is lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=5), min_size=1), min_size=1, max_size=6))
def test_both_forms_hold_the_same_records(opened, records):
    """The records of a document are those of the same objects written a line each."""
    as_lines = "".join(json.dumps(record) + "\n" for record in records).encode()
    document = opened(json.dumps(records).encode(), lines=False)
    expected = rows(document)[0]
    assert rows(opened(as_lines, lines=True))[0] == expected


def test_a_packed_file_whose_name_does_not_say_so_is_noticed(opened):
    """What holds for delimited text holds for JSON: a gzip named otherwise is read, and said."""
    source = opened(gzip.compress(b'[{"nps": 9}]'), lines=False, packed="gzip")
    assert [notice.code for notice in source.facts.notices] == ["packed-name"]

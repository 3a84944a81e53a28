import pytest

from cxcli.errors import DataError, Notice
from cxcli.sources import limits
from cxcli.sources.chunk import Column, Reject
from cxcli.sources.json_records import JsonRecord, cut_chunks, discover_columns, is_too_long, shorten, to_item
from cxcli.sources.strict_json import decode


def test_columns_are_in_order_of_first_appearance():
    """A key that appears late is a column as well, behind the earlier ones."""
    items = [JsonRecord(1, {"b": "1"}), JsonRecord(2, {"a": "2", "b": "3"})]
    found = discover_columns("f", items)
    assert found.columns == (Column(0, "b"), Column(1, "a"))
    assert found.keys == ("b", "a")


def test_column_names_are_stripped_numbered_and_never_empty():
    """A name is stripped, a repeated one carries #2, and a key without a name is col: and its number from 1."""
    found = discover_columns("f", [JsonRecord(1, {"a": "", " a ": "", "": "", "  ": "", "a#2": ""})])
    assert [column.name for column in found.columns] == ["a", "a#2", "col:3", "col:4", "a#2#2"]
    assert found.wanted([1, 2]) == {1: " a ", 2: ""}


def test_every_record_is_accounted_for():
    """Read are accepted and rejected records, these by rule; a notice is no record."""
    items = [
        JsonRecord(1, {}),
        Reject(2, "x", ""),
        Notice(code="n", message=""),
        Reject(3, "x", ""),
        Reject(4, "y", ""),
    ]
    found = discover_columns("f", items)
    assert (found.account.read, found.account.accepted, found.account.rejected) == (4, 1, {"x": 2, "y": 1})
    assert found.notices == (items[2],)


def test_collisions_are_one_notice():
    """Colliding names are reported once, with the first line, the number of records and the new names."""
    items = [JsonRecord(1, {}), JsonRecord(5, {"a#2": ""}, ("a#2",)), JsonRecord(9, {"a#2": ""}, ("a#2",))]
    (notice,) = discover_columns("f", items).notices
    assert (notice.code, notice.source, notice.line) == ("name-collision", "f", 5)
    assert "2" in notice.message
    assert '"a#2"' in notice.message


def test_the_number_of_columns_is_limited():
    """As many columns as the limit are read, one more is refused with the line."""
    keys = {str(number): "" for number in range(limits.COLUMNS)}
    assert len(discover_columns("f", [JsonRecord(1, keys)]).columns) == limits.COLUMNS
    with pytest.raises(DataError) as caught:
        discover_columns("f", [JsonRecord(1, keys), JsonRecord(2, {"more": ""})])
    assert (caught.value.problems[0].code, caught.value.problems[0].line) == ("too-many-columns", 2)


def test_chunks_hold_the_wanted_columns_and_the_rejects_between():
    """A chunk counts rejects as records, keeps the lines of the accepted ones, and gives absent keys the empty text."""
    items = [JsonRecord(1, {"a": "x"}), Reject(2, "r", ""), Notice(code="n", message=""), JsonRecord(3, {"b": "y"})]
    first, second = cut_chunks("f", items, {7: "a"}, 2)
    assert (first.file, first.lines.tolist(), first.rejects) == ("f", [1], (items[1],))
    assert (second.lines.tolist(), second.rejects) == ([3], ())
    assert list(first.columns) == [7]
    assert [list(chunk.columns[7].texts) for chunk in (first, second)] == [["x"], [""]]


def test_no_records_make_no_chunk():
    """Nothing read is nothing handed on."""
    assert list(cut_chunks("f", [], {}, 5)) == []


def test_a_record_over_the_size_limit_is_refused():
    """A record may have as many bytes of UTF-8 as the limit says, and not one more."""
    room = limits.RECORD_BYTES - len('{"a":""}')
    fits, too_long = (f'{{"a":"{"x" * size}"}}' for size in (room, room + 1))
    assert isinstance(to_item(1, decode(fits), fits), JsonRecord)
    assert to_item(1, decode(too_long), too_long) == Reject(1, "too_long", "a record over the size limit", too_long)
    assert is_too_long("é" * (limits.RECORD_BYTES // 2 + 1))
    assert not is_too_long("é" * (limits.RECORD_BYTES // 2))


def test_a_long_key_is_cut_in_messages():
    """A name shows at most 60 characters."""
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"

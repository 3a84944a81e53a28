"""Records of JSON Lines: one object a line."""

from collections.abc import Iterable, Iterator, Mapping

from cxcli.errors import Notice
from cxcli.sources import limits
from cxcli.sources.chunk import Chunk, Reject
from cxcli.sources.json_records import (
    CHUNK_RECORDS,
    Discovery,
    Item,
    JsonRecord,
    cut_chunks,
    discover_columns,
    fault_reject,
    to_item,
    to_reject,
)
from cxcli.sources.strict_json import JsonFault, decode


def discover(lines: Iterable[bytes], file: str) -> Discovery:
    """Return the columns, the account and the notices of a whole pass over the lines.

    Args:
        lines: Raw lines of UTF-8 with their line ends, cut at line feeds alone, without a byte order mark.
        file: The name used in notices.

    Raises:
        DataError: more columns than a source may have.
    """
    return discover_columns(file, _items(lines, file))


def chunks(
    lines: Iterable[bytes], file: str, wanted: Mapping[int, str], *, size: int = CHUNK_RECORDS
) -> Iterator[Chunk]:
    """Yield the records of `lines`, `size` at a time, with the columns that `Discovery.wanted` gives."""
    return cut_chunks(file, _items(lines, file), wanted, size)


def _items(lines: Iterable[bytes], file: str) -> Iterator[Item]:
    blank, first_blank = 0, 0
    for number, line in enumerate(lines, 1):
        if not line.strip(_SPACE):
            blank += 1
            first_blank = first_blank or number
            continue
        item = _item(number, line)
        yield item
        if isinstance(item, Reject) and item.rule in _CUT_RULES and not line.endswith(b"\n"):
            yield _no_final_newline(file, number)
    if blank:
        yield Notice(code="blank-lines", message=f"blank lines: {blank}", source=file, line=first_blank)


def _item(number: int, line: bytes) -> JsonRecord | Reject:
    raw = line.rstrip(b"\r\n")
    if len(raw) > limits.RECORD_BYTES:
        return to_reject(number, "too_long", _readable(raw))
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return to_reject(number, "invalid_utf8", _readable(raw))
    try:
        return to_item(number, decode(text, unique_keys=True), text)
    except JsonFault as fault:
        return fault_reject(number, fault, text)


def _readable(raw: bytes) -> str:
    """Return a line's text with the bytes that are no UTF-8 written as escapes."""
    return raw.decode(errors="backslashreplace")


def _no_final_newline(file: str, number: int) -> Notice:
    return Notice(
        code="no-final-newline",
        message="the last line has no line end and cannot be read: the file may be incomplete or still being written",
        source=file,
        line=number,
    )


_SPACE = b" \t\r\n"
_CUT_RULES = frozenset({"not_json", "invalid_utf8"})

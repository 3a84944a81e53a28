"""What JSON documents and JSON Lines have in common once their records are apart: columns, an account, chunks."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from msgspec import Struct, field

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import limits, strict_json
from cxcli.sources.chunk import Chunk, Column, Reject, SourceAccount
from cxcli.sources.flatten import flatten, unused_name
from cxcli.sources.strict_json import JsonFault, JsonValue
from cxcli.sources.text_column import encode

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **strict_json.RULES,
        "not_an_object": "a value that is no object",
        "too_long": "a record over the size limit",
        "invalid_utf8": "bytes that are not UTF-8",
    }
)
"""Every rule that a JSON record can break; the first one found is the one counted."""

CHUNK_RECORDS: Final = 50_000


class JsonRecord(Struct, frozen=True):
    """An accepted record: its first `line` (from 1), its `texts` by key, and the keys that `collided`."""

    line: int
    texts: Mapping[str, str]
    collided: tuple[str, ...] = ()


Item: TypeAlias = JsonRecord | Reject | Notice
"""What a pass over a source meets; a notice is no record."""


class Discovery(Struct, frozen=True):
    """What a whole pass over a source found.

    `columns` are in order of first appearance; `keys` holds, position by position, the dotted key that a column's
    texts stand under in the records, which differs from its name where the name had to be stripped or numbered.
    """

    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    account: SourceAccount
    notices: tuple[Notice, ...]

    def wanted(self, positions: Collection[int]) -> dict[int, str]:
        """Return the key of each of the columns at `positions`."""
        return {position: self.keys[position] for position in positions}


def to_item(line: int, value: JsonValue, content: str) -> JsonRecord | Reject:
    """Return the record that a decoded `value` is, or its refusal; `content` is the text it was decoded from."""
    if is_too_long(content):
        return to_reject(line, "too_long", content)
    if not isinstance(value, dict):
        return to_reject(line, "not_an_object", content)
    flat = flatten(value)
    return JsonRecord(line, flat.texts, flat.collided)


def to_reject(line: int, rule: str, content: str) -> Reject:
    """Return the refusal of the record with the raw text `content`, in the rule's own words."""
    return Reject(line, rule, RULES[rule], content)


def fault_reject(line: int, fault: JsonFault, content: str) -> Reject:
    """Return the refusal of a record that could not be decoded."""
    return Reject(line, fault.rule, fault.detail, content)


def is_too_long(content: str) -> bool:
    """Whether a record's text is over the size limit for records, in bytes of UTF-8."""
    if len(content) * _WIDEST_CHARACTER <= limits.RECORD_BYTES:
        return False
    return len(content.encode("utf-8", "surrogatepass")) > limits.RECORD_BYTES


def shorten(name: str) -> str:
    """Return a key's name, cut to what a message can hold."""
    return name if len(name) <= _NAME_SHOWN else name[: _NAME_SHOWN - 1] + "…"


def discover_columns(file: str, items: Iterable[Item]) -> Discovery:
    """Return the columns, account and notices of a whole pass.

    Raises:
        DataError: more columns than `limits.COLUMNS`.
    """
    tally = _Tally(file)
    for item in items:
        tally.add(item)
    return tally.discovery()


def cut_chunks(file: str, items: Iterable[Item], wanted: Mapping[int, str], size: int) -> Iterator[Chunk]:
    """Yield the records of a pass, `size` to a chunk (the refused ones included), with the wanted columns alone."""
    met = (item for item in items if not isinstance(item, Notice))
    while batch := list(islice(met, size)):
        records = [item for item in batch if isinstance(item, JsonRecord)]
        lines = np.fromiter((record.line for record in records), np.int64, len(records))
        columns = {
            position: encode([record.texts.get(key, "") for record in records]) for position, key in wanted.items()
        }
        yield Chunk(file, lines, columns, tuple(item for item in batch if isinstance(item, Reject)))


_WIDEST_CHARACTER = 4
_NAMES_SHOWN = 8
_NAME_SHOWN = 60


class _Tally(Struct):
    """What a pass has met so far."""

    file: str
    account: SourceAccount = field(default_factory=SourceAccount)
    keys: dict[str, None] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    collisions: int = 0
    first_collision: JsonRecord | None = None

    def add(self, item: Item) -> None:
        if isinstance(item, Notice):
            self.notices.append(item)
            return
        self.account.read += 1
        if isinstance(item, Reject):
            self.account.rejected[item.rule] = self.account.rejected.get(item.rule, 0) + 1
        else:
            self._add_record(item)

    def _add_record(self, record: JsonRecord) -> None:
        self.keys.update(dict.fromkeys(record.texts))
        if len(self.keys) > limits.COLUMNS:
            raise _too_many_columns(self.file, record.line)
        if record.collided:
            self.collisions += 1
            self.first_collision = self.first_collision or record

    def discovery(self) -> Discovery:
        notices = list(self.notices)
        if self.first_collision:
            notices.append(_collision_notice(self.file, self.first_collision, self.collisions))
        return Discovery(_columns(self.keys), tuple(self.keys), self.account, tuple(notices))


def _too_many_columns(file: str, line: int) -> DataError:
    return DataError(
        Problem(
            code="too-many-columns",
            message=f"the records have more than {limits.COLUMNS} different keys",
            file=file,
            line=line,
            help="a key that is an id makes a column of its own: export the records as an array of objects",
        )
    )


def _collision_notice(file: str, record: JsonRecord, count: int) -> Notice:
    names = ", ".join(f'"{shorten(name)}"' for name in record.collided[:_NAMES_SHOWN])
    return Notice(
        code="name-collision",
        message=f"records in which two keys come to the same dotted name: {count}; the later key is now {names}",
        source=file,
        line=record.line,
    )


def _columns(keys: Iterable[str]) -> tuple[Column, ...]:
    taken: dict[str, Column] = {}
    numbers: dict[str, int] = {}
    for position, key in enumerate(keys):
        name = unused_name(key.strip() or f"col:{position + 1}", taken, numbers)
        taken[name] = Column(position, name)
    return tuple(taken.values())

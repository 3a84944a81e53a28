"""Records of one JSON document: an array of objects, at the root or under a dotted path."""

from collections.abc import Iterator, Mapping

from cxcli.errors import DataError, Problem
from cxcli.sources.chunk import Chunk, Reject
from cxcli.sources.json_elements import Element, walk
from cxcli.sources.json_paths import ROOT, missing_path_problem, root_object_problem
from cxcli.sources.json_records import (
    CHUNK_RECORDS,
    Discovery,
    JsonRecord,
    cut_chunks,
    discover_columns,
    fault_reject,
    to_item,
)
from cxcli.sources.strict_json import JsonFault, after_space


def discover(text: str, file: str, *, records: str | None = None) -> Discovery:
    """Return the columns, the account and the notices of a whole pass over the document.

    Args:
        text: The document, decoded, without a byte order mark.
        file: The name used in errors.
        records: The dotted path to the array of records, or to the one record; None where the root is the array.

    Raises:
        DataError: the document is no JSON or breaks off, the path is not there, or no record is an object.
    """
    return discover_columns(file, _items(text, file, records))


def chunks(
    text: str, file: str, wanted: Mapping[int, str], *, records: str | None = None, size: int = CHUNK_RECORDS
) -> Iterator[Chunk]:
    """Yield the document's records, `size` at a time, with the columns that `Discovery.wanted` gives.

    Raises:
        DataError: as `discover`.
    """
    return cut_chunks(file, _items(text, file, records), wanted, size)


def _items(text: str, file: str, records: str | None) -> Iterator[JsonRecord | Reject]:
    try:
        if not records and text.startswith("{", after_space(text, 0)):
            raise DataError(root_object_problem(text, file))
        path = "" if records == ROOT else records or ""
        yield from _records(text, file, path)
    except JsonFault as fault:
        raise DataError(_problem(text, file, records or ROOT, fault)) from fault


def _records(text: str, file: str, path: str) -> Iterator[JsonRecord | Reject]:
    some = objects = False
    for line, element in _with_lines(text, walk(text, path)):
        some = True
        objects = objects or text[element.start] == "{"
        yield _item(text, line, element)
    if some and not objects:
        raise DataError(_no_objects(file))


def _with_lines(text: str, elements: Iterator[Element]) -> Iterator[tuple[int, Element]]:
    line, counted = 1, 0
    for element in elements:
        line += text.count("\n", counted, element.start)
        counted = element.start
        yield line, element


def _item(text: str, line: int, element: Element) -> JsonRecord | Reject:
    content = text[element.start : element.end]
    if element.fault:
        return fault_reject(line, element.fault, content)
    return to_item(line, element.value, content)


def _no_objects(file: str) -> Problem:
    return Problem(
        code="no-objects",
        message="no record is an object with named values",
        file=file,
        help='export the records as objects: [{"score": 9}, {"score": 10}]',
    )


def _problem(text: str, file: str, path: str, fault: JsonFault) -> Problem:
    if fault.rule == "no_such_path":
        return missing_path_problem(text, file, path)
    return Problem(
        code=fault.rule.replace("_", "-"),
        message=f"the document cannot be read: {fault.detail}",
        file=file,
        line=text.count("\n", 0, fault.position) + 1,
        column=fault.position - text.rfind("\n", 0, fault.position),
        help=_HELP.get(fault.rule, "mend the file at this place, or export it again"),
    )


_HELP = {
    "extra_text": "if every line holds one object, this is JSON Lines: give the file the ending .jsonl",
    "ambiguous_path": "a key with a dot in it and nested keys look the same here: rename one of the two in the file",
}

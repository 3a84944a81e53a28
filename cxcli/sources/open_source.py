"""From a file to the source that reads it: what it is by its content, whatever its name says."""

import re

from cxcli.sources import containers, encodings
from cxcli.sources.delimited import DelimitedSource
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_JSON_NAMES = (".json", ".jsonl", ".ndjson")
_XML = re.compile(rb"<\?xml\s|<([\w.-]+:)?Workbook\s")
_HEAD = 65536


def open_source(file: InputFile, options: ReadOptions) -> Source:
    """Return `file` as a source.

    Raises:
        CxError: it cannot be read, is of a kind that is not read, or its form is not clear.
    """
    packed = containers.container(file)
    if packed == "workbook":
        # Imported here, as below: what reads workbooks is not needed for anything else.
        from cxcli.sources.xlsx_source import XlsxSource  # noqa: PLC0415

        return XlsxSource(file, options)
    head = next(containers.blocks(file, packed, _HEAD), b"")
    if not head.strip():
        return DelimitedSource(file, packed, options)
    encoding = encodings.detect(head, options.encoding, file=file.name)
    start = next(encodings.to_utf8(iter([head]), encoding, file=file.name), b"").lstrip()
    if _XML.match(start):
        from cxcli.sources.spreadsheetml import SpreadsheetMLSource  # noqa: PLC0415 - as above

        return SpreadsheetMLSource(file, packed, options)
    if start[:1] in (b"{", b"[") and (options.records is not None or _may_be_json(file.name, start)):
        # Imported here: most exports are delimited text, and should not wait for what reads JSON.
        from cxcli.sources.json_source import JsonSource, looks_like_lines  # noqa: PLC0415

        name = file.name.lower()
        lines = options.records is None and (".jsonl" in name or ".ndjson" in name or looks_like_lines(start))
        return JsonSource(file, packed, options, lines=lines)
    return DelimitedSource(file, packed, options)


def _may_be_json(name: str, start: bytes) -> bool:
    """Whether text that begins with a bracket is JSON: a CSV header may begin with one too."""
    second = start[1:].lstrip()[:1]
    return any(ending in name.lower() for ending in _JSON_NAMES) or second in (b'"', b"{", b"[", b"}", b"]")

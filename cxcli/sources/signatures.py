"""What a file is by its first bytes, whatever its name says."""

import re
from collections.abc import Collection, Mapping
from typing import Literal

from cxcli.errors import Notice

Container = Literal["gzip", "bzip2", "xz", "zip", "workbook", "plain"]

LOOKED_AT = 64
"""The first bytes of a file that tell what it is."""

_CONTAINERS: Mapping[bytes, Container] = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
_ENDINGS: Mapping[Container, tuple[str, ...]] = {
    "gzip": (".gz", ".gzip", ".tgz"),
    "bzip2": (".bz2", ".bz"),
    "xz": (".xz",),
    "zip": (".zip",),
    "workbook": (".xlsx", ".xlsm", ".xltx", ".xltm"),
}

_SPREADSHEET = (
    "save it as XLSX or CSV UTF-8 in the spreadsheet program, or: libreoffice --headless --convert-to csv FILE"
)
_FOREIGN: Mapping[bytes, tuple[str, str]] = {
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook (XLS) or a password-protected one", _SPREADSHEET),
    b"\xff\xff\xff\xffARROW1": ("an Arrow (Feather) file", "export it as CSV"),
    b"%PDF": ("a PDF", "ask the tool that made it for a CSV export"),
    b"SQLite format 3\x00": (
        "a SQLite database",
        "export the table: sqlite3 -header -csv FILE 'SELECT * FROM …' > FILE.csv",
    ),
    b"\x28\xb5\x2f\xfd": ("compressed with zstd", "unpack it first: zstd -d FILE"),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", "unpack it first"),
    b"Rar!\x1a": ("a RAR archive", "unpack it first"),
    b"\x89HDF": ("an HDF5 file", "export it as CSV"),
    b"\x89PNG": ("a picture", "export the numbers behind it as CSV"),
    b"\x80\x04\x95": ("a Python pickle, which is never loaded", "export it as CSV"),
    b"version https://git-lfs": ("a Git LFS pointer, not the file itself", "fetch the file: git lfs pull"),
}
_FOREIGN_IF_BINARY: Mapping[bytes, tuple[str, str]] = {
    b"PAR1": ("a Parquet file", "export it as CSV, for example: duckdb -c \"COPY (FROM 'FILE') TO 'FILE.csv'\""),
    b"ARROW1": ("an Arrow (Feather) file", "export it as CSV"),
    b"ORC": ("an ORC file", "export it as CSV"),
}
"""Magic numbers that a column name may begin with."""
_MARKUP: Mapping[bytes, tuple[str, str]] = {
    b"<!doctype html": ("an HTML page, perhaps a login page saved as the export", "export again while logged in"),
    b"<html": ("an HTML page, perhaps a login page saved as the export", "export again while logged in"),
}
XML = ("an XML file", _SPREADSHEET)
"""What is said of XML that is no workbook; that is told by more than the first bytes."""
_CONTROLS = frozenset(range(9))

_OPEN_DOCUMENT = ("an OpenDocument file (ODS), which is not read", _SPREADSHEET)
_BINARY_WORKBOOK = ("a binary Excel workbook (XLSB), which is not read", _SPREADSHEET)
_OTHER_OFFICE = ("a text document or a presentation", "export the table in it as CSV")


def container_of(head: bytes) -> Container:
    """Return how the bytes are packed, by the magic number at their start."""
    for magic, container in _CONTAINERS.items():
        if head.startswith(magic):
            return container
    return "plain"


def is_named_for(name: str, packed: Container) -> bool:
    """Whether the ending of a file's name says how it is packed; a plain file and standard input need none."""
    return packed == "plain" or name.startswith("<") or name.lower().endswith(_ENDINGS[packed])


def packing_notices(name: str, packed: Container) -> list[Notice]:
    """Return a notice where the name says something else than the first bytes: of packing, or of a workbook."""
    if packed != "workbook" and name.lower().endswith(_ENDINGS["workbook"]):
        message = "the file is no workbook although its name says so"
    elif is_named_for(name, packed):
        return []
    elif packed == "workbook":
        message = "the file is a workbook although its name does not say so"
    else:
        message = f"the file is packed ({packed}) although its name does not say so"
    return [Notice(code="packed-name", message=message, source=name)]


def foreign(head: bytes) -> tuple[str, str] | None:
    """Return what a file is that cannot be read here, and what to do; None for anything that may be text."""
    for magic, answer in _FOREIGN.items():
        if head.startswith(magic):
            return answer
    for magic, answer in _FOREIGN_IF_BINARY.items():
        if head.startswith(magic) and not _CONTROLS.isdisjoint(head[:LOOKED_AT]):
            return answer
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, answer in _MARKUP.items():
        if start.startswith(magic):
            return answer
    return None


_WORKBOOK_PART = re.compile(r"workbook[0-9]?\.xml")
"""Some programs number the part: `xl/workbook2.xml`."""


def office_file(names: Collection[str]) -> Literal["workbook"] | tuple[str, str] | None:
    """Return what a zip is by the names in it: a workbook, what else and what to do; None for one without a meaning."""
    if {"mimetype", "content.xml"} <= set(names):
        return _OPEN_DOCUMENT
    folded = {name.replace("\\", "/").lstrip("/").casefold() for name in names}
    if "[content_types].xml" not in folded and "xl/workbook.xml" not in folded:
        return None
    if any(_WORKBOOK_PART.fullmatch(name.rpartition("/")[2]) for name in folded):
        return "workbook"
    return _BINARY_WORKBOOK if "xl/workbook.bin" in folded else _OTHER_OFFICE

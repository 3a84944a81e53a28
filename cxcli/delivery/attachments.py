"""The files of a report that go with a message, as long as they are not too large for it."""

from collections.abc import Sequence
from pathlib import PurePath

from msgspec import Struct

from cxcli.config.reporting import ReportFormat
from cxcli.formats.writers import writer
from cxcli.publishing.names import slug
from cxcli.report.content import Report

LIMIT = 10_000_000
"""How many bytes go with one message: more is refused by many servers."""

_TYPES = {
    "html": "text/html",
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Attachment(Struct, frozen=True):
    """A file that goes with a message; its type is such as "text/html"."""

    name: str
    content: bytes
    type: str


class Attached(Struct, frozen=True):
    """What goes with a message, and the names of files that are too large for it."""

    files: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()


def attached(report: Report, forms: Sequence[ReportFormat], stem: str) -> Attached:
    """Return a report in some formats; each file that would bring the message over `LIMIT` is left out."""
    kept: list[Attachment] = []
    left_out: list[str] = []
    for form in dict.fromkeys(forms):
        for each in writer(form)(report):
            name = f"{stem}{f'-{slug(each.part)}' if each.part else ''}.{form}"
            if sum(len(file.content) for file in kept) + len(each.content) > LIMIT:
                left_out.append(name)
            else:
                kept.append(Attachment(PurePath(name).name, each.content, _TYPES[form]))
    return Attached(tuple(kept), tuple(left_out))

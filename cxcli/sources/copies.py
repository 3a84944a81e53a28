"""Files that are given twice under two names."""

from collections.abc import Iterator, Sequence

from cxcli.errors import Notice
from cxcli.sources.source import SourceFacts


def copies(files: Sequence[SourceFacts]) -> Iterator[Notice]:
    """Yield a notice for each file that is the same, to the last byte, as one before it."""
    first: dict[str, str] = {}
    for facts in files:
        known = first.setdefault(facts.sha256, facts.file) if facts.sha256 else facts.file
        if known != facts.file:
            message = f"this file is the same as {known}, to the last byte"
            yield Notice(code="same-file", message=message, source=facts.file)

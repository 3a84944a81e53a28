"""Searches files of CSV text for the rows behind a number."""

from datetime import UTC, datetime

import pytest

from cxcli.drill_down.search import drill_down
from cxcli.settings import Asked
from cxcli.settings.sought import AskedRows, sought
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture
def found(tmp_path):
    """Search the rows of one metric in files of text; `rows` says which, `asked` how they are scored."""

    def of(*texts, rows=None, metric="nps", limit=None, suffix="csv", **asked):
        files = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.{suffix}"
            path.write_text(text)
            files.append(InputFile(path, path.name))
        settings, wanted = sought(Asked(metrics=[metric], **asked), AskedRows(**(rows or {})), None, NOW)
        return drill_down(settings, wanted, files, limit=limit)

    return of


@pytest.fixture
def places(found):
    """The places of the rows found, as (file, line)."""

    def of(*texts, **asked):
        return [(row.file, row.line) for row in found(*texts, **asked).listing.rows]

    return of

"""A source in memory, and what the shipped metrics look for."""

import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.mapping.wanted import Wanted
from cxcli.sources.chunk import Chunk, Column
from cxcli.sources.source import SourceFacts
from cxcli.sources.text_column import encode


class Table:
    """Rows of texts as a source: `columns` are names, or pairs of name and question; `block` rows share their texts."""

    def __init__(self, columns, rows, *, block=1_000_000, zone=None):
        pairs = [(each, "") if isinstance(each, str) else each for each in columns]
        self.columns = tuple(Column(place, name, label) for place, (name, label) in enumerate(pairs))
        self.rows = [tuple(row) for row in rows]
        self.block = block
        self.facts = SourceFacts("answers.csv", "csv", "utf-8", ",", {"rows": 1, "skip_before": 0}, zone=zone)
        self.passes = []

    def chunks(self, positions, rows=None):
        """Yield the rows as a source does, and keep in `passes` what was asked for."""
        self.passes.append((tuple(positions), rows))
        for start in range(0, max(len(self.rows), 1), self.block):
            part = self.rows[start : start + self.block]
            texts = {place: encode([row[place] for row in part]) for place in positions}
            lines = np.arange(start, start + len(part), dtype=np.int64) + 2
            for first in range(0, max(len(part), 1), rows or self.block):
                cut = slice(first, first + (rows or self.block))
                yield Chunk("answers.csv", lines[cut], {place: column.at(cut) for place, column in texts.items()})


@pytest.fixture(scope="session")
def table():
    return Table


@pytest.fixture(scope="session")
def wanted():
    """What a shipped metric looks for; keywords replace parts of it."""
    from cxcli.scoring.catalogue import shipped  # noqa: PLC0415 - the other tests here need no catalogue

    metrics = shipped()

    def of(metric="nps", **changes):
        found = metrics[metric]
        return replace(
            Wanted(
                metric=metric,
                names=found.found_by.names,
                questions=found.found_by.questions,
                general=found.found_by.general,
                low=found.scale.low,
                high=found.scale.high,
                labels=found.labels,
                missing=found.missing,
            ),
            **changes,
        )

    return of

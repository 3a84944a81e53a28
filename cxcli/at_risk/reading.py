"""The rows of one source, read as experiences: a scoring run of its metrics, then a pass that keeps whose and when."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from cxcli.errors import Notice
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.text_counts import used
from cxcli.mapping.voters import voter_key
from cxcli.pipeline import Run, SourceReport, judged, opened, run
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.experience_rows import ExperienceReader
from cxcli.scoring.together import GatheredPart, Texts
from cxcli.settings import Settings
from cxcli.sources.chunk import Chunk
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_COUNTED_ONCE = ("repeated-responses", "repeated-ids")
"""What is said of repeated ids where rows count as often as they stand there."""


class SourceRead(Struct, frozen=True):
    """One source once it is read: its name, the run of its metrics, and its rows."""

    name: str
    made: Run
    parts: Sequence[GatheredPart]

    @property
    def malformed(self) -> RowAccount:
        """The account of the records that were no rows at all."""
        accounts = [report.facts.account for report in self.made.sources]
        broken = sum(account.read - account.accepted for account in accounts)
        return RowAccount(broken, {Disposition.MALFORMED: broken})

    @property
    def notices(self) -> list[Notice]:
        """What must be said of it; ids that are repeated count once here."""
        return [notice for notice in self.made.notices if notice.code not in _COUNTED_ONCE]


def read_source(
    name: str,
    settings: Settings,
    inputs: Sequence[InputFile | Source],
    *,
    risk: str,
    answered: Sequence[str],
    keep_rejects: bool = False,
) -> SourceRead:
    """Return the rows of a source, of which a field of `risk` says whose each is.

    Raises:
        CxError: a file is refused, or a column is not there or not clear.
    """
    made = run(settings, inputs, keep_rejects=keep_rejects)
    reader = ExperienceReader(
        source=name,
        metrics=[metric for metric in made.plan.metrics if isinstance(metric, BoxScore)],
        risk=risk,
        answered=answered,
        circumstances=made.plan.circumstances,
    )
    pairs = zip(inputs, made.sources, strict=True)
    parts = [part for given, report in pairs for part in _parts(made, report, given, reader)]
    return SourceRead(name, made, parts)


def _parts(
    made: Run, report: SourceReport, given: InputFile | Source, reader: ExperienceReader
) -> Iterator[GatheredPart]:
    source, log, filters = opened(given, made.settings), NoticeLog(), FilterLog()
    for chunk, records, fates in judged(source, report.bindings, made.settings, made.plan, log, filters):
        yield reader.read(records, fates, _responses(chunk, report))


def _responses(chunk: Chunk, report: SourceReport) -> Texts | None:
    """Return the ids of responses where there are some; those of tickets are a field like others."""
    column = report.bindings.response
    if column is None:
        return None
    texts = used(chunk.columns[column.position])
    return np.asarray(texts.codes, np.int64), [voter_key(text) for text in texts.texts]

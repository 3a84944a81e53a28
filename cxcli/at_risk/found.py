"""Customers at risk over the sources of a config: all rows put together, and the score that is made of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.at_risk.keys import KeysShared, keys_apart, keys_shared
from cxcli.at_risk.reading import SourceRead
from cxcli.at_risk.source_reads import source_reads
from cxcli.errors import Notice
from cxcli.pipeline import Run, SourceReport, plan_of
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.at_risk import AtRisk
from cxcli.scoring.bad_experiences import AT, Counted, Stretch, counted
from cxcli.scoring.partial import Partial
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.scores import scores
from cxcli.scoring.together import Gathered, Rows
from cxcli.settings import Settings
from cxcli.settings.at_risk import AskedRisk
from cxcli.sources.copies import copies
from cxcli.sources.limits import REJECTS_KEPT
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_DUPLICATE = FATE_CODE[Disposition.DUPLICATE]


class RiskFound(Struct, frozen=True):
    """What was found: a run with the one score, each source as it was read, all rows, and what they say of a stretch.

    `shared` says how many customers of each source are found in others.
    """

    run: Run
    metric: AtRisk
    sources: Sequence[SourceRead]
    rows: Rows
    stretch: Stretch
    counted: Counted
    shared: Sequence[KeysShared]


def risk_found(asked: AskedRisk, inputs: Sequence[Sequence[InputFile | Source]]) -> RiskFound:
    """Return the customers at risk; `inputs` are the files of each of the sources asked for.

    Raises:
        CxError: a source is refused: it has no customers, no dates, or no rows that can be read.
    """
    read, notices = source_reads(asked, inputs)
    metrics = [metric.id for each in read for metric in each.made.plan.metrics]
    metric = AtRisk(replace(asked.definition, metrics=tuple(metrics)))
    rows = Gathered(tuple(part for each in read for part in each.parts)).rows()
    made = _run(asked.settings, metric, read)
    stretch = metric.stretch(made.plan.cut)
    found = counted(rows, stretch)
    shared = keys_shared(rows, found.fates, [each.name for each in read])
    made.notices = [*notices, *made.notices, *keys_apart(shared), *_repeated(found)]
    made.notices += _ahead(rows, made.plan.cut.here) if asked.settings.by_clock else []
    return RiskFound(made, metric, read, rows, stretch, found, shared)


def _run(settings: Settings, metric: AtRisk, read: Sequence[SourceRead]) -> Run:
    """Return the run of the one metric, over all sources."""
    # Groups and votes that the config asks for are those of other metrics.
    plan = replace(plan_of(settings, [metric]), by=(), drop=(), ballot=None, population=None)
    parts = tuple(part for each in read for part in each.parts)
    reports = [report for each in read for report in each.made.sources]
    accounts = [report.facts.account for report in reports]
    malformed = plan.malformed(sum(account.read - account.accepted for account in accounts))
    partial = reduce(add, [Partial(gathered={metric.id: Gathered(parts)}), malformed])
    notices = [notice for each in read for notice in (*each.notices, *_without_answers(each))]
    same = [] if len(read) == 1 else list(copies([report.facts for report in reports]))
    settings = replace(settings, definitions=[metric.source])
    said = list(dict.fromkeys([*notices, *same, *_in_several(reports)]))
    rejected = [row for each in read for row in each.made.rejected][:REJECTS_KEPT]
    return Run(settings, plan, partial, scores(plan, partial), reports, said, rejected)


def _without_answers(read: SourceRead) -> Iterator[Notice]:
    """Yield a notice for each metric of a source of which no row says anything, and so tells of no bad experience."""
    for score in read.made.overall:
        blank = sum(score.account.skipped.get(fate, 0) for fate in (Disposition.BLANK, Disposition.MISSING))
        if blank and not score.account.scored:
            message = (
                f"{read.name}: {score.metric} has no answer in any row, {blank:,} of them blank, and tells nothing"
            )
            yield Notice(code="left-out", message=message)


def _in_several(reports: Sequence[SourceReport]) -> Iterator[Notice]:
    """Yield a notice for each file that is in several sources."""
    for file, times in Counter(report.facts.file for report in reports).items():
        if times > 1:
            message = "this file is in several sources, and its rows are experiences in each of them"
            yield Notice(code="same-file", message=message, source=file)


def _repeated(found: Counted) -> Iterator[Notice]:
    """Yield the notice of rows that tell of an experience once more."""
    again = int(np.count_nonzero(found.fates == _DUPLICATE))
    if again:
        rows = f"{again:,} rows have" if again > 1 else "1 row has"
        message = f"{rows} the id and the customer of another one of its source: each such experience counts once"
        yield Notice(code="repeated-experiences", message=message)


def _ahead(rows: Rows, now: int) -> Iterator[Notice]:
    """Yield the notice of rows of days to come; a day is left to the clocks of other zones."""
    ahead = int(np.count_nonzero((rows.fates == 0) & (rows.columns[AT] > now + DAY))) if len(rows) else 0
    if ahead:
        rows_of = f"{ahead:,} rows are dated after now and do" if ahead > 1 else "1 row is dated after now and does"
        yield Notice(code="future-rows", message=f"{rows_of} not count; see how their dates are read: cx check FILE")

"""The flow on one page: files to sources, sources to mapped rows, rows to partials, partials to scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.apply import FilterLog, filter_fates, records
from cxcli.mapping.bind import Bindings, bind
from cxcli.mapping.readers import NoticeLog, Surprise
from cxcli.mapping.records import FateArray, Records
from cxcli.rows import FATES, Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.cells import DATE_FIELD
from cxcli.scoring.fit import polarity_doubts, scale_found
from cxcli.scoring.metric import Metric
from cxcli.scoring.offenders import shown_answer
from cxcli.scoring.partial import DATE, Partial
from cxcli.scoring.plan import Plan
from cxcli.scoring.score import Score
from cxcli.scoring.scores import doubts, file_doubts, scores
from cxcli.settings import Settings
from cxcli.sources.digests import Digests
from cxcli.sources.limits import REJECTS_KEPT
from cxcli.sources.open_source import open_source
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source, SourceFacts


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that did not count because something is wrong with it: where, for which metric, why, and what it said."""

    file: str
    line: int
    metric: str
    reason: str
    detail: str
    content: str


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source after the run: what it was taken to be, and which column fed which field."""

    facts: SourceFacts
    bindings: Bindings


@dataclass(slots=True)
class Run:
    """What a run found."""

    settings: Settings
    plan: Plan
    partial: Partial
    scores: list[Score]
    sources: list[SourceReport]
    notices: list[Notice]
    rejected: list[RejectedRow] = field(default_factory=list)

    @property
    def overall(self) -> list[Score]:
        """The scores over all groups and all time, one each metric."""
        return [score for score in self.scores if not score.group and score.period is None]


def run(settings: Settings, files: Sequence[InputFile], *, keep_rejects: bool = False) -> Run:
    """Return the scores of `files`, taken as one source, with everything that must be said beside them.

    Columns are understood from the first records. Where a later text contradicts what was understood, the whole
    columns are looked at and the run is made again, so that the result depends on the rows and not on their order.

    Raises:
        CxError: a file is refused, or a column is not clear.
    """
    sources = [open_source(file, settings.read) for file in files]
    digests = Digests(files)
    try:
        made = _run(settings, sources, whole=False, keep_rejects=keep_rejects)
    except Surprise:
        made = _run(settings, sources, whole=True, keep_rejects=keep_rejects)
    for source, digest in zip(sources, digests.wait(), strict=True):
        source.facts.sha256 = digest
    return made


def _run(settings: Settings, sources: Sequence[Source], *, whole: bool, keep_rejects: bool) -> Run:
    bindings = [bind(source, settings.wants, whole=whole) for source in sources]
    plan, notices = _plan(settings, bindings)
    partial = Partial.empty()
    by_file: dict[str, Partial] = {}
    rejected: list[RejectedRow] = []
    for source, bound in zip(sources, bindings, strict=True):
        found = _pass(source, bound, settings, plan, keep_rejects=keep_rejects)
        partial += found.partial
        by_file[source.facts.file] = found.partial
        notices += found.notices
        rejected += found.rejected[: REJECTS_KEPT - len(rejected)]
    if len(by_file) > 1:
        file_doubts(plan, by_file)
    notices += doubts(plan, partial, ", ".join(source.facts.file for source in sources))
    reports = [SourceReport(source.facts, bound) for source, bound in zip(sources, bindings, strict=True)]
    made = Run(settings, plan, partial, scores(plan, partial), reports, notices, rejected)
    notices += _unlisted(made) if keep_rejects else []
    return made


def _plan(settings: Settings, bindings: Sequence[Bindings]) -> tuple[Plan, list[Notice]]:
    notices: list[Notice] = []
    metrics: list[Metric[Any]] = []
    for definition in settings.definitions:
        facts = [bound.answers[definition.id] for bound in bindings]
        notices += polarity_doubts(definition, settings.polarity, facts)
        scale = settings.scale or scale_found(definition, facts)
        metrics.append(settle(definition, scale=scale, polarity=settings.polarity))
    plan = Plan(
        metrics=metrics,
        by=settings.by,
        grain=settings.grain,
        since=settings.since,
        until=settings.until,
        as_of=settings.as_of,
        confidence=settings.confidence,
        interval=settings.interval,
        min_n=settings.min_n,
    )
    return plan, notices


@dataclass(frozen=True, slots=True)
class _Pass:
    """What one pass over one source found."""

    partial: Partial
    notices: list[Notice]
    rejected: list[RejectedRow]


def _pass(source: Source, bound: Bindings, settings: Settings, plan: Plan, *, keep_rejects: bool) -> _Pass:
    log, filters = NoticeLog(), FilterLog()
    partial = Partial.empty()
    rejected: list[RejectedRow] = []
    for chunk in source.chunks(bound.positions, settings.chunk_rows):
        rows = records(chunk, bound, log)
        fates = plan.fates(rows, filter_fates(chunk, bound, settings.wants.filters, filters))
        partial += plan.partial(rows, fates)
        if keep_rejects and len(rejected) < REJECTS_KEPT:
            malformed = [RejectedRow(chunk.file, r.line, "", r.rule, r.detail, r.content) for r in chunk.rejects]
            rejected += sorted([*malformed, *_bad_rows(rows, fates)], key=lambda row: row.line)
    account = source.facts.account
    partial += plan.malformed(account.read - account.accepted)
    return _Pass(partial, [*source.facts.notices, *log.found.values(), *filters.notices()], rejected)


def _bad_rows(rows: Records, fates: Mapping[str, FateArray]) -> Iterator[RejectedRow]:
    bad = np.array([fate.bad for fate in FATES])
    for metric, codes in fates.items():
        answers = rows.fields[f"{metric}.score"]
        for row in np.flatnonzero(bad[codes]).tolist():
            answer, fate = int(answers.codes[row]), FATES[codes[row]]
            text, said = answers.texts[answer], shown_answer(answers.texts[answer])
            if fate is Disposition.UNREADABLE and answers.fates[answer] == 0:
                # The answer can be read, so it is the date that cannot.
                dates = rows.fields[DATE_FIELD]
                text, said = dates.texts[int(dates.codes[row])], DATE
            yield RejectedRow(rows.file, int(rows.lines[row]), metric, fate, said, text)


def _unlisted(made: Run) -> list[Notice]:
    """Return a notice where more rows are bad than were kept; a malformed one is bad for every metric."""
    malformed = sum(source.facts.account.read - source.facts.account.accepted for source in made.sources)
    bad = malformed + sum(score.account.bad - malformed for score in made.overall)
    if bad == len(made.rejected):
        return []
    message = f"only {len(made.rejected):,} of {bad:,} bad rows are listed; all of them are counted"
    return [Notice(code="rejects-cut", message=message)]

"""The flow on one page: files to sources, sources to mapped rows, rows to partials, partials to scores."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.analysis.changes import Changes, changes
from cxcli.analysis.other_kinds import refuse_other_kinds
from cxcli.errors import Notice
from cxcli.mapping.apply import FilterLog, filter_fates, records
from cxcli.mapping.bind import Bindings, bind
from cxcli.mapping.mixed_files import refuse_mixed_currencies, refuse_mixed_files
from cxcli.mapping.readers import NoticeLog, Surprise
from cxcli.mapping.records import FateArray, Records
from cxcli.mapping.response_ids import RepeatedIds
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.fit import polarity_doubts, scale_found
from cxcli.scoring.metric import Metric
from cxcli.scoring.partial import Partial
from cxcli.scoring.plan import Plan
from cxcli.scoring.ready import ready
from cxcli.scoring.rejected import RejectedRow, bad_rows
from cxcli.scoring.run_doubts import doubts, file_doubts
from cxcli.scoring.score import Score
from cxcli.scoring.scores import scores
from cxcli.settings import Settings
from cxcli.sources.chunk import Chunk
from cxcli.sources.copies import copies
from cxcli.sources.digests import Digests
from cxcli.sources.limits import REJECTS_KEPT
from cxcli.sources.open_source import open_source
from cxcli.sources.paths import InputFile
from cxcli.sources.read_ahead import read_ahead
from cxcli.sources.source import Source, SourceFacts


class SourceReport(Struct, frozen=True):
    """One source after the run: what it was taken to be, and which column fed which field."""

    facts: SourceFacts
    bindings: Bindings


class Run(Struct):
    """What a run found."""

    settings: Settings
    plan: Plan
    partial: Partial
    scores: list[Score]
    sources: list[SourceReport]
    notices: list[Notice]
    rejected: list[RejectedRow] = field(default_factory=list)
    changes: Changes = field(default_factory=dict)

    @property
    def overall(self) -> list[Score]:
        """The scores over all groups and all time, one each metric."""
        return [score for score in self.scores if not score.group and score.period is None]


def opened(given: InputFile | Source, settings: Settings) -> Source:
    """Return what is given as a source: a file is opened as the settings say, a source is one already.

    Raises:
        CxError: the file is refused.
    """
    return open_source(given, settings.read) if isinstance(given, InputFile) else given


def run(settings: Settings, inputs: Sequence[InputFile | Source], *, keep_rejects: bool = False) -> Run:
    """Return the scores of `inputs`, taken as one source, with everything that must be said beside them.

    Columns are understood from the first records. Where a later text contradicts what was understood, the whole
    columns are looked at and the run is made again, so that the result depends on the rows and not on their order.

    Raises:
        CxError: a file is refused, a column is not clear, or changes are asked for of a metric that has none.
    """
    if settings.change:
        refuse_other_kinds(settings.definitions, "a change", "--period month")
    sources = [opened(given, settings) for given in inputs]
    files = {place: given for place, given in enumerate(inputs) if isinstance(given, InputFile)}
    digests = Digests(list(files.values()))
    try:
        made = _run(settings, sources, whole=False, keep_rejects=keep_rejects)
    except Surprise:
        made = _run(settings, sources, whole=True, keep_rejects=keep_rejects)
    for place, digest in zip(files, digests.wait(), strict=True):
        sources[place].facts.sha256 = digest
    made.notices += copies([source.facts for source in sources])
    return made


def judged(
    source: Source, bound: Bindings, settings: Settings, plan: Plan, log: NoticeLog, filters: FilterLog
) -> Iterator[tuple[Chunk, Records, Mapping[str, FateArray]]]:
    """Yield the chunks of a source, each with its mapped rows and, for each metric, each row's one fate.

    Which of several votes stands is known only when all rows are: until then all of them are scored.

    Raises:
        Surprise: a text contradicts what its column was taken for.
        CxError: the file is refused.
    """
    first = 0
    for chunk in read_ahead(source.chunks(bound.positions, settings.chunk_rows)):
        rows = plan.completed(records(chunk, bound, log, filters, first=first))
        first += len(chunk)
        yield chunk, rows, plan.fates(rows, filter_fates(chunk, bound, settings.wants.filters, filters))


def _run(settings: Settings, sources: Sequence[Source], *, whole: bool, keep_rejects: bool) -> Run:
    several = len(sources) > 1 and "response" not in settings.wants.voters
    wants = replace(settings.wants, watch_responses=several)
    bindings = [bind(source, wants, whole=whole) for source in sources]
    refuse_mixed_files(bindings)
    refuse_mixed_currencies(bindings)
    ids = RepeatedIds()
    plan, notices = _plan(settings, bindings)
    partial = Partial.empty()
    by_file: dict[str, Partial] = {}
    rejected: list[RejectedRow] = []
    repeats: list[Notice] = []
    for source, bound in zip(sources, bindings, strict=True):
        found = _pass(source, bound, settings, plan, ids, keep_rejects=keep_rejects)
        if bound.response is not None:
            ids.next_file()
            repeats = ids.notices(bound.response, source.columns)
        partial += found.partial
        by_file[source.facts.file] = found.partial
        notices += found.notices
        rejected += found.rejected[: REJECTS_KEPT - len(rejected)]
    if len(by_file) > 1:
        file_doubts(plan, by_file)
    notices += repeats
    notices += doubts(plan, partial, ", ".join(source.facts.file for source in sources))
    reports = [SourceReport(source.facts, bound) for source, bound in zip(sources, bindings, strict=True)]
    made = Run(settings, plan, partial, _scores(settings, plan, partial), reports, notices, rejected)
    notices += _unlisted(made) if keep_rejects else []
    if settings.change:
        made.changes = changes(made.scores, {each.id: each for each in plan.metrics if isinstance(each, BoxScore)})
    return made


def _scores(settings: Settings, plan: Plan, partial: Partial) -> list[Score]:
    """Return the scores, each with that of all answers beside it where it is one of votes and that was asked for."""
    made = scores(plan, partial)
    if not settings.raw:
        return made
    # A response that stands in two files is one answer, whatever is said of votes.
    ballot = replace(plan.ballot, person=False) if plan.ballot is not None and plan.ballot.response else None
    raw = scores(replace(plan, ballot=ballot, population=None), partial)
    return [score if score.private else replace(score, raw=other) for score, other in zip(made, raw, strict=True)]


def _plan(settings: Settings, bindings: Sequence[Bindings]) -> tuple[Plan, list[Notice]]:
    notices: list[Notice] = []
    metrics: list[Metric[Any]] = []
    for definition in settings.definitions:
        scale = None
        if isinstance(definition, BoxDefinition) and definition.id in bindings[0].answers:
            facts = [bound.answers[definition.id] for bound in bindings]
            notices += polarity_doubts(definition, settings.polarity, facts)
            scale = settings.scale or scale_found(definition, facts)
        metrics.append(ready(definition, scale=scale, polarity=settings.polarity))
    plan = plan_of(settings, metrics)
    if settings.population is not None and (settings.by or settings.periods):
        message = "the population is that of all: limits of groups and periods are those of an endless one"
        notices.append(Notice(code="population-of-all", message=message))
    return plan, notices


def plan_of(settings: Settings, metrics: Sequence[Metric[Any]]) -> Plan:
    """Return what is to be computed of some metrics, as the settings say it."""
    return Plan(
        metrics=metrics,
        by=settings.by,
        periods=settings.periods,
        since=settings.since,
        until=settings.until,
        as_of=settings.as_of,
        by_clock=settings.by_clock,
        confidence=settings.confidence,
        interval=settings.interval,
        min_n=settings.min_n,
        privacy_min=settings.privacy_min,
        drop=settings.drop,
        ballot=settings.ballot,
        population=settings.population,
        hours=settings.hours,
        values_alone=settings.values_alone,
    )


class _Pass(Struct, frozen=True):
    """What one pass over one source found."""

    partial: Partial
    notices: list[Notice]
    rejected: list[RejectedRow]


def _pass(
    source: Source, bound: Bindings, settings: Settings, plan: Plan, ids: RepeatedIds, *, keep_rejects: bool
) -> _Pass:
    log, filters = NoticeLog(), FilterLog()
    partial = Partial.empty()
    rejected: list[RejectedRow] = []
    for chunk, rows, fates in judged(source, bound, settings, plan, log, filters):
        partial += plan.partial(rows, fates)
        if bound.response is not None:
            ids.add(chunk.columns[bound.response.position])
        if keep_rejects and len(rejected) < REJECTS_KEPT:
            malformed = [RejectedRow(chunk.file, r.line, "", r.rule, r.detail, r.content) for r in chunk.rejects]
            rejected += sorted([*malformed, *bad_rows(rows, fates)], key=lambda row: row.line)
    account = source.facts.account
    partial += plan.malformed(account.read - account.accepted)
    passed = [replace(notice, source=source.facts.file) for notice in bound.notices]
    notices = [*source.facts.notices, *passed, *log.found.values(), *filters.notices()]
    return _Pass(plan.whole(partial), notices, rejected)


def _unlisted(made: Run) -> list[Notice]:
    """Return a notice where more rows are bad than were kept; a malformed one is bad for every metric."""
    malformed = sum(source.facts.account.read - source.facts.account.accepted for source in made.sources)
    bad = malformed + sum(score.account.bad - malformed for score in made.overall)
    if bad == len(made.rejected):
        return []
    message = f"only {len(made.rejected):,} of {bad:,} bad rows are listed; all of them are counted"
    return [Notice(code="rejects-cut", message=message)]

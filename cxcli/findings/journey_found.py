"""From the stages of a journey to what was found in them: scores, the weakest stage, and how customers pass."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.passage import StagePassage, passage
from cxcli.analysis.weakest_stage import WeakestStage, weakest_stage
from cxcli.errors import Notice, UsageError
from cxcli.findings.private_journey import passages_told, stages_told
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.columns import resolve
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.records import FateArray, Records
from cxcli.pipeline import Run, judged, opened, run
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.ballot import VOTER
from cxcli.scoring.metric import Metric
from cxcli.scoring.score import Score
from cxcli.settings import Settings
from cxcli.settings.journey import Journey, Part
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_ELSEWHERE = [FATE_CODE[fate] for fate in (Disposition.FILTERED, Disposition.OUT_OF_PERIOD, Disposition.UNDATED)]
"""Fates of rows that are of no stage, or not of the days that count."""


class Walk(Struct):
    """A run over one source, and what its rows say of the stages.

    `customers` are the keys seen in each stage, where the source has a column of customers. `rows` is how many rows are
    of a stage, `twice` how many of those are of several.
    """

    run: Run
    customers: dict[str, set[str]] | None
    rows: int = 0
    twice: int = 0


class StageFound(Struct, frozen=True):
    """One stage: the scores of its metrics, in all of it and at its touchpoints, and how customers pass it."""

    name: str
    title: str
    scores: Sequence[tuple[Part, Score]]
    passage: StagePassage | None


class JourneyFound(Struct, frozen=True):
    """A journey: the stages in order, and by each metric the weakest of them."""

    run: Run
    stages: Sequence[StageFound]
    weakest: Sequence[WeakestStage]


def walked(settings: Settings, journey: Journey, inputs: Sequence[InputFile | Source]) -> Walk:
    """Return the run over one source and the customers that its rows show in each stage.

    Raises:
        CxError: the run fails.
    """
    customer = journey.customer
    here = customer is not None and all(_has(settings, given, customer) for given in inputs)
    if customer is not None and here:
        voters = {**settings.wants.voters, VOTER: customer}
        settings = replace(settings, wants=replace(settings.wants, voters=voters))
    walk = Walk(run(settings, inputs), {name: set() for name in journey.titles} if here else None)
    if customer is not None and not here:
        message = f"there is no column '{customer}', so customers are not followed through this source"
        walk.run.notices.append(
            Notice(code="journey-customers", message=message, source=walk.run.sources[0].facts.file)
        )
    for given, report in zip(inputs, walk.run.sources, strict=True):
        passes = judged(
            opened(given, settings), report.bindings, walk.run.settings, walk.run.plan, NoticeLog(), FilterLog()
        )
        for _, records, fates in passes:
            _take(walk, journey, records, fates)
    return walk


def journey_found(journey: Journey, walks: Sequence[Walk], whole: Run) -> JourneyFound:
    """Return what was found over all sources; `whole` are their runs put together."""
    whole.notices += _overlap(walks)
    scores = stages_told(journey, {score.metric: score for score in whole.overall}, whole.plan.privacy_min)
    passed = passages_told(_passages(journey, walks, whole.plan.confidence), whole)
    stages = [
        StageFound(name, title, [(part, scores[part.id]) for part in journey.parts if part.stage == name], each)
        for (name, title), each in zip(journey.titles.items(), passed, strict=True)
    ]
    metrics = {metric.id: metric for metric in whole.plan.metrics}
    return JourneyFound(whole, stages, list(_weakest(journey, scores, metrics, whole.plan.min_n)))


def _has(settings: Settings, given: InputFile | Source, column: str) -> bool:
    try:
        resolve(column, opened(given, settings).columns)
    except UsageError:
        return False
    return True


def _take(walk: Walk, journey: Journey, records: Records, fates: Mapping[str, FateArray]) -> None:
    """Take in the rows of a chunk."""
    seen = np.zeros(len(records), np.int64)
    for stage in journey.titles:
        rows = _of_stage(journey, stage, fates, len(records))
        seen += rows
        if walk.customers is not None:
            keys = records.fields[VOTER]
            codes = np.flatnonzero(np.bincount(keys.codes[rows]))
            walk.customers[stage].update(filter(None, (str(keys.values[code]) for code in codes.tolist())))
    walk.rows += int(np.count_nonzero(seen))
    walk.twice += int(np.count_nonzero(seen > 1))


def _of_stage(journey: Journey, stage: str, fates: Mapping[str, FateArray], rows: int) -> npt.NDArray[np.bool_]:
    """Return which rows are of a stage, whether they were answered or not."""
    found = np.zeros(rows, np.bool_)
    for part in journey.of_stage(stage):
        if part.id in fates:
            found |= ~np.isin(fates[part.id], _ELSEWHERE)
    return found


def _overlap(walks: Sequence[Walk]) -> Iterator[Notice]:
    """Yield a notice where rows are of several stages."""
    twice, rows = sum(walk.twice for walk in walks), sum(walk.rows for walk in walks)
    if twice:
        message = (
            f"{twice:,} of {rows:,} rows are of several stages, which are compared as if no row were: "
            "say in `where` which rows are of which stage"
        )
        yield Notice(code="journey-overlap", message=message)


def _passages(journey: Journey, walks: Sequence[Walk], confidence: float) -> Sequence[StagePassage | None]:
    followed = [walk.customers for walk in walks if walk.customers is not None]
    if not followed:
        return [None] * len(journey.titles)
    keys = [set[str]().union(*(each[stage] for each in followed)) for stage in journey.titles]
    return passage(keys, confidence=confidence)


def _weakest(
    journey: Journey, scores: Mapping[str, Score], metrics: Mapping[str, Metric[Any]], min_n: int
) -> Iterator[WeakestStage]:
    """Yield the weakest stage by each metric that is measured in several."""
    whole = [part for part in journey.parts if part.touchpoint is None]
    for metric in dict.fromkeys(part.metric for part in whole):
        mine = [part for part in whole if part.metric == metric]
        if len(mine) > 1:
            of_stages = {part.stage: scores[part.id] for part in mine}
            yield weakest_stage(metric, of_stages, metrics[mine[0].id], min_n=min_n)

"""All definitions of one metric on the same files, side by side, and the rows of which they make different things."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import CxError, DataError, Notice, Problem, UsageError
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.readers import NoticeLog
from cxcli.pipeline import Run, judged, opened, run
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.row_marks import marks, marks_together
from cxcli.scoring.score import Score
from cxcli.scoring.together_metric import TogetherMetric
from cxcli.settings import Asked, settle
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

MarkArray = npt.NDArray[np.int8]

_NOT_HERE = frozenset(
    {"no-column", "no-such-column", "unread-answers", "ambiguous-column", "field", "unreadable", "scale", "schedule"}
)
"""Refusals that say only that a file cannot answer a definition."""


class Differing(Struct, frozen=True):
    """A row of which the default and another definition make different things: its place, and both marks."""

    file: str
    line: int
    default: int
    other: int


class Answered(Struct, frozen=True):
    """A definition that the files can answer: its score, and the rows that it takes in another way than the default."""

    run: Run
    score: Score
    differing: Sequence[Differing]


class Reconciled(Struct, frozen=True):
    """All definitions of a metric: those answered, the default first, and why the `others` cannot be."""

    metric: str
    answered: Sequence[Answered]
    others: Mapping[str, Sequence[Problem]]

    @property
    def notices(self) -> list[Notice]:
        """What must be said beside the definitions, each thing once."""
        said = {(notice.code, notice.message): notice for each in self.answered for notice in each.run.notices}
        return list(said.values())


def reconcile(
    asked: Asked, loaded: LoadedConfig | None, clock: datetime, inputs: Sequence[InputFile | Source]
) -> Reconciled:
    """Return all definitions of the one metric that is asked for.

    Raises:
        UsageError: several metrics are asked for, or no definition can be answered.
        CxError: a file is refused.
    """
    catalogue = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None)
    chosen = find(catalogue, _one(asked))
    stem = chosen.id.partition(":")[0]
    family = [each.id for each in catalogue.values() if each.id.partition(":")[0] == stem]
    runs: dict[str, Run] = {}
    others: dict[str, Sequence[Problem]] = {}
    for metric in [chosen.id, *(each for each in family if each != chosen.id)]:
        found = _tried(replace(asked, metrics=[metric], shared=True), loaded, clock, inputs)
        if isinstance(found, Run):
            runs[metric] = found
        else:
            others[metric] = found
    if not runs:
        raise DataError(_nothing(chosen.id, others))
    taken = {metric: _marks(made, inputs) for metric, made in runs.items()}
    default = next(iter(runs))
    answered = [
        Answered(made, made.overall[0], [] if metric == default else _differing(taken[default], taken[metric]))
        for metric, made in runs.items()
    ]
    return Reconciled(chosen.id, answered, others)


class _Marks(Struct, frozen=True):
    """What a definition makes of each row of a file, in their order."""

    lines: npt.NDArray[np.int64]
    marks: MarkArray


def _one(asked: Asked) -> str:
    names = [name for each in asked.metrics for name in each.split(",") if name.strip()]
    if len(names) != 1:
        message = "the definitions of one metric are put side by side"
        raise UsageError(Problem(code="metric", message=message, help="for example: cx reconcile fcr tickets.csv"))
    return names[0]


def _tried(
    asked: Asked, loaded: LoadedConfig | None, clock: datetime, inputs: Sequence[InputFile | Source]
) -> Run | Sequence[Problem]:
    """Return the run of one definition, or why the files cannot answer it."""
    try:
        return run(settle(asked, loaded, clock), inputs)
    except CxError as error:
        if not all(problem.code in _NOT_HERE for problem in error.problems):
            raise
        return error.problems


def _marks(made: Run, inputs: Sequence[InputFile | Source]) -> dict[str, _Marks]:
    """Return what the metric of a run makes of each row, by file."""
    (metric,) = made.plan.metrics
    together = (
        marks_together(metric, made.partial.gathered, made.plan.cut) if isinstance(metric, TogetherMetric) else {}
    )
    found: dict[str, _Marks] = {}
    for given, report in zip(inputs, made.sources, strict=True):
        lines, marked = [np.zeros(0, np.int64)], [np.zeros(0, np.int8)]
        source = opened(given, made.settings)
        for chunk, records, fates in judged(
            source, report.bindings, made.settings, made.plan, NoticeLog(), FilterLog()
        ):
            lines.append(chunk.lines)
            if not isinstance(metric, TogetherMetric):
                marked.append(marks(metric, records, fates[metric.id]))
        said = together.get(report.facts.file, np.concatenate(marked))
        found[report.facts.file] = _Marks(np.concatenate(lines), said)
    return found


def _differing(default: Mapping[str, _Marks], other: Mapping[str, _Marks]) -> list[Differing]:
    return [
        Differing(file, int(mine.lines[row]), int(mine.marks[row]), int(other[file].marks[row]))
        for file, mine in default.items()
        for row in np.flatnonzero(mine.marks != other[file].marks).tolist()
    ]


def _nothing(metric: str, others: Mapping[str, Sequence[Problem]]) -> list[Problem]:
    """Return what the default lacks; that the other definitions lack as much is one line, not all of theirs."""
    rest = len(others) - 1
    if not rest:
        return list(others[metric])
    message = f"none of the {rest} other definitions of {metric} can be answered here either"
    return [
        *others[metric],
        Problem(code="no-definition", message=message, help="what each of them needs: cx metrics NAME"),
    ]

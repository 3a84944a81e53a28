"""The outcome that drivers are weighed by: the answer of each row, the class it is in, or a yes or no beside it."""

from collections.abc import Mapping, Sequence

import numpy as np

from cxcli.drill_down.driver_rows import DriverRows
from cxcli.drill_down.driver_sources import Driver
from cxcli.errors import DataError, Problem, UsageError
from cxcli.mapping.driver_values import ENOUGH, MILLION, DriverValues
from cxcli.mapping.gathered_texts import rows_of_texts
from cxcli.mapping.readings import BLANK, MISSING, READ
from cxcli.mapping.records import IntArray
from cxcli.mapping.texts import MissingCodes, fold
from cxcli.mapping.typed_readers import FLAG_WORDS, YES, TextReader, WordReader
from cxcli.pipeline import Run
from cxcli.scoring.box_score import BoxScore
from cxcli.settings.drivers import Flagged, WantedDrivers
from cxcli.sources.chunk import TextColumn

_WORDS = WordReader(FLAG_WORDS, MissingCodes.of(()))
_TEXTS = TextReader(MissingCodes.of(()))


def feeding_itself(made: Run, metric: BoxScore, drivers: Sequence[Driver]) -> None:
    """Refuse drivers that the outcome is made of.

    Raises:
        UsageError: a driver is a column that feeds the metric.
    """
    report = made.sources[0]
    fed = {binding.column for binding in report.bindings.fields if binding.name in metric.fields}
    fed |= {binding.column for binding in report.bindings.fields if binding.name.startswith(f"{metric.id}.")}
    problems = [
        Problem(
            code="driver-outcome",
            message=f"'{each.name[:60]}' is what {metric.id} is made of: it would explain itself",
            help="leave it away",
        )
        for each in drivers
        if not each.joined and each.column in fed
    ]
    if problems:
        raise UsageError(problems)


def points_of(rows: DriverRows) -> DriverValues:
    """Return the answers of the metric as they are."""
    return DriverValues("answers", rows.answers.astype(np.int64) * MILLION, np.zeros(len(rows), np.int8))


def outcome_of(metric: BoxScore, wanted: WantedDrivers, rows: DriverRows) -> DriverValues:
    """Return the outcome of each scored row: 0 or 1 where it is a yes or no, else the answer, or 100 times its class.

    Raises:
        UsageError: the metric has no classes that add up to its score.
        DataError: the column of the outcome is no yes or no.
    """
    if wanted.outcome is not None:
        return _flags(wanted.outcome, rows.texts[wanted.outcome.column], rows.counts)
    if wanted.outcome_as == "class":
        worth = _worth(metric)
        points = np.array([worth.get(point, 0) for point in range(metric.scale.low, metric.scale.high + 1)], np.int64)
        return DriverValues("classes", points[rows.answers - metric.scale.low] * MILLION, np.zeros(len(rows), np.int8))
    return points_of(rows)


def _worth(metric: BoxScore) -> Mapping[int, int]:
    """Return what an answer of each class adds to the score: 100, -100, or nothing."""
    value = metric.source.value
    plus, minus = value.plus or value.share, value.minus
    if plus is None:
        message = f"the value of {metric.id} is a mean, not one of classes"
        raise UsageError(Problem(code="class", message=message, help="take --outcome-as score, as without it"))
    below = dict.fromkeys(metric.boxes[minus], -100) if minus is not None else {}
    return {**below, **dict.fromkeys(metric.boxes[plus], 100)}


def _flags(outcome: Flagged, texts: TextColumn, counts: IntArray) -> DriverValues:
    if outcome.word is not None:
        read = _TEXTS.read(texts.texts)
        word = fold(outcome.word)
        happened = [value is not None and fold(str(value)) == word for value in read.values]
        fates = read.fates
        if not any(happened):
            message = f"no row says '{outcome.word[:40]}' in '{outcome.column[:60]}'"
            raise DataError(
                Problem(code="outcome", message=message, help="see what it says: cx score METRIC FILE --by")
            )
    else:
        read = _WORDS.read(texts.texts)
        happened, fates = [value == YES for value in read.values], read.fates
        rows = np.array(rows_of_texts(texts, counts), np.int64)
        known, filled = rows[fates == READ].sum(), rows[(fates != BLANK) & (fates != MISSING)].sum()
        if known < ENOUGH * filled or not known:
            message = f"'{outcome.column[:60]}' is no yes or no: of {filled:,} filled rows {known:,} are one"
            help_text = f"say which word means yes: --outcome '{outcome.column[:40]}=churned'"
            raise DataError(Problem(code="outcome", message=message, help=help_text))
    values = np.array(happened, np.int64) * MILLION
    return DriverValues("yes or no", values[texts.codes], fates[texts.codes])

"""Which column says when an answer was given, where nobody has said so."""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from cxcli.errors import Problem
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import option, shown, without_repeat
from cxcli.mapping.date_forms import Shape
from cxcli.mapping.date_shapes import read_shapes
from cxcli.mapping.text_counts import TextCounts
from cxcli.mapping.wanted import Choice
from cxcli.sources.chunk import Column

_NAMES: tuple[tuple[str, ...], ...] = (
    ("submitted at", "submitted", "submit date", "submit date utc", "submission date", "submitdate", "submitted date",
     "submitted on", "submission time", "submission timestamp", "hs submission timestamp", "responded at",
     "response date", "response timestamp",
     "response received at", "received at", "answered at", "recorded date", "recordeddate", "recorded at", "rated at",
     "completed at", "completion time", "completed", "date completed", "date submitted", "review date",
     "review created utc", "review submit date and time"),
    ("responded", "answered"),
    ("end date", "enddate", "ended at", "end time", "date of response", "survey date"),
    ("timestamp", "date", "created at", "created", "createdat", "time", "datetime", "date time", "at", "day",
     "created date", "create date", "creation date", "datestamp", "zeitstempel", "datum"),
    ("closed at", "date closed", "closed"),
    ("updated at", "start date", "startdate", "start time", "started at"),
)  # fmt: skip
"""Names of the moment of an answer: it was given, its survey ended, some moment of it, its case closed, it changed."""

_MOST_LISTED = 8
_NO_DATES = (Shape.GARBAGE, Shape.NUMBER)


def find_dates(
    columns: Sequence[Column], file: str, sample: Callable[[Sequence[Column]], Mapping[int, TextCounts]]
) -> Choice | Problem:
    """Return the column with the date of the answer: of its giving before its asking, by name alone.

    In each tier the name as a whole goes before the last part of a dotted one. `sample` counts the first texts of
    columns: where no name says anything, those that hold dates are listed.
    """
    for names in _NAMES:
        for found in (_called(columns, names), _called_at_the_end(columns, names)):
            if len(found) == 1:
                return Choice(found[0], "its name")
            if found:
                return _several(found, columns, file)
    counts = sample(columns)
    return _none([column for column in columns if _holds_dates(counts[column.position])], columns, file)


def _called(columns: Sequence[Column], names: Collection[str]) -> list[Column]:
    return [each for each in columns if {normal(without_repeat(each.name)), normal(each.label)} & set(names)]


def _called_at_the_end(columns: Sequence[Column], names: Collection[str]) -> list[Column]:
    return [each for each in columns if normal(without_repeat(each.name).rsplit(".", 1)[-1]) in names]


def _holds_dates(counts: TextCounts) -> bool:
    """Whether all texts that are not blank are dates; plain numbers are none."""
    codes = read_shapes(list(counts.rows)).codes
    return bool((codes != Shape.BLANK).any()) and not bool(np.isin(codes, _NO_DATES).any())


def _none(dates: Sequence[Column], columns: Sequence[Column], file: str) -> Problem:
    listed = "; ".join(option(each, columns, field="at") for each in dates[:_MOST_LISTED])
    return Problem(
        code="no-column",
        message="no column looks like the date of an answer by its name",
        file=file,
        help=f"columns that hold dates: {listed}" if dates else "name it: --map at=NAME",
    )


def _several(found: Sequence[Column], columns: Sequence[Column], file: str) -> Problem:
    return Problem(
        code="ambiguous-column",
        message=f"{len(found)} columns could hold the date of an answer: {', '.join(shown(each) for each in found)}",
        file=file,
        help=f"say which: {'; '.join(option(each, columns, field='at') for each in found)}",
    )

"""What was asked of the drivers of a score: which columns, which outcome, and what is joined by a key."""

import csv
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from cxcli.errors import Problem, UsageError

OutcomeForm = Literal["score", "class"]
Take = Literal["latest", "mean", "sum", "count"]
Method = Literal["lmg", "johnson"]


class AskedDrivers(Struct, frozen=True, kw_only=True):
    """What was said, as it was typed."""

    drivers: Sequence[str] = ()
    outcome: str | None = None
    outcome_as: OutcomeForm | None = None
    method: Method | None = None
    join: str | None = None
    on: str | None = None
    take: Take | None = None
    joined_at: str | None = None


class Flagged(Struct, frozen=True):
    """A yes or no of each row: the `column`, and the `word` in it that means yes where it is no plain yes or no."""

    column: str
    word: str | None = None


class Join(Struct, frozen=True):
    """Rows of another file: the columns of the key here and there, and what is taken where a key has several rows.

    `at` is the column of the dates there, where it was named.
    """

    here: str
    there: str
    take: Take
    at: str | None


class WantedDrivers(Struct, frozen=True, kw_only=True):
    """What is wanted: `drivers` as columns are referred to, none where none was named."""

    drivers: Sequence[str]
    outcome: Flagged | None = None
    outcome_as: OutcomeForm | None = None
    method: Method | None = None
    join: Join | None = None


def wanted_drivers(asked: AskedDrivers) -> WantedDrivers:
    """Return what is wanted.

    Raises:
        UsageError: options that do not go together, or a column named twice; all at once.
    """
    names = [
        name.strip() for text in asked.drivers for line in csv.reader([text], skipinitialspace=True) for name in line
    ]
    names = [name for name in names if name]
    problems = [
        _problem("driver-twice", f"'{name[:40]}' is named twice among the drivers", "name each driver once")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    joining = {"--on": asked.on, "--take": asked.take, "--joined-at": asked.joined_at}
    stray = [option for option, said in joining.items() if said is not None and asked.join is None]
    if stray:
        problems.append(_problem("join", f"{stray[0]} needs a file to join", "name it: --join tickets.csv"))
    if asked.join is not None and asked.on is None:
        problems.append(_problem("join", "--join needs a key", "name it: --on customer, or --on customer=requester_id"))
    if asked.outcome is not None and asked.outcome_as is not None:
        message = "--outcome-as says how the score is taken, but --outcome names another outcome"
        problems.append(_problem("outcome", message, "leave one of them away"))
    if problems:
        raise UsageError(problems)
    return WantedDrivers(
        drivers=names,
        outcome=None if asked.outcome is None else _flagged(asked.outcome),
        outcome_as=asked.outcome_as,
        method=asked.method,
        join=None if asked.on is None else _join(asked.on, asked),
    )


def refuse_several(metrics: Sequence[str]) -> None:
    """Refuse drivers of several metrics.

    Raises:
        UsageError: there are several.
    """
    if len(metrics) > 1:
        message = f"drivers are those of one metric, but {len(metrics)} are asked for"
        raise UsageError(_problem("metric", message, f"for example: cx drivers {metrics[0]} FILE"))


def _flagged(text: str) -> Flagged:
    column, equals, word = text.partition("=")
    return Flagged(column.strip(), word.strip() if equals else None)


def _join(text: str, asked: AskedDrivers) -> Join:
    here, equals, there = text.partition("=")
    return Join(here.strip(), there.strip() if equals else here.strip(), asked.take or "latest", asked.joined_at)


def _problem(code: str, message: str, help_text: str) -> Problem:
    return Problem(code=code, message=message, help=help_text)

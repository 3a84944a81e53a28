"""The options of the Python interface: those of the command line, by the same names, checked as strictly."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Literal, TypedDict, TypeVar, get_args, get_origin, get_type_hints

from cxcli.errors import Problem, UsageError

Texts = str | Sequence[str]
Day = str | date
Month = Literal[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip

_Function = TypeVar("_Function")


class Bounds:
    """The lowest and the highest number that an option takes; None: there is none."""

    def __init__(self, low: int, high: int | None = None) -> None:
        """Take both bounds, which are allowed themselves."""
        self.low = low
        self.high = high


class ReadingOptions(TypedDict, total=False):
    """Which columns hold what, and how files are read."""

    column: str | None
    maps: Mapping[str, str] | Texts | None
    missing: Texts | None
    encoding: str | None
    delimiter: str | None
    quotes: bool
    header_rows: Annotated[int | None, Bounds(0, 3)]
    skip_before: Annotated[int | None, Bounds(0)]
    footer: Annotated[int | None, Bounds(0)]
    records: str | None
    sheet: str | int | None


class RunOptions(ReadingOptions, total=False):
    """How answers are meant, who counts, which days count, and how numbers are made."""

    scale: str | None
    polarity: Literal["ease", "effort"] | None
    weight: str | None
    count: str | None
    population: Annotated[int | None, Bounds(1)]
    one_vote_per: str | None
    keep: Literal["latest", "first"] | None
    response_id: str | None
    test_answers: str | None
    speeders: str | None
    straight_liners: Texts | None
    drop: Texts | None
    since: Day | None
    until: Day | None
    during: str | None
    week_start: Literal["monday", "sunday", "saturday"] | None
    fiscal_year_start: Month | None
    where: str | None
    confidence: float | None
    interval: str | None
    decimals: Annotated[int | None, Bounds(0, 6)]
    decimal: Literal["comma", "point"] | None
    dates: Literal["day-first", "month-first", "iso"] | None
    zone: str | None
    now: Day | None


class ScoreOptions(RunOptions, total=False):
    """How scores are broken down, and how many bad rows are put up with."""

    by: Texts | None
    period: Literal["day", "week", "month", "quarter", "year"] | None
    rolling: str | tuple[int, str] | None
    change: bool
    min_n: Annotated[int | None, Bounds(0)]
    raw: bool
    max_rejects: str | int | None


FILE_OPTIONS = ("encoding", "delimiter", "quotes", "header_rows", "skip_before", "footer", "records", "sheet")
"""Options that say how a file is read, which mean nothing for a data frame."""


def listed(function: _Function) -> _Function:
    """Let `help(function)` and a notebook list each option of the function by its name."""
    *own, options = signature(function).parameters.values()  # type: ignore[arg-type] # only functions are given
    hints = get_type_hints(get_args(options.annotation)[0])
    shared = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=name == "quotes" if hint is bool else None, annotation=hint)
        for name, hint in hints.items()
    ]
    function.__signature__ = Signature([*own, *shared])  # type: ignore[attr-defined] # functions may have one
    return function


def checked(options: Mapping[str, Any], kind: type) -> Mapping[str, Any]:
    """Return the options that were said, if each is one of `kind` and has a value that it takes.

    Raises:
        UsageError: with every option that does not exist or has no such value.
    """
    hints = get_type_hints(kind, include_extras=True)
    said = {name: value for name, value in options.items() if value is not None}
    found = [_fault(name, value, hints) for name, value in said.items()]
    problems = [problem for problem in found if problem is not None]
    if problems:
        raise UsageError(problems)
    return said


def _fault(name: str, value: object, hints: Mapping[str, Any]) -> Problem | None:
    if name not in hints:
        near = get_close_matches(name, hints, 1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        help_text = f"{hint}options: {', '.join(hints)}"
        return Problem(code="option", message=f"there is no option '{name}' here", help=help_text)
    hint, bounds = get_args(hints[name]) if get_origin(hints[name]) is Annotated else (hints[name], None)
    taken = [each for each in get_args(hint) or (hint,) if each is not type(None)]
    words = [word for each in taken if get_origin(each) is Literal for word in get_args(each)]
    if words:
        return None if value in words else _no_value(name, f"one of {', '.join(words)}")
    if not any(_is(value, each) for each in taken):
        return _no_value(name, " or ".join(_WORDS[get_origin(each) or each] for each in taken))
    if bounds is not None and not _within(value, bounds):
        most = "" if bounds.high is None else f" to {bounds.high}"
        return _no_value(name, f"a whole number from {bounds.low}{most}")
    return None


def _is(value: object, hint: Any) -> bool:  # noqa: ANN401 - a type of any kind
    kind = get_origin(hint) or hint
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    if kind is Sequence:
        return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    if kind is Mapping:
        return isinstance(value, Mapping) and all(isinstance(each, str) for pair in value.items() for each in pair)
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(value, kind)


def _within(value: object, bounds: Bounds) -> bool:
    return isinstance(value, int) and bounds.low <= value and (bounds.high is None or value <= bounds.high)


def _no_value(name: str, taken: str) -> Problem:
    return Problem(code="option", message=f"the value of '{name}' is none that it takes", help=f"give {taken}")


_WORDS: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    tuple: "a pair such as (3, 'month')",
    date: "a date",
    Sequence: "a list of texts",
    Mapping: "a dict of texts",
}

"""From the options of a call to what is asked of a run."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cxcli.errors import Problem, UsageError
from cxcli.settings import Asked

_ROLLING = re.compile(r"\s*([0-9]{1,4})\s+([a-z]+)\s*")
_LISTS = ("maps", "missing", "by", "drop", "questions", "not_shown")
_DAYS = ("since", "until")
_PAIR = 2


def asked(said: Mapping[str, Any], **more: Any) -> Asked:  # noqa: ANN401 - options of all types, by name
    """Return what the options ask for; `said` are checked ones.

    One text stands for a list of one, a dict for pairs `field=column`, a date for its ISO text.

    Raises:
        UsageError: a rolling window is not a number and a period.
    """
    return Asked.of({name: _as_typed(name, value) for name, value in said.items()}, **more)


def _as_typed(name: str, value: Any) -> Any:  # noqa: ANN401 - options of all types
    match name, value:
        case "maps", Mapping():
            return [f"{field}={column}" for field, column in value.items()]
        case "straight_liners", list() | tuple():
            return ",".join(value)
        case "rolling", _:
            return _rolling(value)
        case "max_rejects" | "sheet", int():
            return str(value)
        case _, date():
            return _moment(name, value)
    return [value] if name in _LISTS and isinstance(value, str) else value


def _moment(name: str, value: date) -> str:
    """Return a day or a moment as it would be typed; of a moment, only the day bounds what counts."""
    return (value.date() if isinstance(value, datetime) and name in _DAYS else value).isoformat()


def _rolling(value: str | Sequence[object]) -> tuple[int, str]:
    if isinstance(value, str):
        found = _ROLLING.fullmatch(value)
        if found:
            return int(found[1]), found[2]
    elif len(value) == _PAIR and isinstance(value[0], int) and isinstance(value[1], str):
        return value[0], value[1]
    message = "the value of 'rolling' is none that it takes"
    raise UsageError(Problem(code="option", message=message, help="give a number and a period: rolling='3 month'"))

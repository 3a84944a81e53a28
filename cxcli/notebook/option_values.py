"""Options as they were said: listed for `help`, and checked as strictly as on the command line."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from cxcli.errors import Problem, UsageError
from cxcli.notebook.options import DEFAULTS, Bounds

_Function = TypeVar("_Function")


def listed(function: _Function) -> _Function:
    """Let `help(function)` and a notebook list each option of the function by its name."""
    *own, options = signature(function).parameters.values()  # type: ignore[arg-type] # only functions are given
    hints = get_type_hints(get_args(options.annotation)[0])
    shared = [
        Parameter(
            name, Parameter.KEYWORD_ONLY, default=DEFAULTS.get(name, False if hint is bool else None), annotation=hint
        )
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


def split(said: Mapping[str, Any], names: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the options of these names, each with what is taken where nothing was said, and all the others."""
    own = {name: said.get(name, DEFAULTS.get(name)) for name in names}
    return own, {name: value for name, value in said.items() if name not in own}


def no_value(name: str, taken: str) -> Problem:
    """Return the problem that an option has a value of another kind than what is `taken`."""
    return Problem(code="option", message=f"the value of '{name}' is none that it takes", help=f"give {taken}")


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
        return None if value in words else no_value(name, f"one of {', '.join(words)}")
    if not any(_is(value, each) for each in taken):
        return no_value(name, " or ".join(_words(each) for each in taken))
    if bounds is not None and not _within(value, bounds):
        most = "" if bounds.high is None else f" to {bounds.high}"
        return no_value(name, f"a whole number from {bounds.low}{most}")
    return None


def _is(value: object, hint: Any) -> bool:  # noqa: ANN401 - a type of any kind
    kind = get_origin(hint) or hint
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    if kind is Sequence:
        (inner,) = get_args(hint)
        return isinstance(value, list | tuple) and all(_is(each, inner) for each in value)
    if kind is Mapping:
        return isinstance(value, Mapping) and all(isinstance(each, str) for pair in value.items() for each in pair)
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(value, kind)


def _within(value: object, bounds: Bounds) -> bool:
    return isinstance(value, int) and bounds.low <= value and (bounds.high is None or value <= bounds.high)


def _words(hint: object) -> str:
    return _WORDS.get(hint) or _WORDS[get_origin(hint) or hint]


_WORDS: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    tuple: "a pair such as (3, 'month')",
    date: "a date",
    Sequence[str]: "a list of texts",
    Sequence[int]: "a list of whole numbers",
    Sequence[float]: "a list of numbers",
    Mapping: "a dict of texts",
}

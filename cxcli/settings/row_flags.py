"""Which rows are flagged, and which flags leave them out."""

from collections.abc import Iterator

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import Problem, UsageError
from cxcli.mapping.row_flags import FLAGS, Flag
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import expression

_FEWEST_QUESTIONS = 3
"""Two like answers in a row are no sign of anything."""


def flags_of(asked: Asked, loaded: LoadedConfig | None) -> list[Flag]:
    """Return the flags that rows may have, in the order in which they are told.

    Raises:
        UsageError, ConfigError: a condition cannot be read, or too few questions for a straight line.
    """
    return [*_conditions(asked, loaded), *_straight_line(asked, loaded)]


def dropped(asked: Asked, loaded: LoadedConfig | None) -> list[str]:
    """Return the flags whose rows are left out.

    Raises:
        UsageError: there is no such flag, or nothing says what has it.
    """
    names = list(dict.fromkeys(asked.drop or (loaded.config if loaded else Config()).flags.drop))
    there = [flag.name for flag in flags_of(asked, loaded)]
    for name in names:
        if name not in FLAGS:
            message = f"there is no flag '{name[:20]}'"
            raise UsageError(Problem(code="flag", message=message, help=f"flags: {', '.join(FLAGS)}"))
        if name not in there:
            message = f"nothing says which rows are flagged '{name}'"
            raise UsageError(Problem(code="flag", message=message, help=f"add {_OPTIONS[name]}, or leave --drop away"))
    return names


_OPTIONS = {
    "test": "--test-answers FILTER",
    "speeder": "--speeders FILTER",
    "straight-liner": "--straight-liners COLUMN,COLUMN,COLUMN",
}


def _conditions(asked: Asked, loaded: LoadedConfig | None) -> Iterator[Flag]:
    declared = (loaded.config if loaded else Config()).flags
    said = (
        ("test", asked.test_answers, declared.test, "test"),
        ("speeder", asked.speeders, declared.speeder, "speeder"),
    )
    for name, typed, configured, key in said:
        condition = expression(typed, configured, ("flags", key), loaded)
        if condition is not None:
            yield Flag(name, condition)


def _straight_line(asked: Asked, loaded: LoadedConfig | None) -> Iterator[Flag]:
    declared = (loaded.config if loaded else Config()).flags.straight_liner
    typed = None if asked.straight_liners is None else asked.straight_liners.split(",")
    questions = tuple(name.strip() for name in (declared if typed is None else typed) if name.strip())
    if typed is None and not declared:
        return
    if len(set(questions)) < _FEWEST_QUESTIONS:
        message = "a straight line needs three questions or more"
        help_text = "name them all: --straight-liners Q1,Q2,Q3"
        raise UsageError(Problem(code="flag", message=message, help=help_text))
    yield Flag("straight-liner", None, questions)

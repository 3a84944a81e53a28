import inspect
from dataclasses import fields
from datetime import date
from typing import Unpack, get_args, get_type_hints

import pytest
from typer.main import get_command

from cxcli.commands.app import app
from cxcli.commands.score import score
from cxcli.errors import UsageError
from cxcli.notebook.options import FILE_OPTIONS, ReadingOptions, RunOptions, ScoreOptions, checked, listed
from cxcli.settings import Asked

OF_THE_COMMAND = {"help", "metrics", "files", "config"}
OF_WRITING = {"output_format", "excel", "output", "rejects", "rejects_content", "fail_under", "fail_over"}


def words(hint):
    """The words that an option takes, where it takes only some."""
    inner = get_args(hint)
    return [each for each in inner if type(each) is str] or [word for each in inner for word in words(each)]


def refused(**options):
    with pytest.raises(UsageError) as caught:
        checked(options, ScoreOptions)
    return {problem.code for problem in caught.value.problems}, str(caught.value)


def test_every_option_can_be_asked_for():
    """An option of a call is something that can be asked of a run, by the same name."""
    assert set(get_type_hints(ScoreOptions)) < {field.name for field in fields(Asked)}


@pytest.mark.parametrize(
    ("command", "kind", "more"),
    [("score", ScoreOptions, set()), ("explain", RunOptions, set()), ("check", ReadingOptions, {"max_rejects"})],
)
def test_a_call_takes_what_its_command_takes(command, kind, more):
    """The options of a call are those of the command, but for how it writes; a check has no exit code to decide."""
    names = {parameter.name for parameter in get_command(app).commands[command].params}
    assert names - OF_THE_COMMAND - OF_WRITING - more == set(get_type_hints(kind))


def test_words_and_bounds_are_those_of_the_command():
    """An option takes the same words, and numbers within the same bounds, as on the command line."""
    hints = get_type_hints(ScoreOptions, include_extras=True)
    typed = inspect.signature(score).parameters
    for parameter in get_command(app).commands["score"].params:
        if parameter.name in hints:
            hint = hints[parameter.name]
            bounds = hint.__metadata__[0] if hasattr(hint, "__metadata__") else None
            assert words(hint) == words(typed[parameter.name].annotation), parameter.name
            assert (parameter.min, parameter.max) == ((bounds.low, bounds.high) if bounds else (None, None))


@pytest.mark.parametrize(
    "options",
    [
        {"by": "plan", "period": "month", "min_n": 0, "max_rejects": "1%", "confidence": 1, "quotes": False},
        {"by": ["plan"], "maps": {"at": "day"}, "rolling": (3, "month"), "max_rejects": 3, "confidence": 0.9},
        {"since": date(2025, 1, 1), "now": "2025-10-01", "sheet": 2, "decimals": 6, "change": True},
    ],
)
def test_what_fits_is_handed_on(options):
    """Values of the kinds and within the bounds of an option are taken as they are; None says nothing."""
    assert checked({**options, "where": None}, ScoreOptions) == options


@pytest.mark.parametrize(
    ("option", "value", "advice"),
    [
        ("period", "decade", "one of day, week, month, quarter, year"),
        ("period", ["month"], "one of day"),
        ("min_n", -1, "a whole number from 0"),
        ("min_n", 2.5, "a whole number"),
        ("min_n", True, "a whole number"),
        ("decimals", 7, "a whole number from 0 to 6"),
        ("quotes", 0, "True or False"),
        ("by", 5, "a text or a list of texts"),
        ("by", ["plan", 5], "a text or a list of texts"),
        ("maps", {"at": 5}, "a dict of texts or a text or a list of texts"),
        ("since", 2025, "a text or a date"),
        ("confidence", "0.9", "a number"),
        ("rolling", 3, "a text or a pair such as (3, 'month')"),
        ("where", True, "a text"),
    ],
)
def test_what_does_not_fit_is_refused(option, value, advice):
    """A value of another kind, or out of bounds, is refused with what the option takes."""
    codes, text = refused(**{option: value})
    assert codes == {"option"}
    assert f"'{option}'" in text
    assert advice in text


def test_an_option_that_does_not_exist_is_refused():
    """A slip in the name of an option is never passed over; all that is wrong is said at once."""
    _, text = refused(bye="plan", min_n=-1)
    assert "there is no option 'bye' here — did you mean 'by'?" in text
    assert "'min_n'" in text
    with pytest.raises(UsageError, match="options: column"):
        checked({"zzz": 1}, ReadingOptions)


def test_help_lists_every_option():
    """The signature of a call names each option with the default of the command."""

    @listed
    def call(data, **options: Unpack[ScoreOptions]):
        return data, options

    parameters = inspect.signature(call).parameters
    assert set(parameters) == {"data", *get_type_hints(ScoreOptions)}
    assert parameters["quotes"].default is True
    assert parameters["change"].default is False
    assert parameters["by"].default is None
    assert call(1, by="plan") == (1, {"by": "plan"})


def test_options_about_files_are_options():
    """What is refused with a data frame can be said with a file."""
    assert set(FILE_OPTIONS) < set(get_type_hints(ReadingOptions))

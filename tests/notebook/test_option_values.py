import inspect
from datetime import date
from typing import Unpack, get_type_hints

import pytest

from cxcli.errors import UsageError
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.options import ReadingOptions, RowOptions, ScoreOptions, SizeOptions, TrendOptions


def refused(kind=ScoreOptions, /, **options):
    with pytest.raises(UsageError) as caught:
        checked(options, kind)
    return {problem.code for problem in caught.value.problems}, str(caught.value)


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


@pytest.mark.parametrize(
    ("kind", "option", "value", "advice"),
    [
        (RowOptions, "answer", [3, "4"], "a whole number or a list of whole numbers"),
        (RowOptions, "answer", [True], "a list of whole numbers"),
        (SizeOptions, "expect", [50, "30"], "a text or a number or a list of numbers"),
        (TrendOptions, "forecast", 4, "a whole number from 0 to 3"),
        (TrendOptions, "by", ["plan"], "a text"),
    ],
)
def test_a_list_is_of_its_kind(kind, option, value, advice):
    """A list of numbers holds nothing else, and where one thing is asked for, a list is refused."""
    codes, text = refused(kind, **{option: value})
    assert codes == {"option"}
    assert advice in text


def test_lists_of_numbers_are_taken():
    """Whole numbers are taken where whole numbers are asked for, all numbers where numbers are."""
    assert checked({"answer": [3, 4]}, RowOptions) == {"answer": [3, 4]}
    assert checked({"expect": (50, 30.5, 20)}, SizeOptions) == {"expect": (50, 30.5, 20)}


def test_defaults_are_those_of_the_command():
    """What a command takes where nothing is said stands in the signature of its call."""

    @listed
    def call(**options: Unpack[TrendOptions]):
        return options

    assert inspect.signature(call).parameters["forecast"].default == 3

    @listed
    def plan(**options: Unpack[SizeOptions]):
        return options

    parameters = inspect.signature(plan).parameters
    assert (parameters["power"].default, parameters["change"].default) == (0.8, None)


def test_options_of_a_call_alone_are_parted_from_the_others():
    """What a run does not know is taken out, with its default where it was not said."""
    assert split({"forecast": 0, "where": "x"}, ("forecast", "chart")) == (
        {"forecast": 0, "chart": None},
        {"where": "x"},
    )
    assert split({}, ("forecast", "power")) == ({"forecast": 3, "power": 0.8}, {})

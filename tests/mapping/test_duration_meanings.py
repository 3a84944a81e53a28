"""What plain numbers and two parts mean."""

import pytest

from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.duration_meanings import meaning_problem, number_meaning, parts_meaning


def _parts(texts, declared=None, header=""):
    found = parts_meaning(DurationEvidence.of(texts), declared, header)
    return found and (found.unit, found.said)


@pytest.mark.parametrize(
    ("declared", "header", "unit", "reason"),
    [
        ("seconds", "Wait", "seconds", "the config says seconds"),
        ("seconds", "Wait (min)", "seconds", "the config says seconds"),
        (None, "Wait (min)", "minutes", "the header says minutes"),
        ("hh:mm", "Wait (min)", "minutes", "the header says minutes"),
    ],
)
def test_the_unit_of_numbers_is_declared_or_in_the_header(declared, header, unit, reason):
    """The config goes before the header; what says how clocks are written says nothing of numbers."""
    found = number_meaning(declared, header)
    assert (found.unit, found.reason) == (unit, reason)


@pytest.mark.parametrize(("declared", "header"), [(None, "Wait"), (None, "Wait (HH:mm:ss)"), ("mm:ss", "Wait")])
def test_numbers_without_a_unit_have_no_meaning(declared, header):
    """Nothing is guessed from the numbers."""
    assert number_meaning(declared, header) is None


@pytest.mark.parametrize(
    ("declared", "header", "unit"),
    [
        ("hh:mm", "Talk (mm:ss)", "hh:mm"),
        ("mm:ss", "Talk", "mm:ss"),
        (None, "Talk (mm:ss)", "mm:ss"),
        (None, "Time tracked hh:mm", "hh:mm"),
        (None, "Time tracked (in hrs)", "hh:mm"),
        ("seconds", "Talk", "mm:ss"),
        ("minutes", "Talk (mm:ss)", "mm:ss"),
    ],
)
def test_two_parts_are_what_config_or_header_say(declared, header, unit):
    """A pattern says it, and so does a unit that only one of the two readings has."""
    assert _parts(["12:30"], declared, header) == (unit, True)


@pytest.mark.parametrize(
    ("texts", "declared", "header"),
    [
        (["12:30"], None, "Talk"),
        (["12:30"], None, "Talk (min)"),
        (["12:30"], None, "Time to close (HH:mm:ss)"),
        (["-00:15"], None, "Talk (min)"),
        (["-00:15"], "minutes", "Talk"),
        (["-00:15", "00:00:01"], None, "Talk"),
    ],
)
def test_two_parts_that_nothing_tells_apart_have_no_meaning(texts, declared, header):
    """Minutes are in both readings, and a unit that is said and does not decide makes a sign no proof."""
    assert _parts(texts, declared, header) is None


def test_remaining_time_is_hours_and_minutes():
    """A service level that is broken by a quarter of an hour is -00:15."""
    assert _parts(["-00:15", "02:30"]) == ("hh:mm", False)


@pytest.mark.parametrize(
    ("texts", "code", "named"),
    [
        (["45"], "duration-unit-unknown", ["seconds", "minutes", "hours", "milliseconds", "days"]),
        (["12.5", "00:00:01"], "duration-unit-unknown", ["--unit seconds", "durations: {unit: seconds}"]),
        (["-1"], "duration-unit-unknown", ["cx.yaml"]),
        (["12:30"], "duration-parts-unknown", ["--unit hh:mm", "--unit mm:ss", 'durations: {unit: "mm:ss"}']),
    ],
)
def test_a_refusal_names_the_lines_to_add(texts, code, named):
    """A column without a unit, or with two parts, is refused with what to say."""
    problem = meaning_problem(DurationEvidence.of(texts), None, None)
    assert problem.code == code
    assert all(line in problem.help for line in named)


def test_durations_that_say_themselves_what_they_are_need_no_meaning():
    """Clocks, words, ISO durations, dates and texts that are none of them are never refused for a unit."""
    evidence = DurationEvidence.of(["00:00:01", "2h", "PT1H", "1970-01-01 00:00:01", "x"])
    assert meaning_problem(evidence, None, None) is None

"""Forms of durations."""

import pytest

from cxcli.mapping.duration_forms import LONGEST, Form
from cxcli.mapping.duration_texts import read_written


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("45", Form.WHOLE),
        ("12.5", Form.DECIMAL),
        ("-1", Form.NUMBER),
        ("1.234", Form.NUMBER),
        ("12,5", Form.NUMBER),
        ("1e-05", Form.NUMBER),
        ("'45", Form.NUMBER),
        ("00:02:23", Form.CLOCK),
        (" 1 day,  2:03:04 ", Form.CLOCK),
        ("'00:02:23", Form.CLOCK),
        ("12:30", Form.PAIR),
        ("-00:15", Form.REMAINING),
        ("02:23.5", Form.MINUTES),
        ("1970-01-02 09:46:18", Form.DATE),
        ("PT1H", Form.ISO),
        ("12.5\u00a0hrs", Form.WORDS),
        ("", Form.BLANK),
        ("\u00a0", Form.BLANK),
        ("NA", Form.MISSING),
        ("--", Form.MISSING),
        ("?", Form.MISSING),
        ("soon", Form.GARBAGE),
        ("85%", Form.GARBAGE),
        ("\u22125", Form.GARBAGE),
        ("\u22121:02:03", Form.GARBAGE),
        ("9" * 41, Form.GARBAGE),
        ("0:00:00." + "0" * 40, Form.GARBAGE),
        (" " * 50 + "1h" + " " * 50 + "2m", Form.WORDS),
        ("1h" + "x" * 90, Form.GARBAGE),
    ],
)
def test_a_text_has_its_form(text, form):
    """Spaces and a spreadsheet's apostrophe do not matter; percentages and more than 40 digits are no durations."""
    assert read_written([text]).codes.tolist() == [form]


def test_texts_are_read_side_by_side():
    """Each text has its own code and amount; numbers that depend on the decimal sign are kept as they are written."""
    written = read_written(["45", "1,5", "00:00:01", "1,5 h", "", "12.5", "2h 3m"])
    assert written.amounts.tolist() == [45, 0, 1_000_000, 0, 0, 0, 0]
    assert written.decimals == {5: "12.5"}
    hour, minute = 3_600_000_000, 60_000_000
    assert written.spelled == {1: [("1,5", None)], 3: [("1,5", hour)], 6: [("2", hour), ("3", minute)]}
    assert written.numbers == ["1,5", "2", "3"]
    assert written.forms == {Form.WHOLE, Form.NUMBER, Form.CLOCK, Form.WORDS, Form.DECIMAL}


def test_digits_of_another_script_are_told():
    """A duration in other digits is read and told; a word in another script is not."""
    found = read_written(["\u0660\u0661:\u0660\u0660:\u0660\u0660"])
    assert (found.amounts.tolist(), found.foreign) == ([3_600_000_000], True)
    assert not read_written(["\u0661 x", "01:00:00", "caf\u00e9"]).foreign


def test_too_long_durations_keep_their_sign():
    """What is beyond the longest duration is one more than that, so that it fits and is found out."""
    texts = ["-9999999999:00:00", "9999999999:00:00", "P9999999999999999999999D"]
    assert read_written(texts).amounts.tolist() == [-LONGEST - 1, LONGEST + 1, LONGEST + 1]


@pytest.mark.parametrize("part", ["1", "1 ", "1h ", "1:", "1.", "1,", "-", " ", "P1", "0 days ", "\u0661", "1 day, "])
def test_long_texts_are_looked_through(part):
    """A text of any length is looked through in a time that grows as its length does."""
    found = read_written([part * 100_000 + "x"])
    assert found.codes.tolist() == [Form.GARBAGE]

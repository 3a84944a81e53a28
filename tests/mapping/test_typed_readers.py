from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.dates import decide as decide_dates
from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.durations import decide as decide_durations
from cxcli.mapping.number_evidence import NumberEvidence
from cxcli.mapping.numbers import decide as decide_numbers
from cxcli.mapping.readers import Surprise
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.typed_readers import (
    FLAG_WORDS,
    MomentReader,
    QuantityReader,
    TextReader,
    WordReader,
)
from cxcli.rows import FATES

NONE = MissingCodes.of(())
SECOND = 1_000_000


def read(reader, *texts):
    found = reader.read(texts)
    return list(found.values), [FATES[fate] for fate in found.fates.tolist()]


def moments(missing=NONE, seen=("2025-01-01",)):
    return MomentReader(decide_dates(DateEvidence.of(seen), DateChoices()), missing)


def durations(missing=NONE, seen=("5",)):
    return QuantityReader(decide_durations(DurationEvidence.of(seen), "x", "seconds", None), missing)


def numbers(missing=NONE, seen=("1.5",)):
    return QuantityReader(decide_numbers(NumberEvidence.of(seen), decimal=None), missing)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("Yes", "yes"), ("y", "yes"), ("TRUE", "yes"), ("1", "yes"), ("1.0", "yes"), ("Ja", "yes"), ("sí", "yes")),
        *(("No", "no"), ("n", "no"), ("False", "no"), ("0", "no"), ("nein", "no"), ("não", "no"), ("x", "yes")),
    ],
)
def test_words_of_any_flag(word, meant):
    """Yes and no are known in some languages, as numbers and as marks, whatever their capitals."""
    assert read(WordReader(FLAG_WORDS, NONE), word) == ([meant], ["scored"])


def test_words_of_a_closed_list():
    """A spelling is its canonical word; blanks and words for none are such; another word is unreadable."""
    reader = WordReader({"open": "open", "in progress": "open", "none": "none"}, MissingCodes.of(["?!", 99]))
    words, fates = read(reader, "Open", " in  Progress. ", "", " ", "n/a", "?!", "99.0", "nope", "none")
    assert words == ["open", "open", None, None, None, None, None, None, "none"]
    assert fates == [*("scored",) * 2, *("blank",) * 2, *("missing",) * 3, "unreadable", "scored"]


def test_a_word_that_is_declared_to_mean_none_goes_before_the_list():
    """What the user says of a word goes before what it usually means."""
    assert read(WordReader({"open": "open"}, MissingCodes.of(["OPEN"])), "open") == ([None], ["missing"])


def test_moments():
    """Dates are read in the one format; what is none is undated or unreadable."""
    times, fates = read(moments(), "2025-01-02", "2025-01-02T10:00", "", "soon")
    assert times[:2] == [np.datetime64("2025-01-02"), np.datetime64("2025-01-02T10:00")]
    assert np.isnat(times[2:]).all()
    assert fates == ["scored", "scored", "undated", "unreadable"]


def test_a_date_that_is_declared_to_mean_none():
    """An end that is written as a far day is none."""
    times, fates = read(moments(MissingCodes.of(["9999-12-31"])), "2025-01-02", "9999-12-31")
    assert np.isnat(times).tolist() == [False, True]
    assert fates == ["scored", "undated"]


def test_durations():
    """Durations are whole microseconds; a code that means none is none."""
    reader = durations(MissingCodes.of([-1]), seen=("5", "0:01:00", "soon"))
    values, fates = read(reader, "5", "0:01:00", "", "-1", "-1.0", "soon")
    assert values == [5 * SECOND, 60 * SECOND, None, None, None, None]
    assert fates == ["scored", "scored", "blank", "missing", "missing", "unreadable"]


def test_numbers():
    """Numbers are exact, whole ones as they are; a code that means none is none."""
    values, fates = read(numbers(MissingCodes.of([99, "free"])), "3", "0.1", "99", "99.0", "free", "", "n/a", "red")
    assert values == [3, Fraction(1, 10), *(None,) * 6]
    assert fates == ["scored", "scored", "missing", "missing", "missing", "blank", "missing", "unreadable"]
    assert isinstance(values[0], int)


def test_texts():
    """Texts are kept but for spaces; a word such as n/a is a text like others unless it is declared."""
    values, fates = read(TextReader(MissingCodes.of(["?"])), " EUR ", "eur", "", "?", "n/a")
    assert values == ["EUR", "eur", None, None, "n/a"]
    assert fates == ["scored", "scored", "blank", "missing", "scored"]


@pytest.mark.parametrize(
    ("reader", "text"),
    [(moments(), "13/01/2025"), (durations(seen=("-0:10",)), "0:10:00"), (numbers(), "1,5")],
)
def test_a_text_that_changes_the_decision_is_a_surprise(reader, text):
    """What contradicts the form that was decided on makes the run again."""
    with pytest.raises(Surprise):
        reader.read([text])


def test_a_code_that_means_none_says_nothing_of_the_others():
    """A day or a number that is none does not decide how the column is written."""
    codes = MissingCodes.of(["31/12/2999", "9.999"])
    assert read(moments(codes), "2025-01-02", "31/12/2999")[1] == ["scored", "undated"]
    assert read(numbers(codes, seen=("1",)), "1", "9.999")[1] == ["scored", "missing"]


@pytest.mark.parametrize(
    ("text", "day"), [("2025-06", "2025-06-01"), (" 2025-06 ", "2025-06-01"), ("2025-06-15", "2025-06-15")]
)
def test_a_month_may_stand_for_its_first_day(text, day):
    """Where dates are monthly, a month is a date."""
    reader = MomentReader(decide_dates(DateEvidence.of(["2025-01-01"]), DateChoices()), NONE, monthly=True)
    assert read(reader, text) == ([np.datetime64(day)], ["scored"])
    assert read(moments(), "2025-06")[1] == ["unreadable"]


@given(st.lists(st.sampled_from(["yes", "No", "", "n/a", "maybe", "1"])), st.integers(0, 6))
def test_where_the_texts_are_cut_changes_nothing(texts, cut):
    """A word means the same whatever stands beside it."""
    reader = WordReader(FLAG_WORDS, NONE)
    whole, parts = read(reader, *texts), [read(reader, *texts[:cut]), read(reader, *texts[cut:])]
    assert whole == ([*parts[0][0], *parts[1][0]], [*parts[0][1], *parts[1][1]])

"""Reading answers on a scale."""

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE
from cxcli.mapping.scores import read_scores

TRAPS = Path(__file__).resolve().parents[2].parent / "shared" / "hostile" / "traps"
with_traps = pytest.mark.skipif(not TRAPS.is_dir(), reason="the shared test material is not here")


def _read(*texts, labels=None, missing=()):
    readings = read_scores(texts, labels=labels or {}, missing=missing)
    return readings.values, readings.fates.tolist()


def _column(name, field):
    with (TRAPS / name).open(encoding="utf-8", newline="") as file:
        first = file.readline()
        file.seek(0)
        return [row[field] for row in csv.DictReader(file, delimiter=";" if ";" in first else ",")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9", 9),
        (" 9\u00a0", 9),
        ("\ufeff9", 9),
        ("9.0", 9),
        ("9,0", 9),
        ("+9", 9),
        ("-1", -1),
        ("11", 11),
        ("7.5", Decimal("7.5")),
        ("'9", 9),
        ("\uff19", 9),
        ("10 - Extremely likely", 10),
        ("0 (not at all likely)", 0),
        ("5 = Very satisfied", 5),
        ("3: neutral", 3),
        ("4 stars", 4),
        ("\u2605\u2605\u2605\u2605\u2606", 4),
    ],
)
def test_a_number_is_read_in_every_spelling(text, value):
    """Integers, decimals with point or comma, numbers with a label and stars are answers."""
    assert _read(text) == ([value], [READ])


@pytest.mark.parametrize(
    "text",
    [
        "7/10",
        "85%",
        "1E1",
        "inf",
        "-Infinity",
        "1e999",
        "9" * 5000,
        "1,234",
        "\u22125",
        "(5)",
        "4 out of 5",
        "2 weeks",
        "x",
    ],
)
def test_what_would_need_a_guess_is_unreadable(text):
    """Fractions, percentages, exponents, infinities, long numbers and other text are not answers, and never a crash."""
    assert _read(text) == ([None], [UNREADABLE])


@pytest.mark.parametrize(
    "text", ["NA", "n/a", "#N/A", "nan", "NULL", "None", "-", "--", ".", "?", "Don't know", "N/A."]
)
def test_missing_words_are_missing(text):
    """The closed list of words for no answer is missing in a number field, whatever the case."""
    assert _read(text) == ([None], [MISSING])


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\ufeff", "\u200b"])
def test_a_blank_is_blank(text):
    """A cell of nothing but spaces and unseen signs is blank."""
    assert _read(text) == ([None], [BLANK])


@pytest.mark.parametrize("text", ["99", "99.0", "99,0", "99 - Refused", "refused", "REFUSED."])
def test_declared_codes_are_missing(text):
    """A declared code is missing as a word, as a number and in front of its label."""
    assert _read(text, missing=[99, "refused"]) == ([None], [MISSING])


@pytest.mark.parametrize("text", ["6 - N/A", "98 = Don't know", "0 (not applicable)"])
def test_a_code_labelled_as_no_answer_is_missing(text):
    """A number whose label is a missing word is missing, not an answer."""
    assert _read(text) == ([None], [MISSING])


@pytest.mark.parametrize("text", ["Very satisfied", "very  SATISFIED.", "Very satisfied\n", "very\u00a0satisfied"])
def test_labels_are_found_in_every_spelling(text):
    """A label is found whatever its case, spaces, full stop and line end."""
    assert _read(text, labels={"Very Satisfied": 5}) == ([5], [READ])


def test_labels_go_before_the_rules():
    """A declared label may be a missing word, a number or a fraction."""
    labels = {"None": 0, "1": 5, "half": Fraction(1, 2), "two": Fraction(2), "A1": Decimal("3.0")}
    values, fates = _read("none", "1", "1.0", "half", "two", "a1", "1 - lowest", labels=labels)
    assert values == [0, 5, 5, Fraction(1, 2), 2, 3, 5]
    assert fates == [READ] * 7
    assert [type(value) for value in values[4:6]] == [int, int]


def test_missing_goes_before_labels():
    """A word that is declared missing is missing even if it is a label."""
    assert _read("none", labels={"none": 0}, missing=["none"]) == ([None], [MISSING])


def test_a_number_that_contradicts_its_label_is_unreadable():
    """A number beside a label that was declared to be another number is not an answer."""
    assert _read("1 - good", "5 - good", labels={"good": 5}) == ([None, 5], [UNREADABLE, READ])


def test_foreign_digits_are_told():
    """Digits of another script are read and told; a label in another script is no reason to tell."""
    readings = read_scores(["\uff19", "9"], labels={}, missing=())
    assert [notice.code for notice in readings.notices] == ["unicode-digits"]
    assert read_scores(["10 - \u00e9t\u00e9", "\uff19\uff0f"], labels={}, missing=()).notices == ()


@given(st.lists(st.text(max_size=12) | st.from_regex(r"[0-9 .,:()=+-]{1,6}[a-zé ]{0,9}", fullmatch=True)), st.randoms())
def test_any_text_is_read_and_the_order_does_not_matter(texts, random):
    """No text is an error, a value stands exactly where the fate says so, and each text is read by itself."""
    readings = read_scores(texts, labels={"good": 5}, missing=[99])
    found = dict(zip(texts, zip(readings.values, readings.fates.tolist(), strict=True), strict=True))
    assert all((value is not None) == (fate == READ) for value, fate in found.values())
    shuffled = random.sample(texts, len(texts))
    again = read_scores(shuffled, labels={"good": 5}, missing=[99])
    assert list(zip(again.values, again.fates.tolist(), strict=True)) == [found[text] for text in shuffled]


@given(st.integers(-(10**6), 10**6), st.sampled_from(["", "0", "00"]))
def test_every_integer_is_read_as_python_reads_it(number, zeros):
    """The standard library's reading of an integer is ours, with or without decimals of zero."""
    assert _read(f"{number}{'.' + zeros if zeros else ''}") == ([number], [READ])


@with_traps
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("val_huge_int.csv", "score"),
        ("val_inf_nan.csv", "score"),
        ("val_out_of_range.csv", "score"),
        ("val_decimal_comma.csv", "score"),
        ("val_unicode_digits.csv", "score"),
        ("val_big_ids.csv", "score"),
        ("val_exp_id.csv", "score"),
        ("val_missing_group.csv", "score"),
        ("val_dup_ids.csv", "score"),
        ("val_type_drift.csv", "score"),
    ],
)
def test_score_traps_have_the_answer_of_the_manifest(name, field):
    """Of each trap file, as many answers are read and lie on 0 to 10 as the manifest says, and no more."""
    entry = next(entry for entry in json.loads((TRAPS / "manifest.json").read_text()) if entry["file"] == name)
    values = read_scores(_column(name, field), labels={}, missing=()).values
    assert len(values) == entry["records"]
    assert sum(value is not None and 0 <= value <= 10 for value in values) == entry["ok"]

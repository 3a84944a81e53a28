"""Reading amounts and weights."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.mapping.number_evidence import NumberEvidence
from cxcli.mapping.numbers import NumberFormat, decide
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE

TRAPS = Path(__file__).resolve().parents[2].parent / "shared" / "hostile" / "traps"


def _format(texts, decimal=None):
    return decide(NumberEvidence.of(texts), decimal=decimal)


def _read(texts, decimal=None):
    return _format(texts, decimal).read(texts)


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1,5", "2,25"], [Decimal("1.5"), Decimal("2.25")]),
        (["1.5", "1,234"], [Decimal("1.5"), 1234]),
        (["1,234.50", "1.234"], [Decimal("1234.5"), Decimal("1.234")]),
        (["1.234,50", "1.234"], [Decimal("1234.5"), 1234]),
        (["1.234.567", "0,5"], [1234567, Decimal("0.5")]),
        (["1,234,567", ".5"], [1234567, Decimal("0.5")]),
        (["0.125", "-1.234", "+2"], [Decimal("0.125"), Decimal("-1.234"), 2]),
        (["1", "2", "'3"], [1, 2, 3]),
        (["85%", "90 %"], [85, 90]),
    ],
)
def test_the_decimal_sign_is_decided_from_the_whole_column(texts, values):
    """A number that can be read one way only decides for all the others."""
    readings = _read(texts)
    assert readings.values == values
    assert readings.fates.tolist() == [READ] * len(values)
    assert not readings.surprising


@pytest.mark.parametrize("texts", [["1.234", "1,234"], ["1,234"], ["1.234"], ["1.5", "1,5"]])
def test_a_column_with_two_readings_is_refused(texts):
    """Both signs, or only signs before three digits, are refused with both lines to add."""
    found = _format(texts)
    assert isinstance(found, Problem)
    assert found.code == "decimal-sign-unknown"
    assert "numbers: {decimal: comma}" in found.help
    assert "numbers: {decimal: point}" in found.help


def test_a_declared_sign_decides():
    """With a declared sign the other sign can only part thousands."""
    texts = ["1.234", "1,234", "1,5"]
    assert _read(texts, "point").values == [Decimal("1.234"), 1234, None]
    assert _read(texts, "comma").values == [1234, Decimal("1.234"), Decimal("1.5")]


@pytest.mark.parametrize("text", ["1\u00a0234", "1\u202f234", "1\u2009234", "1 234", "1'234", "1\u2019234"])
def test_spaced_thousands_are_read_and_told(text):
    """Spaces of any kind and apostrophes between thousands are read, with a notice."""
    readings = _read([text])
    assert readings.values == [1234]
    assert [notice.code for notice in readings.notices] == ["spaced-thousands"]


def test_foreign_digits_are_read_and_told():
    """Digits of another script are read, with a notice."""
    readings = _read(["\uff19", "\u0661\u0660", "9"])
    assert readings.values == [9, 10, 9]
    assert [notice.code for notice in readings.notices] == ["unicode-digits"]


@pytest.mark.parametrize(
    "text",
    [
        "(5)",
        "\u22125",
        "inf",
        "1e999",
        "12e5",
        "e5",
        "$5",
        "1 23",
        "12 34",
        "9" * 41,
        "9" * 5000,
        "1,2,3",
        "%",
        "1..5",
        "x",
    ],
)
def test_other_texts_are_unreadable(text):
    """Accounting negatives, vast exponents, infinities, currencies and long numbers are never values."""
    readings = _read(["5", text])
    assert readings.values == [5, None]
    assert readings.fates.tolist() == [READ, UNREADABLE]


def test_blank_and_missing_words_have_their_fates():
    """A blank is blank, a missing word is missing."""
    assert _read(["", "NA", "nan"]).fates.tolist() == [BLANK, MISSING, MISSING]


def test_percent_signs_among_bare_numbers_are_unreadable():
    """Where only some numbers have a percent sign, those are unreadable."""
    assert _read(["85%", "0.85", "85"]).values == [None, Decimal("0.85"), 85]


@pytest.mark.parametrize(("first", "later"), [(["5"], ["1,5"]), (["1.5"], ["1,5"]), (["85%"], ["85"]), ([], ["1,234"])])
def test_a_text_that_would_change_the_decision_is_surprising(first, later):
    """Numbers that the decision did not foresee are told, so that it can be taken again."""
    assert _format(first).read(later).surprising


def test_texts_that_leave_the_decision_alone_are_not_surprising():
    """Numbers that fit the decision are not surprising, nor are texts that are no numbers."""
    assert not _format(["1.5"]).read(["1,234", "7", "x", ""]).surprising


@given(
    st.lists(st.text(max_size=8) | st.from_regex(r"[+-]?[0-9]{1,4}([.,' ][0-9]{1,4}){0,2}%?", fullmatch=True)),
    st.randoms(),
)
def test_any_texts_give_a_format_or_a_problem(texts, random):
    """No text is an error, a value stands exactly where the fate says so, and the order does not matter."""
    found = _format(texts)
    assert found == _format(random.sample(texts, len(texts)))
    if isinstance(found, NumberFormat):
        readings = found.read(texts)
        assert [value is not None for value in readings.values] == [fate == READ for fate in readings.fates]
        assert not readings.surprising


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_decimals_come_back_exactly(number):
    """A decimal of four places is read as the standard library wrote it, with either sign."""
    text = f"{number:.4f}"
    assert _read([text]).values == [number]
    assert _read([text.replace(".", ",")]).values == [number]


@pytest.mark.skipif(not TRAPS.is_dir(), reason="the shared test material is not here")
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("val_ambiguous_thousand.csv", "amount"),
        ("val_nbsp_thousand.csv", "amount"),
        ("val_minus_sign.csv", "delta"),
        ("val_percent.csv", "csat"),
        ("val_decimal_comma.csv", "score"),
    ],
)
def test_number_traps_have_the_answer_of_the_manifest(name, field):
    """Each trap column is refused, or read with as many values and a notice, as the manifest says."""
    entry = next(entry for entry in json.loads((TRAPS / "manifest.json").read_text()) if entry["file"] == name)
    with (TRAPS / name).open(encoding="utf-8", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        texts = [row[field] for row in csv.DictReader(file, delimiter=delimiter)]
    found = _format(texts)
    if isinstance(found, Problem):
        assert entry["outcome"] == "error"
        return
    readings = found.read(texts)
    read = sum(value is not None for value in readings.values)
    outcome = "partial" if read < len(texts) else "warn" if readings.notices else "ok"
    assert (outcome, read) == (entry["outcome"], entry["ok"])


@pytest.mark.parametrize(
    ("text", "value"), [("1e-05", Decimal("0.00001")), ("2.5E+3", 2500), ("-3e0", -3), ("1e-09", Decimal("1E-9"))]
)
def test_numbers_as_programs_write_them_are_read(text, value):
    """Very small weights are written with an exponent by pandas and in JSON."""
    assert _read(["5", text]).values == [5, value]


def test_an_exponent_with_a_comma_is_one_with_a_decimal_comma():
    """2,5e-1 is a quarter only where the decimal sign is a comma."""
    assert _read(["0,5", "2,5e-1"]).values == [Decimal("0.5"), Decimal("0.25")]

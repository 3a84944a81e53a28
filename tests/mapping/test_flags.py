"""Yes or no."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.flags import FLAGS
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.typed_readers import WordReader

TRAPS = Path(__file__).resolve().parents[2].parent / "shared" / "hostile" / "traps"
READER = WordReader(FLAGS, MissingCodes.of(()))


def test_the_words_of_yes_and_no_are_read():
    """Yes, true, t, y and 1 say yes, their opposites no, in any case."""
    readings = READER.read(["yes", "TRUE", "T", "y", "1", "1.0", "No", "false", "f", "N", "0", "0.0"])
    assert readings.values == [True] * 6 + [False] * 6
    assert readings.fates.tolist() == [READ] * 12


def test_a_blank_is_not_a_no():
    """Blank, missing and other words are neither yes nor no."""
    readings = READER.read(["", "null", "oui", "2"])
    assert readings.values == [None] * 4
    assert readings.fates.tolist() == [BLANK, MISSING, UNREADABLE, UNREADABLE]


@given(st.lists(st.text(max_size=6)))
def test_any_text_has_a_fate(texts):
    """No text is an error, and a value stands exactly where the fate says so."""
    readings = READER.read(texts)
    assert [value is not None for value in readings.values] == [fate == READ for fate in readings.fates]


@pytest.mark.skipif(not TRAPS.is_dir(), reason="the shared test material is not here")
def test_the_trap_of_boolean_words_has_the_answer_of_the_manifest():
    """One record is rejected for its word; the blank one is kept as blank."""
    entry = next(e for e in json.loads((TRAPS / "manifest.json").read_text()) if e["file"] == "val_bool_words.csv")
    with (TRAPS / "val_bool_words.csv").open(encoding="utf-8", newline="") as file:
        fates = READER.read([row["resolved"] for row in csv.DictReader(file)]).fates.tolist()
    assert (len(fates), fates.count(UNREADABLE)) == (entry["records"], entry["rejected"])

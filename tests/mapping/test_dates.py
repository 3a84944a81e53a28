"""Dates of a column."""

import csv
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.dates import DateFormat, decide
from cxcli.mapping.readings import READ, UNDATED, UNREADABLE

TRAPS = Path(__file__).resolve().parents[2].parent / "shared" / "hostile" / "traps"
BERLIN = ZoneInfo("Europe/Berlin")
ANY_TEXTS = st.lists(
    st.text(max_size=25)
    | st.sampled_from(
        ["2024-01-01", "2024-01-01T10:00Z", "13/04/2024", "3/4/24", "20240101", "45355", "1700000000", "1.2.2024"]
    )
)


def _format(texts, **choices):
    return decide(DateEvidence.of(texts), DateChoices(**choices))


def _read(texts, **choices):
    readings = _format(texts, **choices).read(texts)
    return [None if time is None else time.isoformat() for time in readings.values.tolist()], readings.fates.tolist()


def _codes(texts, **choices):
    return [notice.code for notice in _format(texts, **choices).read(texts).notices]


def test_one_proof_decides_for_the_column():
    """13/04/2024 proves that 03/04/2024 is the third of April."""
    assert _read(["03/04/2024", "13/04/2024"])[0] == ["2024-04-03T00:00:00", "2024-04-13T00:00:00"]


@pytest.mark.parametrize(
    ("order", "time", "fates"),
    [
        ("day-first", ["2024-04-03T00:00:00", None, "2024-04-01T00:00:00"], [READ, UNREADABLE, READ]),
        ("month-first", ["2024-03-04T00:00:00", "2024-04-13T00:00:00", "2024-04-01T00:00:00"], [READ, READ, READ]),
        ("iso", [None, None, "2024-04-01T00:00:00"], [UNREADABLE, UNREADABLE, READ]),
    ],
)
def test_a_declared_order_decides(order, time, fates):
    """With a declared order the dates that it does not fit are unreadable."""
    assert _read(["03/04/2024", "04/13/2024", "2024-04-01"], order=order) == (time, fates)


def test_without_proof_the_column_is_refused():
    """A column that leaves the order open is a problem, not a guess."""
    assert isinstance(_format(["03/04/2024", "05/06/2024"]), Problem)


def test_impossible_days_are_unreadable():
    """30 February and 29 February 2023 are unreadable, 29 February 2024 is a day."""
    assert _read(["2024-02-30", "2023-02-29", "2024-02-29"])[1] == [UNREADABLE, UNREADABLE, READ]


def test_the_leap_second_is_unreadable():
    """The second 60 is unreadable and the one before it is read."""
    assert _read(["2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"])[1] == [UNREADABLE, READ]


def test_blank_and_missing_words_are_undated():
    """A row without a date is undated, which is no fault of the row."""
    assert _read(["2024-01-01", "", "\u00a0", "null", "N/A", "-", "soon"])[1] == [READ, *[UNDATED] * 5, UNREADABLE]


def test_a_time_in_the_gap_is_unreadable_and_one_in_the_fold_is_told():
    """Times that a zone's clocks skipped are unreadable; of those shown twice the first is taken, with a notice."""
    texts = ["2024-03-31 02:30", "2024-03-31 03:30"]
    assert _read(texts, zone=BERLIN, report_zone=BERLIN) == ([None, "2024-03-31T03:30:00"], [UNREADABLE, READ])
    assert _read(["2024-10-27 02:30"], zone=BERLIN)[0] == ["2024-10-27T00:30:00"]
    assert _codes(["2024-10-27 02:30"], zone=BERLIN) == ["ambiguous-local-time"]


def test_offsets_and_zones_decide_the_day():
    """The report's zone decides on which day a time falls, and mixing times with and without offsets is told."""
    texts = ["2024-01-01T00:30:00+01:00", "2024-01-01T00:30:00Z", "2024-01-01T00:30:00"]
    assert _read(texts)[0] == ["2023-12-31T23:30:00", "2024-01-01T00:30:00", "2024-01-01T00:30:00"]
    assert _codes(texts) == ["mixed-zones"]
    in_berlin = ["2024-01-01T00:30:00", "2024-01-01T01:30:00", "2024-01-01T00:30:00"]
    assert _read(texts, zone=BERLIN, report_zone=BERLIN)[0] == in_berlin


def test_a_date_alone_is_that_day_in_every_zone():
    """A date without a time is not moved to the day before by a zone in the west."""
    assert _read(["2024-01-05"], report_zone=ZoneInfo("America/New_York"))[0] == ["2024-01-05T00:00:00"]


def test_numbers_are_read_in_a_declared_unit_only():
    """Epoch numbers need a unit; numbers of another unit are then unreadable."""
    texts = ["1700000000", "1700000000000"]
    assert isinstance(_format(texts), Problem)
    assert _read(texts, unit="seconds") == (["2023-11-14T22:13:20", None], [READ, UNREADABLE])
    assert "seconds since 1970" in _format(texts, unit="seconds").basis
    assert "spreadsheet" in _format(["45355"], unit="excel").basis


def test_numbers_among_dates_are_unreadable():
    """A serial day of a spreadsheet among ISO dates is unreadable."""
    assert _read(["45355", "2024-03-04"])[1] == [UNREADABLE, READ]


def test_eight_digits_are_a_date_where_the_column_has_no_other():
    """YYYYMMDD is read in a column of such dates, and not beside others."""
    assert _read(["20240131", "20241399", ""])[1] == [READ, UNREADABLE, UNDATED]
    assert _read(["20240131", "2024-01-31"])[1] == [UNREADABLE, READ]


def test_a_declared_pattern_is_the_only_form():
    """With a pattern everything else is unreadable, and a wrong pattern is a problem."""
    texts = ["2024|04|03", "2024-04-03", ""]
    assert _read(texts, pattern="%Y|%m|%d") == (["2024-04-03T00:00:00", None, None], [READ, UNREADABLE, UNDATED])
    assert isinstance(_format(texts, pattern="%Y"), Problem)
    assert not _format(texts, pattern="%Y|%m|%d").plain


def test_foreign_digits_are_told():
    """A date in digits of another script is read, with a notice."""
    assert _codes(["\uff12\uff10\uff12\uff14-05-06"]) == ["unicode-digits"]


def test_a_format_is_plain_while_all_dates_are_iso():
    """ISO dates alone are plain; the basis says what was decided otherwise."""
    assert _format(["2024-01-01", "", "x"]).plain
    assert not _format(["2024-01-01", "13/04/2024"]).plain
    assert "day-first" in _format(["13/04/2024"]).basis


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ([], ["13/04/2024"]),
        (["2024-01-01"], ["5 Jan 2020"]),
        (["13/04/2024"], ["04/13/2024"]),
        (["2024-01-01 10:00"], ["2024-01-01T10:00Z"]),
        (["20240101"], ["2024-01-01"]),
    ],
)
def test_texts_that_would_change_the_decision_are_surprising(first, later):
    """Dates that the decision did not foresee are told, so that it can be taken again from the whole column."""
    assert _format(first).read(later).surprising


@pytest.mark.parametrize(("first", "later"), [([], ["2024-01-01"]), (["13/04/2024"], ["03/04/2024", "x", ""])])
def test_texts_that_leave_the_decision_alone_are_not_surprising(first, later):
    """Dates that fit the decision, blanks and garbage are not surprising."""
    assert not _format(first).read(later).surprising


@given(st.lists(st.datetimes(), min_size=1))
def test_iso_times_come_back(times):
    """What datetime writes in ISO form is read as the same time."""
    texts = [time.isoformat(sep) for time, sep in zip(times, ["T", " "] * len(times), strict=False)]
    values = _format(texts).read(texts).values.tolist()
    assert values == [datetime.fromisoformat(text) for text in texts]


@given(ANY_TEXTS, st.randoms())
def test_any_texts_give_a_format_or_a_problem(texts, random):
    """No text is an error, a time stands exactly where the fate says so, and the order does not matter."""
    found = _format(texts)
    shuffled = random.sample(texts, len(texts))
    assert found == _format(shuffled)
    if isinstance(found, DateFormat):
        readings = found.read(texts)
        assert (np.isnat(readings.values) == (readings.fates != READ)).all()
        assert not readings.surprising
        by_text = dict(zip(texts, readings.values.astype(str).tolist(), strict=True))
        assert [by_text[text] for text in shuffled] == found.read(shuffled).values.astype(str).tolist()


@pytest.mark.skipif(not TRAPS.is_dir(), reason="the shared test material is not here")
@pytest.mark.parametrize(
    "name",
    [
        "date_ambiguous.csv",
        "date_mixed_order.csv",
        "date_contradiction.csv",
        "date_impossible.csv",
        "date_leap_second.csv",
        "date_dst_gap.csv",
        "date_dst_fold.csv",
        "date_mixed_tz.csv",
        "date_epoch.csv",
        "date_excel_serial.csv",
        "date_excel_1900.csv",
        "date_far.csv",
    ],
)
def test_date_traps_have_the_answer_of_the_manifest(name):
    """Each trap column is refused, or read with as many times and a notice, as the manifest says."""
    entry = next(entry for entry in json.loads((TRAPS / "manifest.json").read_text()) if entry["file"] == name)
    with (TRAPS / name).open(encoding="utf-8", newline="") as file:
        texts = [row["ts"] for row in csv.DictReader(file)]
    zone = ZoneInfo(entry.get("tz", "UTC"))
    found = _format(texts, zone=zone, report_zone=zone, unit="excel" if entry.get("excel_serial") else None)
    if isinstance(found, Problem):
        assert "error" in entry["accepts"]
        return
    readings = found.read(texts)
    read = readings.fates.tolist().count(READ)
    outcome = "partial" if read < len(texts) else "warn" if readings.notices else "ok"
    assert len(texts) == entry["records"]
    assert outcome in entry["accepts"]
    assert read == entry["ok"]

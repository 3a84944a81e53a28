from collections import Counter

import pytest

from cxcli.errors import Problem
from cxcli.mapping.columns import resolve
from cxcli.mapping.date_candidates import find_dates
from cxcli.mapping.text_counts import TextCounts
from cxcli.sources.chunk import Column


def no_look(_columns):
    raise AssertionError("names decide")


def texts(*cells):
    return lambda columns: {each.position: TextCounts(Counter({cells[each.position]: 3, "": 1})) for each in columns}


def columns(*names):
    pairs = [(each, "") if isinstance(each, str) else each for each in names]
    return [Column(place, name, label) for place, (name, label) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["StartDate", "EndDate", "Status", "RecordedDate"], "RecordedDate"),
        (["Respondent ID", "Start Date", "End Date"], "End Date"),
        (["#", "Start Date (UTC)", "Submit Date (UTC)"], "Submit Date (UTC)"),
        (["Timestamp", "How was it?"], "Timestamp"),
        (["ID", "Start time", "Completion time"], "Completion time"),
        (["id", "score", "created_at", "updated_at"], "created_at"),
        (["id", "score", "person.created_at", "created_at"], "created_at"),
        (["id", "submitdate", "startdate", "datestamp"], "submitdate"),
        (["No.", "Response ID", "Timestamp"], "Timestamp"),
        (["finished", "createdAt", "updatedAt"], "createdAt"),
        (["request_sent_at", "response_received_at", "star_rating"], "response_received_at"),
        (
            ["properties.hs_value", "properties.hs_submission_timestamp", "createdAt"],
            "properties.hs_submission_timestamp",
        ),
        (["Rating", "Recorded date"], "Recorded date"),
        (["Review Created (UTC)", "Company Reply Date (UTC)"], "Review Created (UTC)"),
        (["Review Submit Date and Time", "Review Last Update Date and Time"], "Review Submit Date and Time"),
        (["requested_at", "date", "response_date"], "response_date"),
        (["x", ("Q9", "Date of response")], "Q9"),
        (["started_at", "x"], "started_at"),
        (["created", "Responded"], "Responded"),
        (["Opened", "Date closed"], "Date closed"),
        (["Zeitstempel", "x"], "Zeitstempel"),
        (["Datum", "sent"], "Datum"),
    ],
)
def test_the_date_of_giving_goes_before_that_of_asking(names, taken):
    """The moment at which an answer was given is taken before the end of the survey, any date, and its start."""
    found = find_dates(columns(*names), "answers.csv", no_look)
    assert not isinstance(found, Problem)
    assert (found.column.name, found.evidence) == (taken, "its name")


@pytest.mark.parametrize(
    ("names", "helps"),
    [
        (["Timestamp", "Date", "at"], "say which: --map at=Timestamp; --map at=Date; --map at=at"),
        (["a.date", "b.date"], "say which: --map at=a.date; --map at=b.date"),
        (["Submitted At", "completed"], "say which: --map 'at=Submitted At'; --map at=completed"),
        (["Date", "x", "Date#2"], "say which: --map 'at=Date#1'; --map 'at=Date#2'"),
    ],
)
def test_several_dates_are_listed_with_the_option_to_paste(names, helps):
    """Two columns alike are a question to the user; each option, pasted, means its column."""
    survey = columns(*names)
    found = find_dates(survey, "answers.csv", no_look)
    assert isinstance(found, Problem)
    assert (found.code, found.file, found.help) == ("ambiguous-column", "answers.csv", helps)
    pasted = [part.partition("at=")[2].rstrip("'") for part in helps.split("; ")]
    assert [resolve(text, survey).name for text in pasted] == [name for name in names if name != "x"]


def test_no_date_is_an_error_that_says_how_to_name_one():
    """A column is never taken for a date for its values."""
    found = find_dates(columns("id", "update", "birthday"), "answers.csv", texts("1", "x", ""))
    assert isinstance(found, Problem)
    assert (found.code, found.help) == ("no-column", "name it: --map at=NAME")


def test_columns_that_hold_dates_are_listed_by_their_values():
    """Where no name says which, up to eight columns of dates are listed to paste; numbers and words are none."""
    survey = columns("id", "seen", "note", "made on", *(f"d{n}" for n in range(8)))
    cells = ("20", "2025-01-31", "x", "31/01/2025", *(["2025-01-31"] * 8))
    found = find_dates(survey, "answers.csv", texts(*cells))
    assert isinstance(found, Problem)
    listed = "; ".join(f"--map at=d{n}" for n in range(6))
    assert found.help == f"columns that hold dates: --map at=seen; --map 'at=made on'; {listed}"

import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, reconcile

NOW = "2026-01-15"
TICKETS = str(Path(__file__).resolve().parents[2] / "sample_data/tickets.csv")


@pytest.mark.parametrize(
    ("options", "words"),
    [({}, ()), ({"rows": True, "limit": 3}, ("--rows", "--limit", "3"))],
    ids=["definitions", "rows"],
)
def test_the_numbers_are_those_of_the_command_line(options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed("reconcile", "fcr", TICKETS, *words)
    found = reconcile("fcr", TICKETS, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json("reconcile", "fcr", TICKETS, *words)
    assert f"{found}\n" == said


def test_a_frame_has_the_definitions_of_its_file():
    """A frame has the same values; its rows are counted from 1, by position, and not from the header on."""
    of_frame, of_file = (reconcile("fcr", data, now=NOW, config=False) for data in (pd.read_csv(TICKETS), TICKETS))
    pd.testing.assert_frame_equal(of_frame.frame, of_file.frame)
    assert of_frame.rows["line"].tolist() == [line - 1 for line in of_file.rows["line"]]
    names = ["metric", "default", "other"]
    pd.testing.assert_frame_equal(of_frame.rows[names], of_file.rows[names])


def test_the_rows_are_as_many_as_differ():
    """Each definition has as many rows as its row of the frame says, at most `limit`."""
    found = reconcile("fcr", TICKETS, now=NOW, config=False)
    counts = found.frame.set_index("metric")["rows_differing"].dropna()
    assert found.rows["metric"].value_counts().to_dict() == counts[counts > 0].to_dict()
    short = reconcile("fcr", TICKETS, now=NOW, config=False, limit=2)
    assert set(short.rows["metric"].value_counts()) == {2}


def test_what_the_command_refuses_is_refused():
    """Several metrics have no definitions side by side, and no definition can be answered without columns."""
    with pytest.raises(CxError, match="the definitions of one metric"):
        reconcile("fcr,nps", TICKETS, config=False)
    with pytest.raises(CxError, match="other definitions of fcr"):
        reconcile("fcr", pd.DataFrame({"a": [1]}), config=False)

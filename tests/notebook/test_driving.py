import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, drivers

NOW = "2026-01-15"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
SURVEY, TICKETS = str(SAMPLES / "driver_survey.csv"), str(SAMPLES / "driver_tickets.csv")


def test_the_numbers_are_those_of_the_command_line(typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    words = ("drivers", "nps", SURVEY, "--drivers", "ease,price", "--outcome-as", "class")
    said = typed(*words)
    found = drivers("nps", SURVEY, drivers=["ease", "price"], outcome_as="class", now=NOW)
    assert json.loads(found.to_json()) == typed_json(*words)
    assert f"{found}\n" == said


def test_another_file_is_joined_as_on_the_command_line(typed_json):
    """`join` names a file, whose columns stand beside those of the data."""
    words = ("--drivers", "reopens,price", "--join", TICKETS, "--on", "customer_id", "--take", "mean")
    told = typed_json("drivers", "nps", SURVEY, *words)
    options = {"drivers": "reopens,price", "join": TICKETS, "on": "customer_id", "take": "mean"}
    found = drivers("nps", SURVEY, now=NOW, **options)
    assert json.loads(found.to_json()) == told
    assert told["join"]["take"] == "mean"


@pytest.mark.parametrize("options", [{}, {"outcome": "churned"}], ids=["score", "outcome"])
def test_a_frame_has_the_drivers_of_its_file(options):
    """A frame that pandas read from the file has the same drivers, of a score and of a yes or no."""
    of_frame, of_file = (
        drivers("nps", data, drivers="ease,price", now=NOW, config=False, **options).frame
        for data in (pd.read_csv(SURVEY), SURVEY)
    )
    pd.testing.assert_frame_equal(of_frame, of_file)
    assert set(of_frame["driver"]) >= {"ease", "price"}
    assert {str(kind) for name, kind in of_frame.dtypes.items() if name not in ("driver", "finding")} == {
        "float64",
        "int64",
    }


def test_a_name_in_a_list_may_hold_a_comma():
    """A text is parted by commas, a list is not."""
    rows = [(min(10, ease + price // 4), ease, price) for ease in range(10) for price in range(8)]
    frame = pd.DataFrame(rows, columns=["nps", 'ease, "all in all"', "price"])
    found = drivers("nps", frame, drivers=['ease, "all in all"', "price"], config=False)
    assert sorted(found.frame["driver"]) == ['ease, "all in all"', "price"]


def test_what_the_command_refuses_is_refused():
    """Several metrics, no driver, a driver twice, and a key without a file are refused."""
    frame = pd.read_csv(SURVEY)
    with pytest.raises(CxError, match="drivers are those of one metric, but 2 are asked for"):
        drivers("nps,csat", frame, drivers="ease", config=False)
    with pytest.raises(CxError, match="named twice among the drivers"):
        drivers("nps", frame, drivers=["ease", "ease"], config=False)
    with pytest.raises(CxError, match="--on needs a file to join"):
        drivers("nps", frame, drivers="ease", on="customer", config=False)
    with pytest.raises(CxError, match="drivers"):
        drivers("nps", frame, config=False)

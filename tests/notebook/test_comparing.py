import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, CxWarning, compare

NOW = "2026-01-15"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
WAVES = [str(SAMPLES / f"wave_2024_q{quarter}.csv") for quarter in (3, 4)]
CALLS = [
    ({"between": "region=EMEA,AMER"}, ("--between", "region=EMEA,AMER")),
    (
        {"between": "period=2023-Q4,2024-Q1", "by": "plan", "min_n": 30},
        ("--between", "period=2023-Q4,2024-Q1", "--by", "plan", "--min-n", "30"),
    ),
    (
        {"between": ["region=EMEA", "region=APAC"], "paired": "email", "power": 0.9},
        ("--between", "region=EMEA", "--between", "region=APAC", "--paired", "email", "--power", "0.9"),
    ),
    ({"between": "channel", "confidence": 0.9}, ("--between", "channel", "--confidence", "0.9")),
]


@pytest.mark.parametrize(("options", "words"), CALLS, ids=["groups", "periods", "pairs", "many"])
def test_the_numbers_are_those_of_the_command_line(options, words, two_years, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed("compare", "nps", two_years, *words)
    found = compare("nps", two_years, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json("compare", "nps", two_years, *words)
    assert f"{found}\n" == said


def test_two_files_are_before_and_after(typed_json):
    """Two paths are compared in the order in which they are given."""
    found = compare("nps", WAVES, by="plan", paired="email", now=NOW)
    told = typed_json("compare", "nps", *WAVES, "--by", "plan", "--paired", "email")
    assert json.loads(found.to_json()) == told


def test_two_frames_have_the_comparison_of_their_files():
    """Frames by name come to the difference, the mix and the pairs of the files that pandas read them from."""
    frames = dict(zip(WAVES, map(pd.read_csv, WAVES), strict=True))
    options = {"by": "plan", "paired": "email", "now": NOW, "config": False}
    of_frames, of_files = compare("nps", frames, **options), compare("nps", WAVES, **options)
    for name in ("frame", "mix", "paired", "transitions"):
        pd.testing.assert_frame_equal(getattr(of_frames, name), getattr(of_files, name))


def test_without_two_sides_there_is_no_comparison():
    """One frame alone, three of them, or an option that is none, is refused."""
    frame = pd.DataFrame({"nps": [10, 0]})
    with pytest.raises(CxError, match="one file has no other to be compared with"):
        compare("nps", frame)
    with pytest.raises(CxError, match="two files are compared, and 3 are given"):
        compare("nps", dict.fromkeys("abc", frame))
    with pytest.raises(CxError, match="both sides are the same file"):
        compare("nps", [WAVES[0], WAVES[0]])
    with pytest.raises(CxError, match="there is no option 'period' here"):
        compare("nps", WAVES, period="month")


def test_notices_are_warnings():
    """What must be known of the run is shown as a warning that points to the call."""
    frame = pd.DataFrame({"nps": [10, 0, 77], "plan": ["a", "b", "b"]})
    with pytest.warns(CxWarning, match="1 of 3 rows are bad, more than max_rejects allows") as caught:
        found = compare("nps", frame, between="plan=a,b", config=False)
    assert "bad-rows" in [notice.code for notice in found.notices]
    assert {warning.filename for warning in caught} == {__file__}

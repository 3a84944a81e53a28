import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, themes

NOW = "2026-01-15"
COMMENTS = str(Path(__file__).resolve().parents[2] / "sample_data/comments.csv")
SAID = [f"the price of order {place} is too high, write to ann.{place}@example.com" for place in range(8)]
FRAME = pd.DataFrame({"comment": [*SAID, "thanks"], "nps": [0] * 8 + [10]})


@pytest.mark.parametrize(
    ("options", "words"),
    [({}, ()), ({"examples": 1, "mask": False, "min_n": 20}, ("--examples", "1", "--no-mask", "--min-n", "20"))],
    ids=["plain", "options"],
)
def test_the_numbers_are_those_of_the_command_line(options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed("themes", COMMENTS, "nps", *words)
    found = themes(COMMENTS, "nps", now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json("themes", COMMENTS, "nps", *words)
    assert f"{found}\n" == said


def test_a_frame_has_the_themes_of_its_file():
    """A frame that pandas read from the file has the same themes and shows the same comments."""
    of_frame, of_file = (
        themes(data, "nps", now=NOW, config=False) for data in (pd.read_csv(COMMENTS, dtype="str"), COMMENTS)
    )
    for name in ("frame", "quotes"):
        pd.testing.assert_frame_equal(getattr(of_frame, name), getattr(of_file, name))


def test_comments_are_masked_unless_they_are_asked_for():
    """No address is shown, in frames, text, JSON or a notebook, but where `mask=False` was said."""
    found = themes(FRAME, "nps", config=False, examples=3)
    assert len(found.quotes) == 3
    shown = [str(found), found.to_json(), found._repr_html_(), *found.quotes["comment"]]
    assert not [text for text in shown if "@example.com" in text]
    plain = themes(FRAME, "nps", config=False, examples=3, mask=False)
    assert all("@example.com" in text for text in plain.quotes["comment"])


def test_themes_need_no_score():
    """Without a metric there are comments and shares, and no values."""
    found = themes(FRAME, config=False, examples=0).frame.set_index("theme")
    assert (found.loc["price", "n"], found.loc["price", "comments"]) == (8, 9)
    assert found["value"].isna().all()
    assert len(themes(FRAME, config=False, examples=0).quotes) == 0


def test_what_the_command_refuses_is_refused():
    """Several metrics, fewer themes than two, and a column that is not there are refused."""
    with pytest.raises(CxError, match="themes go with one metric"):
        themes(FRAME, "nps,csat", config=False)
    with pytest.raises(CxError, match="a whole number from 2 to 30"):
        themes(FRAME, discover=1, config=False)
    with pytest.raises(CxError, match="why"):
        themes(FRAME, comment="why", config=False)

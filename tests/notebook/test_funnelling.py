import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, CxWarning, funnel

NOW = "2026-01-15"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
SHOP = [str(SAMPLES / f"shop_{name}.csv") for name in ("home", "search", "payment")]
EVENTS = str(SAMPLES / "events.csv")
HOME, CART = pd.DataFrame({"user_id": [1, 2, 3, 4]}), pd.DataFrame({"user_id": [2, 4]})


@pytest.mark.filterwarnings("ignore::cxcli.notebook.CxWarning")
@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (SHOP, {}, SHOP),
        (
            EVENTS,
            {"steps": ["search", "share"], "maps": {"step": "feature"}, "strict": True},
            [EVENTS, "--steps", "search,share", "--map", "step=feature", "--strict"],
        ),
    ],
    ids=["files", "steps"],
)
def test_the_numbers_are_those_of_the_command_line(data, options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed("funnel", *words)
    found = funnel(data, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json("funnel", *words)
    assert f"{found}\n" == said


@pytest.mark.filterwarnings("ignore::cxcli.notebook.CxWarning")
def test_frames_have_the_steps_of_their_files():
    """Frames by the names of the steps come to the funnel of the files."""
    frames = {Path(name).stem: pd.read_csv(name) for name in SHOP}
    pd.testing.assert_frame_equal(funnel(frames, now=NOW, config=False).frame, funnel(SHOP, now=NOW).frame)


def test_each_frame_is_a_step():
    """Of four at home two are at the cart, 50 %."""
    frame = funnel({"home": HOME, "cart": CART}, config=False).frame
    assert frame["users"].tolist() == [4, 2]
    assert frame["of_before"].tolist()[1:] == [50.0]
    assert frame["step"].tolist() == ["home", "cart"]


def test_what_the_command_says_beside_is_a_warning():
    """Users who are not in the step before are told of, and the warning points to the call."""
    with pytest.warns(CxWarning, match="home: 2 of its users are not in the step before") as caught:
        found = funnel({"cart": CART, "home": HOME}, config=False)
    assert [notice.code for notice in found.notices] == ["not-in-step-before"]
    assert {warning.filename for warning in caught} == {__file__}


def test_what_the_command_refuses_is_refused():
    """One step, a step twice, and a frame that nothing says the steps of are refused."""
    with pytest.raises(CxError, match="two steps or more"):
        funnel(HOME, steps=["home"], config=False)
    with pytest.raises(CxError, match="each once"):
        funnel(HOME, steps="home,HOME", config=False)
    with pytest.raises(CxError, match="nothing says the steps"):
        funnel(HOME, config=False)


def test_where_people_stop_is_that_of_the_command_line(typed, typed_json):
    """With questions the same answer, in JSON, on the screen, and a row a question of all and of each group."""
    file = str(SAMPLES / "survey_steps.csv")
    words = ("funnel", file, "--questions", "recommend,satisfied,support", "--not-shown", "not shown", "--by", "device")
    found = funnel(
        file, questions="recommend,satisfied,support", not_shown=["not shown"], by="device", now=NOW, config=False
    )
    assert json.loads(found.to_json()) == typed_json(*words)
    assert f"{found}\n" == typed(*words)
    everybody = found.frame[found.frame["device"].isna() | (found.frame["device"] == "")]
    assert list(everybody["question"]) == ["recommend", "satisfied", "support"]
    with pytest.raises(CxError, match="a survey has questions"):
        funnel(file, questions="recommend", steps="a,b", config=False)

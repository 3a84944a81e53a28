import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, explain, score

NOW = "2026-01-15"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
HEALTH, ORDERS = str(SAMPLES / "health.yaml"), str(SAMPLES / "orders.csv")
FRAMES = {name: SAMPLES / f"account_{name}.csv" for name in ("responses", "tickets", "usage")}

pytestmark = pytest.mark.filterwarnings("ignore::cxcli.notebook.CxWarning")


@pytest.mark.parametrize(
    ("metric", "options", "words"),
    [
        ("health", {"period": "quarter", "change": True}, ("--period", "quarter", "--change")),
        ("health", {"per": "account", "limit": 3}, ("--per", "account", "--limit", "3")),
        ("index", {}, ()),
    ],
    ids=["periods", "accounts", "index"],
)
def test_a_composite_is_that_of_the_command_line(metric, options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    words = ("score", metric, "--config", HEALTH, *words)
    said = typed(*words)
    found = score(metric, config=HEALTH, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json(*words)
    assert f"{found}\n" == said


def test_frames_have_the_composite_of_their_files():
    """Frames in the place of the sources have the same score, period by period, and the same accounts."""
    frames = {name: pd.read_csv(path) for name, path in FRAMES.items()}
    for options in ({"period": "month"}, {"per": "account"}):
        of_frames, of_files = (
            score("health", sources=sources, config=HEALTH, now=NOW, **options) for sources in (frames, None)
        )
        pd.testing.assert_frame_equal(of_frames.frame, of_files.frame)


def test_a_composite_is_typed():
    """A row for the score and one for each part, of each period; days are days, and shares of the bands numbers."""
    found = score("health", config=HEALTH, period="year", now=NOW)
    frame = found.frame
    assert len(frame) == 4 * len(found.scores)
    assert frame["part"].fillna("").tolist()[:4] == ["", "usage", "support", "relation"]
    assert frame["value"][0] == found.value
    assert frame["complete"].tolist()[4:5] == [True]
    assert frame.loc[0, ["red", "yellow", "green"]].sum() == pytest.approx(100)
    assert [str(frame[name].dtype) for name in ("start", "complete", "red")] == ["datetime64[s]", "boolean", "float64"]
    assert "health" in explain("health", config=HEALTH, now=NOW)


def test_the_accounts_of_a_composite_are_rows():
    """One row an account, at most as many as are asked for, the lowest score first; the score is that of all."""
    found = score("health", config=HEALTH, per="account", limit=5, now=NOW)
    assert found.frame["score"].is_monotonic_increasing
    assert (len(found.frame), found.overall.n) == (5, 120)
    assert found.notices


def test_the_customers_of_a_value_are_those_of_the_command_line(typed, typed_json):
    """What each customer is worth is listed as the command does it, of a file and of a frame."""
    words = ("score", "clv", ORDERS, "--per", "customer", "--limit", "7")
    said = typed(*words)
    found = score("clv", ORDERS, per="customer", limit=7, now=NOW)
    assert json.loads(found.to_json()) == typed_json(*words)
    assert f"{found}\n" == said
    of_frame = score("clv", pd.read_csv(ORDERS), per="customer", limit=7, now=NOW)
    pd.testing.assert_frame_equal(of_frame.frame, found.frame)
    assert found.frame["value"].is_monotonic_decreasing


def test_what_the_command_refuses_is_refused():
    """A list needs customers of its own kind, a group its column; its length needs a list; a composite stands alone."""
    refused = [
        ({"per": "customer"}, "health is scored per account, not per customer"),
        ({"limit": 3}, "--limit needs --per customer"),
        ({"by": "plan"}, "has a column 'plan'"),
        ({"change": True}, "--change needs periods"),
    ]
    for options, words in refused:
        with pytest.raises(CxError, match=words):
            score("health", config=HEALTH, now=NOW, **options)
    with pytest.raises(CxError, match="is an index of overall values"):
        score("index", config=HEALTH, per="account", now=NOW)
    with pytest.raises(CxError, match="which is scored by itself"):
        score("health,nps", config=HEALTH, now=NOW)
    with pytest.raises(CxError, match="over all groups and periods"):
        score("clv", ORDERS, per="customer", by="region", now=NOW)
    with pytest.raises(CxError, match="--per account is for composites"):
        score("clv", ORDERS, per="account", now=NOW)
    with pytest.raises(CxError, match="customers are listed for one metric of what they buy"):
        score("nps", pd.DataFrame({"nps": [1, 10]}), per="customer", config=False)


def test_a_composite_has_groups_as_on_the_command_line(typed_json):
    """The same call and the same command say the same of each plan."""
    plans = str(SAMPLES / "plans.yaml")
    found = score("health", config=plans, by="plan", min_n=5, now=NOW)
    words = ("score", "health", "--by", "plan", "--min-n", "5", "--config", plans)
    assert json.loads(found.to_json()) == typed_json(*words)

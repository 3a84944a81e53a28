import json

import pytest

from cxcli.commands.entry import run as run_command
from cxcli.notebook import CxError, calc, detectable_change, sample_size


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def typed(capsys, *words):
    assert run_command(["calc", *words]) == 0
    return capsys.readouterr().out


CALLS = [
    (lambda: calc("nps", [713, 315, 197]), ("nps", "713", "315", "197")),
    (lambda: calc("nps", "713 315 197", decimals=3), ("nps", "713", "315", "197", "--decimals", "3")),
    (
        lambda: calc("nps", {"detractors": 197, "promoters": 713, "passives": 315}, confidence=0.9),
        ("nps", "713", "315", "197", "--confidence", "0.9"),
    ),
    (lambda: calc("csat", (3, 5, 12, 40, 40)), ("csat", "3", "5", "12", "40", "40")),
    (
        lambda: calc("csat", {5: 40, 4: 40, 3: 12, 2: 5, 1: 3}, population=500, interval="wilson"),
        ("csat", "3", "5", "12", "40", "40", "--population", "500", "--interval", "wilson"),
    ),
    (
        lambda: calc("ces", "69 of 100", scale="1-5", polarity="effort"),
        ("ces", "69", "of", "100", "--scale", "1-5", "--polarity", "effort"),
    ),
    (lambda: sample_size("nps", margin=5), ("sample", "nps", "--margin", "5")),
    (
        lambda: sample_size("nps", change=6, expect=[50, 30, 20], power=0.9),
        ("sample", "nps", "--change", "6", "--expect", "50,30,20", "--power", "0.9"),
    ),
    (
        lambda: sample_size("csat", margin=2.5, expect=69.5, population=900, confidence=0.9),
        ("sample", "csat", "--margin", "2.5", "--expect", "69.5", "--population", "900", "--confidence", "0.9"),
    ),
    (
        lambda: sample_size("csat:mean", margin=0.1, spread=1.1),
        ("sample", "csat:mean", "--margin", "0.1", "--spread", "1.1"),
    ),
    (lambda: detectable_change("nps", 400), ("change", "nps", "--n", "400")),
    (
        lambda: detectable_change("nps", [400, 380], expect="30", decimals=2),
        ("change", "nps", "--n", "400", "--n", "380", "--expect", "30", "--decimals", "2"),
    ),
]


@pytest.mark.parametrize(("call", "words"), CALLS, ids=[" ".join(words) for _, words in CALLS])
def test_the_numbers_are_those_of_the_command_line(call, words, capsys):
    """The same question has the same answer, in JSON and on the screen."""
    found = call()
    assert json.loads(found.to_json()) == json.loads(typed(capsys, *words, "--format", "json"))
    assert f"{found}\n" == typed(capsys, *words)


@pytest.mark.parametrize(
    "counts",
    [None, 5, {"promoters": "1"}, {"promoters": True}, {1.5: 2}, [1, 2.0, 3], [True, 1, 2], b"1 2 3"],
    ids=repr,
)
def test_what_are_no_counts_is_refused(counts):
    """Counts of another kind are refused with the ways to give them."""
    with pytest.raises(CxError, match="'counts' is none that it takes — give a list of whole numbers"):
        calc("nps", counts)


def test_counts_that_do_not_fit_are_refused_as_on_the_command_line():
    """A number too few, or a box that there is not, is refused in the words of the command."""
    with pytest.raises(CxError, match="2 numbers are given"):
        calc("nps", [1, 2])
    with pytest.raises(CxError, match="each count is named once"):
        calc("nps", {"fans": 1, "passives": 2, "detractors": 3})
    with pytest.raises(CxError, match="counts are whole numbers"):
        calc("nps", [1, 2, -3])


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "400", [400, 0], None], ids=repr)
def test_a_sample_has_at_least_one_answer(n):
    """What is no size of a sample is refused."""
    with pytest.raises(CxError, match="'n' is none that it takes"):
        detectable_change("nps", n)


def test_options_are_checked_as_those_of_a_command():
    """An option that does not exist, or a margin and a change at once, is refused."""
    with pytest.raises(CxError, match="there is no option 'where' here"):
        calc("nps", [1, 2, 3], where="x")
    with pytest.raises(CxError, match="either a margin or a change"):
        sample_size("nps")
    with pytest.raises(CxError, match="a change is between two samples"):
        detectable_change("nps", [1, 2, 3])


def test_the_config_counts(folder):
    """A metric of the config can be calculated; its confidence is taken, unless the config is left out."""
    (folder / "cx.yaml").write_text("metrics:\n  mine: {extends: nps}\nreport: {confidence: 0.9}\n")
    assert calc("mine", [1, 2, 3]).score.confidence == 0.9
    assert calc("nps", [1, 2, 3], config=False).score.confidence == 0.95

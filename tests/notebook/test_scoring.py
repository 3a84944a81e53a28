import io
import json
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli import pipeline
from cxcli.commands.entry import run as run_command
from cxcli.notebook import CxError, CxWarning, explain, score
from cxcli.sources import frame as frame_module

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NPS = str(SAMPLES / "nps_responses.csv")
NOW = "2026-01-15"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def typed(capsys, *words):
    assert run_command(list(words)) == 0
    return capsys.readouterr().out


RUNS = [
    ({}, ()),
    ({"by": ["plan", "plan+region"], "min_n": 30}, ("--by", "plan", "--by", "plan+region", "--min-n", "30")),
    ({"period": "quarter", "since": "2025-02"}, ("--period", "quarter", "--since", "2025-02")),
    ({"where": "plan == 'pro'", "confidence": 0.9}, ("--where", "plan == 'pro'", "--confidence", "0.9")),
    ({"maps": {"at": "submitted_at"}, "period": "month"}, ("--map", "at=submitted_at", "--period", "month")),
]


@pytest.mark.parametrize(("options", "words"), RUNS, ids=["plain", "groups", "periods", "filter", "map"])
def test_the_numbers_are_those_of_the_command_line(options, words, capsys):
    """The same question has the same answer, in JSON and on the screen."""
    found = score("nps", NPS, now=NOW, **options)
    words = ("score", "nps", NPS, "--now", NOW, *words)
    assert json.loads(found.to_json()) == json.loads(typed(capsys, *words, "--format", "json"))
    assert f"{found}\n" == typed(capsys, *words)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "plan+region", "weight": "weight"}, ("--by", "plan+region", "--weight", "weight")),
        (
            {"one_vote_per": "email", "period": "quarter", "change": True},
            ("--one-vote-per", "email", "--period", "quarter", "--change"),
        ),
    ],
    ids=["weights", "votes"],
)
def test_two_years_have_the_scores_of_the_command_line(options, words, two_years, typed_json):
    """A survey with weights and votes has the same JSON as on the command line."""
    found = score("nps", two_years, now="2026-01-15", **options)
    assert json.loads(found.to_json()) == typed_json("score", "nps", two_years, *words)


@pytest.mark.parametrize(
    "options", [options for options, _ in RUNS], ids=["plain", "groups", "periods", "filter", "map"]
)
@pytest.mark.parametrize("chunk", [7, 500, None])
def test_a_frame_has_the_scores_of_its_file(options, chunk, monkeypatch):
    """A frame that pandas read from a file, with blanks as floats, has the scores of the file, however it is cut."""
    if chunk:
        monkeypatch.setattr(frame_module, "CHUNK_ROWS", chunk)
    frame = pd.read_csv(NPS)
    assert score("nps,csat", frame, now=NOW, **options).scores == score("nps,csat", NPS, now=NOW, **options).scores


def test_parsed_dates_have_the_periods_of_their_texts():
    """Columns that pandas turned into times, categories and nullable numbers come to the same scores."""
    frame = pd.read_csv(NPS, parse_dates=["submitted_at"], dtype={"plan": "category"}).convert_dtypes()
    options = {"by": "plan", "period": "month", "now": NOW}
    assert score("nps", frame, **options).scores == score("nps", NPS, **options).scores


_ROWS = st.lists(
    st.tuples(
        st.sampled_from([0, 3, 6, 7, 8, 9, 10, 10, None, 12, "n/a", "x"]),
        st.sampled_from(["a", "B", " b", "", None, "1,5", "a\nb", '"']),
        st.sampled_from(["2025-01-31", "2025-02-01T12:00", "2025-03-01", None]),
    ),
    min_size=1,
    max_size=40,
)


@given(_ROWS)
def test_a_frame_written_to_a_file_has_the_same_scores(rows):
    """A frame and the CSV that pandas writes of it have the same scores, or are refused alike."""
    frame = pd.DataFrame(rows, columns=["nps", "plan", "at"], dtype=object)
    text = frame.to_csv(index=False)
    Path("written.csv").write_bytes(text.encode())
    options = {"by": "plan", "period": "month", "now": NOW, "config": False}
    assert outcome(frame, options) == outcome("written.csv", options)


def outcome(data, options):
    """The scores, or the codes of what is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CxWarning)
        try:
            return score("nps", data, **options).scores
        except CxError as error:
            return [problem.code for problem in error.problems]


def test_frames_are_one_source():
    """The halves of a frame have the scores of the whole, and each is named in the JSON."""
    frame = pd.read_csv(NPS)
    found = score("nps", {"spring": frame[:500], "autumn": frame[500:]}, by="plan")
    assert found.scores == score("nps", frame, by="plan").scores
    sources = json.loads(found.to_json())["sources"]
    assert [(source["path"], source["rows"]["read"]) for source in sources] == [("spring", 500), ("autumn", 700)]


def test_a_frame_is_not_changed():
    """Scoring leaves the frame as it was."""
    frame = pd.read_csv(NPS)
    before = frame.copy(deep=True)
    score("nps", frame, by="plan", period="month", now=NOW)
    pd.testing.assert_frame_equal(frame, before)


def test_a_frame_is_looked_at_again_where_a_late_cell_surprises(monkeypatch):
    """A late word decides for all rows, as in a file; the account counts each row once."""
    looked = []
    bind = pipeline.bind
    monkeypatch.setattr(pipeline, "bind", lambda *given, **said: looked.append(said["whole"]) or bind(*given, **said))
    found = score("nps", pd.DataFrame({"nps": [10, 9, 0] * 4_000 + ["ten"]}), max_rejects=1)
    assert looked == [False, True]
    assert (found.account.read, found.account.scored) == (12_001, 12_000)


def test_what_must_be_known_is_a_warning():
    """Notices are shown as warnings, and kept; nothing is printed."""
    with pytest.warns(CxWarning, match="no row has plan 'Pro'"):
        found = score("nps", NPS, where="plan == 'Pro'")
    assert [notice.code for notice in found.notices] == ["where-spelling"]


def test_nothing_is_printed(capfd):
    """A call writes neither to standard output nor to standard error."""
    score("nps", pd.read_csv(NPS), by="plan")
    explain("nps", NPS)
    assert capfd.readouterr() == ("", "")


def test_an_explanation_is_that_of_the_command(capsys):
    """The explanation of a file is the text of the command; that of a frame names the frame."""
    assert f"{explain('nps', NPS)}\n" == typed(capsys, "explain", "nps", NPS)
    assert "<frame>: frame, 3 records" in explain("nps", pd.read_csv(io.StringIO("nps\n10\n9\n0\n")))


def test_an_explanation_takes_no_breakdown():
    """An option that a command does not have is refused in its call, too."""
    with pytest.raises(CxError, match="there is no option 'by' here"):
        explain("nps", NPS, by="plan")


def test_durations_of_a_frame_have_their_own_unit():
    """Of 90 s and 150 s the mean is 2 minutes, although the name of the column says minutes; a filter sees seconds."""
    times = pd.to_timedelta(["90s", "150s", None])
    frame = pd.DataFrame({"handle time (min)": times, "answered": ["yes", "yes", "no"]})
    assert score("aht", frame).value == 120
    assert score("aht", frame, where="`handle time (min)` > 100").value == 150

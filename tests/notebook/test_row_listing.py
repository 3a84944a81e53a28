import pandas as pd
import pytest

from cxcli.notebook import CxError, CxWarning, rows_behind, score

NOW = "2026-01-15"
FRAME = pd.DataFrame(
    {
        "nps": [10, 3, 9, 6, "x", None],
        "plan": ["pro", "pro", "free", "free", "free", "pro"],
        "at": ["2025-01-05", "2025-01-06", "2025-02-05", "2025-02-06", "2025-02-07", None],
        "why": ["good", "slow", None, "dear", "odd", ""],
    }
)
CALLS = [
    ({"by": "plan=pro", "box": "detractors"}, ("--by", "plan=pro", "--class", "detractors")),
    (
        {"by": ["plan=pro", "region=EMEA"], "in_period": "2024-06", "columns": ["channel", "comment"]},
        ("--by", "plan=pro", "--by", "region=EMEA", "--in", "2024-06", "--with", "channel", "--with", "comment"),
    ),
    ({"answer": [3, 4], "limit": 20}, ("--answer", "3", "--answer", "4", "--limit", "20")),
    ({"fate": "all", "in_period": "2025-W03"}, ("--fate", "all", "--in", "2025-W03")),
    (
        {"flag": "test", "fate": ["scored", "blank"], "test_answers": "seconds < 30"},
        ("--flag", "test", "--fate", "scored", "--fate", "blank", "--test-answers", "seconds < 30"),
    ),
]


@pytest.mark.parametrize(("options", "words"), CALLS, ids=["group", "cross", "answers", "fates", "flag"])
def test_the_rows_are_those_of_the_command_line(options, words, two_years, typed_json):
    """The same question lists the same rows, with the same answers and texts."""
    told = typed_json("rows", "nps", two_years, *words)["rows"]
    found = rows_behind("nps", two_years, now=NOW, **options)
    assert len(found) == len(told) > 0
    for name in ("file", "line", "fate"):
        assert found[name].tolist() == [row[name] for row in told]
    for name in ("answer", "class"):
        assert [None if pd.isna(each) else each for each in found[name]] == [row[name] for row in told]
    for name in told[0]["columns"]:
        assert [None if pd.isna(each) else each for each in found[name]] == [
            row["columns"][name] or None for row in told
        ]


def test_rows_of_a_frame_are_counted_from_one():
    """The rows of a frame go by their position; what else is in them is shown only where it is asked for."""
    found = rows_behind("nps", FRAME, by="plan=free", now=NOW, config=False)
    assert found[["line", "answer", "plan"]].to_numpy().tolist() == [[3, 9, "free"], [4, 6, "free"]]
    assert "why" not in found
    shown = rows_behind("nps", FRAME, by="plan=free", columns="why, at", now=NOW, config=False)
    assert shown["at"].tolist() == ["2025-02-05", "2025-02-06"]
    assert shown["why"].isna().tolist() == [True, False]


def test_there_are_as_many_rows_as_the_score_counts():
    """The rows behind a score are its n; a limit lists fewer."""
    assert len(rows_behind("nps", FRAME, now=NOW, config=False)) == 4
    assert score("nps", FRAME, config=False, max_rejects=1).overall.n == 4
    assert len(rows_behind("nps", FRAME, limit=1, now=NOW, config=False)) == 1
    assert rows_behind("nps", FRAME, answer=6, now=NOW, config=False)["line"].tolist() == [4]


def test_what_the_command_refuses_is_refused():
    """A group that there is not, or a class of another metric, is an error in the words of the command."""
    with pytest.raises(CxError, match="no row has plan 'gold'"):
        rows_behind("nps", FRAME, by="plan=gold", config=False)
    with pytest.raises(CxError, match="nps has no class 'satisfied'"):
        rows_behind("nps", FRAME, box="satisfied", config=False)
    with pytest.raises(CxError, match="there is no option 'class' here"):
        rows_behind("nps", FRAME, config=False, **{"class": "detractors"})


def test_notices_are_warnings():
    """What must be known of the run is shown as a warning that points to the call."""
    with pytest.warns(CxWarning, match="no row has plan 'Pro'") as caught:
        rows_behind("nps", FRAME, where="plan == 'Pro'", fate="all", config=False)
    assert __file__ in {warning.filename for warning in caught}

import pandas as pd
import pytest

from cxcli.notebook import compare

BEFORE = pd.DataFrame(
    {"nps": [10, 0, 7, 7], "plan": ["pro", "pro", "free", "free"], "id": ["p", "q", "r", "s"], "metric": list("xxyy")}
)
AFTER = pd.DataFrame(
    {"nps": [10, 9, 9, 0], "plan": ["pro", "pro", "free", "free"], "id": ["s", "r", "q", "t"], "metric": list("xxyy")}
)


def two(metrics="nps", **options):
    return compare(metrics, {"one": BEFORE, "two": AFTER}, config=False, **options)


def test_the_frame_has_a_row_a_metric():
    """Before, 1 of 4 less 1 of 4 is 0; after, 3 of 4 less 1 of 4 is 50: the difference is 50 points."""
    (row,) = two().frame.to_dict("records")
    assert (row["metric"], row["before"], row["after"], row["unit"]) == ("nps", "one", "two", "points")
    assert (row["value_before"], row["value_after"], row["difference"]) == (0.0, 50.0, 50.0)
    assert (row["n_before"], row["n_after"], row["power"], row["verdict"]) == (4, 4, 0.8, "unclear")
    assert row["low"] < 0
    assert row["high"] > 50
    assert 0 < row["p"] < 1
    assert pd.isna(row["group"])
    assert pd.isna(row["p_adjusted"])


def test_the_mix_adds_up():
    """Both plans have half on each side: pro moves by 0 to 100, free by 0, half of each within and no mix."""
    found = two(by="plan").mix
    assert found["plan"].tolist() == ["free", "pro"]
    assert found["share_before"].tolist() == found["share_after"].tolist() == [50.0, 50.0]
    assert found["value_before"].tolist() == [0.0, 0.0]
    assert found["value_after"].tolist() == [0.0, 100.0]
    assert found["within"].tolist() == [0.0, 50.0]
    assert found["mix"].tolist() == [0.0, 0.0]
    assert two().mix.empty


def test_segments_that_are_crossed_have_a_column_each():
    """Each column of a segment is a column; one that is called as one of ours carries #2."""
    found = two(by="plan+metric").mix
    assert found[["metric", "plan", "metric#2"]].to_numpy().tolist() == [["nps", "free", "y"], ["nps", "pro", "x"]]


def test_small_segments_stand_together_without_names():
    """Segments below the smallest number of answers are one row; its values are hidden while it is too small."""
    found = two(by="plan", min_n=3).mix
    assert found["plan"].isna().tolist() == [True]
    assert found["within"].tolist() == [50.0]
    assert found["value_after"].tolist() == [50.0]
    hidden = compare("nps", {"one": BEFORE[:3], "two": AFTER[:3]}, by="plan", min_n=2, config=False).mix
    assert hidden["value_before"].isna().tolist() == hidden["plan"].isna().tolist()


def test_the_same_respondents():
    """Of those on both sides q went from 0 to 9, r from 7 to 9, s from 7 to 10: from -33.3 to 100."""
    found = two(paired="id")
    (row,) = found.paired.to_dict("records")
    assert (row["column"], row["respondents"]) == ("id", 3)
    assert row["value_before"] == pytest.approx(-100 / 3)
    assert row["difference"] == pytest.approx(400 / 3)
    assert found.transitions.to_numpy().tolist() == [
        ["nps", "passives", "promoters", 2],
        ["nps", "detractors", "promoters", 1],
    ]
    assert two().paired.empty
    assert two().transitions.empty


def test_nobody_on_both_sides_is_said():
    """Where nobody answered on both sides, a row says so, and there are no moves."""
    found = compare("nps", {"one": BEFORE, "two": AFTER.assign(id=list("abcd"))}, paired="id", config=False)
    assert found.paired[["respondents", "reason"]].to_numpy().tolist() == [[0, "nobody answered on both sides"]]
    assert found.transitions.empty


def test_many_groups_have_a_row_each():
    """Each group is the side after, all others together are the side before."""
    found = compare("nps", AFTER, between="plan", config=False).frame
    assert found["group"].tolist() == ["free", "pro"]
    assert found["value_after"].tolist() == [0.0, 100.0]
    assert found["value_before"].tolist() == [100.0, 0.0]
    assert found["p_adjusted"].notna().all()


def test_frames_have_their_kinds_without_rows():
    """A frame without rows has the columns and kinds of one with rows."""
    full, empty = two(paired="id").transitions, two().transitions
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()
    assert two(by="plan").mix.dtypes.drop("plan").to_dict() == two().mix.dtypes.to_dict()

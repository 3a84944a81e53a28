"""What is hidden in the survey of two years, and that `cx` finds it: the numbers are those of truth.json."""

import json
import warnings

import pytest
from transcripts import ROOT

import cxcli
from cxcli.rows import Disposition

FOLDER = ROOT / "sample_data"
SURVEY = FOLDER / "two_years.csv"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
FLAGS = {
    "test_answers": "status == 'preview'",
    "speeders": "seconds < 20",
    "straight_liners": "grid_speed,grid_design,grid_price",
}


def found(*files, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cxcli.CxWarning)
        return cxcli.score("nps", [str(file) for file in files] or str(SURVEY), config=False, **options).scores


def agrees(score, truth):
    """Whether a score has the value and the n of the truth, to its six digits."""
    return (score.value, score.n) == (pytest.approx(truth["nps"], abs=5e-7), truth["n"])


def test_the_score_of_all():
    """All answers, nothing else said."""
    assert agrees(found()[0], TRUTH["nps"]["all"])


@pytest.mark.parametrize(
    ("options", "path", "name"),
    [
        ({"by": "region"}, "by_region", lambda score: score.group["region"]),
        ({"by": "channel"}, "by_channel", lambda score: score.group["channel"]),
        ({"period": "quarter"}, "by_quarter", lambda score: score.period.label),
        ({"period": "month"}, "by_month", lambda score: score.period.label),
    ],
    ids=["regions", "channels", "quarters", "months"],
)
def test_the_scores_of_groups_and_periods(options, path, name):
    """Every group and period has the value and the n of the truth, and there are no others."""
    scores = {name(score): score for score in found(**options)[1:]}
    assert set(scores) == set(TRUTH[path])
    assert [each for each, score in scores.items() if not agrees(score, TRUTH[path][each])] == []


def test_weights_matter():
    """The weighted score, its base and effective n, and the rows without a weight."""
    score, *regions = found(weight="weight", by="region")
    weights = TRUTH["weights"]
    assert score.value == pytest.approx(TRUTH["nps"]["weighted"], abs=5e-7)
    assert (score.n, score.base) == (weights["n"], pytest.approx(weights["base"], abs=1e-3))
    assert score.effective_n == pytest.approx(weights["effective_n"], abs=1e-5)
    assert score.offenders[Disposition.BLANK, "weight"] == weights["blank_answered"]
    assert score.offenders[Disposition.NOT_APPLICABLE, "weight"] == weights["zero_answered"]
    for each in regions:
        weighted = TRUTH["by_region"][each.group["region"]]["weighted"]
        assert each.value == pytest.approx(weighted, abs=5e-7)


@pytest.mark.parametrize("keep", ["latest", "first"])
def test_one_vote_for_each_address(keep):
    """Who answered often counts once; the score of all answers stands beside it."""
    [score] = found(one_vote_per="email", keep=keep, raw=True)
    assert agrees(score, TRUTH["nps"][f"one_vote_per_email_{keep}"])
    assert agrees(score.raw, TRUTH["nps"]["all"])
    assert score.account.skipped[Disposition.SUPERSEDED] == TRUTH["votes"]["superseded"]


def test_one_vote_in_each_quarter():
    """With periods everybody has a vote in each."""
    scores = found(one_vote_per="email", period="quarter")
    truth = TRUTH["votes"]["by_quarter"]
    assert [score.period.label for score in scores[1:] if agrees(score, truth[score.period.label])] == list(truth)
    superseded = sum(score.account.skipped.get(Disposition.SUPERSEDED, 0) for score in scores[1:])
    assert superseded == TRUTH["votes"]["superseded_within_quarters"]


def test_rows_to_look_at_twice_are_counted():
    """Test answers, speeders and straight-liners are counted, and left out only when asked."""
    [score] = found(**FLAGS)
    assert agrees(score, TRUTH["nps"]["all"])
    flags = {flag: score.offenders[Disposition.SCORED, flag] for flag in ("test", "speeder", "straight-liner")}
    truth = TRUTH["flags"]
    assert list(flags.values()) == [truth[f"{flag}_answered"] for flag in ("test", "speeder", "straight_liner")]
    [left] = found(**FLAGS, drop=["test", "speeder", "straight-liner"])
    assert agrees(left, TRUTH["nps"]["without_flagged"])
    assert left.account.skipped[Disposition.FILTERED] == truth["any"]


def test_exports_that_overlap():
    """The rows in both exports count once."""
    files = [FOLDER / "export_june_1.csv", FOLDER / "export_june_2.csv"]
    [score] = found(*files, response_id="response_id")
    assert agrees(score, TRUTH["exports"])
    assert score.account.skipped[Disposition.DUPLICATE] == TRUTH["exports"]["duplicates_answered"]
    with pytest.warns(cxcli.CxWarning, match="12 responses stand in more than one file"):
        cxcli.score("nps", [str(file) for file in files], config=False)


def test_the_workbook():
    """The visible sheet is read, below its title."""
    [score] = found(FOLDER / "responses.xlsx")
    assert agrees(score, TRUTH["workbook"])

import pytest

from cxcli.notebook import calc, detectable_change, sample_size


def test_a_calculation_has_the_score():
    """713 promoters less 197 detractors of 1,225 are 42.1 points."""
    found = calc("nps", [713, 315, 197], config=False)
    assert found.value == pytest.approx(100 * (713 - 197) / 1225)
    assert (found.score.n, found.notices) == (1225, ())
    assert found.frame[["metric", "n", "unit"]].to_numpy().tolist() == [["nps", 1225, "points"]]
    assert found.frame.loc[0, "promoters"] == pytest.approx(100 * 713 / 1225)
    assert "&" not in found._repr_html_()


def test_a_plan_says_how_many_answers_it_takes():
    """In the worst case, half at each end of a scale 200 wide, (1.96 * 100 / 5)² are 1,536.6 answers."""
    found = sample_size("nps", margin=5, config=False)
    assert (found.n, found.answers, found.amount, found.notices) == (1537, (1537,), 5, ())


def test_a_plan_says_which_change_shows():
    """Two samples of 400 in the worst case show (1.96 + 0.84) * 100 * sqrt(2 / 400) points, and up to 1 % more."""
    found = detectable_change("nps", [380, 400], config=False)
    assert (found.n, found.answers) == (380, (380, 400))
    assert detectable_change("nps", 400, config=False).amount == pytest.approx(
        2.80158 * 100 * (2 / 400) ** 0.5, rel=0.01
    )

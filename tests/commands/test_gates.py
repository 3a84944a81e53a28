import pytest

from cxcli.commands.gates import refuse_endless
from cxcli.errors import UsageError


@pytest.mark.parametrize("bound", [float("nan"), float("inf"), float("-inf")])
def test_a_bound_that_no_score_can_cross_is_refused(bound):
    """A gate that could never fail, or never pass, is refused rather than obeyed."""
    refuse_endless(None, None)
    refuse_endless(-100.0, 100.0)
    for bounds in ((bound, None), (None, bound)):
        with pytest.raises(UsageError, match="is no bound"):
            refuse_endless(*bounds)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-under", "11"], 0),
        (["--fail-under", "11.2"], 4),
        (["--fail-over", "11.2"], 0),
        (["--fail-over", "11"], 4),
        (["--fail-under", "11", "--fail-over", "12"], 0),
        ([], 0),
    ],
)
def test_a_gate_fails_beyond_its_bound(cx, responses, options, code):
    """A score within the bounds passes; below `--fail-under` or above `--fail-over` the run ends with 4 (NPS: 11.1)."""
    assert cx("score", "nps", responses, *options).code == code


def test_a_score_without_a_value_fails_every_gate(cx, responses):
    """A gated metric that has no data, or is not shown, has not passed."""
    ended = cx("score", "nps", responses, "--min-n", "10", "--fail-under", "-100")
    assert ended.code == 4
    assert "nps has no value: fewer than 10 answers" in ended.err


def test_a_gate_goes_before_bad_rows(cx, bad_responses):
    """Where a gate fails and too many rows are bad, the gate gives the code."""
    assert cx("score", "nps", bad_responses, "--fail-under", "50").code == 4
    assert cx("score", "nps", bad_responses, "--fail-under", "0").code == 3


def test_the_way_to_list_bad_rows_is_named_once(cx, bad_responses, tmp_path):
    """The line about too many bad rows names `--rejects` only to those who have not used it."""
    assert "--rejects FILE lists them" in cx("score", "nps", bad_responses).err
    assert "lists them" not in cx("score", "nps", bad_responses, "--rejects", tmp_path / "rejects.csv").err


def test_a_gate_that_fails_by_a_hair_shows_the_hair(cx, responses):
    """Where six digits would print the same number twice, all digits are shown."""
    assert "11.1111 is under 12" in cx("score", "nps", responses, "--fail-under", "12").err
    assert (
        "11.11111111111111 is under 11.111111111111112"
        in cx("score", "nps", responses, "--fail-under", "11.111111111111112").err
    )

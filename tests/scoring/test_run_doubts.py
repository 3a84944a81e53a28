import pytest

from cxcli.errors import DataError, Notice
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.partial import Partial
from cxcli.scoring.ready import ready
from cxcli.scoring.run_doubts import doubts, file_doubts
from cxcli.scoring.scores import scores
from tests.laws.mapped_rows import answers, partial, plan_for
from tests.laws.typed_rows import typed_partial


def nps():
    return settle(shipped()["nps"])


def test_doubts_of_all_metrics_come_at_once():
    """What refuses the numbers of several metrics is one error."""
    plan = plan_for(nps(), settle(shipped()["ces"]), settle(shipped()["csat"]))
    with pytest.raises(DataError) as caught:
        doubts(plan, partial(plan, answers(1, 2, 3, 4, 5)), "a.csv")
    assert [problem.message.partition(":")[0] for problem in caught.value.problems] == ["nps", "ces"]


def test_notices_name_the_source():
    """What does not refuse the number is said with the name of its source."""
    plan = plan_for(nps())
    part = partial(plan, answers(*[10] * 60, *[1] * 50))
    message = "nps: no 0 among 110 answers: was the question asked on a scale of 1-10?"
    assert doubts(plan, part, "a.csv") == [Notice(code="no-zero", message=message, source="a.csv")]


def test_a_file_on_another_scale_is_named():
    """Answers up to 5 in one file are not made answers on 0-10 by those of another file; all such files are named."""
    plan = plan_for(nps())
    short, full = partial(plan, answers(*[5] * 5)), partial(plan, answers(*[10] * 60, *[1] * 50))
    assert doubts(plan, short + full, "a.csv, b.csv")
    file_doubts(plan, {"b.csv": full})
    with pytest.raises(DataError) as caught:
        file_doubts(plan, {"a.csv": short, "b.csv": full, "c.csv": short})
    assert [(each.code, each.file) for each in caught.value.problems] == [("scale", "a.csv"), ("scale", "c.csv")]


def test_nothing_read_is_not_doubted():
    """No rows at all raise no doubt."""
    assert doubts(plan_for(nps()), Partial.empty(), "a.csv") == []


def test_what_is_not_done_to_a_metric_is_said():
    """One vote each and a population are for answers: of other metrics in the run it is said that they are without."""
    rows = [{"answered": "yes", "talk_time": "5"}]
    metrics = [ready(shipped()[name]) for name in ("abandon_rate", "talk_time")]
    plan = plan_for(*metrics, ballot=Ballot(person=True, response=False), population=10)
    found = typed_partial(plan, [metric.source for metric in metrics], rows)[0]
    assert [notice.message for notice in doubts(plan, found, "a.csv")] == [
        "abandon_rate: one vote each is for answers, and its rows are none",
        "talk_time: one vote each is for answers, and its rows are none",
        "talk_time: a population is for answers, and its rows are none",
    ]
    assert [dict(score.parameters).get("population") for score in scores(plan, found)] == [10, None]


def test_amounts_that_cannot_be_read_refuse_the_number():
    """More rows with a weight that is no number than rows that are scored, and nothing else is said of the answers."""
    rows = [*answers(9, weight="1"), *answers(9, 8, weight="much")]
    plan = plan_for(nps())
    with pytest.raises(DataError) as caught:
        doubts(plan, partial(plan, rows, more=("weight",)), "a.csv")
    (problem,) = caught.value.problems
    assert problem.message == "nps: the weight of 2 rows is no number; 1 rows can be scored"

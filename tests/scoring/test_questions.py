from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxcli.config.load import load
from cxcli.config.metric import MetricConfig
from cxcli.errors import CxError, UsageError
from cxcli.pipeline import run
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.questions_definition import extended_questions, started_questions
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Whole
from cxcli.settings import Asked, settle
from cxcli.sources.frame import FrameSource
from tests.scoring.customer_files import by_label, frame, scored, skipped, table

HEADER = ("date", "plan", "points", "Q2", "Q3")
ROWS = [
    *(("2025-01-01", "a", 5, 4, 3), ("2025-01-02", "a", 5, "", 3), ("2025-02-03", "b", 5, 4, "")),
    *(("2025-02-04", "b", 5, "n/s", ""), ("2025-02-05", "b", 5, 4, "N/S"), ("2025-02-06", "b", "", "", "")),
]
"""Two leave at the last question; one was shown nothing after the second; one answered nothing."""
OWN = """
metrics:
  to_the_end: {extends: "response_rate:questions", steps: [points, Q2, Q3], not_shown: [n/s]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def of(rows, **asked):
    Path("own.yaml").write_text(OWN)
    clock = datetime(2025, 7, 1, tzinfo=UTC)
    settings = settle(Asked(metrics=["to_the_end"], now="2025-07-01", **asked), load(Path("own.yaml")), clock)
    return run(settings, [FrameSource(frame(table(HEADER, rows)), "survey.csv")])


def test_who_came_to_the_end():
    """Of five who answered, two left at the last question; a column called like a field is a question all the same."""
    (score,) = of(ROWS).overall
    assert (score.value, score.n, skipped(score)) == (60, 5, {"blank": 1})
    assert score.parts == {"came to the end": 60, "stopped": 40}
    assert score.parameters == {"steps": "points, Q2, Q3", "not_shown": "n/s"}


def test_by_group_and_period():
    """Rows belong to the day that is named; one without a date is undated there."""
    made = of([*ROWS, ("", "a", 5, 5, 5)], by=["plan"], period="month", maps=["at=date"])
    assert {label: score.value for label, score in by_label(made).items()} == {
        "2025-01": 100,
        "2025-02": pytest.approx(100 / 3),
    }
    assert skipped(made.overall[0]) == {"undated": 1, "blank": 1}
    assert by_label(made, plan="b")["2025-02"].n == 3
    (late,) = of(ROWS, since="2025-02-01", maps=["at=date"]).overall
    assert (late.n, skipped(late)) == (3, {"out_of_period": 2, "blank": 1})


def test_codes_that_were_declared_missing_are_no_answers():
    """Who has a code for no answer has not answered."""
    (score,) = of([("", "a", 5, 4, -99), ("", "a", 5, 4, 1)], missing=["-99"]).overall
    assert score.value == 50


def test_many_questions():
    """More than fit into one word of two bits each: 40 columns, of which the last is left out by one of two."""
    names = [f"Q{n}" for n in range(40)]
    text = table(names, [[1] * 40, [1] * 39 + [""]])
    clock = datetime(2025, 7, 1, tzinfo=UTC)
    settings = settle(Asked(metrics=["response_rate:questions"], questions=[",".join(names)]), None, clock)
    assert run(settings, [FrameSource(frame(text), "many.csv")]).overall[0].value == 50


def test_without_questions_there_is_no_number():
    """It says what it takes."""
    (score,) = scored(table(HEADER, ROWS), metrics="response_rate:questions").overall
    assert (score.status, score.value) == ("undefined", None)
    assert "--questions" in score.reason
    assert scored(table(HEADER, []), metrics="response_rate:questions").overall[0].status == "no_data"


def test_a_column_that_is_not_there_is_told():
    """With its name and those that there are."""
    settings = settle(Asked(metrics=["response_rate:questions"], questions=["Q1,Q2"]), None, datetime.now(UTC))
    with pytest.raises(CxError) as caught:
        run(settings, [FrameSource(frame(table(HEADER, ROWS)), "survey.csv")])
    assert "no column 'Q1'" in caught.value.problems[0].message


@pytest.mark.parametrize("questions", [["Q1"], ["Q1,Q1"], ["Q1", "Q1"], [" , "]])
def test_questions_that_are_no_order(questions):
    """One alone, and one twice, are refused."""
    with pytest.raises(UsageError, match="two questions or more"):
        settle(Asked(metrics=["response_rate:questions"], questions=questions), None, datetime.now(UTC))


def test_a_definition_of_ones_own():
    """Questions and words go in place of those of the base; a fault is told."""
    said = MetricConfig.model_validate({"kind": "questions", "direction": "higher", "steps": ["A", "B"]})
    assert started_questions("mine", said).steps == ("A", "B")
    base = shipped()["response_rate:questions"]
    assert extended_questions(base, "x", said).not_shown == base.not_shown
    _, found = own_metric("x", MetricConfig.model_validate({"steps": ["A", "A"]}), base)
    assert [fault.loc for fault in found] == [("steps",)]
    assert own_metric("x", said.model_copy(update={"kind": None}), base)[1] == []


def test_what_is_neither_is_a_fault():
    """A statistic that is no count is not silently taken for one."""
    with pytest.raises(TypeError, match="counted"):
        ready(shipped()["response_rate:questions"]).estimate(Whole(1, 1, None), confidence=0.95, interval=None)


def test_order_and_cut_of_rows_do_not_matter():
    """Rows in any order give the same scores, bit by bit."""
    mixed = of([*ROWS[3:], *ROWS[:3]], by=["plan"]).scores
    assert [replace(score, statistic=None) for score in mixed] == [
        replace(score, statistic=None) for score in of(ROWS, by=["plan"]).scores
    ]

import pytest

from cxcli.drill_down.row_values import box_by_point, has_classes, row_values
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from tests.laws.mapped_rows import answers, plan_for, records
from tests.laws.typed_rows import typed_records

ROWS = [
    {"answered": "yes", "wait_time": "10", "talk_time": "60.5"},
    {"answered": "yes", "wait_time": "30", "talk_time": "-1"},
    {"answered": "no", "wait_time": "", "talk_time": ""},
]


def values(name, rows):
    metric = ready(shipped()[name])
    mapped = plan_for(metric).completed(typed_records([metric.source], rows))
    said = row_values(metric, mapped)
    return [said(row) for row in range(len(rows))]


def test_an_answer_has_a_class():
    """A number as it was read, with the box that it is in."""
    said = row_values(settle(shipped()["nps"]), records(answers(9, 7.5, "often", "")))
    assert [said(row) for row in range(4)] == [(9, "promoters"), (7.5, None), ("text", None), (None, None)]


def test_a_row_of_a_rate_has_a_class_alone():
    """Its 1 and 0 are no answers; a row that is not scored has no class, even where its side is known."""
    assert values("service_level", ROWS) == [(None, "in_time"), (None, "not_in_time"), (None, None)]


def test_a_row_of_a_duration_has_its_seconds():
    """One that runs says so; one without a duration has none."""
    assert values("talk_time", ROWS) == [(60.5, None), (None, None), (None, None)]
    tickets = [
        {"status": "open", "created_at": "2025-06-15T11:59", "solved_at": ""},
        {"status": "solved", "created_at": "2025-06-15T11:59", "solved_at": "2025-06-15T12:59"},
    ]
    assert values("resolution_time", tickets) == [(60, "running"), (3600, None)]
    waited = [{**ticket, "first_reply_at": ""} for ticket in tickets]
    assert values("first_response_time", waited) == [(60, "running"), (3600, "not ended")]


def test_a_row_of_a_ratio_has_what_it_adds():
    """To the sum that is divided."""
    rows = [{"churned": "yes", "mrr": "19.99"}, {"churned": "no", "mrr": "5"}]
    assert values("revenue_churn:flag", rows) == [(19.99, None), (0, None)]


def test_rows_that_are_judged_together_have_none():
    """What they say is known of all of them."""
    assert row_values(ready(shipped()["churn_rate"]), records(answers(1)))(0) == (None, None)


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        *(("nps", True), ("csat:mean", True), ("service_level", True), ("resolution_time", True)),
        *(("talk_time", False), ("aht", False), ("churn_rate", False)),
    ],
)
def test_which_rows_have_classes(name, classes):
    """Answers and rates have boxes; durations where something can still run."""
    assert has_classes(ready(shipped()[name])) is classes


def test_the_class_of_each_point():
    """None for a metric without boxes."""
    assert box_by_point(ready(shipped()["abandon_rate"])) == {1: "abandoned", 0: "answered"}
    assert box_by_point(ready(shipped()["aht"])) == {}

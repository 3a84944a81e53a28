from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.rejected import bad_rows
from tests.laws.mapped_rows import answers, kept, plan_for, records
from tests.laws.typed_rows import typed_records


def test_bad_rows_are_told_by_what_is_wrong_with_them():
    """An answer off the scale, words, a weight: each row once, with its line and what it says."""
    rows = [*answers(11, "often", 9, weight="1"), *answers(9, weight="much"), *answers("", weight="1")]
    metric = settle(shipped()["nps"])
    mapped = records(rows, more=("weight",))
    fates = plan_for(metric).fates(mapped, kept(rows, ["nps"]))
    found = [(row.line, row.reason, row.detail, row.content) for row in bad_rows(mapped, fates)]
    assert found == [
        (2, Disposition.OFF_SCALE, "11", "11"),
        (3, Disposition.UNREADABLE, "text", "often"),
        (5, Disposition.UNREADABLE, "weight", "much"),
    ]
    assert fates["nps"].tolist()[2] == FATE_CODE[Disposition.SCORED]


def test_bad_rows_of_a_metric_without_answers_name_the_field():
    """The first field that cannot be read, with what it says; a contradiction is in no field alone."""
    rows = [
        {"answered": "?", "talk_time": "?"},
        {"answered": "yes", "talk_time": "?"},
        {"answered": "yes", "talk_time": "-5"},
        {"answered": "yes", "talk_time": ""},
    ]
    definition = shipped()["talk_time"]
    plan = plan_for(ready(definition))
    mapped = plan.completed(typed_records([definition], rows))
    fates = plan.fates(mapped, kept(rows, ["talk_time"]))
    found = [(row.line, row.metric, row.reason, row.detail, row.content) for row in bad_rows(mapped, fates)]
    assert found == [
        (2, "talk_time", Disposition.UNREADABLE, "answered", "?"),
        (3, "talk_time", Disposition.UNREADABLE, "talk_time", "?"),
        (4, "talk_time", Disposition.CONTRADICTORY, "", ""),
    ]

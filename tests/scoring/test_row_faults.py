import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric


def told(base, **keys):
    """What is wrong with a metric that extends another one: place, message, and the beginning of what to do."""
    wrong = own_metric("mine", MetricConfig.model_validate(keys), shipped()[base])[1]
    return [(fault.loc, fault.message, fault.advice) for fault in wrong]


@pytest.mark.parametrize(
    ("base", "keys"),
    [
        ("service_level", {"within": "30 s", "bad": "not_in_time"}),
        ("service_level", {"boxes": {"quick": 1, "slow": 0}, "bad": "slow", "dates": ["called_at"]}),
        ("aht", {"sum": ["talk_time"], "per": "calls"}),
        ("aht", {"sum": ["revenue"], "unit": "currency"}),
        ("aht", {"sum": ["revenue"], "per": "quantity", "unit": "currency"}),
        ("aht", {"sum": ["revenue"], "per": "mrr", "unit": "percent"}),
        ("aht", {"sum": ["revenue"], "per": "talk_time", "unit": "ratio"}),
        ("aht", {"sum": ["agent_replies"], "unit": "ratio"}),
        ("aht", {"sum": ["reopens"], "per": "closes", "unit": "percent"}),
        ("resolution_time", {"measure": "talk_time", "value": {"mean": True}}),
        ("resolution_time:business", {"schedule": "support"}),
        ("resolution_time", {"until": ["closed_at"], "in_order": ["created_at", "closed_at"]}),
        ("resolution_time", {"censored": True, "once": "ticket"}),
        ("response_rate:aapor-rr3", {"eligible": 0.5}),
    ],
)
def test_what_a_user_may_change(base, keys):
    """Lengths of time, boxes, dates, sums with a unit that goes with them, measures, schedules of business time."""
    assert told(base, **keys) == []


@pytest.mark.parametrize(
    ("base", "keys", "loc", "message", "advice"),
    [
        (
            "transfer_rate",
            {"bad": "transfered"},
            ("bad",),
            "there is no box 'transfered'",
            "did you mean 'transferred'? boxes: transferred, not_transferred",
        ),
        ("transfer_rate", {"among": "answered =="}, ("among",), "a column or a value", ""),
        ("sla", {"waits": "sla_status == 'Running'"}, ("waits",), "sla_status is never 'Running'", "did you mean"),
        (
            "resolution_time",
            {"running": "solved == 'No'"},
            ("running",),
            "solved is never 'No'",
            "did you mean 'no'? words of solved: yes, no",
        ),
        ("aht", {"dates": ["createdat"]}, ("dates",), "there is no field 'createdat'", "did you mean 'created_at'?"),
        ("aht", {"dates": ["talk_time"]}, ("dates",), "talk_time is a duration, not a date", "fields: "),
        ("aht", {"sum": ["agent"]}, ("sum",), "agent is a key, not a number, an amount or a duration", ""),
        ("aht", {"sum": ["talktime"]}, ("sum",), "there is no field 'talktime'", "did you mean 'talk_time'?"),
        ("aht", {"per": "status"}, ("per",), "status is a state, not a number, an amount or a duration", ""),
        (
            "aht",
            {"sum": ["talk_time", "revenue"]},
            ("sum",),
            "a sum is of one kind of amounts, not of duration and money",
            "sum durations, or numbers, or money",
        ),
        ("aht", {"unit": "percent"}, ("unit",), "this ratio is not counted in 'percent'", "write unit: seconds"),
        ("aht", {"sum": ["revenue"]}, ("unit",), "this ratio is not counted in 'seconds'", "write unit: currency"),
        (
            "aht",
            {"sum": ["calls"], "per": "closes"},
            ("unit",),
            "this ratio is not counted in 'seconds'",
            "write unit: percent or ratio or score",
        ),
        ("resolution_time", {"measure": "created_at"}, ("measure",), "created_at is a date, not a duration", ""),
        (
            "resolution_time",
            {"value": {"share": "met"}},
            ("value",),
            "the value of a duration is its median, its mean or a percentile",
            "write {median: true}, {mean: true} or {percentile: 90}",
        ),
        ("resolution_time", {"start": "status"}, ("start",), "status is a state, not a date", ""),
        ("sla", {"once": "status"}, ("once",), "status is a state, not a key", ""),
        (
            "speed_of_answer",
            {"censored": True},
            ("censored",),
            "a mean cannot take in rows that still run",
            "write value: {median: true}, or leave censored out",
        ),
        (
            "talk_time",
            {"until": ["solved_at"]},
            ("until",),
            "a date in until is for rows that still run, and nothing says which do",
            "say it: running: \"solved == 'no'\"",
        ),
        ("resolution_time", {"until": ["talk_time"]}, ("until",), "talk_time is a duration, not a date", ""),
        ("sla", {"in_order": ["created_at", "status"]}, ("in_order",), "status is a state, not a date", ""),
        (
            "talk_time",
            {"start": "called_at"},
            ("start",),
            "a start is for rows that still run, and nothing says which do",
            "say it: running: \"solved == 'no'\"",
        ),
        (
            "aht",
            {"within": "20 s"},
            ("within",),
            "no condition has {within}",
            "write it in one: wait_time <= {within}; or leave it out",
        ),
        (
            "resolution_time",
            {"schedule": "support"},
            ("schedule",),
            "nothing here is counted in business hours",
            "durations that are: first_reply_business_time, resolution_business_time",
        ),
    ],
)
def test_each_fault_is_told_at_its_place(base, keys, loc, message, advice):
    """What does not fit is one fault, with the words or the line that mend it."""
    ((found_loc, found_message, found_advice),) = told(base, **keys)
    assert found_loc == loc
    assert found_message.startswith(message)
    assert found_advice.startswith(advice)


def test_a_column_that_is_summed_feeds_a_field():
    """What is no field may be a column: the advice says how to sum it."""
    ((loc, _, advice),) = told("aht", per="batch")
    assert (loc, advice.partition("; a column")[2]) == (("per",), " is named for one of them: columns: {FIELD: batch}")


def test_several_faults_come_together():
    """Conditions, dates and sums are all looked at."""
    found = told("aht", among="answered == 'Ja'", dates=["agent"], sum=["agent", "topic"], within="20 s")
    assert [loc for loc, _, _ in found] == [("among",), ("dates",), ("sum",), ("sum",)]

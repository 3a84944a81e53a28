import pytest
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.fault import Fault
from cxcli.scoring.kinds import KINDS
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.ready import ready

SCRATCH = {
    "kind": "box_score",
    "level": "relationship",
    "direction": "higher",
    "scale": {"low": 1, "high": 4},
    "boxes": {"good": "3-4", "bad": "1-2"},
    "value": {"share": "good"},
}


def made(base, **keys):
    return own_metric("mine", MetricConfig.model_validate(keys), shipped()[base] if base else None)


def faults(base, **keys):
    return [(fault.loc, fault.message, fault.advice) for fault in made(base, **keys)[1]]


@pytest.mark.parametrize(
    ("base", "keys", "definition"),
    [
        ("nps", {"where": "plan == 'pro'"}, "% 9-10 minus % 0-6"),
        ("nps", {"scale": {"low": 1, "high": 10}}, "% 9-10 minus % 1-6"),
        ("nps", {"kind": "box_score"}, "% 9-10 minus % 0-6"),
        ("nps", {"value": {"share": "passives"}, "unit": "percent"}, "% 7-8 of 0-10"),
        ("nps", {"value": {"mean": True}, "unit": "score", "columns": {"score": 3}}, "mean of 0-10"),
        ("csat", {"scale": {"low": 1, "high": 7}}, "% 6-7 of 1-7"),
        ("csat", {"scale": {"low": 1, "high": 9}, "boxes": {"satisfied": "8-9"}, "bad": "satisfied"}, "% 8-9 of 1-9"),
        ("ces:net-easy", {"polarity": "ease"}, "% 6-7 minus % 1-3"),
        ("ces", {"polarity": "effort", "bad": "neutral"}, "% 1-3 of 1-7"),
        (None, SCRATCH, "% 3-4 of 1-4"),
        (None, SCRATCH | {"boxes": {}, "value": {"index": True}}, "mean of 1-4, 1 as 0 and 4 as 100"),
    ],
)
def test_a_metric_without_faults_can_be_scored(base, keys, definition):
    """What a user may change, and a metric from scratch, gives the definition that it says."""
    metric, wrong = made(base, **keys)
    assert wrong == []
    assert settle(metric).definition == definition


@pytest.mark.parametrize(
    ("base", "keys", "expected"),
    [
        (
            "nps",
            {"kind": "boxscore"},
            (("kind",), "there is no kind 'boxscore'", f"did you mean 'box_score'? kinds: {', '.join(KINDS)}"),
        ),
        ("nps", {"kind": "magic"}, (("kind",), "there is no kind 'magic'", f"kinds: {', '.join(KINDS)}")),
        (
            "nps",
            {"columns": {"at": "date"}},
            (
                ("columns", "at"),
                "a metric has no column of its own for 'at'",
                "columns of a metric: score; the others are one for all: columns: at the top level",
            ),
        ),
        (
            "nps",
            {"boxes": {"promoters": "9-11", "detractors": "0-6"}},
            (("boxes", "promoters"), "11 is not on the scale 0-10", "write answers of 0 to 10"),
        ),
        (
            "nps",
            {"boxes": {"promoters": "7-10", "detractors": "0-7"}},
            (("boxes", "detractors"), "7 is in 'promoters' already", "put each answer in one box"),
        ),
        (
            "nps",
            {"value": {"plus": "promotors", "minus": "detractors"}},
            (
                ("value", "plus"),
                "the value needs a box 'promotors', which is not there",
                "did you mean 'promoters'? boxes: promoters, passives, detractors",
            ),
        ),
        (
            "csat",
            {"value": {"plus": "satisfied", "minus": "angry"}},
            (
                ("value", "minus"),
                "the value needs a box 'angry', which is not there",
                "boxes: satisfied, neutral, dissatisfied",
            ),
        ),
        (
            "csat",
            {"boxes": {"top": "4-5"}},
            (("boxes",), "the value needs a box 'satisfied', which is not there", "boxes: top"),
        ),
        (
            None,
            SCRATCH | {"boxes": {}},
            (("value", "share"), "the value needs a box 'good', which is not there", "add it: boxes: {good: …}"),
        ),
        (
            "nps",
            {"value": {"plus": "promoters", "minus": "promoters"}},
            (("value",), "a box minus itself is always 0: 'promoters'", "name two boxes"),
        ),
        (
            "nps",
            {"bad": "detractor"},
            (
                ("bad",),
                "there is no box 'detractor'",
                "did you mean 'detractors'? boxes: promoters, passives, detractors",
            ),
        ),
        (
            "nps",
            {"scale": {"low": 1, "high": 5}},
            (
                ("scale",),
                "mine has no boxes for answers of 1-5 (it has them on 0-10)",
                "say which answers are in which: boxes: {promoters: …, passives: …, detractors: …}",
            ),
        ),
        (
            "csat",
            {"scale": {"low": 1, "high": 9}},
            (
                ("scale",),
                "mine has no boxes for answers of 1-9 (it has them for 2, 3, 4, 5, 6, 7, 10, 11 points)",
                "say which answers are in which: boxes: {satisfied: …, neutral: …, dissatisfied: …}",
            ),
        ),
        (
            "csat",
            {"scale": {"low": 0, "high": 1}, "value": {"share": "neutral"}},
            (
                ("scale",),
                "mine has no boxes for answers of 0-1 (it has them for 2, 3, 4, 5, 6, 7, 10, 11 points)",
                "say which answers are in which: boxes: {satisfied: …, neutral: …, dissatisfied: …}",
            ),
        ),
        (
            "csat",
            {"value": {"mean": True}, "unit": "percent"},
            (
                ("unit",),
                "a value of this form is counted in 'score', not in 'percent'",
                "write unit: score, or leave it out",
            ),
        ),
    ],
)
def test_each_fault_is_told_with_what_to_do(base, keys, expected):
    """What does not fit together is one fault, at its place, with the words or the line that mend it."""
    assert faults(base, **keys) == [expected]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"columns": {"at": "date"}}, True),
        ({"scale": {"low": 1, "high": 5}}, True),
        ({"boxes": {"promoters": "9-11", "detractors": "0-6"}}, False),
        ({"kind": "magic"}, False),
    ],
)
def test_a_fault_points_at_the_key_or_at_the_value(keys, key):
    """A key that is wrong itself, or holds several values, is pointed at; otherwise the value is."""
    assert [fault.key for fault in made("nps", **keys)[1]] == [key]


def test_a_kind_is_that_of_the_base():
    """A metric that extends one of another kind cannot say its own."""
    from_elsewhere = MetricConfig.model_validate({"kind": "box_score"})
    _, wrong = own_metric("mine", from_elsewhere, replace(shipped()["nps"], kind="rate"))
    assert wrong == [
        Fault(("kind",), "it extends nps, which is a rate", "leave the kind out, or extend nothing", key=True)
    ]


def test_what_a_metric_from_scratch_lacks_is_told_at_once():
    """All missing parts are one fault, and there is no metric."""
    metric, wrong = made(None, kind="box_score", scale={"low": 1, "high": 5})
    assert metric is None
    assert [(fault.loc, fault.message) for fault in wrong] == [((), "it lacks level, direction, value")]
    assert wrong[0].advice == "add what is missing, or start from a metric that is there: extends: nps"


def test_several_faults_come_together():
    """One metric can have faults in many places."""
    found = faults(
        "nps",
        kind="magic",
        columns={"colour": "c"},
        boxes={"up": "9-12", "down": "0-9"},
        value={"share": "middle"},
        bad="middle",
        unit="score",
    )
    assert [loc for loc, _, _ in found] == [
        *(("kind",), ("columns", "colour"), ("value", "share"), ("bad",)),
        *(("boxes", "up"), ("boxes", "down"), ("unit",)),
    ]


def test_a_box_score_has_no_quantiles():
    """Answers are few whole numbers: a median of them says little and is not made."""
    (fault,) = faults("nps", value={"median": True})
    assert fault == (
        ("value",),
        "answers are few whole numbers: they have no median and no percentiles",
        "write {mean: true}, {share: NAME} or {plus: NAME, minus: NAME}",
    )


OWN = {
    "rate": {"kind": "rate", "direction": "lower", "counts": "reopens > 1", "among": "solved == 'yes'"},
    "ratio": {"kind": "ratio", "direction": "lower", "unit": "seconds", "sum": ["talk_time", "wrap_time"]},
    "duration": {
        "kind": "duration",
        "direction": "lower",
        "measure": "resolution_time",
        "value": {"percentile": 75},
        "running": "solved == 'no'",
        "start": "created_at",
    },
    "first_contact": {"kind": "first_contact", "direction": "higher", "within": "3 d", "dates": ["solved_at"]},
    "retention": {"kind": "retention", "direction": "higher", "unit": "percent", "figure": "grr"},
    "decline": {"kind": "decline", "direction": "lower"},
    "value": {"kind": "value", "direction": "higher", "unit": "currency", "figure": "historic"},
}


@pytest.mark.parametrize("kind", OWN)
def test_a_metric_of_each_kind_is_made_without_code(kind):
    """Some lines of config are a metric that can be scored."""
    metric, wrong = made(None, **OWN[kind])
    assert wrong == []
    assert (metric.id, metric.kind) == ("mine", kind)
    assert ready(metric).definition


@pytest.mark.parametrize("kind", OWN)
def test_what_a_kind_lacks_is_told_with_a_metric_to_start_from(kind):
    """Each kind names a shipped one of its own."""
    metric, (fault,) = made(None, kind=kind)
    assert metric is None
    assert fault.message == f"it lacks {', '.join(KINDS[kind].needed)}"
    assert fault.advice.endswith(f"extends: {KINDS[kind].example}")


def test_a_kind_that_is_misspelt_is_told_together_with_what_it_lacks():
    """The nearest kind says what that is; where none is near, or none is said, nobody knows."""
    assert [fault[1] for fault in faults(None, kind="duratoin")] == [
        "there is no kind 'duratoin'",
        "it lacks direction, measure, value",
    ]
    assert [fault[1] for fault in faults(None, kind="magic")] == ["there is no kind 'magic'"]
    assert [fault[1] for fault in faults(None, title="T")] == ["it lacks kind"]


def test_keys_that_say_nothing_to_a_kind_are_told():
    """With what it has in their place; what else is wrong is told as well."""
    found = made("transfer_rate", scale={"low": 1, "high": 5}, counts="transferred == 'Yes'")[1]
    assert [(fault.loc, fault.message, fault.key) for fault in found] == [
        (("scale",), "a rate has no 'scale'", True),
        (("counts",), "transferred is never 'Yes'", False),
    ]
    has = "among, bad, boxes, counts, dates, in_order, once, schedule, waits, within"
    assert found[0].advice == f"leave it out; a rate has: {has}"
    (decline,) = made("usage_decline", within="3 d")[1]
    assert (decline.message, decline.advice) == ("a decline has no 'within'", "leave it out")


@pytest.mark.parametrize(
    ("base", "unit", "advice"),
    [
        ("transfer_rate", "seconds", "write unit: percent"),
        ("resolution_time", "percent", "write unit: seconds"),
        ("churn_rate", "seconds", "write unit: percent or currency or ratio"),
        ("clv", "seconds", "write unit: currency or percent"),
        ("fcr", "score", "write unit: percent"),
    ],
)
def test_a_unit_that_a_kind_does_not_have(base, unit, advice):
    """The units that it has are told."""
    kind = shipped()[base].kind
    assert faults(base, unit=unit) == [(("unit",), f"a {kind} is not counted in '{unit}'", advice)]


@pytest.mark.parametrize(
    "boxes", [{"a": 1}, {"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 0, "c": 0}, {"a": "0-1"}]
)
def test_the_boxes_of_a_rate_are_one_1_and_one_0(boxes):
    """Nothing else can be made of a condition."""
    metric, wrong = made("transfer_rate", boxes=boxes)
    assert metric is None
    assert [(fault.loc, fault.message) for fault in wrong] == [
        (("boxes",), "the boxes of a rate are one for 1, which counts, and one for 0")
    ]
    assert made("transfer_rate", boxes={"passed": 1, "kept": 0})[1] == []


@pytest.mark.parametrize(("base", "near"), [("churn_rate", "churn"), ("clv", "historic")])
def test_a_figure_that_does_not_exist(base, near):
    """The nearest one and all others are told."""
    ((loc, message, advice),) = faults(base, figure=f"{near}x")
    assert (loc, message) == (("figure",), f"there is no figure '{near}x'")
    assert advice.startswith(f"did you mean '{near}'? figures: ")


def test_columns_of_a_metric_are_of_fields_that_there_are():
    """Of a metric without answers any field may have a column of its own."""
    assert made("aht", columns={"talk_time": "t", "called_at": 3})[1] == []
    (fault,) = made("fcr", columns={"custmer": "c"})[1]
    assert (fault.loc, fault.message, fault.key) == (("columns", "custmer"), "there is no field 'custmer'", True)
    assert fault.advice.startswith("did you mean 'customer'? fields: ")


def test_the_dates_of_first_contacts_are_dates():
    """As those of any metric of rows."""
    ((loc, message, _),) = faults("fcr", dates=["customer"])
    assert (loc, message) == (("dates",), "customer is a key, not a date")

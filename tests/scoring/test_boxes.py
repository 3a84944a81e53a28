import pytest
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_definition import Scale, extended
from cxcli.scoring.boxes import box_names, fitted, settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue


def boxes(metric, low, high, polarity=None):
    return dict(settle(shipped()[metric], scale=Scale(low, high), polarity=polarity).boxes)


@pytest.mark.parametrize(
    ("low", "high", "satisfied", "dissatisfied"),
    [
        (0, 1, (1,), (0,)),
        (1, 2, (2,), (1,)),
        (1, 3, (3,), (1,)),
        (0, 2, (2,), (0,)),
        (1, 4, (3, 4), (1, 2)),
        (1, 5, (4, 5), (1, 2)),
        (1, 6, (5, 6), (1, 2)),
        (1, 7, (6, 7), (1, 2)),
        (1, 10, (8, 9, 10), (1, 2, 3)),
        (0, 10, (8, 9, 10), (0, 1, 2)),
    ],
)
def test_the_top_box_of_satisfaction_goes_with_the_points(low, high, satisfied, dissatisfied):
    """Of 2 and 3 points the top one counts, of 4 to 7 the top two, of 10 and 11 the top three; the rest is neutral."""
    found = boxes("csat", low, high)
    neutral = tuple(point for point in range(low, high + 1) if point not in satisfied + dissatisfied)
    assert found == {"satisfied": satisfied, "dissatisfied": dissatisfied} | ({"neutral": neutral} if neutral else {})


@pytest.mark.parametrize(
    ("polarity", "high", "easy", "difficult"),
    [
        ("ease", 7, (5, 6, 7), (1, 2, 3)),
        ("ease", 5, (4, 5), (1, 2)),
        ("effort", 7, (1, 2, 3), (5, 6, 7)),
        ("effort", 5, (1, 2), (4, 5)),
    ],
)
def test_the_easy_answers_are_at_the_end_that_the_polarity_says(polarity, high, easy, difficult):
    """Where a high answer means ease 5 to 7 of 7 are easy, where it means effort 1 to 3."""
    found = boxes("ces", 1, high, polarity)
    assert (found["easy"], found["difficult"]) == (easy, difficult)


def test_nps_on_one_to_ten_has_no_zero():
    """Fixed boxes keep their answers on a scale that lacks some of them."""
    assert boxes("nps", 1, 10) == {
        "promoters": (9, 10),
        "passives": (7, 8),
        "detractors": (1, 2, 3, 4, 5, 6),
    }


@pytest.mark.parametrize(("low", "high"), [(1, 5), (0, 8), (7, 10), (0, 11), (-1, 10), (0, 100)])
def test_nps_is_refused_where_its_boxes_do_not_fit(low, high):
    """A scale without promoters or detractors, or with answers that are in no box, has no Net Promoter Score."""
    with pytest.raises(UsageError) as caught:
        boxes("nps", low, high)
    (problem,) = caught.value.problems
    assert problem.code == "scale"
    assert problem.message == f"nps has no boxes for answers of {Scale(low, high)} (it has them on 0-10)"


@pytest.mark.parametrize("name", ["csat:mean", "csat:index"])
def test_a_mean_needs_no_boxes(name):
    """The mean of answers 0-100 is defined without boxes, from the command line and in a metric of the user's own."""
    made = settle(shipped()[name], scale=Scale(0, 100))
    assert (made.boxes, made.scale) == ({}, Scale(0, 100))
    own = extended(shipped()[name], "mine", MetricConfig.model_validate({"scale": {"low": 0, "high": 100}}))
    found = settle(own).estimate(CountsByValue.of({20: 1, 60: 1}), confidence=0.95, interval=None)
    assert (found.value, found.parts) == (40, {})


def test_a_scale_without_boxes_is_refused_with_what_to_write():
    """Where a metric does not know a number of points, the lines to put into cx.yaml are printed."""
    with pytest.raises(UsageError) as caught:
        boxes("csat:net", 1, 9)
    (problem,) = caught.value.problems
    assert (
        problem.message == "csat:net has no boxes for answers of 1-9 (it has them for 2, 3, 4, 5, 6, 7, 10, 11 points)"
    )
    assert problem.help == (
        "say in cx.yaml which answers are in which box, such as 8-9: "
        'metrics: {csat_net_9: {extends: "csat:net", scale: {low: 1, high: 9}, '
        "boxes: {satisfied: …, neutral: …, dissatisfied: …}}}"
    )


def test_a_box_that_the_scale_has_no_room_for_cannot_be_scored():
    """On two points there is no neutral answer, so there is no share of them."""
    neutral = extended(shipped()["csat"], "neutral", MetricConfig.model_validate({"value": {"share": "neutral"}}))
    assert fitted(neutral, Scale(1, 3)) == {"satisfied": (3,), "neutral": (2,), "dissatisfied": (1,)}
    assert isinstance(fitted(neutral, Scale(0, 1)), Problem)


def test_a_metric_without_boxes_fits_every_scale():
    """A mean needs no boxes."""
    mean = replace(shipped()["csat:mean"], sized=None, boxes={})
    assert fitted(mean, Scale(0, 100)) == {}


def test_a_scale_that_was_given_is_declared():
    """What the user says of the scale is believed; the metric's own scale is only the usual one."""
    csat = shipped()["csat"]
    assert not settle(csat).declared
    assert settle(csat, scale=Scale(1, 5)).declared
    assert settle(csat).scale == Scale(1, 5)


def test_a_polarity_is_for_metrics_that_know_one():
    """In a run of several metrics `--polarity effort` turns over effort scores, and leaves satisfaction as it is."""
    assert settle(shipped()["csat"], polarity="effort") == settle(shipped()["csat"])
    turned = settle(shipped()["ces"], polarity="effort")
    assert (turned.boxes["easy"], turned.parameters["polarity"]) == ((1, 2, 3), "effort")
    assert settle(shipped()["ces:net-easy"], polarity="ease").definition == "% 6-7 minus % 1-3"


def test_boxes_have_names_before_there_is_a_scale():
    """Fixed and sized boxes are named in the order in which they are shown."""
    assert box_names(shipped()["nps"]) == ("promoters", "passives", "detractors")
    assert box_names(shipped()["csat"]) == ("satisfied", "neutral", "dissatisfied")

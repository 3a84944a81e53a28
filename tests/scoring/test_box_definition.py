import pytest

from cxcli.config.metric import MetricConfig, ValueConfig
from cxcli.scoring.box_definition import Scale, extended, started, turned, unit_of
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.row_definitions import has_answers

SCRATCH = {
    "kind": "box_score",
    "level": "relationship",
    "direction": "higher",
    "scale": {"low": 1, "high": 4},
    "boxes": {"good": "3-4", "bad": "1-2"},
    "value": {"share": "good"},
}


def said(**keys):
    return MetricConfig.model_validate(keys)


def extension(base, **keys):
    return extended(shipped()[base], "mine", said(**keys))


@pytest.mark.parametrize(
    ("scale", "points", "text"), [((0, 10), 11, "0-10"), ((1, 5), 5, "1-5"), ((-2, 2), 5, "-2 to 2")]
)
def test_a_scale_has_the_points_from_low_to_high(scale, points, text):
    """A scale counts both of its ends, holds them, and nothing beyond."""
    made = Scale(*scale)
    assert (made.points, str(made)) == (points, text)
    assert [point in made for point in (made.low - 1, made.low, made.high, made.high + 1)] == [False, True, True, False]


def test_what_an_extension_does_not_say_comes_from_its_base():
    """An own metric has its own id and words, and the rest of the metric that it extends, but for other names of it."""
    mine = extension("nps", title="Mine", where="plan == 'pro'", columns={"score": "q1"}, missing=[99])
    nps = shipped()["nps"]
    assert (mine.id, mine.title, mine.where, mine.columns, mine.missing) == (
        *("mine", "Mine", "plan == 'pro'"),
        {"score": "q1"},
        (99,),
    )
    assert (mine.boxes, mine.value, mine.unit, mine.scale) == (nps.boxes, nps.value, nps.unit, nps.scale)
    assert (mine.family, mine.found_by, mine.reach) == ("nps", nps.found_by, nps.reach)
    assert mine.aliases == ()


def test_a_restated_metric_keeps_its_names():
    """Who restates a shipped metric under its own id may ask for it by its other names still."""
    assert extended(shipped()["nps"], "nps", said(title="Ours")).aliases == shipped()["nps"].aliases


def test_a_scale_of_ones_own_is_not_doubted():
    """The doubts about the scale go when the user gives one."""
    mine = extension("nps", scale={"low": 1, "high": 10})
    assert (mine.scale, mine.reach, mine.zero_expected) == (Scale(1, 10), None, False)


def test_boxes_of_ones_own_take_the_place_of_all():
    """Boxes replace the fixed and the sized ones; the box of bad experiences stays only if it is among them."""
    mine = extension("csat", boxes={"top": 5, "rest": "1-4"}, value={"share": "top"})
    assert (dict(mine.boxes), mine.sized, mine.bad) == ({"top": (5,), "rest": (1, 2, 3, 4)}, None, None)
    assert extension("nps", boxes={"promoters": 10, "detractors": "0-8"}).bad == "detractors"
    assert extension("nps", boxes={"up": 10, "down": "0-8"}, bad="down").bad == "down"


@pytest.mark.parametrize(
    ("form", "unit"),
    [
        ({"plus": "a", "minus": "b"}, "points"),
        ({"share": "a"}, "percent"),
        ({"index": True}, "percent"),
        ({"mean": True}, "score"),
    ],
)
def test_the_unit_goes_with_the_form_of_the_value(form, unit):
    """A difference is counted in points, a share and an index in percent, a mean in points of the scale."""
    assert unit_of(ValueConfig.model_validate(form)) == unit
    assert extension("csat", value=form).unit == unit


def test_a_polarity_that_is_said_is_not_assumed():
    """The usual polarity of effort scores is assumed; one that a metric says is not."""
    of_answers = [each for each in shipped().values() if has_answers(each)]
    assert [each.id for each in of_answers if each.polarity_assumed] == ["ces", "ces:mean", "ces:net"]
    assert extension("ces").polarity_assumed
    assert not extension("ces", polarity="ease").polarity_assumed
    assert not extension("ces", polarity="effort").polarity_assumed


def test_another_polarity_mirrors_fixed_boxes():
    """Boxes that are fixed for 1 = easy lie at the other end where 7 = easy."""
    ease = turned(shipped()["ces:net-easy"], "ease")
    assert dict(ease.boxes) == {"easy": (6, 7), "neutral": (4, 5), "difficult": (1, 2, 3)}
    assert turned(ease, "effort").boxes == shipped()["ces:net-easy"].boxes
    assert turned(ease, "ease") == ease


def test_without_a_polarity_high_is_good():
    """A metric that knows no polarity is turned over by `effort`, and stays as it is by `ease`."""
    nps = shipped()["nps"]
    assert turned(nps, "ease").boxes == nps.boxes
    assert turned(nps, "effort").boxes["promoters"] == (0, 1)


@pytest.mark.parametrize(
    ("base", "keys", "direction"),
    [
        ("ces:mean", {"polarity": "effort"}, "lower"),
        ("ces:mean", {"polarity": "ease"}, "higher"),
        ("ces:effort", {"value": {"mean": True}}, "lower"),
        ("ces:effort", {"value": {"index": True}}, "lower"),
        ("ces:effort", {"value": {"plus": "easy", "minus": "difficult"}}, "higher"),
        ("ces", {"value": {"mean": True}}, "higher"),
        ("csat", {"value": {"mean": True}}, "higher"),
        ("ces:mean", {"polarity": "effort", "value": {"share": "easy"}}, "higher"),
        ("ces:mean", {"polarity": "effort", "direction": "higher"}, "higher"),
        ("csat", {"direction": "lower"}, "lower"),
    ],
)
def test_a_mean_is_better_where_the_good_answers_are(base, keys, direction):
    """Where 1 is the good answer a lower mean is better; a share of good answers is better when it is higher."""
    assert extension(base, **keys).direction == direction


def test_a_direction_that_was_said_stays():
    """A metric of which lower is better stays one, with another value of the same kind or without a polarity."""
    worse = extension("csat", direction="lower")
    assert extended(worse, "worse", said(value={"mean": True})).direction == "lower"
    difficult = extension("ces", value={"share": "difficult"}, direction="lower")
    assert extended(difficult, "difficult", said(value={"share": "neutral"})).direction == "lower"


def test_a_mean_turned_over_twice_is_as_before():
    """A mean of effort turned to ease is better when it is higher again."""
    effort = turned(shipped()["ces:mean"], "effort")
    assert (effort.direction, turned(effort, "ease").direction) == ("lower", "higher")


def test_a_metric_from_scratch_is_what_it_says():
    """A metric that extends none has its id for a title where it gives none, and the unit of its value."""
    made = started("mine", said(**SCRATCH))
    assert (made.id, made.family, made.title, made.description, made.kind) == ("mine", "mine", "mine", "", "box_score")
    assert (made.level, made.direction, made.unit) == ("relationship", "higher", "percent")
    assert (made.scale, dict(made.boxes)) == (Scale(1, 4), {"good": (3, 4), "bad": (1, 2)})
    named = started("mine", said(**SCRATCH, title="Mine", description="Ours.", bad="bad", polarity="effort"))
    assert (named.title, named.description, named.bad, named.polarity) == ("Mine", "Ours.", "bad", "effort")


@pytest.mark.parametrize("key", ["kind", "level", "direction", "scale", "value"])
def test_a_metric_from_scratch_needs_its_parts(key):
    """Without kind, level, direction, scale or value there is no metric."""
    with pytest.raises(ValueError, match="kind, level, direction, scale and value"):
        started("mine", said(**{name: value for name, value in SCRATCH.items() if name != key}))

import pytest

from cxcli.config.metric import MetricConfig
from cxcli.rows import Disposition
from cxcli.scoring.box_definition import Scale, extended
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.partial import DATE, TEXT


def doubts(name, counts, *, off=0, unread=0, undated=0, beyond=(), **options):
    offenders = {
        (Disposition.OFF_SCALE, "99"): off,
        **{(Disposition.OFF_SCALE, said): rows for said, rows in dict(beyond).items()},
        (Disposition.UNREADABLE, TEXT): unread,
        (Disposition.UNREADABLE, DATE): undated,
    }
    return settle(shipped()[name], **options).doubts(CountsByValue.of(counts), offenders)


def codes(found):
    return [each.code for each in (*found.refusals, *found.notices)]


@pytest.mark.parametrize(
    ("name", "counts", "refused"),
    [
        ("nps", {5: 5}, True),
        ("nps", {1: 1, 5: 4}, True),
        ("nps", {5: 4}, False),
        ("nps", {5: 4, 6: 1}, False),
        ("csat", {3: 30}, True),
        ("csat", {1: 29}, False),
        ("csat", {1: 29, 4: 1}, False),
        ("osat", {3: 30}, True),
        ("ces", {5: 5}, True),
        ("ces", {5: 4}, False),
        ("ces", {5: 4, 6: 1}, False),
        ("ces:effort", {1: 29, 5: 1}, True),
        ("ces:net-easy", {1: 29, 5: 1}, True),
        ("ces:effort", {1: 29, 6: 1}, False),
        ("csat:zendesk", {0: 90}, False),
    ],
)
def test_answers_that_stay_below_the_upper_part_are_on_another_scale(name, counts, refused):
    """NPS up to 5, satisfaction up to 3 and ease up to 5 are refused, once there are enough answers to tell."""
    found = doubts(name, counts)
    assert codes(found) == (["scale"] if refused else [])


def test_the_refusal_of_a_scale_says_what_to_do():
    """The problem says what was seen, and prints the options that decide it."""
    (problem,) = doubts("nps", {1: 3, 5: 4}).refusals
    assert problem.message == (
        "nps: no answer is above 5, on a scale of 0-10: the question may have another scale, or the column be about "
        "something else"
    )
    assert problem.help == (
        "give the scale of the question, --scale LOW-HIGH (--scale 0-10 if that is right), "
        "or name another column: --column NAME"
    )


def test_low_answers_may_be_the_good_ones():
    """Where a high answer was taken for ease, the option that turns the scale over is printed too."""
    (problem,) = doubts("ces", {1: 5}).refusals
    assert problem.help == (
        "give the scale of the question, --scale LOW-HIGH (--scale 1-7 if that is right), "
        "--polarity effort where 1 is the good answer, or name another column: --column NAME"
    )


def test_a_declared_scale_is_believed():
    """Who says the scale is not asked about it again, whatever the answers are."""
    assert not codes(doubts("nps", {5: 50}, scale=Scale(0, 10)))
    assert not codes(doubts("nps", {5: 2}, off=50, scale=Scale(0, 10)))
    assert not codes(doubts("nps", {10: 150, 1: 3}, scale=Scale(0, 10)))
    own = extended(shipped()["nps"], "mine", MetricConfig.model_validate({"scale": {"low": 0, "high": 10}}))
    assert not codes(settle(own).doubts(CountsByValue.of({5: 50}), {}))


@pytest.mark.parametrize(
    ("counts", "noticed"), [({1: 4}, False), ({1: 3, 2: 2}, True), ({1: 50, 2: 10}, True), ({1: 28, 5: 1}, True)]
)
def test_effort_turned_on_the_command_line_is_doubted_but_not_refused(counts, noticed):
    """Where 1 is the good answer, nobody giving a 6 is good news, or the scale is one of five points."""
    found = doubts("ces", counts, polarity="effort")
    assert codes(found) == (["no-high"] if noticed else [])
    assert not noticed or found.notices[0].message.endswith("scale than 1-7? --scale 1-5 if that is the scale")


def test_the_refusal_of_an_effort_scale_prints_both_scales():
    """Thirty efforts that end with the 5 are on five points or on seven: both are there to be typed."""
    (problem,) = doubts("ces:net-easy", {1: 29, 5: 1}).refusals
    assert problem.help == (
        "give the scale of the question, --scale 1-5 (--scale 1-7 if that is right), "
        "or name another column: --column NAME"
    )


@pytest.mark.parametrize(
    ("name", "counts", "beyond", "scale"),
    [
        ("csat", {1: 217, 5: 300}, {"7": 101, "6": 82}, "1-7"),
        ("csat", {1: 217, 5: 300}, {"7.0": 101, "6,0": 82}, "1-7"),
        ("csat", {5: 50}, {"6": 5, "7": 5, "8": 5, "9": 5, "10": 5}, "1-10"),
        ("csat", {5: 50}, {"0": 4, "6": 4, "7": 4}, "0-7"),
        ("csat", {5: 50}, {"0": 3}, "0-5"),
        ("csat", {5: 50}, {"0": 3, "99": 6}, "0-5"),
        ("csat:zendesk", {1: 50}, {"2": 3}, "1-2"),
        ("nps", {1: 50}, {"11": 3}, "1-11"),
        ("csat", {5: 50}, {"0": 2}, None),
        ("csat", {5: 57}, {"6": 3}, None),
        ("csat", {5: 50}, {"0": 3, "99": 7}, None),
        ("csat", {5: 50}, {"7": 10}, None),
        ("csat", {5: 50}, {"5.5": 10, "99": 10, "-99": 10, "88": 10, TEXT: 5}, None),
        ("nps", {0: 1, 10: 1195}, {"11": 4}, None),
        ("nps", {0: 1, 10: 50}, {"11": 10}, None),
    ],
)
def test_answers_next_to_the_scale_mean_another_scale(name, counts, beyond, scale):
    """Three, and more than 5 %, that continue the scale without a gap are refused; codes such as 99 do not."""
    refusals = doubts(name, counts, beyond=beyond).refusals
    assert [each.code for each in refusals] == (["off-scale"] if scale else [])
    assert not scale or refusals[0].help.startswith(f"give the scale of the question, --scale {scale} (--scale ")


def test_the_refusal_of_answers_next_to_the_scale_counts_them():
    """It says how many, of how many, and which scale has them."""
    (problem,) = doubts("csat", {1: 217, 5: 300}, beyond={"7": 101, "6": 82}).refusals
    assert problem.message.startswith(
        "csat: 183 of 700 answers are next to the scale 1-5, which has to be 1-7 for them: "
    )


@pytest.mark.parametrize(("off", "refused"), [(0, False), (10, False), (11, True)])
def test_more_answers_off_the_scale_than_on_it_are_refused(off, refused):
    """The column is about something else where most of its numbers are no answers."""
    found = doubts("nps", {9: 6, 3: 4}, off=off)
    assert codes(found) == (["off-scale"] if refused else [])
    assert not refused or found.refusals[0].message.startswith("nps: 11 of 21 answers are not on 0-10: ")


def test_nothing_but_answers_off_the_scale_is_refused():
    """Where no answer is on the scale there is no number, and the reason is said."""
    assert codes(doubts("csat", {}, off=1)) == ["off-scale"]
    assert not codes(doubts("csat", {}))


@pytest.mark.parametrize(("unread", "refused"), [(10, False), (11, True)])
def test_more_answers_unread_than_read_are_refused(unread, refused):
    """Where most answers are unknown words, the line that makes them known is printed, for any scale."""
    for scale in (None, Scale(0, 10)):
        found = doubts("nps", {9: 6, 3: 4}, unread=unread, scale=scale)
        assert codes(found) == (["unreadable"] if refused else [])
    if refused:
        (problem,) = found.refusals
        assert problem.message == "nps: 11 answers are neither numbers nor words of a known scale; 10 can be read"
        assert problem.help.startswith("say in cx.yaml what the words stand for, labels: {word: number, …}")


def test_unreadable_dates_say_nothing_about_the_answers():
    """Rows with an unreadable date are no unknown words."""
    assert not codes(doubts("nps", {9: 6}, undated=100))


def test_all_refusals_come_at_once():
    """Words and numbers off the scale are both said; the scale is doubted once."""
    assert codes(doubts("nps", {5: 5}, off=9, unread=9)) == ["unreadable", "off-scale"]
    assert codes(doubts("nps", {5: 5}, unread=9)) == ["unreadable", "scale"]


@pytest.mark.parametrize(
    ("counts", "noticed"), [({1: 60, 10: 40}, True), ({1: 60, 10: 39}, False), ({0: 1, 10: 99}, False)]
)
def test_no_zero_among_a_hundred_answers_is_said(counts, noticed):
    """Among a hundred answers to NPS somebody gives a 0, unless the scale begins at 1."""
    found = doubts("nps", counts)
    assert codes(found) == (["no-zero"] if noticed else [])
    assert not noticed or found.notices[0].message == (
        "nps: no 0 among 100 answers: was the question asked on a scale of 1-10?"
    )


@pytest.mark.parametrize(
    ("name", "counts", "noticed"),
    [
        (
            "csat",
            {1: 60, 4: 40},
            "no answer above 4 among 100: was the question asked on another scale than 1-5? --scale 1-4",
        ),
        (
            "nps",
            {0: 60, 9: 40},
            "no answer above 9 among 100: was the question asked on another scale than 0-10? --scale 0-9",
        ),
        ("csat", {1: 60, 4: 39}, None),
        ("csat", {1: 99, 5: 1}, None),
        ("ces:effort", {1: 99, 6: 1}, None),
    ],
)
def test_an_end_of_the_scale_that_nobody_uses_is_said(name, counts, noticed):
    """Among a hundred answers somebody gives the highest one, unless the scale ends before it."""
    found = doubts(name, counts)
    assert [each.message for each in found.notices] == ([f"{name}: {noticed} if that is the scale"] if noticed else [])


@pytest.mark.parametrize(
    ("counts", "noticed"), [({3: 60, 5: 40}, True), ({3: 60, 5: 39}, False), ({3: 99, 7: 1}, False)]
)
def test_a_declared_scale_whose_end_nobody_uses_is_said(counts, noticed):
    """Answers to 5 on a scale declared as 1-7 are scored as declared, and the doubt is said."""
    found = doubts("csat", counts, scale=Scale(1, 7))
    assert codes(found) == (["no-high"] if noticed else [])
    assert not noticed or found.notices[0].message == (
        "csat: no answer above 5 among 100: was the question asked on another scale than 1-7? "
        "--scale 1-5 if that is the scale"
    )


@pytest.mark.parametrize(("counts", "noticed"), [({5: 100}, True), ({5: 99}, False), ({5: 99, 4: 1}, False)])
def test_a_hundred_answers_that_are_all_alike_are_said(counts, noticed):
    """A column with one value is rarely one of answers."""
    found = doubts("csat", counts)
    assert codes(found) == (["all-alike"] if noticed else [])
    assert not noticed or found.notices[0].message == "csat: all 100 answers are 5: is this the column of answers?"

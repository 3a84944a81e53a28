import pytest
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.rows import FATES, Disposition
from cxcli.scoring.box_definition import Scale, extended
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL, Layer, place
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.row_definitions import has_answers
from tests.laws.mapped_rows import answers, records

ONE_LINE = {
    "nps": "% 9-10 minus % 0-6",
    "nps:european": "% 8-10 minus % 0-5",
    "csat": "% 4-5 of 1-5",
    "csat:net": "% 4-5 minus % 1-2",
    "csat:mean": "mean of 1-5",
    "csat:index": "mean of 1-5, 1 as 0 and 5 as 100",
    "csat:zendesk": "% 1 of 0-1",
    "osat": "% 4-5 of 1-5",
    "ces": "% 5-7 of 1-7",
    "ces:effort": "% 1-3 of 1-7",
    "ces:mean": "mean of 1-7",
    "ces:net": "% 5-7 minus % 1-3",
    "ces:net-easy": "% 1-2 minus % 5-7",
    "sentiment": "% positive minus % negative of comments",
    "sentiment:no-neutrals": "% positive of positive and negative of comments",
    "sentiment:polarity": "% positive minus % negative",
    "sentiment:stars": "% 4-5 minus % 1-2",
}


def metric(name, **options):
    return settle(shipped()[name], **options)


def fates(made, *texts):
    found = made.judge(records(answers(*texts), metrics=[made.id]))
    return [FATES[fate] for fate in found.tolist()]


def test_every_shipped_metric_says_in_one_line_what_it_is():
    """The definition of each metric of answers in the catalogue reads as it is published."""
    found = {name: settle(each).definition for name, each in shipped().items() if has_answers(each)}
    assert found == ONE_LINE


@pytest.mark.parametrize(
    ("name", "scale", "line"),
    [
        ("nps", Scale(1, 10), "% 9-10 minus % 1-6"),
        ("csat", Scale(0, 10), "% 8-10 of 0-10"),
        ("csat", Scale(1, 3), "% 3 of 1-3"),
        ("csat:index", Scale(1, 7), "mean of 1-7, 1 as 0 and 7 as 100"),
        ("ces:effort", Scale(1, 5), "% 1-2 of 1-5"),
        ("csat", Scale(-2, 2), "% 1-2 of -2 to 2"),
        ("csat:net", Scale(-2, 2), "% 1-2 minus % -2 to -1"),
    ],
)
def test_the_line_speaks_of_the_scale_in_use(name, scale, line):
    """On another scale the definition names other answers."""
    assert metric(name, scale=scale).definition == line


def test_boxes_with_gaps_are_spelled_out():
    """A box of answers that do not follow one another lists them."""
    keys = {"boxes": {"odd": [1, 3, "4-5"], "even": 2}, "value": {"share": "odd"}, "where": "plan == 'pro'"}
    made = settle(extended(shipped()["csat"], "mine", MetricConfig.model_validate(keys)))
    assert made.definition == "% 1, 3-5 of 1-5"
    assert made.parameters == {
        "scale": "1-5",
        "boxes": {"odd": "1, 3-5", "even": "2"},
        "where": "plan == 'pro'",
    }


def test_the_choices_that_were_made_go_with_the_number():
    """Scale, boxes and, where there is one, the polarity are the parameters of a metric."""
    assert metric("ces").parameters == {
        "scale": "1-7",
        "boxes": {"easy": "5-7", "neutral": "4", "difficult": "1-3"},
        "polarity": "ease",
    }


def test_a_metric_shows_the_words_of_its_definition():
    """Id, title, unit and direction are those of the definition."""
    nps = metric("nps")
    assert (nps.id, nps.title, nps.unit, nps.direction) == ("nps", "Net Promoter Score", "points", "higher")
    assert nps.fields == ("nps.score",)


def test_each_form_of_value_has_its_intervals():
    """Differences, shares and means have the intervals made for them, the default first."""
    assert metric("nps").intervals == ("score", "adjusted-wald", "wald")
    assert metric("csat").intervals == ("wilson", "agresti-coull", "jeffreys", "mid-p", "clopper-pearson", "wald")
    assert metric("csat:mean").intervals == metric("csat:index").intervals == ("t",)


def test_only_whole_answers_on_the_scale_are_scored():
    """7.5, 11 and -1 are off the scale 0-10; blanks and words keep the fate with which they were read."""
    assert fates(metric("nps"), "0", "10", "9.0", "7.5", "11", "-1", "", "n/a", "often") == [
        *[Disposition.SCORED] * 3,
        *[Disposition.OFF_SCALE] * 3,
        *(Disposition.BLANK, Disposition.MISSING, Disposition.UNREADABLE),
    ]


def test_answers_written_in_two_ways_are_one_answer():
    """`9`, ` 9` and `9.0` are counted together."""
    nps = metric("nps")
    mapped = records(answers("9", " 9", "9.0", "3", "12"))
    placement = place(mapped, Layer(0, (), None))
    entries = nps.judge(mapped) == 0
    assert placement.keys == [OVERALL]
    assert nps.summarise(mapped, placement.only(entries)) == {0: CountsByValue.of({9: 3, 3: 1})}


def test_answers_are_counted_cell_by_cell():
    """Each cell has the answers of its own rows; a cell without any has no statistic."""
    nps = metric("nps")
    rows = [*answers(9, 9, plan="pro"), *answers(2, plan="free"), *answers("", plan="none")]
    mapped = records(rows, by=["plan"])
    placement = place(mapped, Layer(1, ("plan",), None))
    found = nps.summarise(mapped, placement.only(nps.judge(mapped) == 0))
    named = {placement.keys[cell].group[0][1]: counts for cell, counts in found.items()}
    assert named == {"pro": CountsByValue.of({9: 2}), "free": CountsByValue.of({2: 1})}


@pytest.mark.parametrize("rows", [[], answers("", "often", 11)])
def test_no_answers_make_no_statistic(rows):
    """Rows without an answer on the scale, or none at all, are counted nowhere."""
    nps = metric("nps")
    mapped = records(rows)
    placement = place(mapped, Layer(0, (), None))
    assert nps.summarise(mapped, placement.only(nps.judge(mapped) == 0)) == {}
    assert nps.empty() == CountsByValue()


def test_an_answer_is_in_one_group_and_one_period():
    """A box score leaves rows where they are."""
    placement = place(records(answers(9)), Layer(0, (), None))
    assert metric("nps").place(records(answers(9)), Layer(0, (), None), placement) is placement


def test_a_scale_without_boxes_can_still_be_averaged():
    """A mean without boxes names the scale alone."""
    mean = replace(shipped()["csat:mean"], sized=None, boxes={})
    assert settle(mean, scale=Scale(0, 100)).parameters == {"scale": "0-100", "boxes": {}}


def test_nothing_is_worked_out_of_answers():
    """They are there as they were given."""
    assert settle(shipped()["nps"]).completed(records(answers(9)), None) == {}

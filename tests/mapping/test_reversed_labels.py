from decimal import Decimal

import pytest

from cxcli.mapping.reversed_labels import reversed_labels, run_backwards
from cxcli.sources.chunk import Column

LOW = ["1 - Not at all likely", "10 - Extremely likely"]


@pytest.mark.parametrize(
    ("metric", "texts"),
    [
        ("csat", ["1 - Very satisfied", "2 - Satisfied", "3 - Neutral", "4 - Dissatisfied", "5 - Very dissatisfied"]),
        ("csat", ["1 - Very satisfied", "2 - Satisfied"]),
        ("csat", ["Excellent (1)", "Poor (5)"]),
        ("csat", ["5 - Very unsatisfied", "1 - Best"]),
        ("csat", ["1 - Very satisfied", "3", "4"]),
        ("csat", ["1 - Very satisfied", "1 - Very dissatisfied", "2 - Satisfied", "5 - Dissatisfied"]),
        ("csat", ["1 - Yes", "2 - No"]),
        ("nps", ["1 - Extremely likely", "10 - Not at all likely"]),
        ("nps", ["0 - Definitely", "10 - Not at all"]),
        ("ces", ["1 - Strongly agree", "7 - Strongly disagree"]),
    ],
)
def test_words_that_fall_as_the_numbers_rise_run_backwards(metric, texts, wanted):
    """Words of any scale, or of its ends, that part from their numbers more often than not run backwards."""
    assert run_backwards(texts, wanted(metric))


@pytest.mark.parametrize(
    ("metric", "texts"),
    [
        ("csat", ["1 - Very dissatisfied", "5 - Very satisfied"]),
        ("csat", ["5 - Very satisfied", "1"]),
        ("csat", ["4 - Satisfied", "3 - Neutral"]),
        ("csat", ["1 - Red", "2 - Blue", "3 - Very satisfied"]),
        ("csat", ["1", "2", "Very satisfied", "n/a"]),
        ("csat", []),
        ("csat", ["1 - Very high effort", "5 - Very low effort"]),
        ("csat", ["1 - Very satisfied", "1 - Very dissatisfied"]),
        ("nps", LOW),
        ("nps", ["0 - Not at all likely", "Extremely likely - 10", "7"]),
    ],
)
def test_words_that_rise_with_the_numbers_do_not(metric, texts, wanted):
    """Words in order, of no scale, in the middle, or without a number do not run backwards; effort has no good end."""
    assert not run_backwards(texts, wanted(metric))


def test_labels_that_turn_the_numbers_are_believed(wanted):
    """Once the numbers are turned by `labels`, the words are in order."""
    texts = ["1 - Very satisfied", "5 - Very dissatisfied"]
    assert not run_backwards(texts, wanted("csat", labels={"1": Decimal(5), "5": Decimal(1)}))


@pytest.mark.parametrize(
    ("metric", "texts", "name", "turned"),
    [
        ("csat:mean", ["1 - Good", "5 - Bad"], "csat_mean_turned", '{"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}'),
        (
            *("nps", ["1 - Extremely likely", "10 - Not at all likely"], "nps_turned"),
            '{"1": 10, "2": 9, "3": 8, "4": 7, "5": 6, "6": 5, "7": 4, "8": 3, "9": 2, "10": 1}',
        ),
        (
            *("nps", ["0 - Extremely likely", "10 - Not at all likely"], "nps_turned"),
            '{"0": 10, "1": 9, "2": 8, "3": 7, "4": 6, "5": 5, "6": 4, "7": 3, "8": 2, "9": 1, "10": 0}',
        ),
    ],
)
def test_the_help_turns_every_number_of_the_scale(metric, texts, name, turned, wanted):
    """The lines to paste make a metric of its own, so that others in the file stay as they are; no cell is shown."""
    problem = reversed_labels(texts, wanted(metric), Column(0, "Q1"), "a.csv")
    assert (problem.code, problem.file) == ("reversed-labels", "a.csv")
    assert problem.help == (
        f'score {name}, with this in cx.yaml: metrics: {{{name}: {{extends: "{metric}", labels: {turned}}}}}'
    )
    assert "ikely" not in problem.message + problem.help

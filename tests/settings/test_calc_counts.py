import pytest

from cxcli.errors import UsageError
from cxcli.scoring.box_definition import Scale
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.settings.calc_counts import read_counts

NPS, CSAT = settle(shipped()["nps"]), settle(shipped()["csat"])


def test_boxes_or_answers_by_their_number():
    """As many numbers as boxes are boxes, as many as answers are answers."""
    assert not read_counts(["1", "2", "3"], NPS).by_answer
    assert read_counts(["1"] * 11, NPS).by_answer
    assert read_counts(["1"] * 5, CSAT).named == dict.fromkeys("12345", 1)


def test_a_fraction_in_one_word_or_three():
    """`69/100`, `69 of 100` and `69 / 100` are the same."""
    found = [read_counts(words, CSAT).named for words in (["69/100"], ["69", "of", "100"], ["69", "/", "100"])]
    assert found == [{"satisfied": 69, "not satisfied": 31}] * 3


def test_all_ways_to_type_are_told():
    """The error tells every way that there is for the metric, and no other."""
    with pytest.raises(UsageError) as caught:
        read_counts([], CSAT)
    assert caught.value.problems[0].help == (
        "cx calc csat SATISFIED of ALL, such as 69 of 100; or cx calc csat SATISFIED NEUTRAL DISSATISFIED; "
        "or a number for each of the 5 answers 1-5, the lowest first"
    )
    with pytest.raises(UsageError) as caught:
        read_counts(["1", "2"], settle(shipped()["csat:mean"], scale=Scale(1, 9)))
    assert caught.value.problems[0].help == "a number for each of the 9 answers 1-9, the lowest first"

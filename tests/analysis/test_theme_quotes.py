from random import Random

from cxcli.analysis.theme_quotes import typical

TEXTS = ["x", "price price ok", "price and some", "nothing here at", "price " * 40]


def told_by(text):
    return text.count("price")


def test_the_typical_ones_have_many_words_of_the_theme_and_a_middle_length():
    """Of the half nearest to the median length, those with the most words go first; the longest and shortest do not."""
    assert typical(TEXTS, told_by, 2) == ["price price ok", "price and some"]


def test_the_order_of_the_texts_does_not_matter():
    """The same texts give the same choice in any order, each text once."""
    shuffled = [*TEXTS, *TEXTS]
    Random(3).shuffle(shuffled)  # noqa: S311 - no secret
    assert typical(shuffled, told_by, 3) == typical(TEXTS, told_by, 3)


def test_few_texts():
    """Without texts there is nothing to show, and never more than there are."""
    assert typical([], told_by, 2) == []
    assert typical(["b", "a"], told_by, 9) == ["a", "b"]

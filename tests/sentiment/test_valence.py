import pytest

from cxcli.sentiment.valence import valence
from cxcli.sentiment.vocabulary import Vocabulary

OF = Vocabulary(
    valences={"good": 2.0, "bad": -2.0, "no": -1.0, "bomb": -2.0},
    degrees={"very": 0.3, "hardly": -0.3, "kind of": -0.3},
    negations=frozenset({"not", "never", "without"}),
    phrases={"the bomb": 3.0, "good bus stop": 0.5},
    phrase_ends=frozenset({"bomb", "of", "stop"}),
    emojis={},
)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("good", "good", 2),
        ("very good", "good", 2 + 0.3),
        ("very bad", "bad", -2 - 0.3),
        ("hardly bad", "bad", -2 + 0.3),
        ("very plain good", "good", 2 + 0.3 * 0.95),
        ("very plain plain good", "good", 2 + 0.3 * 0.9),
        ("very plain plain plain good", "good", 2),
        ("not good", "good", 2 * -0.74),
        ("isn't plain plain good", "good", 2 * -0.74),
        ("not plain plain plain good", "good", 2),
        ("not very good", "good", (2 + 0.3) * -0.74),
        ("never so good", "good", 2 * 1.25),
        ("never this plain good", "good", 2 * 1.25),
        ("never plain good", "good", 2 * -0.74),
        ("plain plain so good", "good", 2 * 1.25),
        ("plain so good", "good", 2),
        ("without doubt good", "good", 2),
        ("without plain good", "good", 2 * -0.74),
        ("no good", "good", 2 * -0.74),
        ("no plain good", "good", 2 * -0.74),
        ("no plain nor good", "good", 2 * -0.74),
        ("no plain plain good", "good", 2),
        ("no good", "no", 0),
        ("no plain", "no", -1),
        ("plain no", "no", -1),
        ("GOOD plain", "good", 2 + 0.733),
        ("BAD plain", "bad", -2 - 0.733),
        ("VERY good", "good", 2 + 0.3 + 0.733),
        ("VERY bad", "bad", -2 - 0.3 - 0.733),
        ("good bad", "bad", -2),
        ("least good", "good", 2 * -0.74),
        ("plain least good", "good", 2 * -0.74),
        ("at least good", "good", 2),
        ("very least good", "good", 2 + 0.3 * 0.95),
        ("it is the bomb", "bomb", 3),
        ("the bomb", "bomb", -2),
        ("it was kind of good", "good", 2 - 0.3),
        ("it was a good bus stop", "good", 0.5),
    ],
)
def test_the_valence_of_a_word(text, word, expected):
    """Degrees, negations, capitals and phrases act as Hutto and Gilbert (2014) say, on three words at most."""
    words = text.lower().split()
    loud = [each.isupper() for each in text.split()]
    assert valence(words.index(word), words, loud, OF) == pytest.approx(expected, abs=1e-12)

import numpy as np
import pytest
from sklearn.metrics import f1_score

from cxcli.errors import DataError
from cxcli.sentiment.training import FEWEST, Example, enough, fit, macro_f1, macro_f1_limits, texts_by_class


def examples(**counts):
    values = {"negative": -1, "neutral": 0, "positive": 1}
    return [Example(f"{name} {number}", values[name], "en") for name, n in counts.items() for number in range(n)]


def vectors(of):
    """Vectors that tell the classes apart, with noise."""
    random = np.random.default_rng(5)
    found = random.normal(size=(len(of), 8)).astype(np.float32) * 0.2
    for place, each in enumerate(of):
        found[place, each.value + 1] += 1
    return found


def test_too_few_comments_are_refused():
    """How many there are is told; repeated texts count once."""
    few = [*examples(negative=FEWEST - 1, positive=50), *examples(negative=5)]
    with pytest.raises(DataError) as failure:
        enough(few)
    assert "29 negative, 0 neutral, 50 positive" in failure.value.problems[0].message


def test_few_neutral_comments_are_left_out():
    """The model knows the other classes alone, in an order that is not that of the rows."""
    given = examples(positive=40, negative=40, neutral=FEWEST - 1)
    kept = enough(given)
    assert kept == enough(given[::-1]) == sorted(each for each in given if each.value)
    assert texts_by_class(kept) == {"negative": 40, "neutral": 0, "positive": 40}


@pytest.mark.parametrize("counts", [{"negative": 40, "positive": 60}, {"negative": 40, "neutral": 35, "positive": 60}])
def test_what_is_learned_tells_the_classes_apart(counts):
    """The coefficients judge as the regression does, the same at every run; the confusion counts every comment."""
    of = enough(examples(**counts))
    found = fit(of, vectors(of))
    again = fit(of, vectors(of))
    assert found.classes == tuple(counts)
    assert found.confusion.sum(axis=1).tolist() == list(counts.values())
    assert np.trace(found.confusion) > 0.9 * len(of)
    assert (found.coefficients == again.coefficients).all()
    guessed = (vectors(of) @ found.coefficients.T + found.intercepts).argmax(axis=1)
    there = sorted({each.value for each in of})
    assert np.mean([there[guess] == each.value for guess, each in zip(guessed, of, strict=True)]) > 0.9


def test_a_text_is_on_one_side_only():
    """Repeated texts with random classes cannot be learned from themselves: the folds keep them together."""
    random = np.random.default_rng(8)
    of = [Example(f"text {n}", value, "en") for n in range(80) for value in [random.choice((-1, 1))] for _ in range(5)]
    of = sorted(of)
    own = random.normal(size=(80, 64)).astype(np.float32)
    found = fit(of, np.array([own[int(each.text[5:])] for each in of]))
    assert np.trace(found.confusion) < 0.75 * len(of)


def test_macro_f1_is_that_of_scikit_learn():
    """The mean of the F1 of each class; limits hold it."""
    confusion = np.array([[30, 5, 1], [4, 20, 6], [0, 3, 50]])
    right = np.repeat(np.arange(3), confusion.sum(axis=1))
    guessed = np.concatenate([np.repeat(np.arange(3), row) for row in confusion])
    assert macro_f1(confusion) == pytest.approx(f1_score(right, guessed, average="macro"))
    low, high = macro_f1_limits(confusion, 0.95)
    assert low < macro_f1(confusion) < high
    assert macro_f1_limits(confusion, 0.95) == (low, high)

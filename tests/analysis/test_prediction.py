import numpy as np
import pytest

from cxcli.analysis.prediction import Cases, prediction


def cases(seed=1, n=900, effect=1.5):
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(n, 3))
    happened = chance.random(n) < 1 / (1 + np.exp(1 - effect * rows[:, 0]))
    return Cases(rows, happened, chance.random(n) < 0.3)


def test_the_driver_that_foretells_is_missed():
    """The forecast is clearly worse without the driver that moves the outcome, and not without the others."""
    found = prediction(["wait", "colour", "day"], cases(), confidence=0.95)
    assert found.predictors[0].name == "wait"
    assert [each.name for each in found.predictors if each.clear] == ["wait"]
    assert found.predictors[0].alone.value > 0.7
    assert found.predictors[0].coefficient > 0
    assert not found.chance
    assert found.brier < found.base
    assert not found.separated


def test_held_out_rows_alone_are_judged():
    """Both parts are counted, and the bins hold the rows held out."""
    given = cases()
    found = prediction(["wait", "colour", "day"], given, confidence=0.95)
    assert found.n == (int((~given.held_out).sum()), int(given.held_out.sum()))
    assert found.events == (int(given.happened[~given.held_out].sum()), int(given.happened[given.held_out].sum()))
    assert sum(each.n for each in found.bins) == found.n[1]
    happened = sum(each.n * each.happened for each in found.bins)
    assert happened == pytest.approx(found.events[1])
    assert [each.forecast for each in found.bins] == sorted(each.forecast for each in found.bins)


def test_what_is_foretold_by_nothing_is_chance():
    """In at most 5 of 100 files without any driver the limits of the area lie above 0.5, chance of the test aside."""
    clear = [not prediction(["a", "b", "c"], cases(seed, 300, 0), confidence=0.95).chance for seed in range(200)]
    assert sum(clear) <= 200 * 0.05 + 2 * np.sqrt(200 * 0.05 * 0.95)

import numpy as np
import pytest

from cxcli.analysis.filled_driver import Filled
from cxcli.analysis.key_drivers import KeyDriver, KeyDrivers
from cxcli.analysis.prediction import Bin, Prediction, Predictor
from cxcli.analysis.roc import Area
from cxcli.reporting.driver_words import (
    ASSOCIATION,
    driver_notes,
    explained_texts,
    forecast_notes,
    foretold_texts,
    readings_text,
    rows_used_text,
)


def driver(name, ranks, **more):
    said = {
        "share": 0.2,
        "share_limits": (0.1, 0.3),
        "percent": 50.0,
        "percent_limits": (40.0, 60.0),
        "correlation": 0.4,
        "coefficient": 0.3,
        "coefficient_limits": (0.1, 0.5),
        "inflation": 1.5,
        "found": "driver",
    }
    return KeyDriver(name=name, ranks=ranks, **(said | more))


def drivers(*several, alike=()):
    return KeyDrivers(
        method="lmg",
        n=1200,
        r_squared=0.4,
        r_squared_limits=(0.35, 0.45),
        adjusted=0.39,
        adjusted_limits=(0.34, 0.44),
        chance=0.0123,
        confidence=0.95,
        drivers=several,
        alike=alike,
    )


def notes(*several, **more):
    return driver_notes(drivers(*several, **more))


def test_how_much_is_explained():
    """R² and the adjusted one stand in percent with limits."""
    assert explained_texts(drivers()) == ["R² 40.0 %", "95 % 35.0 to 45.0", "adjusted 39.0 % (34.0 to 44.0)", "n 1,200"]


def test_a_first_driver_is_named_where_its_rank_overlaps_with_none():
    """First is who cannot be second; else those that cannot be told apart from it are named."""
    assert notes(driver("a", (1, 1)), driver("b", (2, 3)))[0].startswith("a is first")
    several = [driver(name, (1, 6)) for name in "abcdef"]
    assert "told apart from b, c, d, e and 1 more" in notes(*several)[0]
    assert "told apart from b:" in notes(driver("a", (1, 2)), driver("b", (1, 2)), driver("c", (3, 3)))[0]
    assert "No driver explains more" in notes(driver("a", (1, 2), found="chance"), driver("b", (1, 2)))[0]


def test_what_speaks_against_drivers_is_said():
    """Pairs that are alike, drivers that follow from others, and suppression are lines of their own."""
    found = notes(
        driver("a", (1, 2), inflation=None),
        driver("b", (1, 2), inflation=12.0),
        driver("c", (3, 3), inflation=7.0, coefficient=-0.2, coefficient_limits=(-0.3, -0.1)),
        alike=[("a", "b", 0.95)],
    )
    said = " ".join(found)
    assert "Hardly to be told apart: a and b (r 0.95)." in said
    assert "follows largely from the other drivers: a (VIF infinite) and b (VIF 12.0)." in said
    assert "follows partly from the other drivers: c (VIF 7.0)." in said
    assert "c goes the other way" in said
    assert found[-1] == ASSOCIATION
    assert "at most 1.23 % of all variance" in said
    plain = " ".join(notes(driver("a", (1, 1)), driver("b", (2, 2))))
    assert not any(word in plain for word in ("VIF", "suppression", "Hardly"))


def test_rows_that_fell_away_are_said_by_driver():
    """What lacks is said by driver; of a joined one, that there is no row."""
    filled = [
        Filled(name="a", kind="numbers", n=10, blank=0, missing=0, unreadable=0, alone=0, mean=1),
        Filled(name="b", kind="numbers", n=7, blank=1, missing=0, unreadable=2, alone=1, mean=1),
        Filled(
            name="w", kind="durations in seconds", n=6, blank=0, missing=4, unreadable=0, alone=1, mean=1, joined=True
        ),
    ]
    assert rows_used_text(10, 5, filled) == (
        "10 scored rows: 5 complete, 5 not (b 1 blank, 2 unreadable; w 4 without a row)"
    )
    assert rows_used_text(10, 10, filled[:1]) == "10 scored rows: 10 complete, 0 not"
    assert readings_text(filled) == "read as numbers: a, b; durations in seconds: w"


NOBODY = (np.zeros(0), np.zeros(0))


def forecast(low=0.6, high=0.8, drop=(0.1, 0.05, 0.15), **more):
    area = Area(0.7, low, high, NOBODY)
    said = {
        "n": (700, 300),
        "events": (70, 30),
        "together": area,
        "brier": 0.08,
        "base": 0.09,
        "bins": [Bin(300, 0.1, 0.1)],
        "predictors": [Predictor(name="wait", alone=area, drop=drop, coefficient=0.4)],
        "separated": False,
        "confidence": 0.95,
    }
    return Prediction(**(said | more))


def test_what_a_forecast_is_worth():
    """Better than chance, who is missed, whether the base rate does as well, and whether all is told apart."""
    assert "clearly worse without wait" in forecast_notes(forecast())[0]
    assert "No single driver is missed" in forecast_notes(forecast(drop=(0.1, -0.05, 0.15)))[0]
    assert "No better than chance" in forecast_notes(forecast(low=0.45))[0]
    assert any("no closer than the base rate" in note for note in forecast_notes(forecast(brier=0.09)))
    assert any("without a fault" in note for note in forecast_notes(forecast(separated=True)))
    assert forecast_notes(forecast())[-1] == ASSOCIATION


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.6, 0.8, "95 % 0.600 to 0.800"), (None, None, "no limits: no forecast is wrong")]
)
def test_how_well_rows_are_foretold(low, high, said):
    """The area with limits where it has some, both Brier scores, and how many rows are held out."""
    assert foretold_texts(forecast(low, high)) == [
        *("AUC 0.700", said, "Brier 0.080, of the base rate 0.090", "held out 300 of 1,000", "100 a yes")
    ]

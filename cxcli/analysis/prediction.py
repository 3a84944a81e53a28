"""How well drivers foretell a yes or no: fitted on one part of the rows, judged on those held out.

Sources: Brier, Verification of Forecasts Expressed in Terms of Probability (Monthly Weather Review 78(1), 1950);
Steyerberg, Clinical Prediction Models (2009), on held-out rows, calibration and events per predictor.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.analysis.logistic import LogisticModel, logistic_model, probabilities
from cxcli.analysis.roc import Area, area, difference

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

_BINS = 5


class Predictor(Struct, frozen=True, kw_only=True):
    """One driver: its area `alone`, and what the area of all loses without it (`drop`, value and limits).

    `coefficient` is the log odds for one standard deviation more.
    """

    name: str
    alone: Area
    drop: tuple[float, float, float]
    coefficient: float

    @property
    def clear(self) -> bool:
        """Whether the area of all is clearly smaller without it."""
        return self.drop[1] > 0


class Bin(Struct, frozen=True):
    """Rows with the like forecasts: how many, the mean forecast, and the share in which it happened."""

    n: int
    forecast: float
    happened: float


class Prediction(Struct, frozen=True, kw_only=True):
    """The forecast of an outcome on held-out rows, the drivers whose loss costs most first.

    `events` are the rows in which it happened, of those fitted on and of those held out. `base` is the Brier score of
    the base rate alone.
    """

    n: tuple[int, int]
    events: tuple[int, int]
    together: Area
    brier: float
    base: float
    bins: Sequence[Bin]
    predictors: Sequence[Predictor]
    separated: bool
    confidence: float

    @property
    def chance(self) -> bool:
        """Whether the forecast is no better than chance: the limits of its area hold 0.5."""
        low = self.together.low if self.together.low is not None else self.together.value
        return low <= 0.5  # noqa: PLR2004 - the area of a coin


class Cases(Struct, frozen=True):
    """The cases: drivers (n by p), in which of them it happened, and which are held out."""

    rows: FloatArray
    happened: BoolArray
    held_out: BoolArray

    def of(self, places: Sequence[int]) -> "Cases":
        """Return the cases with some of the drivers."""
        return Cases(self.rows[:, list(places)], self.happened, self.held_out)

    def forecast(self) -> tuple[LogisticModel, FloatArray]:
        """Return the model of the rows that are not held out, and its log odds for those that are."""
        model = logistic_model(self.rows[~self.held_out], self.happened[~self.held_out])
        return model, model.logits(self.rows[self.held_out])


def prediction(names: Sequence[str], cases: Cases, *, confidence: float) -> Prediction:
    """Return the forecast by drivers; both parts must hold two cases of both classes, and no driver is constant."""
    judged, fitted = cases.happened[cases.held_out], cases.happened[~cases.held_out]
    model, logits = cases.forecast()
    together = area(logits, judged, confidence)
    forecasts = probabilities(logits)
    found = [
        _predictor(name, place, cases, together, float(model.coefficients[place]), confidence)
        for place, name in enumerate(names)
    ]
    return Prediction(
        n=(len(fitted), len(judged)),
        events=(int(fitted.sum()), int(judged.sum())),
        together=together,
        brier=float(((forecasts - judged) ** 2).mean()),
        base=float(((fitted.mean() - judged) ** 2).mean()),
        bins=_bins(forecasts, judged),
        predictors=sorted(found, key=lambda each: (-each.drop[0], -each.alone.value, each.name)),
        separated=model.separated,
        confidence=confidence,
    )


def _predictor(name: str, place: int, cases: Cases, together: Area, coefficient: float, confidence: float) -> Predictor:
    judged = cases.happened[cases.held_out]
    _, alone = cases.of([place]).forecast()
    others = [other for other in range(cases.rows.shape[1]) if other != place]
    _, without = cases.of(others).forecast()
    drop = difference(together, area(without, judged, confidence), confidence)
    return Predictor(name=name, alone=area(alone, judged, confidence), drop=drop, coefficient=coefficient)


def _bins(forecasts: FloatArray, happened: BoolArray) -> list[Bin]:
    """Return fifths of the cases by their forecast; cases with one forecast are in one of them."""
    edges = np.quantile(forecasts, np.arange(1, _BINS) / _BINS)
    places = np.searchsorted(edges, forecasts, side="left")
    return [
        Bin(int(mine.sum()), float(forecasts[mine].mean()), float(happened[mine].mean()))
        for mine in (places == place for place in np.unique(places))
    ]

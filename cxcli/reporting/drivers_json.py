"""Drivers as JSON, by the contract of docs/cx.drivers.schema.json."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.filled_driver import Filled
from cxcli.analysis.key_drivers import KeyDriver, KeyDrivers
from cxcli.analysis.prediction import Prediction, Predictor
from cxcli.analysis.roc import Area
from cxcli.reporting.score_json import Json


def key_json(found: KeyDrivers, filled: Mapping[str, Filled]) -> Json:
    """Return shares of the explained variance."""
    return {
        "method": found.method,
        "n": found.n,
        "confidence": found.confidence,
        "r_squared": {"value": found.r_squared, **_limits(found.r_squared_limits)},
        "adjusted": {"value": found.adjusted, **_limits(found.adjusted_limits)},
        "chance": found.chance,
        "drivers": [_driver(each, filled[each.name]) for each in found.drivers],
        "alike": [{"drivers": [one, other], "correlation": r} for one, other, r in found.alike],
    }


def forecast_json(found: Prediction, filled: Mapping[str, Filled]) -> Json:
    """Return how well a yes or no is foretold."""
    return {
        "fitted": {"n": found.n[0], "events": found.events[0]},
        "held_out": {"n": found.n[1], "events": found.events[1]},
        "confidence": found.confidence,
        "auc": _area(found.together),
        "chance": found.chance,
        "brier": found.brier,
        "brier_of_base_rate": found.base,
        "separated": found.separated,
        "bins": [{"n": each.n, "forecast": each.forecast, "happened": each.happened} for each in found.bins],
        "drivers": [_predictor(each, filled[each.name]) for each in found.predictors],
    }


def rows_json(scored: int, used: int, filled: Sequence[Filled], constant: Sequence[str]) -> Json:
    """Return what became of the scored rows."""
    columns = [
        {
            "driver": each.name,
            "read_as": each.kind,
            "joined": each.joined,
            "n": each.n,
            "blank": each.blank,
            "missing": each.missing,
            "unreadable": each.unreadable,
            "alone": each.alone,
            "mean": each.mean,
            "constant": each.name in constant,
        }
        for each in filled
    ]
    return {"scored": scored, "complete": used, "incomplete": scored - used, "columns": columns}


def _driver(each: KeyDriver, filled: Filled) -> Json:
    return {
        "driver": each.name,
        "share": {"value": each.share, **_limits(each.share_limits)},
        "percent": {"value": each.percent, **_limits(each.percent_limits)},
        "ranks": list(each.ranks),
        "correlation": each.correlation,
        "coefficient": {"value": each.coefficient, **_limits(each.coefficient_limits)},
        "suppressed": each.suppressed,
        "inflation": each.inflation,
        "mean": filled.mean,
        "finding": each.found,
    }


def _predictor(each: Predictor, filled: Filled) -> Json:
    value, low, high = each.drop
    return {
        "driver": each.name,
        "drop": {"value": value, "low": low, "high": high},
        "alone": _area(each.alone),
        "coefficient": each.coefficient,
        "mean": filled.mean,
    }


def _area(found: Area) -> Json:
    return {"value": found.value, "low": found.low, "high": found.high}


def _limits(limits: tuple[float, float]) -> Json:
    return {"low": limits[0], "high": limits[1]}

"""The value of a box score and its limits, from answers counted by value."""

from collections.abc import Mapping
from math import sqrt

from cxcli.errors import Problem, UsageError
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.definition import Definition, Scale
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.intervals import (
    DEFAULT_DIFFERENCE_METHOD,
    DEFAULT_MEAN_METHOD,
    DEFAULT_SHARE_METHOD,
    DIFFERENCE_METHODS,
    MEAN_METHODS,
    SHARE_METHODS,
)
from cxcli.scoring.metric import Estimate

Boxes = Mapping[str, tuple[int, ...]]


def estimate(
    statistic: CountsByValue, source: Definition, scale: Scale, boxes: Boxes, *, confidence: float, interval: str | None
) -> Estimate:
    """Return value and limits in the metric's unit, with the shares of all boxes in percent beside them.

    A share and a difference of shares are exact until the last step; the statistic must hold at least one answer.
    """
    value = source.value
    n = statistic.effective_n
    parts = _parts(statistic, source, scale, boxes)
    if value.plus is not None and value.minus is not None:
        plus, minus = statistic.share(boxes[value.plus]), statistic.share(boxes[value.minus])
        method = _method(source, interval, DIFFERENCE_METHODS, DEFAULT_DIFFERENCE_METHOD)
        limits = DIFFERENCE_METHODS[method](float(plus), float(minus), n, confidence)
        return _scaled(float(100 * (plus - minus)), limits, 100, 0, method, statistic.n, parts)
    if value.share is not None:
        share = statistic.share(boxes[value.share])
        method = _method(source, interval, SHARE_METHODS, DEFAULT_SHARE_METHOD)
        return _scaled(
            float(100 * share), SHARE_METHODS[method](float(share), n, confidence), 100, 0, method, statistic.n, parts
        )
    mean, variance = statistic.mean(), statistic.variance()
    method = _method(source, interval, MEAN_METHODS, DEFAULT_MEAN_METHOD)
    found = MEAN_METHODS[method](float(mean), float(variance), n, confidence)
    if value.mean:
        return _scaled(float(mean), _within(found, scale), 1, 0, method, statistic.n, parts)
    factor = 100 / (scale.high - scale.low)
    index = float(100 * (mean - scale.low) / (scale.high - scale.low))
    return _scaled(index, _within(found, scale), factor, -scale.low * factor, method, statistic.n, parts)


def _within(limits: Interval | Undefined, scale: Scale) -> Interval | Undefined:
    """A mean cannot leave its scale, and neither do its limits."""
    if isinstance(limits, Undefined):
        return limits
    return Interval(max(limits.low, scale.low), min(limits.high, scale.high), limits.method)


def _method(source: Definition, asked: str | None, known: Mapping[str, object], default: str) -> str:
    if asked is None:
        return default
    if asked not in known:
        raise UsageError(
            Problem(
                code="interval",
                message=f"{source.id} has no interval '{asked}'",
                help=f"intervals for {source.id}: {', '.join(known)}",
            )
        )
    return asked


def _scaled(
    value: float,
    limits: Interval | Undefined,
    factor: float,
    shift: float,
    method: str,
    n: int,
    parts: Mapping[str, float],
) -> Estimate:
    if isinstance(limits, Undefined):
        return Estimate(value, None, None, method, n, parts, limits.reason)
    low, high = limits.low * factor + shift, limits.high * factor + shift
    # Scaling rounds: the limits must not pass the value by a last digit.
    return Estimate(value, min(low, value), max(high, value), method, n, parts)


def _parts(statistic: CountsByValue, source: Definition, scale: Scale, boxes: Boxes) -> dict[str, float]:
    parts = {name: float(100 * statistic.share(points)) for name, points in boxes.items()}
    if "distribution" in source.beside:
        parts |= {str(point): float(100 * statistic.share([point])) for point in range(scale.low, scale.high + 1)}
    if "mean" in source.beside:
        parts["mean"] = float(statistic.mean())
    if "spread" in source.beside:
        parts["standard deviation"] = _standard_deviation(statistic)
    return parts


def _standard_deviation(statistic: CountsByValue) -> float:
    """Return the standard deviation of the answers, with n - 1; 0 for a single one."""
    n = statistic.effective_n
    return sqrt(float(statistic.variance()) * n / (n - 1)) if n > 1 else 0.0

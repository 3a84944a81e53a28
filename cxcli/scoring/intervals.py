"""The ways to make an interval, by the name they are asked for; the first of each kind is the default."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cxcli.scoring import difference, mean, proportion
from cxcli.scoring.interval import Interval, Undefined

ShareMethod = Callable[[float, float, float], Interval]
"""(share, n, confidence) -> limits of the share."""

DifferenceMethod = Callable[[float, float, float, float], Interval]
"""(plus, minus, n, confidence) -> limits of plus - minus."""

MeanMethod = Callable[[float, float, float, float], Interval | Undefined]
"""(mean, variance, n, confidence) -> limits of the mean."""

SHARE_METHODS: Mapping[str, ShareMethod] = MappingProxyType(
    {
        "wilson": proportion.wilson,
        "agresti-coull": proportion.agresti_coull,
        "jeffreys": proportion.jeffreys,
        "mid-p": proportion.mid_p,
        "clopper-pearson": proportion.clopper_pearson,
        "wald": proportion.wald,
    }
)
"""For a share of answers, such as CSAT."""

DIFFERENCE_METHODS: Mapping[str, DifferenceMethod] = MappingProxyType(
    {
        "score": difference.score,
        "adjusted-wald": difference.adjusted_wald,
        "wald": difference.wald,
    }
)
"""For the difference of two shares of one sample, such as NPS."""

MEAN_METHODS: Mapping[str, MeanMethod] = MappingProxyType({"t": mean.t})
"""For a mean of answers."""

DEFAULT_SHARE_METHOD = "wilson"
DEFAULT_DIFFERENCE_METHOD = "score"
DEFAULT_MEAN_METHOD = "t"

"""A score with another estimate: what some rows of it, or those of others, say."""

from msgspec.structs import replace

from cxcli.scoring.metric import Estimate
from cxcli.scoring.score import Score
from cxcli.scoring.statistics import Statistic


def with_estimate(score: Score, estimate: Estimate, statistic: Statistic) -> Score:
    """Return the score with value, limits and parts of an estimate, and the `statistic` that it was made from."""
    return replace(
        score,
        reason=estimate.reason,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        interval=estimate.interval,
        n=statistic.n,
        base=estimate.base,
        effective_n=estimate.effective_n,
        parts=estimate.parts,
        statistic=statistic,
    )

"""How a figure of points comes of the points of all members, with the figures put in."""

from cxcli.reporting.customer_arithmetic import share_facts
from cxcli.reporting.explained import Fact
from cxcli.reporting.number_format import number
from cxcli.reporting.score_words import value_text
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.points_cells import PointsMoved
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.score import Score
from cxcli.scoring.worked_out import MILLION


def points_facts(moved: PointsMoved, score: Score, places: int) -> list[Fact]:
    """Return the two sums that are divided, or the members who redeemed and those who did not."""
    match moved.said:
        case RatioSums(x=x, y=y) if score.value is not None:
            above, below = (number(each / MILLION, "", 0) for each in (y, x))
            return [("arithmetic", f"100 × {above} / {below} = {value_text(score, places)}")]
        case CountsByValue() as counts if counts.n:
            return share_facts(counts, score, places)
    return [("arithmetic", f"{value_text(score, places)}: {score.reason}")]

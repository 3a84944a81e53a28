"""How the value of a rate, a ratio or a duration comes of its rows, with the figures put in."""

from fractions import Fraction
from math import floor

from cxcli.reporting.box_arithmetic import arithmetic_text, boxes_text
from cxcli.reporting.explained import Fact
from cxcli.reporting.number_format import bare, count, number
from cxcli.reporting.score_words import n_texts, value_text
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.duration import Duration
from cxcli.scoring.duration_estimate import NOT_ENDED, RUNNING
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.eligibility_rate import EligibilityRate, eligible_counts
from cxcli.scoring.quantile import at_rank, position
from cxcli.scoring.rate import Rate
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.score import Score
from cxcli.scoring.worked_out import MILLION

_HALF, _PERCENT = 0.5, 100
_AMOUNT_PLACES, _SECOND_PLACES = 2, 3


def rate_facts(rate: Rate, counts: CountsByValue, score: Score, places: int) -> list[Fact]:
    """Return the rows in each box, and their share; of weighted rows how many plain ones they are worth."""
    worth = " · ".join(n_texts(score)) if counts.weights is not None or score.effective_n else ""
    boxes, arithmetic = boxes_text(rate, counts), arithmetic_text(rate, counts, score, places)
    return [("n", worth), ("boxes", boxes), ("arithmetic", arithmetic)]


def eligibility_facts(rate: EligibilityRate, counts: CountsByValue, score: Score, places: int) -> list[Fact]:
    """Return the rows of each kind, how e comes of them, and the share."""
    none, one, unknown, outside = eligible_counts(counts)
    kinds = [("counted", one), ("other eligible", none), ("unknown", unknown), ("not eligible", outside)]
    rows = " · ".join(f"{name} {count(rows)}" for name, rows in kinds)
    e = rate.eligible_share(counts)
    if score.value is None or e is None:
        return [("counts", rows), ("arithmetic", f"{value_text(score, places)}: {score.reason}")]
    known = one + none
    told = "said" if rate.source.eligible is not None else f"{count(known)} / {count(known + outside)}"
    made = f"100 × {count(one)} / ({count(known)} + {bare(float(e), 4)} × {count(unknown)})"
    arithmetic = f"{made} = {value_text(score, places)}"
    return [("counts", rows), ("e", f"{bare(float(e), 4)} ({told})"), ("arithmetic", arithmetic)]


def ratio_facts(ratio: Ratio, sums: RatioSums, score: Score, places: int) -> list[Fact]:
    """Return the two sums, and what the one is of the other."""
    seconds = score.unit == "seconds"
    above = f"{_amount(sums.y)} s" if seconds else _amount(sums.y)
    below = _amount(sums.x) if ratio.source.per else count(sums.n)
    below = f"({below} × {ratio.source.margin:g})" if ratio.source.margin else below
    if score.value is None:
        return [("arithmetic", f"{above} / {below}: {score.reason}")]
    factor = f"{_PERCENT} × " if score.unit == "percent" else ""
    result = value_text(score, places)
    found = [f"{factor}{above} / {below}", *_in_seconds(score, result), result]
    return [("arithmetic", " = ".join(found))]


def duration_facts(duration: Duration, table: DurationTable, score: Score, places: int) -> list[Fact]:
    """Return how many have ended, and how the mean or the quantile comes of them; beside it, what the others say."""
    ended = f"{count(table.n)} {'has' if table.n == 1 else 'have'} ended"
    ended += f" · {count(table.running)} {_NOT_ENDED[duration.unended]}" if table.running else ""
    return [
        ("durations", ended),
        ("arithmetic", _duration(duration, table, score, places)),
        ("running", _WITH_THESE[duration.unended] if table.running and table.n else ""),
    ]


_NOT_ENDED = {RUNNING: "still running", NOT_ENDED: "have not, and were watched until now or to a date of their own"}
_WITH_THESE = {
    RUNNING: "in the median with running, a duration that still runs counts as longer than it has lasted so far "
    "(Kaplan and Meier 1958; log-log limits)",
    NOT_ENDED: "in the median with these, a duration that has not ended counts as longer than it was watched "
    "(Kaplan and Meier 1958; log-log limits)",
}


def _duration(duration: Duration, table: DurationTable, score: Score, places: int) -> str:
    result = value_text(score, places)
    if score.value is None:
        return f"{result}: {score.reason}"
    value = duration.source.value
    if duration.source.censored:
        made = f"the first time by which {value.percentile or 50} % are there by the curve of Kaplan and Meier"
    elif value.mean:
        made = f"{_amount(table.total)} s / {count(table.n)}"
    else:
        part = _HALF if value.percentile is None else value.percentile / _PERCENT
        made = _quantile(table, part)
    return " = ".join([made, *_in_seconds(score, result), result])


def _quantile(table: DurationTable, part: float) -> str:
    """Return how a quantile of type 7 lies between two of the durations that have ended."""
    place = position(table.n, part)
    rank = floor(place)
    low, high = (_amount(at_rank(table, each)) for each in (rank, min(rank + 1, table.n)))
    where = f"place {bare(float(place), 2).rstrip('0').rstrip('.')} of {count(table.n)} in order of length"
    if place == rank or low == high:
        return f"{where}: {low} s"
    return f"{where}: {low} s + {bare(float(place - rank), 2).rstrip('0')} × ({high} s - {low} s)"


def _in_seconds(score: Score, result: str) -> list[str]:
    """Return the value in seconds, where it is shown in a longer unit."""
    if score.unit != "seconds" or score.value is None or result.endswith(" s"):
        return []
    return [f"{_amount(round(score.value * MILLION))} s"]


def _amount(millionths: int) -> str:
    """Return a sum in full if it is whole, else with two digits after the point, or three for less than 1."""
    amount = Fraction(millionths, MILLION)
    if amount.denominator == 1:
        return count(amount.numerator)
    return number(float(amount), "", _AMOUNT_PLACES if abs(amount) >= 1 else _SECOND_PLACES)

"""Where a number comes from: definition, counts, arithmetic, interval, rows, column, source."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cxcli.reporting.facts import fact_lines, folded
from cxcli.reporting.number_format import count, number
from cxcli.reporting.safe import safe
from cxcli.reporting.score_json import SourceEntry
from cxcli.reporting.score_words import (
    confidence_text,
    days_text,
    decimals_for,
    distribution_texts,
    limits_text,
    n_texts,
    part_texts,
    rows_text,
    value_text,
    votes_texts,
)
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import Window
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.score import Score

_WEIGHT_DECIMALS = 2
METHODS: Mapping[str, str] = {
    "score": "asymptotic score interval for a difference of two shares of one sample (Tango 1998)",
    "adjusted-wald": "Wald interval with three answers added (adjusted Wald)",
    "wald": "Wald interval",
    "wilson": "score interval for a share (Wilson 1927)",
    "agresti-coull": "Agresti-Coull interval",
    "clopper-pearson": "exact interval (Clopper and Pearson 1934)",
    "mid-p": "exact interval with mid-P",
    "jeffreys": "Jeffreys interval",
    "t": "t interval of a mean",
}


def explanation(
    metric: BoxScore,
    statistic: CountsByValue,
    score: Score,
    sources: Sequence[SourceEntry],
    *,
    decimals: int | None,
    width: int,
    days: Window | None = None,
) -> str:
    """Return the explanation of one overall score, in lines of at most `width` where figures allow it.

    `days` are those that count, where some do not.
    """
    places = decimals_for(score, decimals)
    facts = [
        ("definition", score.definition),
        ("scale", str(metric.scale)),
        ("polarity", metric.source.polarity or ""),
        ("where", metric.source.where or ""),
        ("days", days_text(days) if days else ""),
        *_counts(metric, statistic, score, places),
        ("interval", _interval(score, places)),
        ("rows", rows_text(score)),
        *(fact for source in sources for fact in _source(source)),
        *(("mind", trap) for trap in metric.source.traps),
    ]
    title = f"{safe(score.title)} ({score.metric})"
    lines = [title, *folded(metric.source.description, width), "", *fact_lines(facts, width)]
    return "".join(f"{line}".rstrip() + "\n" for line in lines)


def _counts(metric: BoxScore, statistic: CountsByValue, score: Score, places: int) -> list[tuple[str, str]]:
    """Return the counts and what is made of them; of a score that is not shown, they are not shown either."""
    if score.status != "ok":
        return [("arithmetic", f"{value_text(score, places)}: {score.reason}")]
    return [
        ("votes", " · ".join(votes_texts(score))),
        ("n", " · ".join(n_texts(score)) if statistic.weights is not None or score.effective_n else ""),
        ("answers", _answers(statistic)),
        ("boxes", " · ".join(_boxes(metric, statistic))),
        ("arithmetic", _arithmetic(metric, statistic, score, places)),
        ("beside", " · ".join(part_texts(score) + distribution_texts(score))),
    ]


def _answers(statistic: CountsByValue) -> str:
    return " · ".join(f"{value} ×{count(rows)}" for value, rows in statistic.counts.items()) or "none"


def _boxes(metric: BoxScore, statistic: CountsByValue) -> list[str]:
    return [f"{name} {_in_box(points, statistic)}" for name, points in metric.boxes.items()]


def _in_box(points: Sequence[int], statistic: CountsByValue) -> str:
    """Return the answers of a box, or where they are weighted, their weight."""
    return _mass(statistic.share(points) * statistic.base, statistic)


def _mass(mass: Fraction, statistic: CountsByValue) -> str:
    return count(int(mass)) if statistic.weights is None else number(float(mass), "", _WEIGHT_DECIMALS)


def _arithmetic(metric: BoxScore, statistic: CountsByValue, score: Score, places: int) -> str:
    value, n, result = metric.source.value, _mass(statistic.base, statistic), value_text(score, places)
    if score.value is None:
        return f"{result}: {score.reason}"
    if value.plus is not None and value.minus is not None:
        plus, minus = (_in_box(metric.boxes[box], statistic) for box in (value.plus, value.minus))
        return f"100 × ({plus} - {minus}) / {n} = {result}"
    if value.share is not None:
        return f"100 × {_in_box(metric.boxes[value.share], statistic)} / {n} = {result}"
    mean = f"{_mass(statistic.mean() * statistic.base, statistic)} / {n}"
    if value.mean:
        return f"{mean} = {result}"
    low, high = metric.scale.low, metric.scale.high
    return f"100 × ({mean} - {low}) / ({high} - {low}) = {result}"


def _interval(score: Score, places: int) -> str:
    limits = limits_text(score, places)
    if not limits:
        return f"none: {score.reason}"
    return f"{confidence_text(score)} {limits}: {METHODS[score.interval or '']}"


def _source(source: SourceEntry) -> list[tuple[str, str]]:
    facts = source.facts
    found = [("source", f"{facts.file}: {facts.format}, {number(facts.account.read, '', 0)} records")]
    found += [(each.what, f"{each.value.replace(chr(9), 'tab')} ({each.evidence})") for each in facts.detected]
    found += [
        (field.rpartition(".")[2], f'column "{column}"{f" ({evidence})" if evidence else ""}')
        for field, (column, evidence) in source.columns.items()
    ]
    return [*found, ("sha256", facts.sha256)]

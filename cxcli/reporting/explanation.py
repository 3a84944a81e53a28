"""Where a number comes from: definition, counts, arithmetic, interval, rows, column, source."""

from collections.abc import Sequence

from cxcli.reporting.box_arithmetic import arithmetic_text, boxes_text
from cxcli.reporting.explained import Fact, fed_by, interval_text, page_text, source_facts
from cxcli.reporting.number_format import count
from cxcli.reporting.score_json import SourceEntry
from cxcli.reporting.score_words import (
    days_text,
    decimals_for,
    distribution_texts,
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
from cxcli.scoring.sentiment import Sentiment


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
        *_judged_by(metric),
        ("scale", str(metric.scale)),
        ("polarity", metric.source.polarity or ""),
        ("where", metric.source.where or ""),
        ("days", days_text(days) if days else ""),
        *_counts(metric, statistic, score, places),
        ("interval", interval_text(score, places)),
        ("rows", rows_text(score)),
        *(fact for source in sources for fact in _source(source)),
    ]
    return page_text(score, metric.source, facts, width)


def _judged_by(metric: BoxScore) -> Sequence[Fact]:
    """Return how comments are judged, and how well, where the answers are comments."""
    return metric.judged_by.facts if isinstance(metric, Sentiment) else ()


def _counts(metric: BoxScore, statistic: CountsByValue, score: Score, places: int) -> list[Fact]:
    """Return the counts and what is made of them; of a score that is not shown, they are not shown either."""
    if score.status != "ok":
        return [("arithmetic", f"{value_text(score, places)}: {score.reason}")]
    return [
        ("votes", " · ".join(votes_texts(score))),
        ("n", " · ".join(n_texts(score)) if statistic.weights is not None or score.effective_n else ""),
        ("answers", _answers(statistic)),
        ("boxes", boxes_text(metric, statistic)),
        ("arithmetic", arithmetic_text(metric, statistic, score, places)),
        ("beside", " · ".join(part_texts(score) + distribution_texts(score))),
    ]


def _answers(statistic: CountsByValue) -> str:
    return " · ".join(f"{value} ×{count(rows)}" for value, rows in statistic.counts.items()) or "none"


def _source(source: SourceEntry) -> list[Fact]:
    fed = [(field.rpartition(".")[2], fed_by(*column)) for field, column in source.columns.items()]
    return [*source_facts(source), *fed, ("sha256", source.facts.sha256)]

"""What every explanation of a number has, whatever the kind of its metric."""

from collections.abc import Mapping, Sequence

from cxcli.reporting.facts import fact_lines, folded
from cxcli.reporting.number_format import number
from cxcli.reporting.score_json import SourceEntry
from cxcli.reporting.score_words import confidence_text, limits_text
from cxcli.scoring.definition import Definition
from cxcli.scoring.score import Score

Fact = tuple[str, str]

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
"""The intervals of shares, differences and means, in words."""

OTHER_METHODS: Mapping[str, str] = {
    "order-statistics": "durations that occur, at the ranks that hold the quantile by the binomial distribution",
    "log-log": "where the limits of the Kaplan-Meier curve on the log-log scale reach the quantile (Brookmeyer 1982)",
    "linearised": "t interval of a linearised ratio of sums, a row or customer as the unit (Cochran 1977)",
    "bootstrap": "bootstrap-t interval of a ratio of sums, a row or customer as the unit (Efron and Tibshirani 1993)",
    "delta": "delta method, from how sure the parameters of the model are",
}
"""The intervals of quantiles, ratios of sums and models, in words."""


def page_text(score: Score, definition: Definition, facts: Sequence[Fact], width: int) -> str:
    """Return a page: title, description, facts, what to mind; in lines of at most `width` where figures allow it."""
    minded = [*facts, *(("mind", trap) for trap in definition.traps)]
    title = folded(f"{score.title} ({score.metric})", width)
    lines = [*title, *folded(definition.description, width), "", *fact_lines(minded, width)]
    return "".join(f"{line}".rstrip() + "\n" for line in lines)


def interval_text(score: Score, places: int) -> str:
    """Return the limits with the method in words, or why there are none."""
    limits = limits_text(score, places)
    if not limits:
        return f"none: {score.reason}"
    method = score.interval or ""
    return f"{confidence_text(score)} {limits}: {METHODS.get(method) or OTHER_METHODS[method]}"


def source_facts(source: SourceEntry) -> list[Fact]:
    """Return what a source was taken to be, and its records."""
    facts = source.facts
    found = [("source", f"{facts.file}: {facts.format}, {number(facts.account.read, '', 0)} records")]
    return [*found, *((each.what, f"{each.value.replace(chr(9), 'tab')} ({each.evidence})") for each in facts.detected)]


def fed_by(column: str, evidence: str) -> str:
    """Return the column that feeds a field, with the evidence for it."""
    return f'column "{column}"{f" ({evidence})" if evidence else ""}'

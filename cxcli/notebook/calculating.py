"""Scores from counts, and how many answers it takes, without any data."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Unpack

from cxcli.analysis.score_of_counts import score_of_counts
from cxcli.analysis.survey_plan import Chances, for_change, for_margin, shown
from cxcli.errors import UsageError
from cxcli.notebook.calculations import Calculation, Plan
from cxcli.notebook.option_values import checked, listed, no_value, split
from cxcli.notebook.options import CalcOptions, ChangeOptions, SizeOptions
from cxcli.notebook.running import ConfigFile, loaded_config
from cxcli.scoring.box_score import BoxScore
from cxcli.settings import Settings
from cxcli.settings.calc_counts import read_counts
from cxcli.settings.calc_spread import read_spread
from cxcli.settings.calculation import calculation, chances, one_amount, two_sizes

Counts = str | Sequence[int] | Mapping[str, int] | Mapping[int, int]
"""Counts as they are typed, in order, or by the name of each box or answer."""

_EXPECTED = ("expect", "spread", "power", "population")


@listed
def calc(metric: str, counts: Counts, *, config: ConfigFile = None, **options: Unpack[CalcOptions]) -> Calculation:
    """Return the score of counts that are known already, as `cx calc` does.

    Example:
        >>> calc("nps", {"promoters": 713, "passives": 315, "detractors": 197}).value
        42.12244897959184
        >>> calc("csat", "69 of 100").value
        69.0

    Args:
        metric: one metric.
        counts: a number for each box, or for each answer from the lowest on: `[713, 315, 197]`; by name, a dict; or as
            typed, `"69 of 100"`.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: there is no such metric, the counts are none of its boxes or answers, or an option is refused.
    """
    own, shared = split(checked(options, CalcOptions), ("population",))
    box_score, settings = _settled(metric, shared, config)
    counted = read_counts(_words(counts), box_score)
    found = score_of_counts(
        box_score, counted, confidence=settings.confidence, interval=settings.interval, population=own["population"]
    )
    return Calculation(found, counted, population=own["population"], decimals=settings.decimals)


@listed
def sample_size(metric: str, *, config: ConfigFile = None, **options: Unpack[SizeOptions]) -> Plan:
    """Return how many answers it takes, as `cx calc sample` does: for limits near enough, or to see a change.

    Example:
        >>> sample_size("nps", margin=5).n
        1537
        >>> sample_size("nps", change=6, expect=[50, 30, 20]).answers
        (2750, 2750)

    Args:
        metric: one metric.
        config: as for `score`.
        options: as on the command line: either `margin` or `change`; `expect` is a score, or the share of each box.

    Raises:
        CxError: there is no such metric, or an option is refused.
    """
    said = checked(options, SizeOptions)
    own, shared = split(said, (*_EXPECTED, "margin", "change"))
    box_score, settings = _settled(metric, shared, config)
    asked, amount = one_amount(box_score, margin=own["margin"], change=own["change"])
    made = for_margin if asked == "margin" else for_change
    spread = read_spread(box_score, _typed(own["expect"]), own["spread"])
    return Plan(made(box_score, spread, amount, _chances(own, settings)), decimals=settings.decimals)


@listed
def detectable_change(
    metric: str, n: int | Sequence[int], *, config: ConfigFile = None, **options: Unpack[ChangeOptions]
) -> Plan:
    """Return which change two samples would show, as `cx calc change` does.

    Example:
        >>> round(detectable_change("nps", [400, 380]).amount, 1)
        20.2

    Args:
        metric: one metric.
        n: the answers of each of the two samples; one number is that of both.
        config: as for `score`.
        options: as on the command line.

    Raises:
        CxError: there is no such metric, or an option is refused.
    """
    own, shared = split(checked(options, ChangeOptions), _EXPECTED)
    box_score, settings = _settled(metric, shared, config)
    sizes = two_sizes(_sizes(n), own["population"])
    spread = read_spread(box_score, _typed(own["expect"]), own["spread"])
    return Plan(shown(box_score, spread, sizes, _chances(own, settings)), decimals=settings.decimals)


def _settled(metric: str, said: dict[str, Any], config: ConfigFile) -> tuple[BoxScore, Settings]:
    return calculation(metric, said, loaded_config(config), datetime.now(UTC))


def _chances(own: dict[str, Any], settings: Settings) -> Chances:
    return chances(settings.confidence, own["power"], own["population"])


def _words(counts: object) -> list[str]:
    """Return the counts as they would be typed."""
    match counts:
        case str():
            return counts.split()
        case Mapping() if all(isinstance(name, str | int) and _whole(n) for name, n in counts.items()):
            return [f"{name}={n}" for name, n in counts.items()]
        case list() | tuple() if all(_whole(n) for n in counts):
            return [str(n) for n in counts]
    raise UsageError(no_value("counts", "a list of whole numbers, a dict of them by name, or a text: '69 of 100'"))


def _sizes(n: object) -> list[int]:
    """Return the sizes of the samples, none of them below 1."""
    said = list(n) if isinstance(n, list | tuple) else [n]
    sizes = [size for size in said if isinstance(size, int) and not isinstance(size, bool) and size > 0]
    if len(sizes) < len(said):
        raise UsageError(no_value("n", "a whole number from 1, or two of them"))
    return sizes


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _typed(expected: str | float | Sequence[float] | None) -> str | None:
    """Return what is expected as it would be typed."""
    if expected is None or isinstance(expected, str):
        return expected
    return ",".join(str(each) for each in ([expected] if isinstance(expected, int | float) else expected))

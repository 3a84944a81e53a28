"""What is asked of a calculation without any file: the metric with its settings, amounts, sizes and chances."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, cast

from cxcli.analysis.survey_plan import Chances, widest
from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.ready import ready
from cxcli.settings.asked import Asked
from cxcli.settings.settle import Settings, settle


def calculation(
    metric: str, said: Mapping[str, object], loaded: LoadedConfig | None, clock: datetime
) -> tuple[BoxScore, Settings]:
    """Return the one metric, with its scale and boxes, and what was said or configured beside it.

    Raises:
        CxError: there is no such metric, several are named, or something else of it is wrong.
    """
    settings = settle(Asked.of(said, metrics=[metric], cut=False), loaded, clock)
    first, *others = settings.definitions
    if others:
        raise _usage("metric", "counts are of one metric", f"one after the other: cx calc {first.id} …")
    if not isinstance(first, BoxDefinition):
        raise _usage("metric", f"{first.id} is a {first.kind}: nothing is calculated of its counts", "for example: nps")
    if settings.polarity is not None and first.polarity is None:
        raise _usage("usage", f"a high answer of {first.id} means one thing only", "leave --polarity away")
    made = ready(first, scale=settings.scale, polarity=settings.polarity)
    return cast("BoxScore", made), settings


def one_amount(
    metric: BoxScore, *, margin: float | None, change: float | None
) -> tuple[Literal["margin", "change"], float]:
    """Return the margin or the change, whichever is asked for.

    Raises:
        UsageError: both or none are, or it is not between 0 and all that the metric can differ.
    """
    asked: Literal["margin", "change"] = "change" if margin is None else "margin"
    amount = change if margin is None else margin
    if amount is None or (margin is not None and change is not None):
        message = "it takes either a margin or a change to say how many answers are needed"
        example = f"cx calc sample {metric.id}"
        raise _usage("amount", message, f"{example} --margin 5 for limits, {example} --change 6 for two samples")
    if not 0 < amount < widest(metric):
        message = f"a {asked} of {amount:g} is not between 0 and {widest(metric):g}"
        raise _usage("amount", message, f"all that {metric.id} can differ is {widest(metric):g}")
    return asked, amount


def two_sizes(sizes: Sequence[int], population: int | None) -> tuple[int, int]:
    """Return the sizes of two samples; one alone is that of both.

    Raises:
        UsageError: none is given or more than two, or one is larger than the population.
    """
    if len(sizes) not in (1, 2):
        raise _usage("amount", "a change is between two samples", "give the answers of each: --n 400 --n 380")
    if population is not None and max(sizes) > population:
        message = f"{max(sizes):,} answers are more than a population of {population:,} can give"
        raise _usage("population", message, "give the number of people who could have answered: --population")
    return sizes[0], sizes[-1]


def chances(confidence: float, power: float, population: int | None) -> Chances:
    """Return how sure it is all to be.

    Raises:
        UsageError: a power that is not between 0.5 and 1.
    """
    if not 0.5 <= power < 1:  # noqa: PLR2004 - a change that is missed more often than seen
        raise _usage("power", f"a power of {power:g} is not between 0.5 and 1", "for example: --power 0.8")
    return Chances(confidence=confidence, power=power, population=population)


def _usage(code: str, message: str, advice: str) -> UsageError:
    return UsageError(Problem(code=code, message=message, help=advice))

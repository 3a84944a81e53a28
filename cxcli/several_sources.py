"""Runs over several sources put together, so that they are written as one."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from msgspec.structs import replace

from cxcli.pipeline import Run


def together(runs: Sequence[Run]) -> Run:
    """Return some runs as one: scores, sources and notices one after the other, settings those of the first.

    Each run has metrics of its own; the sources of one say nothing of the metrics of another.
    """
    first = runs[0]
    definitions = [definition for run in runs for definition in run.settings.definitions]
    return Run(
        settings=replace(first.settings, definitions=definitions),
        plan=replace(first.plan, metrics=[metric for run in runs for metric in run.plan.metrics]),
        partial=reduce(add, (run.partial for run in runs)),
        scores=[score for run in runs for score in run.scores],
        sources=[source for run in runs for source in run.sources],
        notices=list(dict.fromkeys(notice for run in runs for notice in run.notices)),
        rejected=[row for run in runs for row in run.rejected],
        changes={place: change for run in runs for place, change in run.changes.items()},
    )

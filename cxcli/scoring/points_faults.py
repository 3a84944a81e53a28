"""What is wrong with a metric of points of the user's own."""

from collections.abc import Iterator

from cxcli.scoring.fault import Fault, among
from cxcli.scoring.points_definition import PointsDefinition
from cxcli.scoring.points_figures import POINTS_FIGURES


def points_faults(definition: PointsDefinition) -> Iterator[Fault]:
    """Yield the fault of a figure that is none."""
    if definition.figure not in POINTS_FIGURES:
        advice = among(definition.figure, POINTS_FIGURES, "figures")
        yield Fault(("figure",), f"there is no figure '{definition.figure}'", advice)

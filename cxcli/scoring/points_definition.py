"""What metrics of a ledger of points mean, as data: which figure it is, and after which time members are mature."""

from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.scoring.definition import Definition, begun, renamed, said_of_all


class PointsDefinition(Definition, frozen=True, kw_only=True):
    """A `figure` of the points of members; where `within` is said, of those who joined longer ago than that."""

    figure: str
    within: str | None = None


def started_points(name: str, said: MetricConfig) -> PointsDefinition:
    """Return the figure that `said` makes without extending another metric.

    Raises:
        ValueError: it lacks its figure.
    """
    if said.figure is None:
        raise ValueError("a metric of points says its figure")
    return extended_points(PointsDefinition(**begun(name, said, "percent"), figure=said.figure), name, said)


def extended_points(base: PointsDefinition, name: str, said: MetricConfig) -> PointsDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = {key: getattr(said, key) for key in ("figure", "within") if getattr(said, key)}
    return replace(base, **renamed(base, name), **said_of_all(said), **given)

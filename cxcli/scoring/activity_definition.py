"""What metrics of active users mean, as data: which figure it is, and which events it counts."""

from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.mapping.expression import columns as columns_of
from cxcli.scoring.definition import Definition, begun, renamed, said_of_all
from cxcli.scoring.row_definitions import RowRules


class ActivityDefinition(Definition, frozen=True, kw_only=True):
    """A `figure` of the users of events; of those events the ones that it `counts`.

    Where nothing is said, all events count, of a figure of features those that name one. `steps` are those of a funnel.
    """

    figure: str
    counts: str | None = None
    steps: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The fields, and columns, that the condition names."""
        condition = RowRules().condition(self.counts)
        return () if condition is None else tuple(columns_of(condition))


def started_activity(name: str, said: MetricConfig) -> ActivityDefinition:
    """Return the figure that `said` makes without extending another metric.

    Raises:
        ValueError: it lacks its figure.
    """
    if said.figure is None:
        raise ValueError("an activity says its figure")
    return extended_activity(ActivityDefinition(**begun(name, said, "percent"), figure=said.figure), name, said)


def extended_activity(base: ActivityDefinition, name: str, said: MetricConfig) -> ActivityDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    given = {key: getattr(said, key) for key in ("figure", "counts", "steps") if getattr(said, key)}
    return replace(base, **renamed(base, name), **said_of_all(said), **given)

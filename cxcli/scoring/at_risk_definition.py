"""What customers at risk are, as data: how many bad experiences, within which time."""

from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.scoring.definition import Definition, begun, renamed, said_of_all

KIND = "at_risk"
_DAYS = "90 d"
_SEVERAL = 2


class AtRiskDefinition(Definition, frozen=True, kw_only=True):
    """The share of customers with `at_least` so many bad experiences `within` some time, over several sources.

    `metrics` are those whose bad rows are bad experiences, as far as they are known.
    """

    within: str = _DAYS
    at_least: int = _SEVERAL
    metrics: tuple[str, ...] = ()


def started_at_risk(name: str, said: MetricConfig) -> AtRiskDefinition:
    """Return the metric that `said` makes without extending another one."""
    return extended_at_risk(AtRiskDefinition(**begun(name, said, "percent")), name, said)


def extended_at_risk(base: AtRiskDefinition, name: str, said: MetricConfig) -> AtRiskDefinition:
    """Return `base` under a new name, with what the config says in place of its own."""
    within = {"within": said.within} if said.within else {}
    return replace(base, **renamed(base, name), **said_of_all(said), **within)

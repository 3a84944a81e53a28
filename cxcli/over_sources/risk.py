"""Customers at risk, over all sources of a config that know them."""

from contextlib import ExitStack

from cxcli.at_risk.found import RiskFound, risk_found
from cxcli.over_sources.opening import Opening
from cxcli.settings.at_risk import AskedRisk


def risk_over_sources(wanted: AskedRisk, opening: Opening) -> RiskFound:
    """Return the customers at risk.

    Raises:
        CxError: a source is refused.
    """
    with ExitStack() as stack:
        return risk_found(wanted, [stack.enter_context(opening(each.name, each.patterns)) for each in wanted.sources])

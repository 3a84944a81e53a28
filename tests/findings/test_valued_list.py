import pytest

from cxcli.errors import UsageError
from cxcli.findings.valued_list import refuse_cuts, refuse_limit_alone
from cxcli.settings import Asked


def test_a_list_of_customers_has_no_groups_and_periods():
    """It is of customers, over all groups and periods."""
    refuse_cuts(Asked(), "customer")
    for asked in (Asked(by=["plan"]), Asked(period="month"), Asked(rolling=(3, "month"))):
        with pytest.raises(UsageError, match="over all groups and periods"):
            refuse_cuts(asked, "customer")
    with pytest.raises(UsageError, match="--per account is for composites"):
        refuse_cuts(Asked(), "account")


def test_a_length_needs_a_list():
    """How many customers are listed says nothing where none are."""
    refuse_limit_alone(3, "customer")
    refuse_limit_alone(None, None)
    with pytest.raises(UsageError, match="--limit needs --per customer"):
        refuse_limit_alone(3, None)

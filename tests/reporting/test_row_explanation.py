import pytest

from cxcli.mapping.vocabulary import vocabulary
from cxcli.reporting.row_explanation import FedSource, row_explanation
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import Window
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.ready import ready


def page(score, source, metric="sla", **changes):
    given = {"metric": metric, "title": "SLA met", "unit": "percent", "interval": "wilson", "parts": {"met": 75.0}}
    found = score(**(given | {"value": 75.0, "statistic": CountsByValue.of({1: 3, 0: 1})} | changes))
    ways = {name: vocabulary()[name].ways[0] for name in ("solved", "overdue")}
    sources = [FedSource(source(status=("Status", "its name"), due_at=("Due at", "")), ways)]
    definition = shipped()[metric]
    return row_explanation(ready(definition), definition, found, sources, decimals=None, width=80, days=Window())


def test_a_page(score, source):
    """Definition, parameters, arithmetic, interval, rows, the columns that feed fields, and what follows from them."""
    shown = page(score, source, parameters={"among": "x == 'a'", "watched_until": "2025-08-31"})
    for line in (
        "definition  % 9-10 minus % 0-6",
        "among       x == 'a'",
        "with        watched until 2025-08-31",
        "arithmetic  100 × 3 / 4 = 75.0 %",
        "beside      met 75.0 %",
        "interval    95 % 37.8 to 46.2: score interval for a share (Wilson 1927)",
        "source      a\\x1b[1m.csv: tsv, 1,302 records",
        'field       status: column "Status" (its name)',
        'field       due_at: column "Due at"',
        "worked out  solved = yes where status in ['solved', 'closed']; else no",
        "worked out  overdue = now - due_at",
        "sha256      ab12",
        "mind        A running ticket that is overdue has breached its target; one in",
    ):
        assert f"{line}\n" in shown
    assert "days" not in shown


def test_without_data_the_page_says_why(score, source):
    """There is no arithmetic of nothing."""
    shown = page(score, source, status="no_data", value=None, low=None, high=None, reason="no row was scored", parts={})
    assert "arithmetic  no data: no row was scored\n" in shown
    assert "interval    none: no row was scored\n" in shown
    assert "boxes" not in shown


def test_a_page_of_a_rate_of_the_eligible(score, source):
    """Its arithmetic takes the part of the unknown that is as eligible as the known: 4 of 9 + 0.9 × 2."""
    statistic = CountsByValue.of({1: 4, 0: 5, 2: 2, 3: 1})
    shown = page(score, source, metric="response_rate:aapor-rr3", value=37.04, parts={}, statistic=statistic)
    assert "arithmetic  100 × 4 / (9 + 0.9000 × 2) = 37.0 %\n" in shown


def test_a_statistic_that_nobody_explains_is_a_fault(score, source):
    """It is never passed over without a word."""
    with pytest.raises(NotImplementedError, match="sla"):
        page(score, source, statistic=object())

from types import SimpleNamespace

import pytest

from cxcli.presentation.explaining import explanation
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.several_sources import together
from tests.scoring.customer_files import scored

CALLS = (
    "answered,wait time (s),talk time (s),acw (s),transferred\n"
    "yes,10,60,20,no\nyes,30,120,40,yes\nno,90,,,\nyes,5,30,,no\n"
)
TICKETS = (
    "Ticket ID,Customer ID,Status,Created at,Solved at,Reopens\n"
    "1,a,solved,2025-09-01T08:00:00Z,2025-09-02T08:00:00Z,0\n"
    "2,b,solved,2025-09-01T08:00:00Z,2025-09-04T08:00:00Z,0\n"
    "3,c,open,2025-09-01T08:00:00Z,,0\n"
)


def page(text, metric, width=80, **asked):
    return explanation(scored(text, metrics=metric, **asked), width)


def test_a_kind_without_an_explanation_is_a_fault():
    """A metric of a kind that cannot be explained is never passed over without a word."""
    score = SimpleNamespace(statistic=CountsByValue.empty(), private=False)
    metric = SimpleNamespace(id="mine", date_field="at")
    settings = SimpleNamespace(definitions=[shipped()["nps"]])
    run = SimpleNamespace(plan=SimpleNamespace(metrics=[metric]), overall=[score], settings=settings)
    with pytest.raises(NotImplementedError, match="mine"):
        explanation(run, 80)


def test_the_page_of_a_rate():
    """Its conditions, both sides, and 100 times the one by all: nothing of a scale of 0 and 1."""
    shown = page(CALLS, "service_level")
    for line in (
        "among       inbound == 'yes' and (answered == 'yes' or (answered == 'no' and",
        "            wait_time > 20 s))",
        "counts      answered == 'yes' and wait_time <= 20 s",
        "within      20 s",
        "boxes       in_time 2 · not_in_time 2",
        "arithmetic  100 × 2 / 4 = 50.0 %",
        'field       answered: column "answered" (its name)',
    ):
        assert f"{line}\n" in shown
    assert "0-1" not in shown
    assert "scale" not in shown


def test_the_page_of_a_ratio():
    """The columns of its fields, what is worked out of them, and the division with its figures."""
    shown = page(CALLS, "aht")
    for line in (
        "worked out  handle_time = talk_time + wrap_time",
        "arithmetic  240 s / 2 = 120 s = 2.0 min",
        "rows        4 rows read: 2 scored, 1 not applicable, 1 blank (wrap_time)",
    ):
        assert f"{line}\n" in shown


def test_the_page_of_a_duration():
    """How many have ended and how many run, the place of the quantile, and how fields follow from columns."""
    shown = page(TICKETS, "resolution_time")
    for line in (
        "durations   2 have ended · 1 still running",
        "arithmetic  place 1.5 of 2 in order of length: 86,400 s + 0.5 × (259,200 s -",
        "worked out  solved = yes where status in ['solved', 'closed']; else no",
        "worked out  resolution_time = solved_at - created_at",
        "running     solved == 'no'",
    ):
        assert f"{line}\n" in shown


SPANS = "customer id,started at,ended at,mrr\na,2025-01-01,,100\nb,2025-02-01,2025-08-15,50\nc,2025-08-10,,70.5\n"
ORDERS = "order id,customer id,order date,revenue\n1,a,2025-01-01,10\n2,a,2025-02-01,12.5\n3,b,2025-01-15,20\n"
USAGE = "customer id,date,usage\na,2025-07-05,100\na,2025-08-05,50\nb,2025-07-05,100\nb,2025-08-05,90\n"


@pytest.mark.parametrize(
    ("text", "metric", "asked", "lines"),
    [
        (
            TICKETS,
            "fcr",
            {},
            ["counts      first contact 2 · came back 0", "arithmetic  100 × 2 / 2 = 100.0 %"],
        ),
        (
            SPANS,
            "churn_rate",
            {"during": "2025-08"},
            ["customers   start 2 + new 1 - lost 1 = end 2", "arithmetic  100 × 1 / 2 = 50.0 %"],
        ),
        (SPANS, "retention_rate", {"during": "2025-08"}, ["arithmetic  100 × (2 - 1) / 2 = 50.0 %"]),
        (
            SPANS,
            "nrr",
            {"during": "2025-08"},
            [
                "money       start 150.00 + new 70.50 - churn 50.00 = end 170.50",
                "arithmetic  100 × (150.00 - 50.00) / 150.00 = 66.7 %",
                'field       mrr: column "mrr" (its name; some numbers can only have a decimal',
            ],
        ),
        (SPANS, "revenue_churn", {"during": "2025-08"}, ["arithmetic  100 × 50.00 / 150.00 = 33.3 %"]),
        (SPANS, "quick_ratio", {"during": "2025-08"}, ["arithmetic  (70.50 + 0.00) / (50.00 + 0.00) = 1.41"]),
        (SPANS, "clv:simple", {"during": "2025-08"}, ["arithmetic  75.00 × margin 1.0 / (1 / 2) = 150.00"]),
        (
            SPANS,
            "clv:sbg",
            {"during": "2025-08"},
            [
                "with        watched until 2025-08-31",
                "still there after 0 mo 1",
                "arithmetic  undefined: a cohort shows",
            ],
        ),
        (
            SPANS,
            "churn_rate",
            {},
            ["arithmetic  undefined: churn_rate is of a period: add"],
        ),
        (
            ORDERS,
            "clv",
            {},
            [
                "purchases   3 of 2 customers",
                "arithmetic  revenue less costs by customers: (42.50 - 0.00) / 2 = 21.25",
            ],
        ),
        (ORDERS, "repeat_purchase_rate", {}, ["arithmetic  100 × 1 / 2 = 50.0 %"]),
        (ORDERS, "clv:bgnbd", {}, ["horizon     365 d", "with        watched until 2025-02-01"]),
        (
            USAGE,
            "usage_decline",
            {"during": "2025-08"},
            ["counts      fell 1 · did not 1", "arithmetic  100 × 1 / 2 = 50.0 %"],
        ),
        (USAGE, "usage_decline", {}, ["arithmetic  undefined: "]),
    ],
)
def test_the_pages_of_customers(text, metric, asked, lines):
    """The ledger of a period, what was bought, or who counts, and what is made of it with its figures."""
    shown = page(text, metric, **asked)
    assert [line for line in lines if line not in shown] == []


def test_a_hidden_number_is_not_explained():
    """Too small a cell keeps its counts to itself."""
    shown = page(CALLS, "service_level", min_n=10)
    assert "arithmetic  not shown: fewer than 10 counted\n" in shown
    assert "boxes" not in shown
    assert "beside" not in shown


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize(
    ("text", "metric"), [(CALLS, "service_level"), (CALLS, "aht"), (TICKETS, "resolution_time"), (TICKETS, "fcr")]
)
def test_lines_fit(text, metric, width):
    """On a narrow screen lines are folded."""
    lines = page(text, metric, width).splitlines()
    assert max(map(len, lines)) <= width


def test_several_sources_are_told_apart():
    """A source that feeds none of a metric's fields is not among those of its page."""
    runs = [scored(CALLS, metrics="aht"), scored("x,nps\n1,9\n", metrics="nps"), scored(TICKETS, metrics="fcr")]
    pages = explanation(together(runs), 80).split("\n\n")
    assert [each.count("source  ") for each in pages if "source  " in each] == [1, 1, 1]


def test_each_metric_has_a_page_with_its_own_columns():
    """Several metrics of one run are explained one after the other."""
    shown = page(CALLS, "transfer_rate,talk_time")
    assert page("nps\n9\n3\n", "nps").startswith("Net Promoter Score (nps)\n")
    first, second = shown.split("\n\nTalk time (talk_time)\n")
    assert first.startswith("Transfer rate (transfer_rate)\n")
    assert "transferred: column" in first
    assert "transferred: column" not in second
    assert "talk_time: column" in second

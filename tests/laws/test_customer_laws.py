"""Laws of metrics whose rows are judged together, and plain loops over customers and days that say the same."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.analysis.ledger_table import ledger_table
from cxcli.scoring.at_risk import AtRisk
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.questions import Questions
from cxcli.scoring.ready import ready
from cxcli.scoring.together_metric import TogetherMetric
from cxcli.scoring.watched_customers import watched_customers
from tests.scoring.customer_files import scored, table

FIRST = date(2025, 1, 1)
NOW = "2025-06-30T12:00"
MONTHS = [date(2025, month, 1) for month in range(1, 8)]
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=40)

day = st.integers(0, 150).map(lambda number: str(FIRST + timedelta(days=number)))
who = st.sampled_from(["ann", "bob", "cid", "dot", ""])
group = st.sampled_from(["pro", "free", "", "(blank)"])
money = st.one_of(st.integers(1, 9), st.sampled_from(["0.01", "99.99", "", "-1", "0"])).map(str)

KINDS = {
    "spans": (
        ("customer", "started_at", "ended_at", "mrr", "plan"),
        (who, day, st.one_of(day, st.just("")), money, group),
    ),
    "moves": (
        ("customer", "moved_at", "mrr", "movement", "plan"),
        (who, day, money, st.sampled_from(["new", "churn", "expansion", "contraction", ""]), group),
    ),
    "snapshots": (
        ("customer", "month", "mrr", "plan"),
        (who, st.sampled_from([str(month) for month in MONTHS[:5]]), money, group),
    ),
    "tickets": (
        ("requester", "created_at", "solved_at", "topic", "ticket_id", "plan"),
        (
            who,
            day,
            st.one_of(day, st.just("")),
            st.sampled_from(["x", "y", ""]),
            st.sampled_from(["", "1", "2", "3"]),
            group,
        ),
    ),
    "orders": (
        ("customer", "ordered_at", "revenue", "order_id", "refund", "plan"),
        (who, day, money, st.sampled_from(["", "1", "2"]), st.sampled_from(["", "1"]), group),
    ),
    "usage": (("customer", "used_at", "usage", "plan"), (who, day, money, group)),
    "events": (("user_id", "used_at", "feature", "plan"), (who, day, st.sampled_from(["x", "y", ""]), group)),
    "steps": (("user_id", "used_at", "step", "plan"), (who, day, st.sampled_from(["x", "y", "z"]), group)),
    "points": (
        ("member_id", "date", "type", "points", "plan"),
        (who, day, st.sampled_from(["earn", "redeem", "expire", "adjust", ""]), st.integers(-3, 99), group),
    ),
}
GOOD = {
    "spans": [("zoe", str(FIRST), "", "5", "pro")],
    "moves": [("zoe", str(FIRST), "5", "new", "pro")],
    "snapshots": [("zoe", str(FIRST), "5", "pro"), ("zoe", str(MONTHS[1]), "5", "pro")],
    "tickets": [("zoe", str(FIRST), str(FIRST), "x", "9", "pro")],
    "orders": [("zoe", str(FIRST), "5", "", "", "pro"), ("zoe", "2025-03-03", "6", "", "", "pro")],
    "usage": [("zoe", str(FIRST), "5", "pro")],
    "events": [("zoe", str(FIRST), "x", "pro"), ("zoe", "2025-03-31", "y", "pro")],
    "steps": [("zoe", str(FIRST), "x", "pro"), ("zoe", "2025-03-31", "y", "pro")],
    "points": [("zoe", str(FIRST), "earn", 9, "pro"), ("zoe", "2025-03-31", "redeem", 5, "pro")],
}
"""Rows of each kind that show how its columns are written."""

OF = {
    "spans": ("churn_rate", "nrr", "grr", "quick_ratio", "clv:simple", "clv:sbg"),
    "moves": ("churn_rate", "nrr", "quick_ratio:reactivation"),
    "snapshots": ("churn_rate", "nrr", "upsell_rate"),
    "tickets": ("fcr",),
    "orders": ("clv", "repeat_purchase_rate"),
    "usage": ("usage_decline",),
    "events": ("stickiness", "stickiness:in-part", "adoption_rate:events"),
    "steps": ("conversion_rate:funnel",),
    "points": ("redemption_rate:ledger", "redemption_rate:ledger-breakage", "redemption_rate:ledger-members"),
}
EACH = [pytest.param(kind, metric, id=f"{metric} of {kind}") for kind, metrics in OF.items() for metric in metrics]


def listed(kind, size=12):
    """Some rows of a kind, after those that are good."""
    return st.lists(st.tuples(*KINDS[kind][1]), max_size=size).map(lambda rows: GOOD[kind] + rows)


def text(kind, rows):
    return table(KINDS[kind][0], rows)


def of(kind, rows, metric, **asked):
    return scored(text(kind, rows), metrics=metric, now=NOW, **asked)


def numbers(*files, **asked):
    """The scores, without what they were worked out from."""
    return [replace(score, statistic=None) for score in scored(*files, **asked).scores]


def test_every_metric_of_this_kind_is_held():
    """The laws are tried on each kind of metrics whose rows are judged together."""
    tried = {type(ready(shipped()[metric])) for metrics in OF.values() for metric in metrics}
    judged = {type(metric) for metric in map(ready, shipped().values()) if isinstance(metric, TogetherMetric)}
    assert tried == judged - {
        AtRisk,
        Questions,
    }  # of several sources: test_at_risk_laws.py; no customers: test_questions.py


@pytest.mark.parametrize(("kind", "metric"), EACH)
@few
@given(data=st.data(), rolling=st.sampled_from([None, (2, "month")]))
def test_order_and_cut_of_rows_do_not_matter(kind, metric, data, rolling):
    """Rows in any order, cut into chunks and files, give the same scores, bit by bit."""
    rows = data.draw(listed(kind))
    asked = {
        "by": ["plan"],
        "now": NOW,
        "metrics": metric,
        **({"rolling": rolling} if rolling else {"period": "month"}),
    }
    whole = numbers(text(kind, rows), **asked)
    mixed = data.draw(st.permutations(rows))
    assert numbers(text(kind, mixed), chunk_rows=data.draw(st.integers(1, 5)), **asked) == whole
    edge = data.draw(st.integers(1, len(rows)))
    assert numbers(text(kind, mixed[:edge]), text(kind, mixed[edge:]), **asked) == whole


@pytest.mark.parametrize(("kind", "metric"), EACH)
@few
@given(data=st.data())
def test_accounts_add_up_in_every_cell(kind, metric, data):
    """What was read was scored or left out; groups have all rows; the statistic rests on the rows that were scored."""
    rows = data.draw(listed(kind))
    period = None if metric == "clv:sbg" else "month"
    made = of(kind, rows, metric, by=["plan"], period=period, where="plan != 'free'")
    plans = Counter(row[-1] or "(blank)" for row in rows)
    for score in made.scores:
        account = score.account
        assert account.read == account.scored + sum(account.skipped.values())
        # That every statistic rests on its rows is asserted as scores are made; that of all rows alone is kept.
        assert (score.statistic is None) == bool(score.group or score.period)
        assert score.statistic is None or score.statistic.rows == account.scored
        assert score.n <= account.scored
        if score.period is None:
            assert account.read == (plans[score.group["plan"]] if score.group else len(rows))
            assert account.skipped.get("filtered", 0) == (plans["free"] if score.group in ({}, {"plan": "free"}) else 0)


def read(text, *, least=None):
    """A number, or why it is none."""
    if not text:
        return None, "blank"
    value = round(1_000_000 * float(text))
    return (None, "contradictory") if least is not None and value < least else (value, None)


def plain_spans(rows, *, paying):
    """The spans that count, as (customer, start, end, amount, plan): where nothing is paid each counts one."""
    found = []
    for customer, start, end, mrr, plan in rows:
        amount, wrong = read(mrr, least=0) if paying else (1, None)
        if customer and not wrong and (not end or end >= start):
            found.append((customer, start, end or "9999", amount, plan or "(blank)"))
    return found


def pays(spans, day):
    """What each customer pays when a day begins."""
    paid = Counter()
    for customer, start, end, amount, _ in spans:
        if start < str(day) <= end:
            paid[customer] += amount
    return +paid


@many
@given(rows=listed("spans", 16))
def test_churn_and_revenue_by_plain_loops(rows):
    """Customer by customer and month by month: who left, and what the customers of the start pay at the end."""
    for metric in ("churn_rate", "nrr"):
        spans = plain_spans(rows, paying=metric == "nrr")
        for score in of("spans", rows, metric, by=["plan"], period="month").scores:
            if score.period is None:
                continue
            mine = [span for span in spans if score.group in ({}, {"plan": span[4]})]
            start, end = pays(mine, score.period.start), pays(mine, score.period.end + timedelta(days=1))
            assert score.n == len(start)
            if not start:
                assert score.value is None
            elif metric == "churn_rate":
                assert score.value == pytest.approx(100 * len(start.keys() - end.keys()) / len(start))
            else:
                assert score.value == pytest.approx(100 * sum(end[who] for who in start) / sum(start.values()))


@many
@given(rows=listed("spans", 16), window=st.tuples(st.integers(1, 100), st.integers(1, 60)))
def test_what_stays_and_what_goes_is_all(rows, window):
    """Retention is (end - new) / start and 100 % less churn; gross retention is at most 100 % and at most the net."""
    since = FIRST + timedelta(days=window[0])
    until = since + timedelta(days=window[1])
    made = of("spans", rows, "churn_rate,retention_rate,grr,nrr", since=str(since), until=str(until)).overall
    churn, retention, grr, nrr = (score.value for score in made)
    spans = plain_spans(rows, paying=False)
    start, end = pays(spans, since), pays(spans, until + timedelta(days=1))
    if start:
        came = len(end.keys() - start.keys())
        assert retention == pytest.approx(100 * (len(end) - came) / len(start))
        assert retention + churn == pytest.approx(100)
    if grr is not None:
        assert grr <= 100
        assert grr <= nrr


@pytest.mark.parametrize("kind", ["spans", "moves", "snapshots"])
@many
@given(data=st.data())
def test_the_ledger_balances_to_the_cent(kind, data):
    """Start, movements and end of each period and group; one period begins as the one before it ended."""
    made = of(kind, data.draw(listed(kind)), "nrr", by=["plan"], period="month")
    rows = made.partial.gathered["nrr"].rows()
    for _, _, customers in watched_customers("nrr", rows, made.plan.cut, paying=True):
        lines = ledger_table(customers, made.plan.cut).lines
        for line in lines:
            moved = line.amounts
            gained = moved["new"] + moved["reactivation"] + moved["expansion"] - moved["contraction"] - moved["churn"]
            assert line.start + gained == line.end
            assert line.end % 10_000 == 0
        for before, after in pairwise(lines):
            if not before.below_zero and not after.below_zero:
                assert before.end == after.start


@many
@given(rows=listed("snapshots", 16))
def test_snapshots_by_plain_loops(rows):
    """Month by month: who stands there once pays that; twice, or with an amount below zero, what was paid before."""
    months = sorted({row[1] for row in rows if row[0]})
    listed_ = defaultdict(list)
    for customer, month, mrr, _ in rows:
        amount, wrong = read(mrr, least=0)
        if customer and wrong != "blank":
            listed_[customer, month].append(amount)
    paid = defaultdict(Counter)
    for place, month in enumerate(months):
        for customer in {row[0] for row in rows if row[0]}:
            here = listed_[customer, month]
            before = paid[months[place - 1]][customer] if place else 0
            known = len(here) == 1 and here[0] is not None
            paid[month][customer] = here[0] if known else before if here else 0
    made = of("snapshots", rows, "nrr", period="month")
    for score in made.scores:
        if score.period is not None:
            earlier = [month for month in months if month < str(score.period.start)]
            until = [month for month in months if month <= str(score.period.end)]
            start, end = +paid[earlier[-1]], paid[until[-1]]
            # Of a month without a snapshot, and of the one after it, nothing is known.
            if not {str(score.period.start), str(score.period.start - timedelta(days=1))[:8] + "01"} <= set(months):
                assert (score.value, score.n) == (None, 0)
                continue
            assert score.n == len(start)
            if start:
                kept = sum(end[customer] for customer in start)
                assert score.value == pytest.approx(100 * kept / sum(start.values()))


@many
@given(rows=listed("tickets", 14))
def test_first_contacts_by_plain_loops(rows):
    """Ticket by ticket: solved a week ago or longer, and no ticket of the customer in the seven days after."""
    rows = [(*row[:4], row[4] and "/".join(row), row[5]) for row in rows]
    made = of("tickets", rows, "fcr", by=["plan"])
    found, seen = defaultdict(list), set()
    for customer, created, solved, topic, ticket, plan in rows:
        if not customer or not solved or solved < created or ticket in seen:
            continue
        seen |= {ticket} - {""}
        end = date.fromisoformat(solved) + timedelta(days=7)
        again = [
            row
            for row in rows
            if row[0] == customer and solved < row[1] <= str(end) and (topic in ("", row[3]) or not row[3])
        ]
        if end <= date(2025, 6, 30):
            for key in ("", plan or "(blank)"):
                found[key].append(not again)
    for score in made.scores:
        mine = found[score.group.get("plan", "")]
        assert score.n == len(mine)
        if mine:
            assert score.value == pytest.approx(100 * sum(mine) / len(mine))


@many
@given(rows=listed("orders", 14))
def test_repeat_purchases_by_plain_loops(rows):
    """Customer by customer: the different orders, of rows without an order number each one."""
    made = of("orders", rows, "repeat_purchase_rate", by=["plan"], period="month")
    for score in made.scores:
        orders, first = defaultdict(set), {}
        for number, (customer, ordered, _, order, _, plan) in enumerate(rows):
            if customer and score.group in ({}, {"plan": plan or "(blank)"}):
                orders[customer].add(order or number)
                first[customer] = min(ordered, first.get(customer, ordered))
        begun = [c for c in orders if score.period is None or first[c][:7] == score.period.label]
        assert score.n == len(begun)
        if begun:
            assert score.value == pytest.approx(100 * sum(len(orders[c]) > 1 for c in begun) / len(begun))


@many
@given(rows=listed("usage", 16))
def test_declines_by_plain_loops(rows):
    """Customer by customer: use in a month that is half or less of that in the month before."""
    made = of("usage", rows, "usage_decline", by=["plan"], period="month")
    for score in made.scores:
        if score.period is None or score.reason:
            continue
        used = defaultdict(Counter)
        for customer, day_, usage, plan in rows:
            amount, wrong = read(usage, least=0)
            if customer and not wrong and score.group in ({}, {"plan": plan or "(blank)"}):
                used[day_[:7]][customer] += amount
        month = score.period.label
        before = used[f"2025-{int(month[5:]) - 1:02}"]
        mine = [customer for customer in before if before[customer] > 0]
        fell = [customer for customer in mine if 2 * used[month][customer] <= before[customer]]
        assert score.n == len(mine)
        assert score.value == pytest.approx(100 * len(fell) / len(mine))

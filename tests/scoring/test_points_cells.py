import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scoring.points_ledgers import HEADER, ledger, of

few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
HEAD = (*HEADER, "tier")
TIERED = [
    ("ann", "2025-01-01", "earn", 100, "", "2025-01-01", "gold"),
    ("ann", "2025-01-02", "redeem", 50, "gift", "2025-01-01", "gold"),
    ("bob", "2025-01-01", "earn", 300, "", "2025-01-01", "basic"),
    ("bob", "2025-01-02", "redeem", 30, "gift", "2025-01-01", "basic"),
    ("bob", "2025-01-02", "redeem", 30, "flight", "2025-01-01", "basic"),
]


def values(by, metrics="redemption_rate:ledger"):
    made = of(ledger(*TIERED, header=HEAD), by=by, metrics=metrics)
    return {tuple(score.group.values()): score.value for score in made.scores if score.group}


def test_a_group_of_members_is_beside_its_own_points():
    """A tier stands in rows that issue points, too: 50 of 100, and 60 of 300."""
    assert values(["tier"]) == {("gold",): 50, ("basic",): 20}


def test_crossed_with_a_reward_the_base_is_that_of_the_members():
    """Gifts of the basic tier are of the points issued in that tier, not of all."""
    found = values(["tier+reward"])
    assert found["basic", "gift"] == found["basic", "flight"] == pytest.approx(10)
    assert found["gold", "gift"] == 50


def test_parts_of_what_was_redeemed_are_of_all_members():
    """Of 110 points redeemed 50 are of the gold tier; parts add up to 100 %."""
    found = values(["tier"], "redemption_rate:rewards")
    assert found == {("gold",): pytest.approx(100 * 50 / 110), ("basic",): pytest.approx(100 * 60 / 110)}


rows = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob", "cid"]),
        st.sampled_from(["2024-02-01", "2025-03-01"]),
        st.sampled_from(["earn", "redeem", "expire"]),
        st.integers(0, 9),
        st.sampled_from(["gift", "flight"]),
        st.just(""),
        st.sampled_from(["gold", "basic"]),
    ),
    min_size=1,
    max_size=15,
)


@few
@given(rows=rows)
def test_rates_are_those_of_plain_loops(rows):
    """By reward and cohort: points redeemed for it by those who joined then, of all that these were issued."""
    rows = [("ann", "2024-02-01", "earn", 5, "", "", "gold")] + [
        (*row[:4], row[4] if row[2] == "redeem" else "", *row[5:]) for row in rows
    ]
    joined = {name: min(row[1] for row in rows if row[0] == name)[:4] for name, *_ in rows}
    made = of(ledger(*rows, header=HEAD), by=["reward"], period="year")
    for score in made.scores:
        year = score.period and score.period.label
        mine = [row for row in rows if year in (None, joined[row[0]])]
        issued = sum(row[3] for row in mine if row[2] == "earn")
        reward = score.group.get("reward")
        named = [row for row in mine if reward in (None, row[4] or "(blank)")]
        redeemed = sum(row[3] for row in named if row[2] == "redeem")
        assert score.value == (pytest.approx(100 * redeemed / issued) if issued else None)
        assert score.account.read == len(named) == score.account.scored

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Whole
from tests.scoring.customer_files import by_label, overall, skipped, table
from tests.scoring.points_ledgers import NOW, ledger, of

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/growth_response.json").read_text())
ANN, BOB, CID = ("2023-02-01",), ("2023-04-01",), ("2025-01-10",)
"""When they joined."""
MOVES = [
    *(("ann", "2023-03-01", "earn", 1000, "", *ANN), ("ann", "2023-05-01", "redeem", 400, "flight", *ANN)),
    *(("ann", "2023-06-01", "redeem", 100, "gift", *ANN), ("ann", "2025-03-01", "expire", 200, "", *ANN)),
    *(("bob", "2023-04-01", "earn", 500, "", *BOB), ("bob", "2024-01-01", "adjust", -50, "", *BOB)),
    *(("cid", "2025-01-10", "earn", 300, "", *CID), ("cid", "2025-02-10", "redeem", 60, "gift", *CID)),
]
"""Ann got 1,000 and redeemed 500, bob got 500, cid got 300 and redeemed 60: 560 of 1,800."""


@pytest.mark.parametrize("vector", VECTORS["redemption"])
def test_published_redemption_and_breakage(vector):
    """Of 100 points earned 20 are redeemed: 20 %, and 80 % are left. Source: in the vectors."""
    text = ledger(("m", "2023-01-01", "earn", vector["earned"]), ("m", "2023-01-02", "redeem", vector["redeemed"]))
    assert overall(text, metrics="redemption_rate:ledger", now=NOW).value == vector["value_pct"]
    assert overall(text, metrics="redemption_rate:ledger-breakage", now=NOW).value == vector["breakage_pct"]


def test_redeemed_of_issued_with_the_points_beside():
    """Points redeemed over points issued, over members; adjustments are on neither side."""
    (score,) = of(ledger(*MOVES)).overall
    assert (score.value, score.n, score.account.read) == (pytest.approx(100 * 560 / 1800), 3, 8)
    assert score.parts == {
        "points issued": 1800,
        "points redeemed": 560,
        "points expired": 200,
        "points adjusted": -50,
    }
    assert (score.interval, score.unit) == ("bootstrap", "percent")


@pytest.mark.parametrize(
    ("metric", "value", "n"),
    [
        ("redemption_rate:ledger-members", 100 * 2 / 3, 3),
        ("redemption_rate:ledger-breakage", 100 * 1000 / 1500, 2),
        ("redemption_rate:ledger-expired", 100 * 200 / 1800, 3),
    ],
)
def test_the_other_figures(metric, value, n):
    """Members who redeemed; what is left to those who joined over a year ago (not cid); what expired."""
    made = of(ledger(*MOVES), metrics=metric).overall[0]
    assert (made.value, made.n) == (pytest.approx(value), n)
    if n == 2:
        assert skipped(made) == {"too_recent": 2}
        assert made.definition.endswith(", of members who joined more than 365 d ago")
        assert made.parameters == {"within": "365 d"}


def test_cohorts_are_those_of_joining():
    """Periods are those in which members joined, whenever they redeemed."""
    years = by_label(of(ledger(*MOVES), period="year"))
    assert {label: score.value for label, score in years.items()} == {
        "2023": pytest.approx(100 * 500 / 1500),
        "2025": pytest.approx(20),
    }
    (late,) = of(ledger(*MOVES), since="2025-01-01").overall
    assert (late.value, skipped(late)) == (pytest.approx(20), {"out_of_period": 6})


def test_the_same_as_from_a_row_for_each_member():
    """A ledger, and the row of totals of each member made from it, have one rate with the same limits."""
    moves = [(f"m{n}", "2024-01-01", "earn", 100 + 7 * n) for n in range(60)]
    moves += [(f"m{n}", "2024-02-01", "redeem", 3 * n) for n in range(60)]
    totals = table(
        ("member_id", "points_earned", "points_redeemed", "member_since"),
        [(f"m{n}", 100 + 7 * n, 3 * n, "2024-01-01") for n in range(60)],
    )
    mine, theirs = of(ledger(*moves)).overall[0], overall(totals, metrics="redemption_rate", now=NOW)
    assert (mine.value, mine.low, mine.high, mine.n) == (theirs.value, theirs.low, theirs.high, theirs.n)
    left = of(ledger(*moves), metrics="redemption_rate:ledger-breakage").overall[0]
    assert left.value == overall(totals, metrics="redemption_rate:breakage", now=NOW).value


def test_by_reward_each_is_beside_all_points_issued():
    """No row that issues points has a reward, so rates by reward add up to that of all."""
    made = of(ledger(*MOVES), by=["reward"])
    rates = {score.group["reward"]: score.value for score in made.scores if score.group}
    assert rates == {"flight": pytest.approx(100 * 400 / 1800), "gift": pytest.approx(100 * 160 / 1800), "(blank)": 0}
    parts = of(ledger(*MOVES), metrics="redemption_rate:rewards", by=["reward"])
    assert parts.overall[0].value is None
    shares = {score.group["reward"]: score.value for score in parts.scores if score.group}
    assert shares == {"flight": pytest.approx(100 * 400 / 560), "gift": pytest.approx(100 * 160 / 560), "(blank)": 0}


def test_what_is_left_is_of_no_reward():
    """Points that nobody redeemed cannot be told by reward."""
    made = of(ledger(*MOVES), metrics="redemption_rate:ledger-breakage", by=["reward"])
    assert [score.value for score in made.scores if score.group] == [None] * 3
    assert made.scores[1].reason.startswith("only points that were redeemed")
    assert made.overall[0].value is not None


def test_no_points_are_no_rate():
    """Nothing issued, or nothing redeemed, is undefined and never 0; no row is no data."""
    only = ledger(("ann", "2025-01-01", "redeem", 5, "gift"))
    assert (of(only).overall[0].status, of(only).overall[0].reason) == ("undefined", "no points were issued")
    none = of(ledger(("ann", "2025-01-01", "earn", 5)), metrics="redemption_rate:rewards", by=["reward"]).scores[1]
    assert (none.status, none.reason) == ("undefined", "no points were redeemed")
    assert of(ledger(("", "2025-01-01", "earn", 5), *[("ann", "2026-01-01", "earn", 5)])).overall[0].status == "no_data"


def test_one_member_or_all_alike_have_no_limits():
    """One unit, and units without spread, have a value and say why there is no interval."""
    one = of(ledger(("ann", "2025-01-01", "earn", 10), ("ann", "2025-01-02", "redeem", 4))).overall[0]
    assert (one.value, one.low, one.high) == (40, None, None)
    assert one.reason


def test_an_old_ledger_is_doubted_where_members_mature():
    """Taken from the clock, now may be long after the file; breakage goes by it, and the rate does not."""
    text = ledger(("ann", "2023-01-01", "earn", 10), ("ann", "2023-01-02", "redeem", 4))
    codes = [notice.code for notice in of(text, metrics="redemption_rate:ledger-breakage", now=None).notices]
    assert "old-export" in codes
    assert "old-export" not in [notice.code for notice in of(text, now=None).notices]


def test_what_is_neither_is_a_fault():
    """A statistic that no ledger makes is not silently taken for one."""
    metric = ready(shipped()["redemption_rate:ledger"])
    with pytest.raises(TypeError, match="ledger"):
        metric.estimate(Whole(1, 1, None), confidence=0.95, interval=None)
    assert metric.intervals == ("linearised", "bootstrap")
    assert metric.parameters == {}


def test_parts_in_two_files_and_any_order_are_one_ledger():
    """Rows in any order, cut into files, give the same scores, bit by bit."""
    whole = of(ledger(*MOVES), by=["reward"], period="year").scores
    parts = of(ledger(*MOVES[5:]), ledger(*reversed(MOVES[:5])), by=["reward"], period="year", chunk_rows=2).scores
    assert [replace(each, statistic=None) for each in parts] == [replace(each, statistic=None) for each in whole]

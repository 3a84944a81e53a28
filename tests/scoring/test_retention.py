import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from cxcli.errors import DataError
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Whole
from cxcli.scoring.value_terms import Terms
from tests.scoring.customer_files import by_label, overall, scored, skipped, table, with_terms

CASES = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "retention.json").read_text(encoding="utf-8"))[
    "cases"
]
CLV = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "clv.json").read_text(encoding="utf-8"))
HEADER = ("customer", "started_at", "ended_at", "mrr")
YEAR = {"since": "2024-01-01", "until": "2024-12-31"}


def case(metric):
    return next(each for each in CASES if each["metric"] == metric)


def pays(*amounts, before="2023-05-01", change="2024-06-01"):
    """Customers who pay one amount before the year, and another one at its end."""
    rows = []
    for number, (start, end) in enumerate(amounts):
        rows += [(f"c{number}", before, change, start)] if start else []
        rows += [(f"c{number}", change, "", end)] if end else []
    return table(HEADER, rows)


def test_published_retention_is_one_less_churn():
    """Of 1,000 customers 150 leave while 100 come: 15 % churn, 85 % retention; neither is the other, nor 95 %."""
    said = case("crr")
    kept, lost = said["E"] - said["N"], said["S"] - said["E"] + said["N"]
    text = pays(*[(1, 1)] * kept, *[(1, 0)] * lost, *[(0, 1)] * said["N"])
    churn, retention = scored(text, metrics="churn_rate,retention_rate", **YEAR).overall
    assert (churn.value, retention.value) == (100 * said["churn"], 100 * said["value"])
    assert churn.value != 100 * said["value"]
    assert retention.value not in (100 * said["churn"], 100 * said["E"] / said["S"])
    assert churn.n == retention.n == said["S"]


def test_published_revenue_retention_with_standard_errors():
    """NRR and GRR of ten customers come out as R prints them, with linearised limits of its standard errors."""
    from scipy import stats  # noqa: PLC0415 - only here

    said = case("nrr_grr_with_se")
    text = pays(*zip(said["start_mrr"], said["end_mrr_same_customers"], strict=True))
    for name, most in (("nrr", 1e9), ("grr", 100)):
        score = overall(text, metrics=name, interval="linearised", confidence=0.8, **YEAR)
        distance = 100 * stats.t.ppf(0.9, 9) * said[f"{name}_se"]
        assert score.value == pytest.approx(100 * said[name], abs=1e-8)
        assert (score.low, score.high) == pytest.approx(
            (score.value - distance, min(score.value + distance, most)), abs=1e-7
        )
        assert score.parts == {"largest customer": pytest.approx(100 * 3000 / 11300)}
    assert overall(text, metrics="churn_rate", **YEAR).value == 100 * said["logo_churn"]


def test_published_net_revenue_retention():
    """27,000 at the start, 35,000 from those customers less 5,000 lost: 111 %."""
    said = case("nrr")
    start, end, churn = said["start"], said["end_from_same_customers_before_churn"], said["churn"]
    score = overall(pays((start - churn, end - churn), (churn, 0)), metrics="nrr", **YEAR)
    assert score.value == pytest.approx(100 * said["value"], rel=1e-15)


@pytest.mark.parametrize(
    "said", [each for each in CASES if each["metric"] == "quick_ratio"], ids=lambda each: each["source"]
)
def test_published_quick_ratios(said):
    """What was gained of what was lost comes out as printed, unrounded: 1.125 where 1.13 is shown."""
    text = pays((0, said["new"]), (1, 1 + said["expansion"]), (said["churn"], 0), (1 + said["contraction"], 1))
    score = overall(text, metrics="quick_ratio", **YEAR)
    assert score.value == pytest.approx(said["value"], abs=said["tol"])
    gains, losses = said["new"] + said["expansion"], said["churn"] + said["contraction"]
    assert score.value == float(Fraction(gains, losses)) != said["value"]


def test_each_figure_of_one_year():
    """Every figure is of the movements of the year: who was lost, paid less, more, came, or came back."""
    text = pays((20, 0), (30, 20), (40, 70), (10, 10), (0, 7)) + "back,2023-01-01,2023-09-01,3\nback,2024-03-01,,5\n"
    found = {
        score.metric: score.value
        for score in scored(
            text,
            metrics="churn_rate,retention_rate,revenue_churn,grr,nrr,nrr:chartmogul,nrr:baremetrics,quick_ratio,"
            "quick_ratio:reactivation,upsell_rate,upsell_rate:revenue",
            **YEAR,
        ).overall
    }
    assert found == {
        "churn_rate": 25,
        "retention_rate": 75,
        "revenue_churn": 20,
        "grr": 70,
        "nrr": 100,
        "nrr:chartmogul": 105,
        "nrr:baremetrics": 110,
        "quick_ratio": pytest.approx(37 / 30),
        "quick_ratio:reactivation": pytest.approx(42 / 30),
        "upsell_rate": 25,
        "upsell_rate:revenue": 30,
    }


def test_losing_one_of_two_subscriptions_is_no_churn():
    """Spans of one customer add up: one that ends is a contraction."""
    text = table(
        HEADER, [("a", "2023-01-01", "", 10), ("a", "2023-02-01", "2024-05-05", 30), ("b", "2023-01-01", "", 10)]
    )
    churn, grr = scored(text, metrics="churn_rate,grr", **YEAR).overall
    assert (churn.value, grr.value) == (0, 40)


def test_spans_movements_and_snapshots_tell_the_same():
    """The same customers, as spans, as movements and as snapshots, have the same figures, month by month."""
    spans = table(
        HEADER,
        [
            ("a", "2025-01-01", "2025-03-01", 10),
            ("a", "2025-03-01", "", 15),
            ("b", "2025-01-01", "2025-02-01", 20),
            ("c", "2025-02-01", "", 5),
        ],
    )
    moves = table(
        ("customer", "movement_date", "movement", "mrr"),
        [
            ("a", "2025-01-01", "new", 10),
            ("b", "2025-01-01", "new", 20),
            ("b", "2025-02-01", "churn", 20),
            ("c", "2025-02-01", "new", 5),
            ("a", "2025-03-01", "expansion", 5),
            ("a", "2025-04-01", "expansion", 1),
        ],
    )
    snapshots = table(
        ("customer", "month", "mrr"),
        [
            *(("a", "2025-01-01", 10), ("b", "2025-01-01", 20)),
            *(("a", "2025-02-01", 10), ("c", "2025-02-01", 5)),
            *(("a", "2025-03-01", 15), ("c", "2025-03-01", 5)),
            *(("a", "2025-04-01", 16), ("c", "2025-04-01", 5)),
        ],
    )
    expected = {"2025-02": 100 * 10 / 30, "2025-03": 100 * 20 / 15}
    for text in (spans, moves, snapshots):
        found = by_label(scored(text, metrics="nrr", period="month"))
        assert {label: found[label].value for label in expected} == expected
        churn = by_label(scored(text, metrics="churn_rate", period="month"))
        assert (churn["2025-02"].value, churn["2025-03"].value) == (50, 0)


def test_without_a_period_it_is_undefined_and_says_what_to_ask():
    """A figure of a period has none without one; the advice names both ways to ask."""
    score = overall(pays((1, 1)), metrics="nrr")
    assert (score.status, score.n) == ("undefined", 1)
    assert score.reason == "nrr is of a period: add --during=2024-06 to the command, or --period=month for each"
    assert overall(pays((1, 1)), metrics="nrr", during="2024-06").value == 100


def test_rows_of_other_customers_are_not_applicable():
    """Rows count that are of a customer who was there at the start; in figures of gains, of those who came, too."""
    text = pays((1, 1), (0, 1))
    nrr, gains = scored(text, metrics="nrr,quick_ratio", **YEAR).overall
    assert (nrr.n, nrr.account.scored, skipped(nrr)) == (1, 2, {"not_applicable": 1})
    assert (gains.n, gains.account.scored, gains.status) == (2, 3, "undefined")
    assert gains.reason == "nothing was lost, so there is nothing to divide by"


def test_customers_below_zero_are_told():
    """Who was credited more than was ever paid is in no figure, and stands beside it."""
    text = table(
        ("customer", "moved_at", "movement", "mrr"),
        [("a", "2023-01-01", "new", 10), ("b", "2023-01-01", "churn", 10), ("a", "2024-02-01", "expansion", 10)],
    )
    score = overall(text, metrics="nrr", **YEAR)
    assert (score.value, score.n, score.parts["customers below zero"]) == (200, 1, 1)


def test_trials_are_no_customers_and_are_told():
    """Trials are left out, flagged or by their state, and their number stands beside the figure."""
    header = (*HEADER, "is_trial", "status")
    rows = [
        ("a", "2023-01-01", "", 10, "no", "active"),
        ("b", "2023-01-01", "", 0, "yes", "active"),
        ("c", "2023-01-01", "", 9, "no", "trialing"),
        ("d", "2023-01-01", "", 9, "", ""),
    ]
    score = overall(table(header, rows), metrics="churn_rate", **YEAR)
    assert (score.n, score.value, score.parts) == (2, 0, {"trials left out": 2})
    filtered = overall(table(header, rows), metrics="churn_rate", where="is_trial == 'no'", **YEAR)
    assert (filtered.n, filtered.parts) == (1, {"trials left out": 1})


def test_groups_are_scored_by_themselves():
    """Each group has its own customers; of periods in which nobody of it was there, there are no data."""
    text = table(
        (*HEADER, "plan"),
        [
            ("a", "2025-01-05", "2025-03-03", 1, "pro"),
            ("b", "2025-01-05", "", 1, ""),
            ("c", "2025-04-05", "", 1, "(blank)"),
        ],
    )
    made = scored(text, metrics="churn_rate", by=["plan"], period="month")
    assert {label: score.value for label, score in by_label(made, plan="pro").items()} == {
        "2025-02": 0,
        "2025-03": 100,
        "2025-04": None,
    }
    assert [score.n for score in by_label(made, plan="(blank)").values()] == [1, 1, 1]


def test_the_simple_value_is_of_one_length_of_time():
    """Published: 50 a month, 70 % margin, 3 % monthly churn are worth 1,166.67. A quarter pays and loses for three."""
    clv = json.loads(
        (Path(__file__).resolve().parents[1] / "vectors" / "customer_value.json").read_text(encoding="utf-8")
    )
    said = next(each for each in clv["simple"] if each["churn"] == 0.03)
    text = pays(*[(said["arpa"], said["arpa"])] * 97, *[(said["arpa"], 0)] * 3, change="2024-01-15")
    terms = Terms(margin=said["margin"])
    month = with_terms(text, "clv:simple", terms, since="2024-01-01", until="2024-01-31")
    quarter = with_terms(text, "clv:simple", terms, since="2024-01-01", until="2024-03-31")
    assert month.value == pytest.approx(said["value"], abs=said["tol"])
    assert (month.parts, month.parameters) == ({"paid by a customer": 50, "churn": 3}, {"margin": 0.7, "discount": 0})
    assert quarter.value == pytest.approx(3 * month.value)
    assert month.reason == "no interval is known for it: churn is the least certain part"


def test_the_published_simple_value_of_a_large_account():
    """2,000 a month at a margin of 60 % and a monthly churn of half a percent are worth 240,000."""
    said = next(each for each in CLV["simple"] if each.get("churn") == 0.005)
    text = pays(*[(said["arpa"],) * 2] * 995, *[(said["arpa"], 0)] * 5, change="2024-01-15")
    month = {"since": "2024-01-01", "until": "2024-01-31"}
    score = with_terms(text, "clv:simple", Terms(margin=said["margin"]), **month)
    assert score.value == pytest.approx(said["value"], rel=1e-12)


@pytest.mark.parametrize("cohort", ["highend", "regular"])
def test_the_published_models_of_renewals(cohort):
    """A file of customers who leave as those of the paper did has the parameters that it prints, a month for a year."""
    said = CLV["shifted_beta_geometric"][cohort]
    left = [before - after for before, after in pairwise(said["survivors"])]
    ends = [f"2024-{month:02}-02" for month, lost in enumerate(left, 2) for _ in range(lost)]
    ends += [""] * said["survivors"][-1]
    text = table(HEADER, [(f"c{number}", "2024-01-02", end, 10) for number, end in enumerate(ends)])
    score = overall(text, metrics="clv:sbg", until="2024-08-10")
    assert (score.parts["months watched"], score.n) == (len(left), said["survivors"][0])
    for name in ("alpha", "beta"):
        assert score.parts[name] == pytest.approx(said[name], abs=CLV["shifted_beta_geometric"]["tol"]["params"], rel=0)


def test_the_value_of_a_contract_says_until_when_it_was_watched():
    """The last day of watching is one of the parameters; so are margin and discount."""
    text = table(HEADER, [(f"c{n}", "2024-01-10", f"2024-{n % 5 + 3:02}-10" if n % 2 else "", 10) for n in range(40)])
    score = overall(text, metrics="clv:sbg", until="2024-09-30")
    assert score.parameters == {"margin": 1.0, "discount": 0.1, "watched_until": "2024-09-30"}
    assert (score.n, score.parts["months watched"]) == (40, 8)


def test_nothing_is_said_of_times_without_snapshots():
    """Of a month without a snapshot nothing is known, and the changes of two months are not those of the next one."""
    rows = [
        *(("a", "2025-01-01", 1), ("b", "2025-01-01", 1), ("a", "2025-02-01", 1), ("b", "2025-02-01", 1)),
        *(("a", "2025-04-01", 1), ("b", "2025-04-01", 1), ("a", "2025-05-01", 1)),
    ]
    text = table(("customer", "month", "mrr"), rows)
    found = by_label(scored(text, metrics="churn_rate", period="month"))
    assert {label: (score.value, score.n) for label, score in found.items()} == {
        "2025-02": (0, 2),
        "2025-03": (None, 0),
        "2025-04": (None, 0),
        "2025-05": (50, 2),
    }
    assert found["2025-03"].reason == "no snapshot is in the period"
    assert found["2025-04"].reason == (
        "no snapshot is in the time just before, so nobody knows who was there at the start"
    )
    before, after, within = (
        overall(text, metrics="quick_ratio", during=days) for days in ("2024", "2025-06", "2025-04-20 to 2025-05-02")
    )
    assert (before.status, after.reason) == ("no_data", "no snapshot is in the period")
    assert (within.n, within.value) == (2, 0)
    assert overall(text, metrics="churn_rate", since="2025-04-20", now="2025-05-10").value == 50


def test_amounts_of_two_currencies_are_refused():
    """They do not add up; churn, which adds up nothing, is scored all the same."""
    text = table((*HEADER, "currency"), [("a", "2023-01-01", "", 1, "EUR"), ("b", "2023-01-01", "", 1, "usd")])
    with pytest.raises(DataError, match="in 2 currencies"):
        scored(text, metrics="nrr", **YEAR)
    made = scored(text, metrics="nrr", by=["currency"], **YEAR)
    assert [(score.group, score.value) for score in made.scores[1:]] == [
        ({"currency": "EUR"}, 100),
        ({"currency": "usd"}, 100),
    ]
    assert made.scores[0].reason == "amounts in EUR, USD do not add up; each group is of one currency"
    assert made.scores[0].account.scored == 2
    assert overall(text, metrics="churn_rate", **YEAR).value == 0


def test_a_statistic_of_something_else_is_a_fault():
    """What is estimated is of a span or of contracts, or there is a reason why it is not."""
    with pytest.raises(TypeError):
        ready(shipped()["nrr"]).estimate(Whole(1, 1, "x"), confidence=0.95, interval=None)


def test_no_rows_have_no_figure():
    """A file without records has no data, whatever is asked."""
    assert overall("customer,started_at,ended_at,mrr\n", metrics="nrr", **YEAR).status == "no_data"
    filtered = overall(pays((1, 1)), metrics="clv:sbg", where="customer == 'x'", period="month")
    assert (filtered.status, skipped(filtered)) == ("no_data", {"filtered": 2})

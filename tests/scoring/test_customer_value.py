import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from cxcli.errors import DataError
from cxcli.reporting.score_words import method_text
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Whole
from tests.scoring.customer_files import by_label, overall, scored, skipped, table

VALUES = json.loads(
    (Path(__file__).resolve().parents[1] / "vectors" / "customer_value.json").read_text(encoding="utf-8")
)
SAID = VALUES["cdnow"]
HEADER = ("customer", "ordered_at", "revenue")


@pytest.fixture(scope="module")
def cdnow():
    """The purchases of the CDNOW sample, as the package that carries them has them: nothing of it is imported."""
    (folder,) = find_spec("lifetimes").submodule_search_locations
    lines = (Path(folder) / "datasets" / "CDNOW_sample.txt").read_text(encoding="ascii").splitlines()
    cells = [line.split() for line in lines]
    return table(HEADER, [(who, f"{day[:4]}-{day[4:6]}-{day[6:]}", paid) for _, who, day, _, paid in cells])


def test_the_published_models_of_the_music_shop(cdnow):
    """Fitted to the first 39 weeks, both models have the parameters that were printed, and foretell the weeks after."""
    score = overall(cdnow, metrics="clv:bgnbd", until=SAID["calibration_until"])
    for model in ("bg_nbd", "gamma_gamma"):
        for name, value in SAID[model].items():
            if name != "tol":
                assert score.parts[name] == pytest.approx(value, abs=SAID[model]["tol"])
    assert score.n == SAID["customers"]
    assert score.parameters == {
        "margin": 1.0,
        "discount": 0.0,
        "horizon": "365 d",
        "watched_until": SAID["calibration_until"],
    }
    assert score.low < score.value < score.high
    assert score.parts["holdout expected"] == pytest.approx(score.parts["holdout actual"], rel=0.05)


def test_the_plain_sums_of_the_music_shop(cdnow):
    """Transactions, revenue, the mean value of a customer and the share who came back are those of a plain count."""
    value, again = scored(cdnow, metrics="clv,repeat_purchase_rate").overall
    assert (value.account.scored, value.n) == (SAID["transactions"], SAID["customers"])
    assert value.value == pytest.approx(SAID["historic_mean"], abs=5e-5)
    assert value.parts["revenue"] == pytest.approx(SAID["revenue"])
    assert again.value == pytest.approx(SAID["repeat_percent"], abs=5e-5)


def test_the_published_value_of_a_customer_so_far():
    """A thousand a year for five years, less the two thousand that it took to win the customer: three thousand."""
    header = (*HEADER, "acquisition_cost")
    for historic in VALUES["historic"]:
        rows = [
            ("a", f"{2019 + year}-06-01", historic["annual_profit"], historic["cac"])
            for year in range(historic["years"])
        ]
        assert overall(table(header, rows), metrics="clv").value == historic["value"]


def test_purchases_of_days_to_come_are_none_yet():
    """They do not apply, and watching does not wait for them; a day is left to the clocks of other zones."""
    rows = [("a", "2025-03-01", 10), ("b", "2025-03-10T23:00:00", 20), ("a", "2027-01-05", 50)]
    score = overall(table(HEADER, rows), metrics="clv", now="2025-03-10")
    assert (score.value, score.n, skipped(score)) == (15, 2, {"not_applicable": 1})


def test_watching_ends_with_the_last_purchase_of_all():
    """It is the same for every group, and can be said with a last day."""
    rows = [
        ("a", "2025-01-01", 5, "x"),
        ("a", "2025-03-01", 6, "x"),
        ("b", "2025-01-01", 7, "x"),
        ("b", "2025-02-01", 3, "x"),
    ]
    rows += [("c", "2025-01-05", 4, "x"), ("d", "2025-06-30", 4, "y")]
    text = table((*HEADER, "plan"), rows)
    made = scored(text, metrics="clv:bgnbd", by=["plan"])
    assert made.scores[0].parameters["watched_until"] == "2025-06-30"
    assert method_text(made.scores[0]).endswith(" · delta interval · watched until 2025-06-30")
    assert made.scores[1].parameters["watched_until"] == "2025-06-30"
    assert overall(text, metrics="clv:bgnbd", until="2025-07-31").parameters["watched_until"] == "2025-07-31"
    assert overall(text, metrics="clv").parameters == {}


def test_customers_are_put_into_the_period_of_their_first_purchase():
    """All that they bought is theirs there; periods without a first purchase are not there."""
    rows = [("a", "2025-01-01", 5), ("a", "2025-03-01", 6), ("b", "2025-03-01", 7), ("", "2025-04-01", 9)]
    made = scored(table(HEADER, rows), metrics="clv", period="month")
    assert {label: (score.value, score.n, score.account.read) for label, score in by_label(made).items()} == {
        "2025-01": (11, 1, 2),
        "2025-03": (7, 1, 1),
    }
    assert (made.overall[0].value, skipped(made.overall[0])) == (9, {"blank": 1})
    rolling = by_label(scored(table(HEADER, rows), metrics="clv", rolling=(3, "month")))
    assert {label: score.n for label, score in rolling.items()} == {
        "2024-11 to 2025-01": 1,
        "2024-12 to 2025-02": 1,
        "2025-01 to 2025-03": 2,
    }


def test_groups_have_their_own_customers():
    """A customer who bought in two groups is one in each, with what was bought there."""
    rows = [("a", "2025-01-01", 5, "x"), ("a", "2025-01-02", 7, "y"), ("b", "2025-01-02", 9, "y")]
    made = scored(table((*HEADER, "shop"), rows), metrics="clv", by=["shop"])
    assert [(score.value, score.n) for score in made.scores] == [(10.5, 2), (5, 1), (8, 2)]


def test_amounts_of_two_currencies_are_refused():
    """They do not add up, unless each group is of one: then only all of them together have no figure."""
    text = table((*HEADER, "currency"), [("a", "2025-01-01", 5, "EUR"), ("b", "2025-02-02", 7, "USD")])
    with pytest.raises(DataError, match="in 2 currencies"):
        scored(text, metrics="clv")
    made = scored(text, metrics="clv", by=["currency"], period="month")
    assert [score.value for score in made.scores if score.group and not score.period] == [5, 7]
    assert {score.status for score in made.scores if not score.group} == {"undefined"}
    assert overall(text, metrics="clv", until="2025-01-31").value == 5


def test_no_purchases_have_no_value():
    """A file without records has no data; a statistic of something else is a fault."""
    assert overall("customer,ordered_at,revenue\n", metrics="clv").status == "no_data"
    metric = ready(shipped()["clv"])
    with pytest.raises(TypeError):
        metric.estimate(Whole(1, 1, "x"), confidence=0.95, interval=None)

"""The samples of tickets, calls, customers, payments, orders and use hold what sample_data/truth.json says.

What the script knows by construction is counted once more from the rows, without `cx` and without the script; then
`cx` must find the same.
"""

import csv
import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import fmean, median

import pytest
from scipy import stats
from transcripts import ROOT, run_cx, surroundings

FOLDER = ROOT / "sample_data"
FILES = ("tickets", "calls", "customers", "subscriptions", "mrr_snapshots", "orders", "usage")
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
VENDORS, OTHER_LEVELS = TRUTH["tickets"]["fcr_others"], TRUTH["calls"]["service_level_others"]
HOURS = 'schedules: {support: {zone: UTC, hours: {mon-fri: "08:00-18:00"}}}\n'
HALF_YEAR = ("--since", "2025-01", "--until", "2025-06")
MOVED = ("new", "reactivation", "expansion", "contraction", "churn")


def rows_of(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seconds(row, start, end):
    """The seconds between two moments of a row."""
    return (datetime.fromisoformat(row[end]) - datetime.fromisoformat(row[start])).total_seconds()


def clock(text):
    """The seconds of hours, minutes and seconds."""
    hours, minutes, rest = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes + rest


def found(metric, name, *arguments, folder=ROOT):
    """The scores that `cx score` finds on the day after the last one of the samples: the one of all rows first."""
    with surroundings(folder):
        path = str(FOLDER / f"{name}.csv")
        code, shown = run_cx(["score", metric, path, *arguments, "--format", "json", "--now", "2025-07-01"])
    assert code == 0, shown
    return json.loads(shown[shown.index("{\n") :])["scores"]


def by_period(metric, name, *arguments):
    """The scores of each month, by its name."""
    scores = found(metric, name, "--period", "month", *arguments)
    return {score["period"]["label"]: score for score in scores if score["period"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("families")
    subprocess.run([sys.executable, "-B", str(FOLDER / "make.py"), str(folder)], check=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def draws():
    spec = importlib.util.spec_from_file_location("draws", FOLDER / "draws.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [*(f"{name}.csv" for name in FILES), "truth.json"])
def test_the_script_makes_the_families_again(name, made):
    """sample_data/make.py writes the files of the families and the truth, the same to the last byte."""
    assert (made / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_the_truth_counts_the_rows(name):
    """The truth of a file says how many rows it has; the page tells of the file; ids are never there twice."""
    rows = rows_of(name)
    assert TRUTH[name]["rows"] == len(rows)
    assert f"\n### `{name}.csv`\n" in (FOLDER / "README.md").read_text(encoding="utf-8")
    first = next(iter(rows[0]))
    if first not in {"snapshot_date", "customer_id"}:
        assert len({row[first] for row in rows}) == len(rows)


def test_the_files_are_small():
    """All files of the families together are below 600 kB."""
    assert sum((FOLDER / f"{name}.csv").stat().st_size for name in FILES) < 600_000


def test_the_draws_have_the_distributions_that_they_say(draws):
    """The exponential, gamma and beta draws without logarithms have those distributions."""
    random = Random(5)  # noqa: S311 - made-up numbers are no secret
    laws = {
        "exponential": (lambda: draws.exponential(random), stats.expon),
        "gamma": (lambda: draws.gamma(random, 4), stats.gamma(4)),
        "half_gamma": (lambda: draws.half_gamma(random), stats.gamma(0.5)),
        "smallest": (lambda: draws.smallest(random, 4), stats.beta(1, 4)),
    }
    for draw, law in laws.values():
        assert stats.kstest([draw() for _ in range(4000)], law.cdf).pvalue > 0.01


def judged(row):
    """What becomes of a ticket where first contacts are counted within a week."""
    until = datetime.fromisoformat(TRUTH["tickets"]["made"]) - timedelta(days=7)
    if row["status"] not in {"solved", "closed"}:
        return "unreadable" if row["status"] == "parked" else "not_applicable"
    if not row["requester_id"]:
        return "blank"
    if row["solved_at"] < row["created_at"]:
        return "contradictory"
    return "too_recent" if datetime.fromisoformat(row["solved_at"]) > until else "scored"


def test_first_contacts_counted_from_the_rows():
    """A first contact is a solved ticket without a reopening, and without another of the requester about the topic."""
    rows, first = rows_of("tickets"), Counter()
    contacts = defaultdict(list)
    for row in rows:
        if row["status"] != "deleted":
            contacts[row["requester_id"], row["topic"]].append(row["created_at"])
    for row in rows:
        again = contacts[row["requester_id"], row["topic"]]
        if judged(row) == "scored" and row["reopens"] == "0":
            days = [seconds(row | {"next": moment}, "solved_at", "next") / 86_400 for moment in again]
            first[row["team"]] += not any(0 < each <= 7 for each in days)
    assert Counter(map(judged, rows)) == TRUTH["tickets"]["fcr_account"]
    assert first == {team: told["count"] for team, told in TRUTH["tickets"]["fcr_by_team"].items()}


def test_one_team_replies_late_and_solves_at_once():
    """Team cedar takes more than twice as long to reply, by any clock, and has 15 points more first contacts."""
    told = TRUTH["tickets"]
    reply = {team: times["median"] for team, times in told["first_response_time_by_team"].items()}
    work = {team: times["business"]["median"] for team, times in told["first_response_time_by_team"].items()}
    first = {team: share["percent"] for team, share in told["fcr_by_team"].items()}
    assert all(reply["cedar"] > 2 * reply[team] and work["cedar"] > 2 * work[team] for team in ("ash", "birch"))
    assert all(first["cedar"] > 15 + first[team] for team in ("ash", "birch"))
    rows = [row for row in rows_of("tickets") if row["first_reply_at"] > row["created_at"]]
    for team, middle in reply.items():
        mine = [row for row in rows if row["team"] == team and row["status"] not in {"deleted", "parked"}]
        assert middle == median(seconds(row, "created_at", "first_reply_at") for row in mine)


def test_nobody_replies_at_night_or_on_weekends():
    """Tickets come at all hours, fewer at weekends; first replies come from Monday to Friday, 8 to 18 o'clock."""
    rows = [row for row in rows_of("tickets") if row["first_reply_at"] > row["created_at"]]
    replies = [datetime.fromisoformat(row["first_reply_at"]) for row in rows]
    assert all(each.weekday() < 5 and 8 <= each.hour + each.minute / 60 <= 18 for each in replies)
    created = [datetime.fromisoformat(row["created_at"]) for row in rows]
    assert {each.hour for each in created} == set(range(24))
    at_weekends = sum(each.weekday() >= 5 for each in created) / len(created)
    assert 0.1 < at_weekends < 0.2


def test_cx_finds_the_first_contacts():
    """`cx score fcr` finds the share, its account of the rows, and the share of each team."""
    told = TRUTH["tickets"]
    whole, *teams = found("fcr", "tickets", "--by", "team")
    assert (whole["n"], whole["value"]) == (told["fcr"]["n"], pytest.approx(told["fcr"]["percent"], abs=1e-5))
    account = told["fcr_account"]
    assert whole["rows"]["scored"] == account["scored"]
    assert whole["rows"]["skipped"] == {name: n for name, n in account.items() if name != "scored"}
    for score in teams:
        share = told["fcr_by_team"][score["group"]["team"]]
        assert (score["n"], score["value"]) == (share["n"], pytest.approx(share["percent"], abs=1e-5))
    assert len(teams) == len(told["fcr_by_team"])


def test_cx_finds_first_contacts_within_other_times(tmp_path):
    """Within 1, 3, 14 and 30 days other shares are first contacts."""
    for days, share in TRUTH["tickets"]["fcr_by_days"].items():
        (tmp_path / "cx.yaml").write_text(f"metrics: {{fcr_{days}: {{extends: fcr, within: {days} d}}}}\n")
        (score,) = found(f"fcr_{days}", "tickets", folder=tmp_path)
        assert (score["n"], score["value"]) == (share["n"], pytest.approx(share["percent"], abs=1e-5))


@pytest.mark.parametrize(
    ("metric", "name", "path"),
    [
        *((f"fcr:{vendor}", "tickets", f"fcr_others.{vendor}") for vendor in VENDORS),
        ("reopen_rate", "tickets", "reopen_rate"),
        ("abandon_rate", "calls", "abandon_rate"),
        ("abandon_rate:no-short", "calls", "abandon_rate_no_short"),
        ("service_level", "calls", "service_level"),
        *((f"service_level:{one}", "calls", f"service_level_others.{one}") for one in OTHER_LEVELS),
        ("transfer_rate", "calls", "transfer_rate"),
    ],
)
def test_cx_finds_the_shares(metric, name, path):
    """`cx score` finds the shares of tickets and calls that the truth has."""
    told = TRUTH[name]
    for part in path.split("."):
        told = told[part]
    (score,) = found(metric, name)
    assert (score["n"], score["value"]) == (told["n"], pytest.approx(told["percent"], abs=1e-5))


def test_cx_finds_the_first_response_times(tmp_path):
    """`cx score` finds median, mean and nine tenths of the first replies of each team, also in working hours."""
    (tmp_path / "cx.yaml").write_text(HOURS)
    told = TRUTH["tickets"]["first_response_time"]
    for metric, times in (("first_response_time", told), ("first_response_time:business", told["business"])):
        whole, *teams = found(metric, "tickets", "--by", "team", folder=tmp_path)
        assert (whole["n"], whole["value"]) == (times["n"], times["median"])
        assert (whole["parts"]["mean"], whole["parts"]["p90"]) == pytest.approx((times["mean"], times["p90"]), abs=1e-5)
        for score in teams:
            mine = TRUTH["tickets"]["first_response_time_by_team"][score["group"]["team"]]
            mine = mine["business"] if metric.endswith("business") else mine
            assert (score["n"], score["value"]) == (mine["n"], pytest.approx(mine["median"], abs=1e-5))


def test_cx_finds_the_resolution_times():
    """`cx score resolution_time` finds the median, how many tickets are open, and how many end before they began."""
    told = TRUTH["tickets"]["resolution_time"]
    (score,) = found("resolution_time", "tickets")
    assert (score["n"], score["value"]) == (told["n"], told["median"])
    assert score["parts"]["running"] == told["open"]
    assert score["rows"]["skipped"]["contradictory"] == told["contradictory"]


def test_calls_counted_from_the_rows():
    """Service level, abandon rate and average handle time of the rows are those of the truth."""
    rows, told = rows_of("calls"), TRUTH["calls"]
    answered = [row for row in rows if row["answered"] == "yes"]
    in_time = sum(int(row["wait_time_seconds"]) <= 20 for row in answered)
    late = sum(int(row["wait_time_seconds"]) > 20 for row in rows)
    assert (told["service_level"]["count"], told["service_level"]["n"]) == (in_time, in_time + late)
    assert told["abandon_rate"]["count"] == len(rows) - len(answered)
    known = [row for row in answered if row["wrap_time"]]
    total = sum(clock(row[name]) for row in known for name in ("talk_time", "hold_time", "wrap_time"))
    assert (told["aht"]["n"], told["aht"]["seconds"], told["without_wrap_time"]) == (len(known), total, 3)
    assert told["short_abandons"] == sum(row["answered"] == "no" and int(row["wait_time_seconds"]) <= 5 for row in rows)
    levels = {day: share["percent"] for day, share in told["service_level_by_weekday"].items()}
    assert all(levels["Monday"] < level - 5 for day, level in levels.items() if day != "Monday")


def test_cx_finds_the_handle_times():
    """`cx score aht` is the ratio of the totals, of all calls and of each agent, not the mean of the agents' means."""
    told = TRUTH["calls"]
    whole, *agents = found("aht", "calls", "--by", "agent")
    assert (whole["n"], whole["value"]) == (told["aht"]["n"], pytest.approx(told["aht"]["mean"], abs=1e-5))
    means = {score["group"]["agent"]: score["value"] for score in agents if score["n"]}
    assert means == pytest.approx({agent: each["mean"] for agent, each in told["aht_by_agent"].items()}, abs=1e-5)
    assert fmean(means.values()) == pytest.approx(told["mean_of_the_agents_means"], abs=1e-5)
    assert told["mean_of_the_agents_means"] > 1.05 * told["aht"]["mean"]


def test_cx_finds_the_times_of_calls():
    """`cx score` finds mean, median and nine tenths of waiting, talking and holding."""
    for metric in ("speed_of_answer", "talk_time", "hold_time"):
        (score,) = found(metric, "calls")
        parts = {name: score["parts"][name] for name in ("mean", "median", "p90")}
        told = TRUTH["calls"][metric]
        assert score["n"] == told["n"]
        assert parts == pytest.approx({name: told[name] for name in parts}, abs=1e-5)


def last_day(row):
    """The day on which a customer ended, or one after all others."""
    return row["ended_on"] or "9999-12-31"


def test_customers_counted_from_the_rows():
    """Start, losses, gains and end of each month are those of the rows; start - left + new + back = end."""
    rows = rows_of("customers")
    for month, told in TRUTH["customers"]["months"].items():
        year, number = map(int, month.split("-"))
        days = f"{month}-01", f"{year + number // 12}-{number % 12 + 1:02}-01"
        there = [{row["customer_id"] for row in rows if row["started_on"] < day <= last_day(row)} for day in days]
        assert (told["start"], told["end"]) == (len(there[0]), len(there[1]))
        assert told["left"] == len(there[0] - there[1])
        assert told["new"] + told["back"] == len(there[1] - there[0])
    within = [row for row in rows if row["started_on"][:7] == row["ended_on"][:7]]
    assert TRUTH["customers"]["joined_and_left_within_a_month"] == len(within) > 5
    assert TRUTH["customers"]["back"] == len(rows) - 300 > 20


def test_cx_finds_the_churn_of_each_month():
    """`cx score churn_rate` finds the customers of each month and who of them left; March 2025 stands out."""
    months = by_period("churn_rate", "customers")
    told = TRUTH["customers"]["months"]
    assert list(months) == list(told)
    for month, score in months.items():
        assert (score["n"], score["value"]) == (told[month]["start"], pytest.approx(told[month]["churn"], abs=1e-5))
    (half,) = found("churn_rate", "customers", *HALF_YEAR)
    assert half["value"] == pytest.approx(TRUTH["customers"]["half_year"]["churn"], abs=1e-5)
    dearer = by_period("churn_rate", "customers", "--where", "plan == 'basic'", "--since", "2025-01")
    of_plan = TRUTH["customers"]["dearer"]["months_of_plan"]
    assert {month: score["value"] for month, score in dearer.items()} == pytest.approx(
        {month: each["churn"] for month, each in of_plan.items()}, abs=1e-5
    )
    assert of_plan["2025-03"]["churn"] > 3 * max(each["churn"] for month, each in of_plan.items() if month != "2025-03")


@pytest.mark.parametrize("name", ["subscriptions", "mrr_snapshots"])
def test_the_movements_balance(name):
    """Start + new + reactivation + expansion - contraction - churn = end, to the cent; one end is the next start."""
    signs = (1, 1, 1, -1, -1)
    told = TRUTH[name]
    for each in (*told["months"].values(), told["half_year"]):
        assert each["start"] + sum(sign * each[move] for sign, move in zip(signs, MOVED, strict=True)) == each["end"]
        customers = each["customers"]
        came = customers["new"] + customers["reactivation"] - customers["churn"]
        assert customers["start"] + came == customers["end"]
    months = list(told["months"].values())
    assert all(one["end"] == other["start"] for one, other in pairwise(months))


def test_payments_counted_from_the_rows():
    """Net and gross retention of the half year are those of the rows, with the largest customer and without."""
    rows = rows_of("subscriptions")
    assert {row["currency"] for row in rows} == {"EUR"}
    pays = [defaultdict(int), defaultdict(int)]
    for row in rows:
        for there, day in zip(pays, ("2025-01-01", "2025-07-01"), strict=True):
            if row["started_at"] < day <= (row["ended_at"] or "9999"):
                there[row["customer_id"]] += int(row["mrr"].replace(".", ""))
    for out, name in ((None, "half_year"), (TRUTH["subscriptions"]["largest"], "half_year_without_the_largest")):
        start, end = ({each: cents for each, cents in there.items() if each != out} for there in pays)
        told = TRUTH["subscriptions"][name]
        assert (told["start"], told["end"]) == (sum(start.values()), sum(end.values()))
        kept = [(cents, end.get(each, 0)) for each, cents in start.items()]
        assert told["nrr"] == pytest.approx(100 * sum(after for _, after in kept) / told["start"], abs=1e-6)
        assert told["grr"] == pytest.approx(100 * sum(map(min, kept)) / told["start"], abs=1e-6)
    assert TRUTH["subscriptions"]["half_year"]["nrr"] > 100
    assert told["nrr"] < 95


@pytest.mark.parametrize("name", ["subscriptions", "mrr_snapshots"])
@pytest.mark.parametrize("metric", ["nrr", "grr", "revenue_churn"])
def test_cx_finds_the_revenue_retention(name, metric):
    """`cx score` finds net and gross revenue retention and revenue churn of a half year and of each month."""
    (half,) = found(metric, name, *HALF_YEAR)
    told = TRUTH[name]["half_year"]
    assert (half["n"], half["value"]) == (told["customers"]["start"], pytest.approx(told[metric], abs=1e-5))
    assert half["parts"]["largest customer"] == pytest.approx(told["largest_share"], abs=1e-5)
    months = by_period(metric, name)
    values = {month: score["value"] for month, score in months.items()}
    assert values == pytest.approx({month: TRUTH[name]["months"][month][metric] for month in values}, abs=1e-5)
    assert len(months) >= 11


def test_the_largest_customer_hides_that_the_others_shrink():
    """Net revenue retention is above 100 % with the largest customer, and well below without."""
    told = TRUTH["subscriptions"]
    where = f"customer_id != '{told['largest']}'"
    (score,) = found("nrr", "subscriptions", "--where", where, *HALF_YEAR)
    assert score["value"] == pytest.approx(told["half_year_without_the_largest"]["nrr"], abs=1e-5)


def test_the_prices_went_up_in_one_month():
    """In January 2025 most customers of the other firm pay more; in February and March more of them leave."""
    months = TRUTH["mrr_snapshots"]["months"]
    most = max(months, key=lambda month: months[month]["customers"]["expansion"])
    lost = sorted(months, key=lambda month: months[month]["churn"] / months[month]["start"])
    assert (most, set(lost[-2:])) == ("2025-01", {"2025-02", "2025-03"})
    assert months["2025-01"]["customers"]["expansion"] > 0.9 * months["2025-01"]["customers"]["start"]


def test_orders_counted_from_the_rows():
    """Orders, buyers, revenue and those who bought twice are those of the rows, which span 78 weeks."""
    rows, told = rows_of("orders"), TRUTH["orders"]
    counts = Counter(row["customer_id"] for row in rows)
    assert (len(counts), sum(count > 1 for count in counts.values())) == (told["customers"], told["repeat_customers"])
    assert sum(int(row["revenue"].replace(".", "")) for row in rows) == told["revenue"]
    moments = [row["ordered_at"] for row in rows]
    assert moments == sorted(moments)
    assert all("2024-01-01" <= moment < "2025-06-30" for moment in moments)


def test_cx_finds_what_was_bought_and_what_will_be(tmp_path):
    """`cx score` finds who bought twice and what a buyer brought; its limits of what is to come hold what came."""
    told = TRUTH["orders"]
    (again,) = found("repeat_purchase_rate", "orders")
    assert (again["n"], again["value"]) == (700, pytest.approx(100 * told["repeat_customers"] / told["customers"]))
    (brought,) = found("clv", "orders")
    assert brought["value"] == pytest.approx(told["revenue"] / 100 / told["customers"])
    days = 7 * told["weeks_after"]
    (tmp_path / "cx.yaml").write_text(f'metrics: {{to_come: {{extends: "clv:bgnbd", horizon: {days} d}}}}\n')
    (to_come,) = found("to_come", "orders", "--until", "2025-06-29", folder=tmp_path)
    assert to_come["low"] < told["revenue_after"] / 100 / told["customers"] < to_come["high"]


def test_the_amounts_are_those_of_the_process():
    """Buyers spend what the parameters say, within chance: the mean over buyers of their mean amounts is 30."""
    amounts = defaultdict(list)
    for row in rows_of("orders"):
        amounts[row["customer_id"]].append(float(row["revenue"]))
    means = [fmean(each) for each in amounts.values()]
    wide = 4 * stats.tstd(means) / len(means) ** 0.5
    assert fmean(means) == pytest.approx(TRUTH["orders"]["mean_amount_of_all_buyers_to_be"], abs=wide)


def test_use_fell_by_half_where_it_was_made_to():
    """Exactly those customers fell who were made to, quarter on quarter and against the whole time before."""
    used = defaultdict(dict)
    for row in rows_of("usage"):
        used[row["customer_id"]][row["month"][:7]] = int(row["sessions"])
    told = TRUTH["usage"]
    assert len(used) == told["customers"]
    assert all(len(months) == 12 for months in used.values())
    for first in ("2025-01", "2024-07"):
        fell = []
        for customer, months in used.items():
            before = [sessions for month, sessions in months.items() if first <= month < told["fell_from"]]
            since = [sessions for month, sessions in months.items() if month >= told["fell_from"]]
            fell += [customer] if 2 * fmean(since) <= fmean(before) else []
        assert sorted(fell) == told["fell"]


def test_cx_finds_whose_use_fell():
    """`cx score usage_decline` finds as many in the quarter in which they fell, and nobody before."""
    quarters = [score for score in found("usage_decline", "usage", "--period", "quarter") if score["period"]]
    told = TRUTH["usage"]
    assert [score["period"]["label"] for score in quarters] == ["2024-Q4", "2025-Q1", "2025-Q2"]
    fell = pytest.approx(100 * len(told["fell"]) / told["customers"])
    assert [score["value"] for score in quarters] == [0, 0, fell]


def test_the_page_tells_the_numbers_of_the_families():
    """sample_data/README.md gives the numbers of truth.json, rounded, in the section of each file."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    texts = {name: " ".join(page.split(f"\n### `{name}.csv`\n")[1].split("\n#")[0].split()) for name in FILES}
    assert all(f"| `{name}.csv` | " in page for name in FILES)
    assert all(re.search(rf"\| `{name}\.csv` \| .*\b{n:,} ", page) for name, n in SIZES)
    for name, numbers in _told().items():
        assert [number for number in numbers if number not in texts[name]] == []


SIZES = (
    *((name, TRUTH[name]["rows"]) for name in ("tickets", "calls", "subscriptions", "orders")),
    *((name, TRUTH[name]["customers"]) for name in ("customers", "subscriptions", "orders", "usage")),
    ("customers", TRUTH["customers"]["back"]),
)


def _told():
    """The numbers that the page tells of each file."""
    tickets, calls, customers, paid, others, orders, usage = (TRUTH[name] for name in FILES)
    first = [f"{share['percent']:.1f} %" for share in tickets["fcr_by_team"].values()]
    hours = [f"{times['median'] / 3600:.1f}" for times in tickets["first_response_time_by_team"].values()]
    wrong = [f"{n} {what}" for n, what in zip(tickets["wrong"].values(), WRONG, strict=True)]
    replies = tickets["first_response_time"]
    unanswered = f"Of {replies['without_reply']} tickets without a reply {replies['solved_without_reply']}"
    days = [share["percent"] for share in calls["service_level_by_weekday"].values()]
    means = [f"{calls['mean_of_the_agents_means']:.0f} seconds", f"{calls['aht']['mean']:.0f}"]
    short = f"Of {calls['abandon_rate']['count']} callers who hung up, {calls['short_abandons']} did so"
    dearer = sorted(month["churn"] for month in customers["dearer"]["months_of_plan"].values())
    lost = [month["customers"]["churn"] for month in others["months"].values()]
    more = others["months"]["2025-01"]["customers"]
    revenue = f"{orders['orders_after']} orders for {orders['revenue_after'] / 100:,.2f}"
    halves = (
        paid["half_year"]["largest_share"],
        paid["half_year"]["nrr"],
        paid["half_year_without_the_largest"]["nrr"],
    )
    return {
        "tickets": [*first, *hours, *wrong, unanswered],
        "calls": [f"{min(days):.1f} %", f"{sorted(days)[1]:.1f} %", *means, short],
        "customers": [
            *(f"{dearer[-1]:.1f} %", f"{dearer[-2]:.1f} %"),
            f"{customers['joined_and_left_within_a_month']} customers",
        ],
        "subscriptions": [f"{number:.1f} %" for number in halves],
        "mrr_snapshots": [
            *(f"{more['expansion']} of {more['start']}", f"in March {max(lost)} customers"),
            f"at most {sorted(lost)[-3]}",
        ],
        "orders": [f"{orders['still_buying']} of the {orders['customers']}", revenue],
        "usage": [f"{len(usage['fell'])} customers"],
    }


WRONG = ("tickets were solved", "was answered", "have a status", "have no requester", "were deleted")


def test_nobody_in_the_families_exists():
    """People, customers and agents are numbers and first names; there are no addresses and no phone numbers."""
    for name in FILES:
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        assert "@" not in text
        keys = {row[key] for row in rows_of(name) for key in ("customer_id", "requester_id") if row.get(key)}
        assert all(re.fullmatch(r"[A-Z]-\d{3}", key) for key in keys)

import json
from functools import cache

import jsonschema
import pytest
from referencing import Registry, Resource
from transcripts import ROOT, run_cx, surroundings

from cxcli.config.field_types import IntervalName
from cxcli.errors import ExitCode
from cxcli.rows import Disposition

NAMES = (
    "cx.scores", "cx.check", "cx.error", "cx.metrics", "cx.rows", "cx.trend", "cx.compare",
    "cx.reconcile", "cx.ledger", "cx.cohorts", "cx.customers", "cx.journey", "cx.drivers", "cx.funnel",
    "cx.agents", "cx.at-risk", "cx.themes", "cx.sentiment", "cx.health", "cx.report",
    "cx.agents", "cx.at-risk", "cx.themes", "cx.sentiment", "cx.health", "cx.health-compare",
    "cx.reconcile", "cx.ledger", "cx.cohorts", "cx.customers", "cx.journey", "cx.drivers", "cx.funnel", "cx.drop-off",
    "cx.agents", "cx.at-risk", "cx.themes", "cx.sentiment", "cx.health",
)  # fmt: skip
SCHEMAS = {name: json.loads((ROOT / f"docs/{name}.schema.json").read_text(encoding="utf-8")) for name in NAMES}
REGISTRY = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values())
NPS, SUPPORT, FEEDBACK = "nps_responses.csv", "support_survey.csv", "feedback.jsonl"
NOW = ("--now", "2025-10-15")
AGENTS = "agents.csv"
TICKETS, CALLS, CUSTOMERS = "tickets.csv", "calls.csv", "customers.csv"
SUBSCRIPTIONS, SNAPSHOTS, ORDERS = "subscriptions.csv", "mrr_snapshots.csv", "orders.csv"
DRIVERS, DRIVER_TICKETS, RATINGS = "driver_survey.csv", "driver_tickets.csv", "ease,speed,quality,price,support,design"
YEARS, EXPORTS = "two_years.csv", ("export_june_1.csv", "export_june_2.csv")
SURVEY_STEPS = "survey_steps.csv"
EVENTS, MEMBERS, STEPS = "events.csv", "app_accounts.csv", ("shop_home.csv", "shop_search.csv", "shop_payment.csv")
HEALTH = ("--config", "customer_health.yaml", "--now", "2025-07-01")
PLANS = ("--config", "sample_data/plans.yaml")
RISK = ("--config", "at_risk.yaml", "--now", "2025-07-01")
FLAGS = ("--speeders", "seconds < 20", "--test-answers", "status == 'preview'", "--drop", "test")

RUNS = (
    ("score", "nps", NPS),
    ("score", "nps", NPS, "--by", "plan", "--by", "plan+region", "--min-n", "30"),
    ("score", "nps", NPS, "--period", "day", "--since", "2025-02", "--until", "2025-02-10", *NOW),
    ("score", "nps", NPS, "--period", "week", "--by", "region", *NOW),
    ("score", "nps,csat", NPS, "--period", "quarter", "--until", "2025-11-11", *NOW),
    ("score", "nps", NPS, "--period", "year", "--interval", "wald", *NOW),
    ("score", "csat,csat:net,csat:mean,csat:index,osat", SUPPORT, "--period", "month", "--map", "at=closed", *NOW),
    ("score", "ces,ces:net,ces:mean", SUPPORT, "--by", "team", "--missing", "N/A"),
    ("score", "nps", FEEDBACK, NPS, "--confidence", "0.9"),
    ("score", "nps", NPS, "--where", "plan == 'nobody'"),
    ("score", "nps", NPS, "--where", "plan == 'Pro'", "--fail-under", "3"),
    ("score", "nps", NPS, "--since", "2026"),
    ("score", "nps", NPS, "--rolling", "2", "quarter", "--fiscal-year-start", "april", *NOW),
    ("score", "nps", NPS, "--rolling", "3", "week", "--week-start", "sunday", "--during", "last 90 days", *NOW),
    ("score", "nps", NPS, "--period", "week", "--week-start", "saturday", "--until", "last month", *NOW),
    ("score", "nps", NPS, "--rolling", "40", "day", "--during", "2025-Q1", *NOW),
    ("score", "nps", NPS, "--config", "config.example.yaml"),
    ("score", "nps", YEARS, "--weight", "weight", "--by", "region", "--period", "quarter", "--change", *NOW),
    ("score", "nps,csat:mean", YEARS, "--one-vote-per", "email", "--raw", "--population", "2526", *FLAGS),
    ("score", "nps", YEARS, "--count", "seconds", "--where", "plan == 'pro'", "--population", "9999999"),
    ("score", "nps", "responses.xlsx", "--rolling", "2", "week", "--change", *NOW),
    ("score", "nps", *EXPORTS),
    ("score", "nps", *EXPORTS, "--response-id", "response_id", "--by", "file"),
    ("score", "nps", "broken.csv"),
    ("score", "nps", "western.csv", "--encoding", "cp1252", "--min-n", "100"),
    ("score", "nps", "two.tsv"),
    ("score", "nps", "header.csv"),
    ("score", "csat", "one.json"),
    ("explain", "nps", NPS),
    ("explain", "csat:mean", SUPPORT),
    ("score", "health", "--config", "sample_data/health.yaml", "--period", "quarter", *NOW),
    ("score", "health", "--config", "sample_data/health.yaml", "--period", "month", "--per", "account", *NOW),
    ("score", "index", "--config", "sample_data/health.yaml", "--period", "quarter", *NOW),
    ("explain", "index", "--config", "sample_data/health.yaml", *NOW),
    ("score", "health", *PLANS, "--by", "plan", "--period", "quarter", "--min-n", "5", *NOW),
    ("score", "index", *PLANS, "--by", "file", *NOW),
    ("trend", "health", *PLANS, "--by", "plan", *NOW),
    ("trend", "index", *PLANS, *NOW),
    ("compare", "health", *PLANS, "--between", "plan=basic,pro", *NOW),
    ("compare", "health", *PLANS, "--between", "plan=basic,(blank)", "--min-n", "5", *NOW),
    ("compare", "index", *PLANS, "--between", "period=2025-Q1,2025-Q2", *NOW),
    ("compare", "health", *PLANS, "--between", "period=2025-Q1,2031", *NOW),
    ("trend", "nps", NPS, "--by", "plan", "--min-n", "20", *NOW),
    ("trend", "csat,csat:mean", SUPPORT, "--period", "day", "--map", "at=closed", "--forecast", "1", *NOW),
    ("trend", "nps", NPS, "--period", "week", "--chart", "xmr", "--forecast", "2", "--now", "2025-06-11"),
    ("trend", "nps", NPS, "--where", "plan == 'nobody'"),
    ("trend", "nps", NPS, "--chart", "p"),
    ("compare", "nps", NPS, FEEDBACK),
    ("compare", "nps,csat", NPS, "--between", "region=EMEA,AMER", "--by", "plan+channel", "--min-n", "30"),
    ("compare", "csat:mean", NPS, "--between", "period=2025-Q1,2025-03..2025-06", *NOW),
    ("compare", "nps", NPS, "--between", "period=2025-Q1,2031-04..2031-06", "--by", "plan", *NOW),
    ("compare", "nps", NPS, "--between", "period=2025-Q1,last month", "--paired", "plan", *NOW),
    ("compare", "csat", SUPPORT, "--between", "team", "--min-n", "30"),
    ("compare", "ces:mean", SUPPORT, "--between", "team", "--where", "team == 'nobody'"),
    ("compare", "nps", NPS),
    ("themes", "comments.csv"),
    ("themes", "comments.csv", "nps", "--by", "plan", "--period", "quarter", "--min-n", "30", *NOW),
    ("themes", "comments.csv", "nps", "--discover", "3", "--config", "config.example.yaml"),
    ("themes", "comments.csv", "nps", "--where", "plan == 'nobody'"),
    ("check", NPS, SUPPORT, FEEDBACK),
    ("check", "broken.csv", "western.csv", "nowhere.csv"),
    ("check", "twice.csv", "header.csv"),
    ("check", "--config", "config.example.yaml"),
    ("metrics",),
    ("metrics", "ces:net-easy"),
    ("metrics", "nps_pro", "--config", "config.example.yaml"),
    (
        "rows",
        "nps",
        NPS,
        "--class",
        "detractors",
        "--by",
        "plan=pro+region=EMEA",
        "--in",
        "2025-Q3",
        "--with",
        "comment",
    ),
    ("rows", "nps", "broken.csv", "--fate", "all", "--with", "id"),
    ("rows", "csat", SUPPORT, "--answer", "5", "--test-answers", "team == 'nobody'", "--flag", "test", "--limit", "3"),
    ("rows", "nps", NPS, "--one-vote-per", "response_id", "--fate", "superseded", "--fate", "scored", "--limit", "9"),
    ("rows", "nps", NPS, "--class", "happy"),
    ("reconcile", "nps", NPS, "--rows", "--limit", "5"),
    ("reconcile", "csat", SUPPORT),
    ("reconcile", "fcr", TICKETS, "--rows", *NOW),
    ("reconcile", "service_level", CALLS, *NOW),
    ("reconcile", "nrr", SUBSCRIPTIONS, "--during", "2024-Q4", *NOW),
    ("score", "fcr,resolution_time,first_response_time:mean,sla", TICKETS, "--by", "team", "--period", "month", *NOW),
    ("score", "aht,abandon_rate,speed_of_answer", CALLS, "--by", "queue", *NOW),
    ("score", "churn_rate,retention_rate", CUSTOMERS, "--period", "quarter", *NOW),
    ("score", "nrr,grr,quick_ratio,clv:simple", SUBSCRIPTIONS, "--period", "month", *NOW),
    ("score", "clv,clv:bgnbd,repeat_purchase_rate", ORDERS, *NOW),
    ("score", "clv", ORDERS, "--per", "customer", "--limit", "3", *NOW),
    ("score", "clv:bgnbd", ORDERS, "--per", "customer", *NOW),
    ("ledger", SUBSCRIPTIONS, "--period", "quarter", "--since", "2024", *NOW),
    ("ledger", SNAPSHOTS, *NOW),
    ("cohorts", CUSTOMERS, *NOW),
    ("cohorts", SNAPSHOTS, *NOW),
    ("journey", "--config", "config.example.yaml", *NOW),
    ("agents", "csat,csat:mean", AGENTS, "--adjust", "channel,priority", *NOW),
    ("agents", "reopen_rate", AGENTS, "--min-n", "9999", *NOW),
    ("agents", "fcr", TICKETS, "--group", "team", *NOW),
    ("agents", "aht", CALLS, *NOW),
    ("agents", "csat", AGENTS, "--where", "agent == 'nobody'"),
    ("agents", "resolution_time", TICKETS),
    ("score", "at_risk", *RISK, "--period", "quarter"),
    ("explain", "at_risk", *RISK),
    ("customers", *RISK, "--followed-up", "at_risk_contacts.csv", "--open"),
    ("customers", "nps", *RISK, "--min-bad", "9"),
    ("customers", "aht", *RISK),
    ("customers", *HEALTH, "--comments"),
    ("customers", *HEALTH, "--reason", "falling", "--where", "customer_id == 'C-004'"),
    ("explain", "aht", CALLS, *NOW),
    ("explain", "nrr", SUBSCRIPTIONS, "--during", "2024-Q4", *NOW),
    ("drivers", "nps", DRIVERS, "--drivers", RATINGS),
    ("drivers", "nps", DRIVERS, "--drivers", RATINGS, "--method", "johnson", "--outcome-as", "class"),
    (
        "drivers",
        "nps",
        DRIVERS,
        "--drivers",
        "first_response_hours,support",
        "--join",
        DRIVER_TICKETS,
        "--on",
        "customer_id",
    ),
    ("drivers", "nps", DRIVERS, "--drivers", RATINGS, "--outcome", "churned"),
    ("drivers", "nps", DRIVERS),
    ("score", "stickiness,feature_utilisation:events", EVENTS, "--period", "month", "--by", "feature", *NOW),
    ("score", "community_engagement:events", MEMBERS, EVENTS, "--period", "month", *NOW),
    ("explain", "stickiness", EVENTS, *NOW),
    ("funnel", *STEPS, *NOW),
    ("funnel", EVENTS, "--steps", "search,export", "--map", "step=feature", "--by", "plan", "--min-n", "30", *NOW),
    ("funnel", SURVEY_STEPS, "--questions", "recommend,income,again", *NOW),
    ("funnel", SURVEY_STEPS, "--questions", "recommend,income,again", "--by", "device", "--min-n", "250", *NOW),
    ("funnel", EVENTS, "--steps", "search,export,nothing", "--map", "step=feature", "--strict", *NOW),
    ("funnel", EVENTS, "--steps", "nothing,search", "--map", "step=feature", "--during", "2025-05", *NOW),
    ("funnel", EVENTS, *NOW),
    ("score", "sentiment,sentiment:no-neutrals,sentiment:stars", "reviews.csv", "--by", "product", *NOW),
    ("explain", "sentiment", "reviews.csv"),
    ("rows", "sentiment", "reviews.csv", "--class", "negative", "--limit", "3"),
    ("sentiment", "train", "reviews.csv", "--score", "stars", "-o", "model.json"),
    ("score", "npss", NPS),
    ("score", "nps", "nowhere.csv"),
    ("score", "nps", "western.csv"),
    ("score", "nps", SUPPORT),
    ("score", "nps", NPS, "--by", "nobody"),
    ("score", "nps", NPS, "--where", "plan = 'pro'"),
    ("score", "nps", "twice.csv"),
    ("score", "nps", NPS, "--config", "wrong.yaml"),
    ("score", "nps", NPS, "--output", "no/folder.json"),
    ("score",),
    ("metrics", "nothing"),
)
EXTRA = {
    "two.tsv": "nps\tname\n9\tA\n10\tB\n",
    "header.csv": "nps,name\n",
    "one.json": '[{"csat": "3"}]',
    "twice.csv": "nps,nps,name\n9,1,A\n3,2,B\n8,3,C\n",
    "wrong.yaml": "report: {confidence: 95}\nmetrics: {mine: {extend: nps}}\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("samples")
    samples = ROOT / "sample_data"
    (tmp_path / "sample_data").symlink_to(samples)
    for path in samples.iterdir():
        if path.suffix in {".csv", ".jsonl", ".xlsx", ".yaml"}:
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "config.example.yaml").symlink_to(ROOT / "config.example.yaml")
    for name, text in EXTRA.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def json_of(folder, arguments):
    """The exit code and the JSON of standard output, each run made once."""
    code, shown = _run(folder, arguments)
    return code, json.loads(shown)


@cache
def _run(folder, arguments):
    """Run, and return the exit code and, of what is shown, the part from the first brace on."""
    with surroundings(folder):
        code, shown = run_cx([*arguments, "--format", "json"])
    lines = shown.splitlines()
    start = lines.index("{")
    return code, "\n".join(lines[start : lines.index("}", start) + 1])


def problems(data):
    schema = SCHEMAS[data["schema"].removesuffix("/1")]
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, registry=REGISTRY, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_valid_json_schemas(name):
    """docs/*.schema.json are JSON Schemas of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"{name}.schema.json"


@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_every_json_output_keeps_its_contract(arguments, folder):
    """The JSON of every run, failed ones included, is valid by the schema that it names, and accounts add up."""
    code, data = json_of(folder, arguments)
    assert problems(data) == []
    assert (data["schema"] == "cx.error/1") is (code in {2, 65, 66, 73, 77, 78} and arguments[0] != "check")
    if data["schema"] == "cx.error/1":
        assert data["exit_code"] == code
    # What became of the rows of a composite stands with each of its parts.
    for score in data["scores"] if data["schema"] == "cx.scores/1" else ():
        rows = score["rows"]
        assert rows["read"] == rows["scored"] + sum(rows["skipped"].values())
        of_answers = score["metric"].startswith(("nps", "csat", "osat", "ces"))
        scored = (score.get("answers") or rows)["scored"]
        # A customer may have several rows, and a duration that still runs is scored and not counted.
        # All active users are the base of each feature, whatever rows it has.
        based_on_all = score["metric"] == "feature_utilisation:events"
        assert score["n"] == scored if of_answers else score["n"] <= scored or based_on_all
        assert score["status"] != "ok" or score["low"] is None or score["low"] <= score["value"] <= score["high"]


def test_the_runs_show_every_status(folder):
    """The runs that hold the contract hold it for values, no data and hidden groups, and for every kind of output."""
    found = [json_of(folder, arguments)[1] for arguments in RUNS if arguments[0] == "score"]
    found = [data for data in found if "scores" in data]
    assert {score["status"] for data in found for score in data["scores"]} == {
        "ok",
        "no_data",
        "suppressed",
        "undefined",
    }
    assert any(score["change"] for data in found for score in data["scores"])
    assert any(score["raw"] and score["base"] is None for data in found for score in data["scores"])
    assert any(score["base"] and score["effective_n"] for data in found for score in data["scores"])
    assert any(score["period"] and not score["period"]["complete"] for data in found for score in data["scores"])
    assert any(data["warnings"] for data in found)


@pytest.mark.parametrize(
    ("arguments", "change"),
    [
        (("score", "nps", NPS), lambda data: data["scores"][0].pop("n")),
        (("score", "nps", NPS), lambda data: data["scores"][0].update(low="1")),
        (("score", "nps", NPS), lambda data: data["scores"][0].update(value=None)),
        (("score", "nps", NPS), lambda data: data["scores"][0]["rows"]["skipped"].update(lost=1)),
        (("score", "nps", NPS), lambda data: data.update(extra=1)),
        (("trend", "nps", NPS), lambda data: data["trends"][0].update(chart=None)),
        (("trend", "nps", NPS), lambda data: data["trends"][0]["points"][0].pop("counted")),
        (("trend", "nps", NPS), lambda data: data["trends"][0]["reasons"].update(trend="why not")),
        (("compare", "nps", NPS, FEEDBACK), lambda data: data["comparisons"][0]["difference"].pop("verdict")),
        (("compare", "nps", NPS, FEEDBACK), lambda data: data["comparisons"][0].update(before=None)),
        (("compare", "nps", NPS, "--between", "plan"), lambda data: data["comparisons"][0]["groups"].update(found=1)),
        (("check", NPS), lambda data: data["scorable"][0].pop("command")),
        (("check", NPS), lambda data: data["sources"][0].update(delimiter="x")),
        (("metrics", "nps"), lambda data: data["metrics"][0].update(unit="stars")),
        (("rows", "nps", NPS), lambda data: data["rows"][0].pop("line")),
        (("rows", "nps", NPS), lambda data: data["rows"][0].update(fate="lost")),
        (("rows", "nps", NPS), lambda data: data["asked"].update(flag="other")),
        (("agents", "csat", AGENTS), lambda data: data["found"][0]["groups"][0].update(verdict="small")),
        (("ledger", SNAPSHOTS), lambda data: data["lines"][0]["movements"].pop("churn")),
        (("cohorts", CUSTOMERS), lambda data: data["cohorts"][0]["after"][0].update(share=101)),
        (("score", "clv", ORDERS, "--per", "customer"), lambda data: data["listed"][0].update(alive=101)),
        (("reconcile", "nps", NPS), lambda data: data["definitions"][0].pop("differing")),
        (("drivers", "nps", DRIVERS, "--drivers", RATINGS), lambda data: data["drivers"].pop("chance")),
        (("drivers", "nps", DRIVERS, "--drivers", RATINGS), lambda data: data.update(drivers=None)),
        (("score", "npss", NPS), lambda data: data["problems"][0].update(code="Not A Code")),
        (("score", "npss", NPS), lambda data: data.update(problems=[])),
    ],
)
def test_the_schemas_refuse_what_breaks_the_contract(arguments, change, folder):
    """A key that is missing, unknown, or of another kind is refused."""
    _, data = json_of(folder, arguments)
    change(data)
    assert problems(data)


def test_the_schemas_list_what_the_program_has():
    """Reasons, exit codes and intervals of the schemas are those of the program."""
    defs = SCHEMAS["cx.scores"]["$defs"]
    assert defs["reason"]["enum"] == [str(fate) for fate in Disposition if fate is not Disposition.SCORED]
    assert SCHEMAS["cx.error"]["properties"]["exit_code"]["enum"] == [int(code) for code in ExitCode if code]
    assert defs["score"]["properties"]["interval"]["enum"] == [*IntervalName.__args__, "comonotone", None]

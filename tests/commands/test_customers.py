import json
import stat
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NOW = ("--now", "2025-07-01")

RESPONSES = """\
response_id,submitted_at,email,nps
1,2025-06-01,Ann@Example.com ,3
2,2025-06-05,ann@example.com,2
3,2025-06-02,bob@example.com,9
4,2025-06-20,bob@example.com,6
5,2025-06-02,,1
6,2025-06-31,cy@example.com,1
7,,cy@example.com,1
8,2027-01-01,cy@example.com,1
9,2025-01-01,cy@example.com,11
10,2025-06-03,di@example.com,
11,2025-05-03,di@example.com,10
12,2025-06-03,di@example.com,7
"""
TICKETS = """\
ticket_id,customer_email,created_at,solved_at,due_at,status,reopens,followed_up_at
T1,bob@example.com,2025-06-01T10:00,2025-06-09T10:00,2025-06-05T10:00,closed,1,
T2,cy@example.com,2025-06-01T10:00,2025-06-09T10:00,2025-06-05T10:00,closed,0,2025-06-05
T3,cy@example.com,2025-06-11T10:00,,2025-06-15T10:00,open,1,
T4,di@example.com,2025-06-11T10:00,2025-06-12T10:00,2025-06-15T10:00,closed,0,
"""
CONFIG = """\
sources:
  responses: {path: responses.csv}
  tickets: {path: tickets.csv}
at_risk:
  metrics: [nps, sla, reopen_rate]
"""


@pytest.fixture(autouse=True)
def files(folder):
    """Answers and tickets of four customers: ann by two answers, bob by a ticket and an answer, cy by two tickets."""
    (folder / "responses.csv").write_text(RESPONSES)
    (folder / "tickets.csv").write_text(TICKETS)
    (folder / "cx.yaml").write_text(CONFIG)
    return folder


def listed(ended):
    return [each["customer"] for each in ended.data["listed"]]


def json_of(cx, *arguments):
    return cx("customers", *arguments, *NOW, "--max-rejects", "100%", "--format", "json")


def test_bad_experiences_of_all_sources_put_a_customer_at_risk(cx):
    """Keys are joined over the sources; the one with the latest bad experience comes first."""
    found = json_of(cx)
    assert listed(found) == ["bob@example.com", "cy@example.com", "ann@example.com"]
    bob, cy, ann = found.data["listed"]
    assert [each["at"] for each in bob["experiences"]] == ["2025-06-20T00:00:00", "2025-06-09T10:00:00"]
    assert [reason["metric"] for reason in bob["experiences"][1]["reasons"]] == ["reopen_rate", "sla"]
    assert [each["at"] for each in cy["experiences"]] == ["2025-06-15T10:00:00", "2025-06-05T10:00:00"]
    assert ann["experiences"][0]["reasons"] == [{"metric": "nps", "class": "detractors", "answer": 2}]
    assert bob["signs"] == ["last nps 6", "nps fell from 9 to 6"]
    assert found.data["score"]["n"] == 4
    assert found.data["score"]["value"] == 75


def test_the_account_holds_every_row(cx):
    """Rows without customer or date, after now or unreadable are counted as such, in each source."""
    responses, tickets = json_of(cx).data["by_source"]
    assert responses["rows"]["skipped"] == {
        "unreadable": 1, "undated": 1, "out_of_period": 1, "blank": 1, "off_scale": 1,
    }  # fmt: skip
    assert responses["rows"] | {"skipped": {}} == {"read": 12, "scored": 7, "skipped": {}}
    assert (responses["customers"], responses["elsewhere"], responses["bad"]) == (3, 2, 3)
    assert (tickets["customers"], tickets["elsewhere"], tickets["counted"]) == (3, 2, 3)


def test_who_was_followed_up_after_the_last_one_is_not_open(cx, folder):
    """By a date in a source or a file of contacts; a day goes on until its end, and one before does not count."""
    (folder / "contacts.csv").write_text(
        "customer,called back on\nANN@example.com,2025-06-05\nbob@example.com,2025-06-19\n,2025-06-30\nzoe,2025-06-30\n"
    )
    found = json_of(cx, "--followed-up", "contacts.csv")
    said = {each["customer"]: (each["followed_up"], each["open"]) for each in found.data["listed"]}
    assert said == {
        "ann@example.com": ("2025-06-05", False),
        "bob@example.com": ("2025-06-19", True),
        "cy@example.com": ("2025-06-05", True),
    }
    assert found.data["contacts"] == {"read": 4, "used": 3}
    left = json_of(cx, "--followed-up", "contacts.csv", "--open")
    assert (listed(left), left.data["customers"]) == (["bob@example.com", "cy@example.com"], 3)
    shown = cx("customers", *NOW, "--followed-up", "contacts.csv", "--open", "--max-rejects", "100%").out
    said = "3 customers: 3 with 2 or more bad experiences, 2 whose latest answer is bad; 1 followed up since"
    assert said in " ".join(shown.split())
    assert "2025-06-19" in shown
    assert "(before)" in shown
    assert "3 of 4 contacts have a customer and a date" in shown


def test_a_flag_says_that_a_row_was_followed_up(cx, folder):
    """Where only a flag is known, the follow-up was of that row."""
    (folder / "tickets.csv").write_text(
        "ticket_id,customer_id,created_at,status,reopens,followed_up\n"
        "1,a,2025-06-01,open,1,no\n2,a,2025-06-02,open,1,yes\n3,b,2025-06-01,open,1,yes\n4,b,2025-06-02,open,1,no\n"
    )
    found = json_of(cx, "reopen_rate")
    assert {each["customer"]: each["open"] for each in found.data["listed"]} == {"a": False, "b": True}


@pytest.mark.parametrize("order", ["nps,sla,reopen_rate", "reopen_rate,nps,sla", "sla,reopen_rate,nps"])
def test_the_order_of_metrics_and_rows_does_not_matter(cx, folder, order):
    """The same customers are listed with the same experiences."""
    first = json_of(cx).data["listed"]
    head, *rows = RESPONSES.splitlines()
    (folder / "responses.csv").write_text("\n".join([head, *reversed(rows)]) + "\n")
    second = json_of(cx, order).data["listed"]
    for each in (*first, *second):
        for experience in each["experiences"]:
            del experience["line"]
    assert first == second


def test_days_that_are_named_take_the_place_of_the_latest(cx):
    """Experiences of these days count, and customers seen in them."""
    found = json_of(cx, "--during", "2025-06-01 to 2025-06-09")
    assert listed(found) == ["ann@example.com"]
    assert found.data["score"]["n"] == 4
    assert "days 2025-06-01 to 2025-06-09" in cx("customers", *NOW, "--during", "2025-06-01 to 2025-06-09").out
    assert listed(json_of(cx, "--until", "2025-06-15")) == ["cy@example.com", "ann@example.com"]
    assert listed(json_of(cx, "--min-bad", "1", "--since", "2025-06-20")) == ["bob@example.com"]


def test_the_number_and_the_time_come_from_the_config(cx, folder):
    """`within` and `at_least` are those of the config; --min-bad goes before them, for the list."""
    (folder / "cx.yaml").write_text(f"{CONFIG}  within: 12 d\n  at_least: 1\n")
    found = json_of(cx)
    assert listed(found) == ["bob@example.com"]
    assert found.data["score"]["parameters"] == {
        "at_least": 1, "within": "12 d", "metrics": ["nps", "sla", "reopen_rate"],
    }  # fmt: skip
    assert listed(json_of(cx, "--min-bad", "2")) == []


def test_a_file_is_private_and_says_what_it_is_by_its_name(cx, folder):
    """A file can be read by its owner only; standard error says how many are in it."""
    ended = cx("customers", *NOW, "--output", "list.csv", "--limit", "1", "--max-rejects", "100%")
    assert (ended.code, ended.out) == (0, "")
    assert stat.S_IMODE((folder / "list.csv").stat().st_mode) == 0o600
    head, row = (folder / "list.csv").read_text().splitlines()
    assert head == "customer,reasons,bad,last,experiences,signs,followed_up,open"
    assert row.startswith('bob@example.com,"bad, detractor",2,2025-06-20T00:00:00,"2025-06-20 nps 6; 2025-06-09 ')
    said = "cx: 3 customers: 3 with 2 or more bad experiences, 2 whose latest answer is bad; the first 1 listed"
    assert said in ended.err


def test_markdown_and_narrow_screens(cx, monkeypatch):
    """A list goes into a ticket, and onto a screen of 40 columns, a line for each cell."""
    assert "| ann\\@example\\.com | 2 |" in cx("customers", *NOW, "--format", "markdown").out
    monkeypatch.setenv("COLUMNS", "40")
    assert "customer: bob@example.com\nbad: 2\n" in cx("customers", *NOW).out


def test_many_bad_experiences_are_shown_in_part(cx, folder):
    """On a screen the latest three stand, and how many more there are."""
    rows = "".join(f"{day},2025-06-{day:02},ann,6\n" for day in range(1, 6))
    (folder / "responses.csv").write_text(f"response_id,submitted_at,customer_id,nps\n{rows}")
    assert "2 more" in cx("customers", "nps", *NOW).out


def test_too_many_bad_rows_end_with_3(cx):
    """The exit code is that of the other commands."""
    ended = cx("customers", *NOW)
    assert ended.code == 3
    assert "rows are bad, more than --max-rejects allows" in ended.err


def test_the_share_is_scored_beside_other_metrics_and_by_period(cx):
    """`cx score at_risk` gives the share at the end of each period."""
    ended = cx("score", "nps,at_risk", *NOW, "--period", "month", "--max-rejects", "100%", "--format", "json")
    scores = {(each["metric"], each["period"] and each["period"]["label"]): each for each in ended.data["scores"]}
    assert scores["at_risk", None]["value"] == 75
    assert [scores["at_risk", label]["n"] for label in ("2025-05", "2025-06")] == [1, 4]
    assert scores["at_risk", "2025-05"]["value"] == 0
    # Of 16 rows 2 have no date that can be read, and 1 is of 2027.
    assert scores["at_risk", "2025-06"]["rows"]["read"] == 13
    assert ("nps", "2025-06") in scores


def test_bad_rows_are_listed(cx, folder):
    """`--rejects` lists what a metric of a source cannot read."""
    cx("score", "at_risk", *NOW, "--rejects", "bad.csv", "--max-rejects", "100%")
    assert "responses.csv,10,nps,off_scale,11" in (folder / "bad.csv").read_text()


WITHOUT = "sources: {responses: {path: responses.csv}}\n"


def test_without_names_the_metrics_are_those_that_fit(cx, folder):
    """A column counts for the metric that it is named for; a source that has none is left out with a word."""
    (folder / "cx.yaml").write_text(CONFIG.partition("at_risk")[0] + "  calls: {path: none.csv}\n")
    (folder / "none.csv").write_text("customer_id,created_at,colour\na,2025-06-01,red\n")
    ended = json_of(cx)
    metrics = {each["source"]: [score["metric"] for score in each["metrics"]] for each in ended.data["by_source"]}
    assert metrics == {"responses": ["nps"], "tickets": ["reopen_rate", "sla"]}
    assert [each["code"] for each in ended.data["warnings"]].count("left-out") == 1
    assert listed(ended) == ["bob@example.com", "cy@example.com", "ann@example.com"]


def test_a_metric_that_cannot_be_scored_is_left_out(cx, folder):
    """Of several that fit by name those are taken that can be scored."""
    (folder / "cx.yaml").write_text(WITHOUT)
    (folder / "responses.csv").write_text(
        "submitted_at,customer_id,nps,csat\n" + "".join(f"2025-06-{day:02},a,6,{day}\n" for day in range(1, 29))
    )
    ended = json_of(cx)
    assert [score["metric"] for each in ended.data["by_source"] for score in each["metrics"]] == ["nps"]
    assert any("responses is left out for csat" in each["message"] for each in ended.data["warnings"])


def test_own_metrics_with_bad_count_too(cx, folder):
    """An own rate that says what is bad has a part in it, and another metric of the config has none."""
    (folder / "cx.yaml").write_text(
        "sources: {tickets: {path: tickets.csv}}\nmetrics:\n"
        '  slow: {kind: rate, direction: lower, source: tickets, counts: "resolution_time > {within}", within: 48 h,\n'
        "    boxes: {late: 1, fine: 0}, bad: late, dates: [created_at]}\n  other: {extends: sla, title: Other}\n"
    )
    metrics = [score["metric"] for each in json_of(cx).data["by_source"] for score in each["metrics"]]
    assert metrics == ["reopen_rate", "sla", "slow"]


def test_ids_that_repeat_count_once(cx, folder):
    """A ticket in two exports is one experience, and a warning says so; responses of several files, too."""
    (folder / "again.csv").write_text(TICKETS)
    (folder / "more.csv").write_text(RESPONSES)
    (folder / "cx.yaml").write_text(
        CONFIG.replace("tickets.csv", '["tickets.csv", "again.csv"]')
        .replace("{path: responses.csv}", "{path: [responses.csv, more.csv]}")
        .replace('["tickets.csv", "again.csv"]', "[tickets.csv, again.csv]")
    )
    ended = json_of(cx)
    assert listed(ended) == ["bob@example.com", "cy@example.com", "ann@example.com"]
    assert [len(each["experiences"]) for each in ended.data["listed"]] == [2, 2, 2]
    codes = [each["code"] for each in ended.data["warnings"]]
    assert "repeated-experiences" in codes
    assert "repeated-responses" not in codes


def test_keys_that_nobody_shares_are_told(cx, folder):
    """Where one source has e-mail addresses and the other numbers, a warning names both."""
    (folder / "tickets.csv").write_text(TICKETS.replace("@example.com", ""))
    codes = [each["code"] for each in json_of(cx).data["warnings"]]
    assert codes.count("keys-apart") == 2


def test_a_file_in_two_sources_is_told(cx, folder):
    """Its rows count in each, and a warning says so."""
    (folder / "cx.yaml").write_text(
        "sources: {tickets: {path: tickets.csv}, calls: {path: tickets.csv}}\n"
        "metrics: {late: {extends: sla, source: calls}}\nat_risk: {metrics: [sla, late]}\n"
    )
    assert [each["code"] for each in json_of(cx).data["warnings"]].count("same-file") == 1


def test_dates_to_come_are_told_where_the_clock_is_now(cx, folder):
    """Rows of days after now do not count, and a warning says how many there are."""
    (folder / "responses.csv").write_text(
        "submitted_at,customer_id,nps\n2999-01-01,a,3\n2999-01-02,a,3\n2025-01-01,a,3\n"
    )
    ended = cx("customers", "nps", "--format", "json")
    assert [each["code"] for each in ended.data["warnings"]].count("future-rows") == 1
    assert listed(ended) == []
    (folder / "responses.csv").write_text("submitted_at,customer_id,nps\n2999-01-01,a,3\n2025-01-02,a,3\n")
    assert "1 row is dated after now" in cx("customers", "nps").err


def test_respondents_are_customers_and_columns_can_be_named(cx, folder):
    """A column that the config names for the customer, or for the respondent, goes before one found by its name."""
    (folder / "responses.csv").write_text("submitted_at,who,email,nps\n2025-06-01,w1,a@b.c,3\n2025-06-02,w1,d@e.f,3\n")
    for field in ("customer", "respondent"):
        (folder / "cx.yaml").write_text(
            f"sources: {{responses: {{path: responses.csv, columns: {{{field}: who}}}}}}\nat_risk: {{metrics: [nps]}}\n"
        )
        assert listed(json_of(cx)) == ["w1"]
    assert cx("score", "at_risk", "--map", "customer=email", *NOW, "--format", "value").out == "0.0\n"


REFUSED = {
    "no sources": ("labels: {a: 1}\n", (), 2, "at_risk is over the sources of a config, and there are none"),
    "no experience": (
        "sources: {usage: {path: responses.csv}}\n",
        (),
        2,
        "no source of the config has bad experiences",
    ),
    "unknown": ("at_risk: {metrics: [npz]}\n" + WITHOUT, (), 78, "there is no metric 'npz' (cx.yaml:1:21)"),
    "no bad": ("at_risk: {metrics: [aht]}\n" + WITHOUT, (), 78, "aht knows no bad experiences (cx.yaml:1:21)"),
    "no source": ("at_risk: {metrics: [sla]}\n" + WITHOUT, (), 78, "no source 'tickets' for sla (cx.yaml:1:21)"),
    "typed": (WITHOUT, ("sla,npz",), 2, "the config has no source 'tickets' for sla"),
    "no time": ("at_risk: {within: soon}\n" + WITHOUT, (), 78, "is no length of time"),
    "missing file": ("sources: {responses: {path: none.csv}}\n", (), 66, "there is no such file (none.csv)"),
    "no customer": (
        "sources: {responses: {path: bare.csv}}\n",
        (),
        65,
        "sources: {responses: {columns: {customer: COLUMN}}}",
    ),
    "named": ("sources: {responses: {path: bare.csv}}\n", ("nps",), 65, "columns: {customer: COLUMN}"),
    "no date": ("sources: {responses: {path: undated.csv}}\n", ("nps",), 65, "columns: {at: NAME}"),
    "nothing fits": ("sources: {responses: {path: other.csv}}\n", (), 65, "no column is plainly one of a metric"),
    "written over": (WITHOUT, ("nps", "-o", "responses.csv"), 2, "this file is read, so it is not written over"),
    "not risk": (
        WITHOUT + "metrics: {at_risk: {kind: rate, direction: lower, counts: solved == 'no'}}\n",
        ("nps",),
        2,
        "'at_risk' is another metric in this config",
    ),
    "filter": (
        WITHOUT + "metrics: {at_risk: {extends: at_risk, where: \"plan == 'pro'\"}}\n",
        ("nps",),
        2,
        "at_risk has no filter and no columns",
    ),
    "all fail": ("sources: {responses: {path: wrong.csv}}\n", (), 65, "responses is left out for nps, csat"),
    "no column": (
        "sources: {tickets: {path: tickets.csv}}\ncolumns: {reopens: gone, solved: gone}\n",
        (),
        65,
        "no column is plainly one of a metric",
    ),
    "contacts": (WITHOUT, ("nps", "--followed-up", "bare.csv"), 65, "a file of contacts needs customer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_with_what_to_do(cx, folder, case):
    """Every refusal says what is wrong and where."""
    config, arguments, code, message = REFUSED[case]
    (folder / "cx.yaml").write_text(config)
    (folder / "bare.csv").write_text("submitted_at,nps\n2025-06-01,3\n")
    (folder / "undated.csv").write_text("customer_id,nps\na,3\n")
    (folder / "other.csv").write_text("customer_id,created_at,colour\na,2025-06-01,red\n")
    (folder / "wrong.csv").write_text("submitted_at,nps,csat\n2025-06-01,3,4\n")
    ended = cx("customers", *arguments, *NOW)
    assert message in ended.err
    assert ended.code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("at_risk", "responses.csv"), "at_risk is over the sources of a config, and not of single files"),
        (("at_risk", "--by", "email"), "--by says nothing to at_risk"),
        (("at_risk", "--one-vote-per", "email"), "--one-vote-per says nothing to at_risk"),
    ],
)
def test_what_is_asked_of_the_share_in_vain_is_refused(cx, arguments, message):
    """Files, groups and votes have no part in it."""
    ended = cx("score", *arguments, *NOW)
    assert (ended.code, message in ended.err) == (2, True)


def test_an_own_risk_has_its_own_time(cx, folder):
    """A metric that extends at_risk may have another length of time."""
    (folder / "cx.yaml").write_text(f"{CONFIG}metrics: {{soon: {{extends: at_risk, within: 12 d}}}}\n")
    ended = cx("score", "soon,at_risk", *NOW, "--format", "json", "--max-rejects", "100%")
    assert [(each["metric"], each["value"]) for each in ended.data["scores"]] == [("soon", 0), ("at_risk", 75)]


def test_files_without_rows_have_no_data(cx, folder):
    """A source with a header alone is no failure: there is nobody."""
    (folder / "responses.csv").write_text("response_id,submitted_at,email,nps\n")
    ended = json_of(cx, "nps")
    assert (listed(ended), ended.data["score"]["status"]) == ([], "no_data")
    assert ended.data["by_source"][0]["customers"] == 0
    assert cx("score", "at_risk", *NOW, "--period", "month").code == 0


def test_a_list_without_anybody_is_no_failure(cx):
    """Nobody at risk is an answer."""
    ended = cx("customers", "nps", "--now", "2027-06-01", "--max-rejects", "100%")
    assert (ended.code, "0 customers: 0 with 2 or more bad experiences" in ended.out) == (0, True)


def test_the_planted_customers_are_found_and_no_others(cx):
    """In the sample exactly the customers are at risk that were planted; tickets in both exports count once."""
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["at_risk"]
    sample = ("--config", str(SAMPLES / "at_risk.yaml"), "--followed-up", str(SAMPLES / "at_risk_contacts.csv"))
    found = json_of(cx, *sample, "--reason", "bad")
    assert sorted(listed(found)) == truth["at_risk"]
    assert [each["customer"] for each in found.data["listed"] if not each["open"]] == [truth["followed_up"]]
    assert found.data["score"]["n"] == truth["customers"]
    scored = {each["source"]: each["rows"]["scored"] for each in found.data["by_source"]}
    assert scored == truth["contacts"]
    assert found.data["by_source"][1]["rows"]["skipped"] == {"duplicate": truth["in_both_exports"]}

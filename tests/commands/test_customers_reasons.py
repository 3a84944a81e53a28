import json
import stat
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NOW = ("--now", "2025-07-01")
SAMPLE = ("--config", str(SAMPLES / "customer_health.yaml"), *NOW)
CONFIG = """\
sources:
  responses: {path: responses.csv}
  usage: {path: usage.csv}
metrics:
  mood:
    kind: composite
    per: customer
    parts: {relation: {metric: nps, weight: 1, worst: -100, best: 100}}
    bands: {red: 0-40, yellow: 40-75, green: 75-100}
at_risk: {metrics: [nps], health: mood, silent: 60 d, signs: [usage]}
"""
USAGE = """\
customer_id,usage_date,sessions
quiet,2025-03-01,4
quiet,2025-06-01,0
busy,2025-06-01,4
,2025-06-01,4
nobody,,4
later,2025-08-01,4
"""


@pytest.fixture
def sources(folder):
    """Forty customers with an answer in either quarter, of whom c0 rises, c1 and c2 fall, c3 is away; and use."""
    before = {"c0": 8, "quiet": 9, "busy": 9}
    latest = {"c0": 9, "c1": 8, "c2": 0}
    lines = ["response_id,submitted_at,customer_id,nps,comment"]
    for number in range(40):
        name = f"c{number}"
        lines.append(f"a{number},2025-02-01,{name},{before.get(name, 9)},")
        if name != "c3":
            remark = "Write to c2@example.com" if name == "c2" else ""
            lines.append(f"b{number},2025-06-01,{name},{latest.get(name, 9)},{remark}")
    lines += [f"z,2025-03-20,{name},9," for name in ("c3", "quiet", "busy")]
    lines += ["y1,2025-03-30,mute,,", "y2,2025-06-20,mute,,", "y3,2025-06-20,new,,"]
    lines += ["x,2025-02-01,c40,9,", "x2,2025-06-01,c40,9,"]
    (folder / "responses.csv").write_text("\n".join(lines) + "\n")
    (folder / "usage.csv").write_text(USAGE)
    (folder / "cx.yaml").write_text(CONFIG)
    return folder


def told(ended):
    return {each["customer"]: [why["reason"] for why in each["reasons"]] for each in ended.data["listed"]}


def json_of(cx, *arguments):
    return cx("customers", *arguments, *NOW, "--format", "json")


@pytest.mark.usefixtures("sources")
def test_every_reason_by_hand(cx):
    """c2 fell from 100 to 0, further than c0 rose from 50 to 100; c1 fell as far as that, no more than chance has it.

    c3 and quiet gave the last sign in March, as use of 0 sessions is none; mute was asked and never answered.
    """
    found = json_of(cx)
    assert told(found) == {
        "c2": ["detractor", "red", "falling"],
        "c3": ["silent"],
        "quiet": ["silent"],
        "mute": ["silent"],
    }
    c2 = next(each for each in found.data["listed"] if each["customer"] == "c2")
    assert [why["says"] for why in c2["reasons"]] == [
        None, None, "mood fell from 100.0 to 0.0, green to red, most by relation",
    ]  # fmt: skip
    health = found.data["health"]
    assert (health["compared"], health["fall_limit"], health["by_chance"]) == (40, 50, 1)
    assert (health["latest"]["first"], health["before"]["last"]) == ("2025-04-01", "2025-03-31")
    assert (health["red"], health["falling"]) == (1, 1)
    # The rows of both times are accounted for: 87 answers, of which 41 are of April to June with 40 scored.
    assert health["latest"]["parts"][0]["rows"]["read"] == found.data["by_source"][0]["rows"]["read"]
    assert found.data["by_reason"] == {"bad": 0, "detractor": 1, "red": 1, "falling": 1, "silent": 3}


@pytest.mark.usefixtures("sources")
def test_silence_has_an_account(cx):
    """Its further sources account for each row: without customer, without date, of days to come, without use."""
    silence = json_of(cx).data["silence"]
    assert silence["sources"] == [
        {
            "source": "usage",
            "rows": {
                "read": 6,
                "scored": 2,
                "skipped": {"undated": 1, "out_of_period": 1, "not_applicable": 1, "blank": 1},
            },
        }
    ]
    assert (silence["within_days"], silence["left_out"]) == (60, [])
    assert silence["last_signs"]["usage"] == "2025-06-01T00:00:00"


@pytest.mark.usefixtures("sources")
def test_silence_is_dated_by_when_it_was_long_enough(cx):
    """The newest reason comes first: c2 on 1 June, mute 60 days after 30 March, then who was last seen on the 20th."""
    found = json_of(cx).data["listed"]
    assert [each["customer"] for each in found] == ["c2", "mute", "c3", "quiet"]
    assert [each["reasons"][0]["at"][:10] for each in found] == ["2025-06-01", "2025-05-29", "2025-05-19", "2025-05-19"]
    assert found[1]["last"] is None


def test_reasons_can_be_asked_for(cx, sources):
    """On the command line, in the config, or by a number of bad experiences, which asks for those alone."""
    assert told(json_of(cx, "--reason", "red")) == {"c2": ["red"]}
    assert json_of(cx, "--reason", "red").data["listed"][0]["reasons"][0]["says"] == "mood 0.0, red"
    assert set(told(json_of(cx, "--reason", "silent,red"))) == {"c2", "c3", "quiet", "mute"}
    assert told(json_of(cx, "--min-bad", "1")) == {"c2": ["bad"]}
    assert json_of(cx, "--min-bad", "1").data["health"] is None
    (sources / "cx.yaml").write_text(CONFIG.replace("metrics: [nps]", "metrics: [nps], reasons: [detractor]"))
    assert told(json_of(cx)) == {"c2": ["detractor"]}


def test_without_a_word_in_the_config_health_and_silence_are_not_told(cx, sources):
    """Bad experiences and latest answers alone are reasons there; a silence that is asked for has 90 days."""
    (sources / "cx.yaml").write_text(CONFIG.partition("at_risk")[0] + "at_risk: {metrics: [nps]}\n")
    found = json_of(cx)
    assert (found.data["health"], found.data["silence"]) == (None, None)
    assert list(found.data["by_reason"]) == ["bad", "detractor"]
    assert json_of(cx, "--reason", "silent").data["silence"]["within_days"] == 90


def test_a_follow_up_settles_each_reason(cx, sources):
    """Of health since the latest months began, of silence since it was long enough, of an answer after it."""
    (sources / "contacts.csv").write_text(
        "customer_id,followed_up_on\nc2,2025-06-02\nc3,2025-05-18\nquiet,2025-05-19\nmute,2025-07-20\n"
    )
    found = json_of(cx, "--followed-up", "contacts.csv")
    assert {each["customer"]: each["open"] for each in found.data["listed"]} == {
        "c2": False, "c3": True, "quiet": False, "mute": True,
    }  # fmt: skip
    assert {each["customer"]: each["followed_up"] for each in found.data["listed"]}["mute"] is None
    assert set(told(json_of(cx, "--followed-up", "contacts.csv", "--open"))) == {"c3", "mute"}


def test_comments_are_shown_masked_where_asked_for(cx, sources):
    """In all formats; --no-mask shows what is in them; without --comments there are none."""
    assert json_of(cx).data["listed"][0]["experiences"][0]["comment"] is None
    asked = ("--reason", "detractor", "--comments")
    assert json_of(cx, *asked).data["listed"][0]["experiences"][0]["comment"] == "Write to [email]"
    assert json_of(cx, *asked, "--no-mask").data["listed"][0]["experiences"][0]["comment"] == "Write to c2@example.com"
    shown = cx("customers", *asked, *NOW).out
    assert "2025-06-01 nps 0\n  Write to [email]\n" in shown
    assert "personal data masked in 1 comment, --no-mask shows it" in shown
    assert r"| c2 | 2025-06-01 nps 0 | Write to \[email\] |" in cx("customers", *asked, *NOW, "-f", "markdown").out
    assert "2025-06-01 Write to [email]" in cx("customers", *asked, *NOW, "-f", "csv").out
    cx("customers", *asked, *NOW, "-o", "list.csv")
    assert stat.S_IMODE((sources / "list.csv").stat().st_mode) == 0o600


def test_comments_that_cannot_be_told_are_said(cx, sources):
    """Without a column of comments, or with two, a warning says what to name; a named one is taken."""
    text = (sources / "responses.csv").read_text()
    (sources / "responses.csv").write_text(text.replace("comment\n", "words\n", 1))
    ended = json_of(cx, "--comments")
    assert [each["code"] for each in ended.data["warnings"]].count("comments-unread") == 1
    (sources / "cx.yaml").write_text(
        CONFIG.replace("{path: responses.csv}", "{path: responses.csv, columns: {comment: words}}")
    )
    assert json_of(cx, "--comments").data["listed"][0]["experiences"][0]["comment"] == "Write to [email]"


def test_sources_that_end_early_are_told(cx, sources):
    """Where nobody gave a sign in a source for so long, it is left out of who is silent, and a warning says so."""
    (sources / "usage.csv").write_text("customer_id,usage_date,sessions\nc9,2025-01-01,4\n")
    found = json_of(cx)
    assert [each["code"] for each in found.data["warnings"]].count("silent-source") == 1
    assert found.data["silence"]["left_out"] == ["usage"]


def test_with_a_filter_further_sources_tell_only_of_customers_with_rows(cx, sources):
    """A customer of the use alone is silent, but not where a filter says which rows count."""
    (sources / "usage.csv").write_text(USAGE + "only,2025-03-20,4\n")
    assert "only" in told(json_of(cx))
    assert "only" not in told(json_of(cx, "--where", "nps >= 0"))


def test_health_of_strangers_is_told(cx, sources):
    """Where no customer with a health has an experience, a warning says so."""
    (sources / "cx.yaml").write_text(
        CONFIG.replace("sources:", "sources:\n  others: {path: others.csv}")
        .replace("metric: nps,", "metric: other,")
        .replace("metrics:\n", "metrics:\n  other: {extends: nps, source: others}\n", 1)
    )
    rows = "".join(f"2025-0{month}-01,k{number},9\n" for number in range(3) for month in (2, 6))
    (sources / "others.csv").write_text(f"submitted_at,customer_id,nps\n{rows}")
    assert [each["code"] for each in json_of(cx).data["warnings"]].count("keys-apart") == 1


REFUSED = {
    "reason": ("", ("--reason", "sad"), 2, "there is no such reason to list customers"),
    "health": ("health: nps", (), 78, "at_risk.health: nps is no composite of single customers (cx.yaml:"),
    "no health": ("health: npz", (), 78, "at_risk.health: there is no metric 'npz'"),
    "signs": ("silent: 60 d, signs: [logins]", (), 78, "at_risk.signs: there is no source 'logins'"),
    "too little": ("", ("--reason", "red"), 2, "without it too little of health_score is known"),
    "silent": ("silent: long", (), 78, "is no length of time"),
    "word": ("reasons: [sad]", (), 78, "at_risk.reasons"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused(cx, sources, case):
    """Every refusal says what is wrong and where."""
    said, arguments, code, message = REFUSED[case]
    (sources / "cx.yaml").write_text("sources: {responses: {path: responses.csv}}\n" + f"at_risk: {{{said}}}\n")
    ended = cx("customers", "nps", *arguments, *NOW)
    assert message in ended.err
    assert ended.code == code


def test_the_shipped_health_must_be_of_customers(cx, sources):
    """Where a config makes an index of the health that nobody named, the command line is told."""
    text = (
        CONFIG.replace("health: mood, ", "")
        .replace("  mood:\n", "  health_score:\n")
        .replace("    per: customer\n", "")
    )
    (sources / "cx.yaml").write_text(text)
    ended = cx("customers", "--reason", "red", *NOW)
    assert (ended.code, "health_score is no composite of single customers" in ended.err) == (2, True)


def test_the_planted_customers_are_found(cx):
    """In the sample the sick are red and falling, the gone silent, the unlucky have bad experiences; nobody else."""
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["customer_health"]
    ended = cx("customers", *SAMPLE, "--format", "json")
    found = told(ended)
    assert [name for name in sorted(found) if "red" in found[name]] == truth["sick"]
    assert [name for name in sorted(found) if "detractor" in found[name]] == truth["sick"]
    assert [name for name in sorted(found) if "silent" in found[name]] == truth["gone"]
    assert [name for name in sorted(found) if "bad" in found[name]] == sorted(truth["sick"] + truth["unlucky"])
    falling = {name for name in found if "falling" in found[name]}
    by_chance = ended.data["health"]["by_chance"]
    assert set(truth["sick"]) <= falling
    assert len(falling - set(truth["sick"] + truth["unlucky"])) <= by_chance
    assert [each["part"] for each in ended.data["health"]["latest"]["parts"]] == ["relation", "support", "usage"]


def test_narrow_screens_break_no_word(cx, monkeypatch):
    """On 40 columns each customer has a block, with all metric ids in full."""
    monkeypatch.setenv("COLUMNS", "40")
    shown = cx("customers", "--config", str(SAMPLES / "at_risk.yaml"), *NOW).out
    assert "2025-04-28 abandon_rate abandoned\n" in shown
    assert max(map(len, shown.splitlines())) <= 40


@pytest.mark.usefixtures("sources")
def test_what_health_and_silence_rest_on_is_said(cx):
    """The list says of which months the health is, how many fall by chance, the last signs, and what became of rows.

    Of 45 customers c3, quiet and busy have no row of April to June, mute and new no answer; the 40 others have a score.
    """
    shown = " ".join(cx("customers", *NOW).out.split())
    assert "health: mood in 2025-04 to 2025-06 of 40 customers; no score for 5" in shown
    assert "falling: more than 50.0 below 2025-01 to 2025-03; by chance at most 1 of 40 customers are" in shown
    assert "silent: no sign for 60 d, of 45 customers; last signs: responses 2025-06-01, usage 2025-06-01" in shown
    assert "usage: 6 rows read: 2 scored, 1 undated, 1 out of period, 1 not applicable, 1 blank" in shown


def test_too_few_customers_show_no_limit_of_falls(cx, sources):
    """Of fewer than 40 nobody is called falling, and the list says why."""
    (sources / "responses.csv").write_text(
        "response_id,submitted_at,customer_id,nps\n1,2025-02-01,a,10\n2,2025-06-01,a,0\n3,2025-06-02,b,9\n"
    )
    shown = " ".join(cx("customers", *NOW).out.split())
    assert "nobody is falling: customers with a score in both times, 1, are too few to tell" in shown


def test_further_sources_without_an_amount_have_a_sign_in_each_row(cx, sources):
    """Logins have no column of how much: a row is a sign."""
    (sources / "usage.csv").write_text("customer_id,login_date\nquiet,2025-06-10\n")
    assert "quiet" not in told(json_of(cx))

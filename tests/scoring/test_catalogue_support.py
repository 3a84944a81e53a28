import json
from datetime import UTC, datetime, timedelta
from math import exp
from pathlib import Path

import numpy as np
import pytest

from cxcli.config.load import load
from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.row_definitions import DurationDefinition, RateDefinition, RatioDefinition
from cxcli.scoring.row_faults import row_faults
from cxcli.settings.schedules import business_hours
from tests.laws.mapped_rows import AS_OF
from tests.laws.typed_rows import fates_of, scored_rows

VECTORS = Path(__file__).parents[1] / "vectors"
PUBLISHED, BUSINESS, LIMITS, ARMS = (
    json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("operations", "business_time", "durations", "kaplan_meier")
)
ROWS = [each for each in shipped().values() if isinstance(each, RateDefinition | RatioDefinition | DurationDefinition)]


def table(text):
    """Rows as written: a header, then a line a row, cells between bars."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def value(metric, rows, **options):
    return scored_rows(metric, rows, **options)[0].value


def test_the_catalogue_holds_the_support_metrics():
    """Each metric of support is there with its dialects."""
    of_support = {"tickets", "calls"}
    assert [name for name, each in shipped().items() if each.source in of_support or ":survey" in name] == [
        *("fcr", "fcr:zendesk", "fcr:zendesk-exactly-one", "fcr:zendesk-messaging", "fcr:freshservice"),
        *("fcr:intercom", "fcr:zoho", "fcr:survey", "fcr:call", "reopen_rate"),
        *("aht", "aht:contacts", "aht:outbound", "aht:ticket", "speed_of_answer", "talk_time", "hold_time"),
        *("transfer_rate", "transfer_rate:status", "abandon_rate", "abandon_rate:no-short"),
        *("service_level", "service_level:of-answered", "service_level:of-offered", "service_level:abandons-met"),
        *("first_response_time", "first_response_time:mean", "first_response_time:p90", "first_response_time:no-bots"),
        *("first_response_time:business", "resolution_time", "resolution_time:mean", "resolution_time:p90"),
        *("resolution_time:first", "resolution_time:business", "resolution_time:requester-wait"),
        *("resolution_time:from-agent", "sla", "sla:first-reply", "sla:within", "sla:first-reply-within"),
        "complaint_rate",
    ]


@pytest.mark.parametrize("definition", ROWS, ids=[each.id for each in ROWS])
def test_every_shipped_definition_is_as_a_user_could_write_it(definition):
    """What refuses a metric of the user's own finds nothing in any that is shipped."""
    assert list(row_faults(definition, MetricConfig())) == []


def test_handle_time_of_published_totals():
    """Talk, hold and after-call work of all contacts by the number of contacts: 224 s, however the totals are split."""
    published = PUBLISHED["aht"][0]
    parts = ("talk_s", "hold_s", "wrap_s")
    halves = [[published[part] // 2 for part in parts], [published[part] - published[part] // 2 for part in parts]]
    rows = [
        dict(zip(("talk_time", "hold_time", "wrap_time"), map(str, half), strict=True)) | {"calls": calls}
        for half, calls in zip(halves, ("311", "4000"), strict=True)
    ]
    assert value("aht:contacts", rows) == published["value_s"]
    rows[0]["wrap_time"] = str(int(rows[0]["wrap_time"]) + 2)
    assert value("aht:contacts", rows) != published["value_s"], "with the total that its formula line misprints"


def test_handle_time_of_published_averages():
    """5.0 min of talk, 0.5 on hold and 1.2 of after-call work are 6.7 min."""
    published = PUBLISHED["aht"][1]
    parts = {"talk_time": "avg_talk_min", "hold_time": "avg_hold_min", "wrap_time": "avg_acw_min"}
    row = {field: str(round(60 * published[part])) for field, part in parts.items()}
    assert value("aht", [row]) == pytest.approx(60 * published["value_min"])


def contacts():
    """The published contacts, those that hung up within 5 s among those that hung up in time."""
    said = PUBLISHED["service_level"]
    in_time, late = said["answered_in_threshold"], said["answered"] - said["answered_in_threshold"]
    short = said["abandoned_within_5s"]
    waits = [("yes", "20", in_time), ("yes", "20.5", late), ("no", "5", short)]
    waits += [("no", "12", said["abandoned_in_threshold"] - short), ("no", "21", said["abandoned_after_threshold"])]
    return [{"answered": answered, "wait_time": wait} for answered, wait, n in waits for _ in range(n)]


@pytest.mark.parametrize(
    ("metric", "formula"),
    [
        ("service_level:abandons-met", 0),
        ("service_level:of-answered", 1),
        ("service_level:of-offered", 2),
        ("service_level", 3),
    ],
)
def test_the_formulas_of_the_service_level(metric, formula):
    """Each of the published formulas gives its published figure for the same contacts."""
    assert value(metric, contacts()) == pytest.approx(PUBLISHED["service_level"]["exact"][formula], rel=1e-12)


def test_two_formulas_print_one_figure_and_are_two():
    """The first and the fourth formula are both printed as 83 %; which is meant shows in the first decimal."""
    printed = [text for name, text in PUBLISHED["service_level"].items() if name.startswith("F")]
    names = ("service_level:abandons-met", "service_level:of-answered", "service_level:of-offered", "service_level")
    found = [value(name, contacts()) for name in names]
    assert [round(each) for each in found] == printed == [83, 86, 81, 83]
    assert [round(each, 1) for each in found] == [83.0, 86.0, 81.1, 82.7]


def test_abandon_rates_with_and_without_short_ones():
    """60 of 1,060 contacts were abandoned; without the 10 of the first 5 seconds 50 of 1,050."""
    assert value("abandon_rate", contacts()) == pytest.approx(100 * 60 / 1060, rel=1e-12)
    assert value("abandon_rate:no-short", contacts()) == pytest.approx(100 * 50 / 1050, rel=1e-12)


def test_a_published_first_response():
    """From Monday 10:00 to Monday 11:30 are 90 minutes."""
    row = {"created_at": "2025-01-06T10:00", "first_reply_at": "2025-01-06T11:30"}
    assert value("first_response_time", [row]) == 60 * PUBLISHED["first_response"][0]["calendar_min"]


def waiting(part, waits):
    """The score of a quantile of waiting times."""
    form = {"median": True} if part == 0.5 else {"percentile": round(100 * part)}
    definition, faults = own_metric("mine", MetricConfig.model_validate({"value": form}), shipped()["speed_of_answer"])
    assert faults == []
    return scored_rows(definition, [{"wait_time": str(wait), "answered": "yes"} for wait in waits])[0]


def test_quantiles_are_of_type_7():
    """Median and percentiles of durations are those of R's default quantile type, and of no other one."""
    said = PUBLISHED["quantile_types"]
    found = [waiting(part, said["x"]).value for part in said["p"]]
    assert found == pytest.approx(said["R_type"]["7"], rel=1e-12)
    assert [name for name, quantiles in said["R_type"].items() if found == pytest.approx(quantiles)] == ["7"]


@pytest.mark.parametrize("said", [each for each in LIMITS["quantile_ci"] if "n" in each], ids=lambda said: said["n"])
def test_published_ranks_of_the_limits_of_a_median(said):
    """Of 10 and of 20 durations, the limits of the median are those that stand at the ranks of R."""
    score = waiting(said["p"], range(1, said["n"] + 1))
    assert ([score.low, score.high], score.interval) == (said["ranks"], "order-statistics")


def test_published_limits_of_a_percentile():
    """The limits of the 30th percentile of exp(0), exp(0.01), … exp(1) seconds are R's, to the microsecond."""
    said = next(each for each in LIMITS["quantile_ci"] if "x" in each)
    score = waiting(said["p"], [f"{exp(step / 100):.6f}" for step in range(101)])
    assert (score.low, score.high) == pytest.approx((said["lo"], said["hi"]), abs=5e-7)


def in_utc(text):
    """A moment with an offset, as the rows have moments: in UTC without saying so."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None).isoformat()


def hours_of(folder, *versions):
    """What counts in the hours of a config whose one schedule has these versions."""
    (folder / "cx.yaml").write_text(json.dumps({"schedules": {"support": versions}}), encoding="utf-8")
    return business_hours(load(folder / "cx.yaml"))


@pytest.mark.parametrize("said", BUSINESS["business_seconds"], ids=lambda said: f"{said['from']} {said['seconds']}")
def test_published_business_seconds_of_a_ticket(said, tmp_path):
    """The metric counts them in the hours of the config; a solution before the creation is none, not less than 0."""
    days = said.get("calendar") or {"mon-fri": [["09:00", "17:00"]]}
    week = {day: ["-".join(stretch) for stretch in stretches] for day, stretches in days.items()}
    hours = hours_of(tmp_path, {"zone": said.get("tz", "UTC"), "hours": week})
    rows = [{"status": "solved", "created_at": in_utc(said["from"]), "solved_at": in_utc(said["to"])}]
    found = value("resolution_time:business", rows, hours=hours)
    assert found == (said["seconds"] if said["seconds"] >= 0 else None)
    fate = "scored" if said["seconds"] >= 0 else "contradictory"
    assert fates_of("resolution_time:business", rows, hours=hours) == [fate]


def test_a_published_reply_under_two_schedules(tmp_path):
    """The schedule at the event counts for all of the time: 690.13 minutes, not the 689.46 that were printed."""
    said = BUSINESS["two_schedules"]
    every_day = {"zone": "UTC", "hours": {"mon-sun": ["00:00-02:00", "12:00-24:00"]}}
    late = {"mon": "15:00-24:00", "tue-fri": ["00:00-00:30", "15:00-24:00"], "sat": "00:00-00:30"}
    hours = hours_of(tmp_path, every_day, {"zone": "UTC", "hours": late, "from": said["schedule_change"][:10]})
    rows = [{"created_at": in_utc(said["created"]), "first_reply_at": in_utc(said["first_public_reply"])}]
    found = value("first_response_time:business", rows, hours=hours) / 60
    assert found == pytest.approx(said["business_minutes_schedule_at_the_event_only"], abs=1e-9)
    assert found != pytest.approx(689.46, abs=0.5)


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        (ARMS["freireich_6mp"], ARMS["freireich_6mp"]["loglog_ci"]["median_ci"]),
        (ARMS["aml"]["maintained"], None),
        (ARMS["aml"]["nonmaintained"], None),
        (ARMS["placebo"], None),
    ],
    ids=["6-MP", "maintained", "not maintained", "placebo"],
)
def test_published_medians_with_running_tickets(said, limits):
    """Days of a published trial arm as those of tickets, some of them open: the medians that were printed."""
    now = AS_OF.replace(tzinfo=None)
    rows = []
    for days, ended in zip(said["time"], said["event"], strict=True):
        created = now - timedelta(days=days)
        row = {"status": "open", "created_at": created.isoformat(), "solved_at": ""}
        rows.append(row | ({"status": "solved", "solved_at": now.isoformat()} if ended else {}))
    parts = scored_rows("resolution_time", rows)[0].parts
    assert parts.get("running", 0) == said["event"].count(0)
    assert parts["median"] <= parts.get("median with running", parts["median"]) == said["median"] * 24 * 3600
    if limits:
        assert (parts.get("median with running, low"), parts.get("median with running, high")) == (
            limits[0] * 24 * 3600,
            limits[1],
        )


TICKETS = table(
    """
    status  | agent_replies | customer_replies | pended | reopens | closes | agents
    solved  | 1             | 0                | no     | 0       | 1      | 1
    solved  | 0             | 0                | no     | 0       | 1      | 1
    closed  | 1             | 2                | no     | 0       | 1      | 2
    closed  | 2             | 0                | yes    | 1       | 2      | 1
    open    | 1             | 0                | no     | 1       | 1      | 1
    deleted | 1             | 0                | no     | 0       | 1      | 1
    solved  |               |                  |        |         |        |
    """
)
JUDGED = ["scored"] * 4 + ["not_applicable"] * 2


@pytest.mark.parametrize(
    ("metric", "counted", "fates"),
    [
        ("fcr:zendesk", "3 of 4", [*JUDGED, "blank"]),
        ("fcr:zendesk-exactly-one", "2 of 4", [*JUDGED, "blank"]),
        ("fcr:zendesk-messaging", "2 of 4", [*JUDGED, "blank"]),
        ("fcr:freshservice", "3 of 4", [*JUDGED, "blank"]),
        ("fcr:intercom", "2 of 4", [*JUDGED, "blank"]),
        ("fcr:zoho", "1 of 2", ["not_applicable"] * 2 + ["scored"] * 2 + ["not_applicable"] * 3),
        ("reopen_rate", "2 of 5", ["scored"] * 5 + ["not_applicable", "blank"]),
    ],
)
def test_the_rates_of_solved_tickets(metric, counted, fates):
    """One-touch tickets in the words of five vendors, and reopened ones: open and deleted tickets are not solved."""
    part, whole = map(int, counted.split(" of "))
    assert fates_of(metric, TICKETS) == fates
    assert value(metric, TICKETS) == pytest.approx(100 * part / whole)


def test_a_reopened_ticket_counts_while_it_is_open_again():
    """Tickets are counted, not reopenings, and the worst ones are not left out since they are open again."""
    rows = table("status | reopened_at\nopen | 2025-01-05\nsolved | \nsolved | 2025-01-04")
    assert value("reopen_rate", rows) == pytest.approx(100 * 2 / 3)


def test_intercom_closes_once():
    """Without a number of closings, a ticket that is closed and was never reopened was closed once."""
    rows = table("status | reopens | agents\nclosed | 0 | 1\nclosed | 1 | 1\nclosed | 0 | 2\nopen | 0 | 1")
    assert value("fcr:intercom", rows) == pytest.approx(100 / 3)


def test_pending_is_read_from_waiting_times():
    """A ticket whose agent waited, or that was on hold, was pending or on hold."""
    head = "status | agent_replies | reopens | agent_wait_time | on_hold_time\n"
    rows = table(head + "solved|1|0|0|0\nsolved|1|0|60|0\nsolved|1|0|0|5\nsolved|1|0|0|")
    assert fates_of("fcr:zendesk-messaging", rows) == ["scored"] * 3 + ["blank"]
    assert value("fcr:zendesk-messaging", rows) == pytest.approx(100 / 3)


def test_what_customers_and_agents_say():
    """Resolved yes of all that say yes or no; of calls only the answered ones."""
    rows = table("resolved | answered\nyes|yes\nno|yes\nyes|no\n|yes")
    assert value("fcr:survey", rows) == pytest.approx(100 * 2 / 3)
    assert value("fcr:call", rows) == 50


CALLS = table(
    """
    answered | talk_time | hold_time | wrap_time | dial_time | ring_time | wait_time | transferred
    yes      | 100       | 10        | 20        | 5         | 15        | 30        | yes
    yes      | 200       | 0         | 40        | 5         | 25        | 10        | no
    no       |           |           |           | 5         | 60        | 90        |
    yes      | 300       |           | 60        | 5         | 10        | 20        | no
    """
)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("aht", (130 + 240) / 2),
        ("aht:outbound", (150 + 270) / 2),
        ("speed_of_answer", 20),
        ("talk_time", 200),
        ("hold_time", 5),
        ("transfer_rate", 100 / 3),
        ("abandon_rate", 25),
    ],
)
def test_the_metrics_of_calls(metric, expected):
    """They are about answered contacts; a part that is not known leaves the contact out and is never 0."""
    assert value(metric, CALLS) == pytest.approx(expected)


def test_speed_of_answer_has_its_quantiles_beside_it():
    """Mean, median and nine tenths stand together."""
    parts = scored_rows("speed_of_answer", CALLS)[0].parts
    assert parts == pytest.approx({"mean": 20, "median": 20, "p90": 28})


def test_handle_time_needs_the_work_after_the_call():
    """Talk and hold alone are no handle time: a file without after-call work is refused."""
    with pytest.raises(AssertionError, match="aht lacks"):
        value("aht", table("answered | talk_time | hold_time\nyes|10|1"))


def test_handle_time_of_a_ticket_is_that_of_solved_ones():
    """The work on an open ticket is not done."""
    rows = table("status | handle_time\nsolved|100\nclosed|300\nopen|10\ndeleted|10")
    assert value("aht:ticket", rows) == 200


def test_transfers_by_how_contacts_ended():
    """Who was passed on had been answered; a status without transfers does not say that there were none."""
    rows = table("call_status\nanswered\ntransferred\nabandoned\ncancelled")
    assert value("transfer_rate:status", rows) == 50
    assert fates_of("abandon_rate", rows) == ["scored"] * 3 + ["not_applicable"]
    assert value("abandon_rate", rows) == pytest.approx(100 / 3)
    with pytest.raises(AssertionError, match="transfer_rate lacks"):
        value("transfer_rate", rows)


REPLIES = table(
    """
    created_at       | first_reply_at   | status  | automatic
    2025-06-15T06:00 | 2025-06-15T07:00 | solved  | no
    2025-06-15T06:00 | 2025-06-15T08:00 | open    |
    2025-06-15T06:00 |                  | open    |
    2025-06-15T06:00 |                  | deleted |
    2025-06-15T06:00 | 2025-06-15T05:00 | open    | no
    2025-06-15T06:00 | 2025-06-15T06:01 | open    | yes
    """
)


def test_an_unanswered_ticket_waits():
    """It is neither 0 nor absent: it is scored as not ended since its creation; deleted tickets are out of it."""
    found = scored_rows("first_response_time", REPLIES)[0]
    assert fates_of("first_response_time", REPLIES) == [
        *("scored", "scored", "scored", "not_applicable", "contradictory", "scored")
    ]
    assert (found.n, found.account.scored, found.parts["not ended"]) == (3, 4, 1)
    assert found.value == found.parts["median"] == 3600
    assert found.statistic.censored[found.statistic.durations == 6 * 3600 * 10**6].tolist() == [1]


def test_automatic_replies_can_be_left_out():
    """A ticket whose first reply came from a bot is not in it; one that waits, or does not say, is."""
    found = scored_rows("first_response_time:no-bots", REPLIES)[0]
    assert (found.n, found.value, found.parts["not ended"]) == (2, 1.5 * 3600, 1)


def test_the_forms_of_the_first_response():
    """Mean and nine tenths of the tickets that have a reply."""
    assert value("first_response_time:mean", REPLIES) == pytest.approx((3600 + 7200 + 60) / 3)
    assert value("first_response_time:p90", REPLIES) == pytest.approx(3600 + 0.8 * 3600)


def half(_, starts, ends):
    """Half of all time is business time."""
    return (ends - starts).astype(np.int64) // 2


def test_business_time_is_counted_in_the_hours_of_the_schedule():
    """Replies, solutions and those that still wait are measured in the same hours."""
    found = scored_rows("first_response_time:business", REPLIES, hours=half)[0]
    assert found.parts["median"] == 1800
    assert found.statistic.durations.tolist() == [30 * 10**6, 1800 * 10**6, 3600 * 10**6, 3 * 3600 * 10**6]
    assert fates_of("first_response_time:business", REPLIES, hours=half)[4] == "contradictory"


SOLUTIONS = table(
    """
    created_at       | first_solved_at  | solved_at        | handed_off_at    | status
    2025-06-10T12:00 | 2025-06-11T12:00 | 2025-06-12T12:00 | 2025-06-10T13:00 | solved
    2025-06-10T12:00 | 2025-06-10T18:00 |                  |                  | open
    2025-06-10T12:00 |                  |                  | 2025-06-15T00:00 | new
    2025-06-10T12:00 | 2025-06-09T12:00 | 2025-06-09T12:00 |                  | closed
    2025-06-10T12:00 |                  |                  |                  | closed
    """
)
HOUR = 3600


@pytest.mark.parametrize(
    ("metric", "ended", "running", "fates"),
    [
        ("resolution_time", [48], [120, 120], ["scored"] * 3 + ["contradictory", "blank"]),
        ("resolution_time:first", [6, 24], [120], ["scored"] * 3 + ["contradictory", "blank"]),
        ("resolution_time:from-agent", [47], [12], ["scored", "not_applicable", "scored"] + ["not_applicable"] * 2),
    ],
)
def test_how_long_solutions_take(metric, ended, running, fates):
    """Of solved tickets the time to the solution, of open ones the time so far; an end before its start is none."""
    found = scored_rows(metric, SOLUTIONS)[0].statistic
    assert fates_of(metric, SOLUTIONS) == fates
    columns = zip(found.durations // (HOUR * 10**6), found.events, found.censored, strict=True)
    hours = {int(length): (events, censored) for length, events, censored in columns}
    assert {length for length, (count, _) in hours.items() if count} == set(ended)
    assert sum(count for _, count in hours.values()) == len(running)
    assert {length for length, (_, count) in hours.items() if count} == set(running)


def test_the_wait_of_customers_of_open_tickets_is_not_known():
    """They are too recent: time that was pending is not in it, so that the time since creation says nothing."""
    rows = table("status | requester_wait_time\nsolved|600\nopen|\nopen|30\nsolved|")
    assert fates_of("resolution_time:requester-wait", rows) == ["scored", "too_recent", "too_recent", "blank"]
    assert value("resolution_time:requester-wait", rows) == 600


def test_an_sla_of_labels():
    """Met of met and breached; running ones wait, tickets without a target are not what it is about."""
    rows = table("sla_status\nmet\nmet\nbreached\nrunning\nnone\n?")
    assert fates_of("sla", rows) == ["scored"] * 3 + ["too_recent", "not_applicable", "unreadable"]
    assert value("sla", rows) == pytest.approx(100 * 2 / 3)


def test_an_sla_of_due_dates():
    """A running ticket that is overdue has breached its target, one in time waits; solved without a date is blank."""
    rows = table(
        """
        status | due_at           | solved_at
        solved | 2025-06-10T12:00 | 2025-06-10T12:00
        solved | 2025-06-10T12:00 | 2025-06-10T12:01
        open   | 2025-06-10T12:00 |
        open   | 2025-06-20T12:00 |
        solved | 2025-06-10T12:00 |
        open   |                  |
        solved | 2025-06-10       | 2025-06-10T23:59
        solved | 2025-06-10       | 2025-06-11T00:01
        """
    )
    fates = ["scored", "scored", "scored", "too_recent", "blank", "blank", "scored", "scored"]
    assert fates_of("sla", rows) == fates
    assert value("sla", rows) == pytest.approx(100 * 2 / 5)


def test_an_sla_of_remaining_time():
    """Time that is left is below 0 once the target is breached; while a ticket is open, what is left says no more."""
    rows = table("status | sla_remaining\nsolved|60\nsolved|-60\nopen|-60\nopen|60\nsolved|0\nopen|")
    assert fates_of("sla", rows) == ["scored"] * 3 + ["too_recent", "scored", "blank"]
    assert value("sla", rows) == 50


def test_an_sla_of_a_flag():
    """A flag that is kept while a ticket is open has not been kept at its end."""
    rows = table("status | made_sla\nsolved|yes\nopen|yes\nopen|no\nsolved|no")
    assert fates_of("sla", rows) == ["scored", "too_recent", "scored", "scored"]
    assert value("sla", rows) == pytest.approx(100 / 3)
    assert value("sla", table("made_sla\nyes\nno")) == 50


def test_an_sla_of_a_limit():
    """Within 24 hours of those solved and of those open for longer; the others wait."""
    rows = table(
        """
        status | created_at       | solved_at
        solved | 2025-06-01T12:00 | 2025-06-02T12:00
        solved | 2025-06-01T12:00 | 2025-06-02T12:01
        open   | 2025-06-14T11:59 |
        open   | 2025-06-14T12:00 |
        solved | 2025-06-02T12:00 | 2025-06-01T12:00
        open   |                  |
        """
    )
    assert fates_of("sla:within", rows) == ["scored"] * 3 + ["too_recent", "contradictory", "blank"]
    assert value("sla:within", rows) == pytest.approx(100 / 3)


def test_the_sla_of_the_first_reply():
    """By its own due date, and by what is left, as for the solution."""
    rows = table(
        """
        first_reply_due_at | first_reply_at
        2025-06-10T12:00   | 2025-06-10T12:00
        2025-06-10T12:00   | 2025-06-10T13:00
        2025-06-10T12:00   |
        2025-06-16T12:00   |
        """
    )
    assert fates_of("sla:first-reply", rows) == ["scored"] * 3 + ["too_recent"]
    assert value("sla:first-reply", rows) == pytest.approx(100 / 3)
    left = table("status | first_reply_sla_remaining\nsolved|5\nopen|5\nopen|-5")
    assert fates_of("sla:first-reply", left) == ["scored", "too_recent", "scored"]
    assert value("sla:first-reply", left) == 50


def test_the_first_reply_within_a_limit():
    """Within 8 hours of those replied to and of those that have waited for longer."""
    rows = table(
        """
        created_at       | first_reply_at
        2025-06-15T00:00 | 2025-06-15T08:00
        2025-06-15T00:00 | 2025-06-15T08:01
        2025-06-15T03:59 |
        2025-06-15T04:00 |
        """
    )
    assert fates_of("sla:first-reply-within", rows) == ["scored"] * 3 + ["too_recent"]
    assert value("sla:first-reply-within", rows) == pytest.approx(100 / 3)


def test_complaints():
    """Complaints of all contacts; with periods a contact without a complaint is not undated."""
    rows = table("complaint | created_at | complained_at\nyes|2025-01-02|2025-01-02\nno|2025-01-03|\n|2025-01-03|")
    assert value("complaint_rate", rows) == 50
    assert shipped()["complaint_rate"].rules.dates[-1] == "complained_at"


def test_closing_the_loop():
    """Followed up of those owed it, and how long that took; who waits for it is running."""
    rows = table(
        """
        owes_follow_up | created_at       | followed_up_at
        yes            | 2025-06-15T06:00 | 2025-06-15T08:00
        yes            | 2025-06-15T06:00 |
        no             | 2025-06-15T06:00 |
        """
    )
    assert value("closed_loop_rate", rows) == 50
    found = scored_rows("closed_loop_rate:time", rows)[0]
    assert (found.value, found.parts["running"]) == (7200, 1)
    assert value("closed_loop_rate", table("followed_up\nyes\nno\nno\nno")) == 25

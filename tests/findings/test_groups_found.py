from datetime import UTC, datetime

import pandas as pd
import pytest

from cxcli.errors import UsageError
from cxcli.findings.groups_found import groups_found
from cxcli.settings import Asked
from cxcli.settings.grouping import AskedGrouping, grouped
from cxcli.sources.frame import FrameSource

ANSWERS = pd.DataFrame(
    {
        "agent": ["Ann"] * 40 + ["Bob"] * 40 + ["bot"] * 20 + [None] * 5,
        "channel": ["mail", "chat"] * 50 + ["mail"] * 5,
        "csat": [5, 5, 5, 1] * 10 + [5, 1, 1, 1] * 10 + [1] * 20 + [3] * 5,
    }
)
TICKETS = pd.DataFrame(
    {
        "ticket_id": range(120),
        "requester_id": [f"r{number}" for number in range(120)],
        "team": ["ash", "birch"] * 60,
        "created_at": ["2025-01-01 08:00"] * 120,
        "solved_at": ["2025-01-02 08:00"] * 120,
        "status": ["solved"] * 120,
        "reopens": [0, 0, 0, 1] * 30,
    }
)
CALLS = pd.DataFrame(
    {"agent": ["Ann", "Bob"] * 30, "answered": ["yes"] * 60, "handle_time": [f"00:0{1 + n % 5}:00" for n in range(60)]}
)


def found(frame, metrics="csat", **said):
    settings, grouping = grouped(
        Asked(metrics=[metrics], now="2025-10-01"), AskedGrouping(**said), None, datetime(2025, 10, 1, tzinfo=UTC)
    )
    return groups_found(settings, grouping, [FrameSource(frame, "answers")])


def refused(frame, **said):
    with pytest.raises(UsageError) as raised:
        found(frame, **said)
    (problem,) = raised.value.problems
    assert problem.help
    return problem.code, problem.message


def test_the_column_of_agents_is_found():
    """30 of 40 and 10 of 40 are satisfied; the bot and blank rows are apart."""
    made = found(ANSWERS)
    (finding,) = made.found
    assert (made.grouping.column, finding.column) == ("agent", "agent")
    assert finding.overall.value == 50
    assert [(each.name, each.score.value, each.verdict) for each in finding.judgement.groups] == [
        ("Ann", 75, "better"),
        ("Bob", 25, "worse"),
    ]
    assert [each.group["agent"] for each in finding.apart] == ["bot", "(blank)"]


def test_groups_are_adjusted_for_columns():
    """Ann's answers in chat and mail are told apart: of two strata each group has its cells."""
    (finding,) = found(ANSWERS, adjust=["channel"]).found
    assert (finding.mix.strata, finding.mix.rare) == (2, 0)
    assert finding.judgement.groups[0].standing.expected == 50


def test_groups_of_rows_that_are_judged_together():
    """First contacts have groups, too: every second ticket of birch was reopened, and none of ash."""
    (finding,) = found(TICKETS, "fcr", group="team").found
    assert [(each.name, each.score.value, each.verdict) for each in finding.judgement.groups] == [
        ("ash", 100, "better"),
        ("birch", 50, "worse"),
    ]


def test_groups_of_a_ratio():
    """Handle times of two agents who have them alike are not told apart."""
    (finding,) = found(CALLS, "aht").found
    assert [each.verdict for each in finding.judgement.groups] == ["unclear", "unclear"]
    assert finding.overall.value == 180


def test_a_column_must_be_told():
    """Without a column of agents, or with several, the message asks for one."""
    assert refused(ANSWERS.rename(columns={"agent": "crew"})) == ("group", "no column is called like one of agents")
    two = ANSWERS.assign(**{"Agent ": ANSWERS["agent"]})
    assert refused(two) == ("group", "several columns could be that of the agents")
    assert refused(ANSWERS, group="nowhere")[0] == "no-such-column"


def test_a_column_of_ids_is_refused():
    """Groups with one answer each are no agents; a thousand are too many however many answers they have."""
    ids = ANSWERS.assign(row=[f"id{number}" for number in range(len(ANSWERS))])
    assert refused(ids, group="row") == ("group", "105 groups of row with 105 answers are too many to judge")
    many = pd.concat([ANSWERS] * 30).assign(row=[f"id{number % 1001}" for number in range(30 * len(ANSWERS))])
    assert refused(many, group="row")[1].startswith("1,001 groups of row")


def test_too_many_strata_are_refused():
    """More than 200 combinations are no cases that groups have in common."""
    many = pd.concat([ANSWERS] * 3).assign(topic=[f"t{number}" for number in range(3 * len(ANSWERS))])
    assert refused(many, adjust=["topic"]) == ("adjust", "topic cuts the cases into 315 strata, and 200 are the most")


def test_durations_are_refused_before_a_row_is_read():
    """A median has no funnel."""
    assert refused(ANSWERS, metrics="resolution_time")[0] == "kind"

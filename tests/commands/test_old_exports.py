import pytest

TICKETS = """\
id,created_at,solved_at,status
1,2024-03-01T08:00,2024-03-01T10:00,solved
2,2024-03-01T08:00,,open
3,2024-03-02T08:00,2024-03-02T12:00,solved
"""


@pytest.fixture
def tickets(folder):
    """An export that ended long ago, with one ticket that was open then."""
    (folder / "t.csv").write_text(TICKETS)
    return "t.csv"


def told(ended):
    return [line for line in ended.err.splitlines() if "latest date" in line]


def test_an_old_export_is_told_with_what_to_add(cx, tickets):
    """On standard error and in JSON; with what it says to add, nothing is left to say."""
    (line,) = told(cx("score", "resolution_time", tickets))
    assert line == (
        "cx: warning: resolution_time: the latest date before now is 2024-03-02, and 1 row is taken as if nothing had "
        "happened since; if the file is of that time: --now 2024-03-03 (t.csv)"
    )
    data = cx("score", "resolution_time", tickets, "--format", "json").data
    assert [warning["code"] for warning in data["warnings"]] == ["old-export"]
    ended = cx("score", "resolution_time", tickets, "--now", "2024-03-03", "--format", "json")
    assert (told(ended), ended.data["warnings"]) == ([], [])


def test_what_does_not_go_by_now_is_not_told(cx, tickets):
    """Where no row is open there is nothing to say, nor is there of a status."""
    assert told(cx("score", "resolution_time", tickets, "--where", "status == 'solved'")) == []
    assert told(cx("score", "reopen_rate", tickets, "--map", "reopened=status")) == []


def test_the_places_of_a_number_say_it_too(cx, tickets):
    """Whatever is made of the rows, it is told."""
    for command in (["explain", "resolution_time"], ["rows", "resolution_time"]):
        assert len(told(cx(*command, tickets))) == 1, command


def test_periods_keep_open_tickets_over_all_time(cx, tickets):
    """The score of all rows is that of a run without periods, in which what runs is told beside the number."""
    plain, cut = (
        cx("score", "resolution_time", tickets, "--now", "2024-03-03", "--format", "json", *more)
        for more in ((), ("--period", "month"))
    )
    assert cut.data["scores"][0] == plain.data["scores"][0]
    assert plain.data["scores"][0]["parts"]["running"] == 1
    assert cut.data["warnings"] == plain.data["warnings"] == []

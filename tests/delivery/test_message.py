"""What somebody is told of a report."""

from msgspec.structs import replace

from cxcli.delivery.message import CHAT_LIMIT, failure_message, markdown, report_message
from cxcli.errors import DataError, Problem
from cxcli.report.content import Gate
from cxcli.settings.targets import Bounds


def failing(report, count):
    """Return a report in which so many groups of one metric fail below 50."""
    gate = Gate("failed", Bounds(target=None, warn=None, fail=50.0, certain=False))
    first, *others = report.metrics
    cell = replace(first.whole, gate=gate)
    groups = tuple(replace(cell, group=(("plan", f"plan {n}"),)) for n in range(count - 1))
    return replace(report, metrics=(replace(first, whole=cell, groups=groups), *others))


def test_failed_gates_go_first_and_five_of_them_are_told(report):
    """Seven fail: five lines, and how many more; then the metrics, the failed one first."""
    told = report_message(failing(report, 7), ["out/x.html"])
    lines = [line for line in told.text.splitlines() if line.startswith("- ")]
    assert [line.startswith("- Gate failed: nps") for line in lines[:6]] == [True] * 5 + [False]
    assert lines[5] == "- 2 more gates failed"
    assert lines[6].startswith("- Net Promoter Score: ")
    assert "target failed (50.0)" in lines[6]
    assert told.subject.endswith("7 gates failed")
    assert told.text.endswith("\nFiles: out/x.html\n")


def test_a_chat_has_room_for_1500_characters_whatever_is_told(hostile):
    """Long titles, many groups and signs that are written as two do not make it longer; the files are always named."""
    long = replace(hostile, audience=replace(hostile.audience, title="*" * 5000))
    for each in (hostile, long, failing(long, 300)):
        told = report_message(each, ["`" * 50, "x" * 3000], ["_" * 900] * 20, ["y" * 3000])
        assert len(told.chat) <= CHAT_LIMIT
        assert "\nFiles: `" in told.chat
        assert "more\n" in told.chat
        assert "\n" not in told.subject
        assert not {"\x1b", "\x00", "\u202e", "\r"} & {*told.chat, *told.text, *told.subject}


def test_nobody_is_called_and_nothing_is_a_link():
    """Signs that chats act upon even behind a backslash are shown as others that look alike."""
    assert markdown("<!here> @all [a](b) *c*") == "‹!here› ＠all \\[a\\](b) \\*c\\*"


def test_a_failure_is_told_with_its_code_place_and_help():
    """All problems of the run, each in a line."""
    problem = Problem(code="x", message="it is wrong", file="a.csv", line=3, help="mend it")
    told = failure_message("cx.yaml", DataError([problem, problem]))
    assert told.text.splitlines()[0] == "The run of cx.yaml failed and ended with code 65."
    assert told.text.splitlines()[2:] == ["- it is wrong (a.csv:3) — mend it"] * 2

"""When there is something to tell."""

from msgspec.structs import replace

from cxcli.delivery.conditions import findings, mark
from cxcli.report.content import Gate
from cxcli.settings.targets import Bounds


def with_gate(report, level, before):
    """Return a report of one value under a bound of 50, whose value before was `before`."""
    first = report.metrics[0]
    bounds = Bounds(target=None, warn=None, fail=50.0, certain=False)
    score = None if before is None else replace(first.whole.score, value=before)
    cell = replace(first.whole, gate=Gate(level, bounds), before=score, moved="unclear")
    return replace(report, metrics=(replace(first, whole=cell, groups=()),))


def test_another_side_of_a_bound_is_a_change(report):
    """From met to failed and back; failed both times is none; without a period before only a failure is news."""
    assert findings("change", with_gate(report, "failed", 60.0), []) == [("nps", "met", "failed")]
    assert findings("change", with_gate(report, "met", 40.0), []) == [("nps", "failed", "met")]
    assert findings("change", with_gate(report, "failed", 40.0), []) == []
    assert findings("change", with_gate(report, "failed", None), []) == [("nps", "", "failed")]
    assert findings("change", with_gate(report, "met", None), []) == []


def test_failures_are_gates_and_bad_rows(report):
    """A gate that failed before is a failure still."""
    failed = with_gate(report, "failed", 40.0)
    assert findings("failure", failed, ["nps"]) == [("nps", "failed"), ("bad-rows", "nps")]
    assert findings("failure", with_gate(report, "warned", 40.0), []) == []


def test_a_mark_is_of_a_period_and_of_what_was_found_in_any_order(report):
    """The same findings in another order are the same; of another period they are not."""
    found = [("nps", "worse"), ("csat", "better")]
    other = replace(report, period=report.before)
    assert mark(report, found) == mark(report, found[::-1])
    assert len({mark(report, found), mark(report, found[:1]), mark(other, found)}) == 3

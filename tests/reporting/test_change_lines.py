from datetime import date

import pytest

from cxcli.analysis.changes import Change
from cxcli.analysis.difference_of_scores import Difference
from cxcli.reporting.change_lines import change_texts
from cxcli.scoring.score import PeriodSpan

AUGUST = PeriodSpan("2025-08", date(2025, 8, 1), date(2025, 8, 31), complete=True)
SEPTEMBER = PeriodSpan("2025-09", date(2025, 9, 1), date(2025, 9, 30), complete=False)
UP = Difference(unit="points", confidence=0.95, value=4.21, low=1.04, high=7.35, verdict="up", detectable=4.5)


def texts(score, difference, **changes):
    group = tuple(changes.get("group", {}).items())
    label = changes.get("period", SEPTEMBER).label
    found = {("nps", group, label): Change(AUGUST, difference)}
    return list(change_texts([score(period=SEPTEMBER, **changes)], found, None))


def test_a_change_has_value_limits_and_verdict(score):
    """Which period after which, by how much, how sure, and what that means; a running period is named so."""
    assert texts(score, UP) == [
        ["2025-09 (incomplete) after 2025-08: +4.2 (95 % 1.0 to 7.4)", "up 4.2, more than chance explains"]
    ]


def test_the_group_stands_first(score):
    """A change within a group names it."""
    [[group, *_]] = texts(score, UP, group={"plan": "pro", "region": "EU"})
    assert group == "plan pro, region EU"


def test_a_change_without_limits_has_none(score):
    """Where there are no limits none are shown, and the reason is told."""
    difference = Difference(unit="points", confidence=0.95, value=-2.0, reason="too few answers")
    assert texts(score, difference) == [["2025-09 (incomplete) after 2025-08: -2.0", "not comparable; too few answers"]]


def test_what_cannot_be_compared_says_why(score):
    """A period without a value has no change."""
    difference = Difference(unit="points", confidence=0.95, reason="before: no row was scored")
    assert texts(score, difference) == [
        ["2025-09 (incomplete) after 2025-08: no change can be told (before: no row was scored)"]
    ]


@pytest.mark.parametrize(("count", "lines"), [(9, 9), (20, 21)])
def test_many_changes_are_told_to_be_many(score, count, lines):
    """From ten changes on, a line says how many would look clear by chance: one of twenty."""
    spans = [PeriodSpan(f"p{number}", AUGUST.start, AUGUST.end, complete=True) for number in range(count)]
    found = {("nps", (), span.label): Change(AUGUST, UP) for span in spans}
    said = list(change_texts([score(period=span) for span in spans], found, None))
    assert len(said) == lines
    if count > 9:
        assert said[-1] == ["20 changes, each judged by itself: by chance alone about 1 of them would look clear"]


def test_scores_without_a_change_have_no_line(score):
    """Overall scores and first periods are passed over."""
    assert list(change_texts([score(), score(period=SEPTEMBER)], {}, None)) == []


def test_only_changes_with_a_verdict_are_many(score):
    """Changes without a verdict and those between censuses are not counted; of 12 fewer than 1 is by chance."""
    spans = [PeriodSpan(f"p{number}", AUGUST.start, AUGUST.end, complete=True) for number in range(20)]
    sure = Difference(unit="points", confidence=0.95, value=2, low=2, high=2, verdict="up")
    lacking = Difference(unit="points", confidence=0.95, reason="before: no row was scored")
    for told, line in (
        (9, None),
        (12, "12 changes, each judged by itself: by chance alone fewer than 1 of them would"),
    ):
        made = [UP] * told + [sure, lacking] * 5
        found = {("nps", (), span.label): Change(AUGUST, each) for span, each in zip(spans, made, strict=False)}
        last = list(change_texts([score(period=span) for span in spans], found, None))[-1]
        assert (line is None) == ("judged by itself" not in last[0])
        assert line is None or last[0].startswith(line)


def test_an_incomplete_earlier_period(score):
    """The earlier period is marked as well, where it is not whole."""
    earlier = PeriodSpan("2025-08", AUGUST.start, AUGUST.end, complete=False)
    [[line, _]] = change_texts([score(period=SEPTEMBER)], {("nps", (), SEPTEMBER.label): Change(earlier, UP)}, None)
    assert line.startswith("2025-09 (incomplete) after 2025-08 (incomplete): +4.2")

import pytest
from made_reports import whole_report
from msgspec.structs import replace

from cxcli.formats.attention import attention, concerns, gate_lines
from cxcli.formats.drawn_groups import card_columns
from cxcli.formats.drawn_journey import journey_blocks
from cxcli.formats.summary import summary
from cxcli.formats.told_themes import told_themes


def moved(*ways):
    report = whole_report()
    metrics = [
        replace(each, whole=replace(each.whole, moved=way), groups=())
        for each, way in zip(report.metrics, ways, strict=False)
    ]
    return replace(report, metrics=tuple(metrics))


def test_the_summary_says_what_moved():
    """The first sentence names what got better and worse, or says that nothing did or can be compared."""
    first = summary(moved("better", "worse"))[0]
    assert first.startswith("Net Promoter Score (-12.5) got better; Customer satisfaction (-2.3) got worse")
    assert first.endswith("since May 2025, more than chance explains.")
    assert summary(moved("unclear"))[0].startswith("The one metric that can be compared has not moved since May 2025")
    assert summary(moved("unknown"))[0] == "Nothing can be compared with May 2025."


def test_what_fails_is_said_first():
    """A failed value comes before one that got worse, and both before a missed target; a gate has a line for logs."""
    report = moved("worse")
    (metric,) = report.metrics
    failed = replace(metric.whole, gate=replace(metric.whole.gate, level="failed"))
    report = replace(report, metrics=(replace(metric, whole=failed),), customers=None, journey=None)
    assert [each.kind for each in concerns(report)][:2] == ["Failed", "Worse"]
    assert attention(report)[0] == "Net Promoter Score: 19.4 is worse than its limit of -90.0"
    assert gate_lines([report, report]) == ["nps 19.4: failed (-90.0)"]


def test_a_gate_that_has_nothing_to_judge_says_why():
    """A value that is not there is said with its reason."""
    report = moved("unknown")
    (metric,) = report.metrics
    score = replace(metric.whole.score, value=None, low=None, high=None, status="no_data", reason="no answers")
    cell = replace(metric.whole, score=score, gate=replace(metric.whole.gate, level="failed"))
    report = replace(report, metrics=(replace(metric, whole=cell),))
    assert attention(report)[0] == "Net Promoter Score: has no value: no answers"
    assert gate_lines([report]) == ["nps has no value: no answers"]


@pytest.mark.parametrize(("cards", "columns"), [(0, 1), (3, 3), (5, 5), (6, 3), (7, 4), (8, 4), (10, 5), (12, 4)])
def test_cards_fill_their_rows(cards, columns):
    """Cards stand in as many columns as leave the last row the fullest."""
    assert card_columns(cards) == columns


def test_what_nobody_asked_for_is_not_there():
    """Without a journey and themes there are none."""
    report = replace(whole_report(), journey=None, themes=None)
    assert journey_blocks(report) == []
    assert told_themes(report).quotes == ()

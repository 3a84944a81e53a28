"""A report on a screen: names whole, sentences as lists, and where to find what is not shown."""

import re

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from cxcli.formats.report_text import report_text

LONG = "health_of_all_customers"


@pytest.fixture(scope="module")
def long(report):
    """A report with a metric whose name is long."""
    *others, last = report.metrics
    return replace(report, metrics=(*others, replace(last, definition=replace(last.definition, id=LONG))))


@pytest.mark.parametrize("width", [120, 80, 60, 40, 20])
def test_names_of_metrics_are_whole(long, width):
    """At any width the name stands in one piece at the start of a line, and no other word is broken either."""
    text = report_text(long, width=width)
    assert re.search(rf"^{LONG}\b", text, re.MULTILINE)
    assert {"comparable", "clear", "change"} <= set(re.findall(r"\w+", text))


def test_at_80_columns_there_is_a_table_and_at_40_a_block_for_each_metric(long):
    """Lines keep within the screen."""
    wide, narrow = report_text(long, width=80), report_text(long, width=40)
    assert re.search(r"^metric +March", wide, re.MULTILINE)
    assert re.search(r"^nps 16\.7\n  95 % -48\.1 to 69\.2\n  n 6\n", narrow, re.MULTILINE)
    assert re.search(r"^  target met \(10\.0\)\n", narrow, re.MULTILINE)
    for text, width in ((wide, 80), (narrow, 40)):
        assert max(map(cell_len, text.splitlines())) <= width


def test_what_needs_attention_is_a_list(report):
    """Under its title, a line with a dash for each thing."""
    assert "\nWhat needs attention\n- 2 customers: 2 with 1 or more bad experiences" in report_text(report, width=80)


def test_the_other_sections_are_said_to_be_in_files(report):
    """Each section that is not on the screen is named."""
    text = " ".join(report_text(report, width=80).split())
    assert text.endswith(
        "In files only, such as -o report.html: Over time, By group, Along the journey, How people answered, "
        "What comments are about, Customers at risk, What the numbers mean"
    )


def test_a_report_that_is_shown_whole_says_nothing_of_files(report):
    """Of the scorecard alone nothing is left for a file."""
    alone = replace(report, audience=replace(report.audience, sections=("scorecard",)))
    assert "In files" not in report_text(alone, width=80)


def test_hostile_texts_do_nothing(hostile):
    """No control or direction character gets to the screen."""
    for width in (80, 40):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", report_text(hostile, width=width))

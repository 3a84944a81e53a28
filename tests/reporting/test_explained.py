import pytest

from cxcli.reporting.explained import METHODS, OTHER_METHODS, fed_by, interval_text, page_text, source_facts
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready

WITHOUT = {"none"}


@pytest.mark.parametrize("definition", shipped().values(), ids=shipped())
def test_every_interval_of_a_shipped_metric_has_its_words(definition):
    """Whatever the kind: a name of a method alone says nothing."""
    for method in ready(definition).intervals:
        assert method in WITHOUT or method in METHODS or method in OTHER_METHODS


def test_a_page_has_title_description_facts_and_what_to_mind(score):
    """In lines that fit, the title among them."""
    shown = page_text(score(title="A long title"), shipped()["nps"], [("unit", "points")], 12)
    assert shown.startswith("A long title\n(nps)\n")
    assert max(map(len, shown.splitlines())) <= 24
    wide = page_text(score(), shipped()["nps"], [("unit", "points")], 80)
    assert "\nunit        points\n" in wide
    assert wide.count("mind        ") == len(shipped()["nps"].traps)


def test_an_interval_in_words(score, no_score):
    """The limits and their method, or why there are none."""
    assert interval_text(score(), 1) == (
        "95 % 37.8 to 46.2: asymptotic score interval for a difference of two shares of one sample (Tango 1998)"
    )
    assert interval_text(score(interval="bootstrap"), 1).startswith("95 % 37.8 to 46.2: bootstrap-t interval")
    assert interval_text(no_score(), 1) == "none: no row was scored"


def test_a_source_in_facts(source):
    """What it was taken to be, and on what evidence."""
    assert source_facts(source()) == [
        ("source", "a\x1b[1m.csv: tsv, 1,302 records"),
        ("delimiter", "tab (3 fields in all records)"),
    ]


def test_what_feeds_a_field():
    """The column, and why it is that one."""
    assert fed_by("Q1", "its name") == 'column "Q1" (its name)'
    assert fed_by("Q1", "") == 'column "Q1"'

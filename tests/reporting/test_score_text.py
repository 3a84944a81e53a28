import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxcli.reporting.score_text import score_text
from cxcli.scoring.cells import Window

COLUMNS = {"nps": ["Q1"], "csat": ["Q2"]}


def text(scores, *, width=80, **changes):
    return score_text(scores, COLUMNS, **({"decimals": None, "width": width, "colour": False} | changes))


def test_one_metric_is_a_block_of_four_lines(score):
    """Value with limits and n, the shares, the account, and the definition with its column."""
    assert text([score()]) == (
        "NPS 42.1   95 % 37.8 to 46.2   n 1,225\n"
        "promoters 58.2 % · passives 25.7 % · detractors 16.1 %\n"
        "1,300 rows read: 1,225 scored, 71 blank, 4 off scale (11 ×3, 99)\n"
        'column "Q1" · nps: % 9-10 minus % 0-6 · score interval\n'
    )


def test_the_days_that_count_are_said_where_some_do_not(score):
    """A line above the account says which days count, if they were asked for."""
    shown = text([score()], days=Window(date(2025, 6, 3), date(2025, 8, 31))).splitlines()
    assert shown[2] == "days 2025-06-03 to 2025-08-31"
    assert text([score()], days=Window()) == text([score()])


def test_without_data_there_is_no_line_of_shares(no_score):
    """A score of no rows says so and still gives its account."""
    assert text([no_score()]).splitlines()[:2] == [
        "NPS no data   (no row was scored)   n 0",
        "3 rows read: 0 scored, 3 blank",
    ]


def test_metrics_come_one_after_another(score):
    """Each metric has its block, an empty line between."""
    blocks = text([score(), score(metric="csat")]).split("\n\n")
    assert [block.split()[0] for block in blocks] == ["NPS", "CSAT"]


def test_groups_stand_in_a_table_beneath(score):
    """Breakdowns are tables, one for each, with value, limits, n, rows and shares."""
    scores = [score(), score(group={"plan": "pro"}), score(group={"region": "EU"})]
    _, first, second = text(scores).split("\n\n")
    titles, _, row = first.splitlines()
    assert " ".join(titles.split()) == "plan NPS 95 % n rows promoters passives detractors"
    assert " ".join(row.split()) == "pro 42.1 37.8 to 46.2 1,225 1,300 58.2 % 25.7 % 16.1 %"
    assert second.split()[0] == "region"


def test_a_narrow_screen_leaves_the_shares_out_and_says_so(score):
    """Where the shares do not fit, the table keeps value, limits and n, and names the format that has everything."""
    shown = text([score(), score(group={"plan": "pro"})], width=60)
    assert "pro   42.1  37.8 to 46.2  1,225  1,300" in shown
    assert "promoters" not in shown.split("\n\n")[1]
    assert "--format csv" in shown


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the fixture is a function without state
@given(width=st.integers(1, 200), key=st.text(min_size=1, max_size=30))
def test_no_width_cuts_a_number(score, width, key):
    """At every width every figure of a score stands whole."""
    shown = text([score(), score(group={"plan": key})], width=width)
    for figure in ("42.1", "37.8", "46.2", "1,225", "1,300", "58.2", "25.7", "16.1"):
        assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d,])", shown)


def test_what_comes_from_data_is_made_safe(score):
    """Neither a column's name nor a group's key steers the terminal."""
    shown = score_text(
        [score(), score(group={"a\x1b[1m": "b\x07"})],
        {"nps": ["Q\x1b[2J"]},
        decimals=1,
        width=200,
        colour=False,
    )
    assert not re.search("[\x00-\x09\x0b-\x1f]", shown)


def test_an_encoding_without_the_signs_gets_plain_ones(score):
    """Signs that the terminal cannot show are spelled plainly."""
    assert text([score(), score(group={"plan": "pro"})], encoding="ascii").isascii()

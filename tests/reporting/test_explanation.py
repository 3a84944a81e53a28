from datetime import date
from fractions import Fraction

import pytest

from cxcli.reporting.explained import METHODS
from cxcli.reporting.explanation import explanation
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import Window
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.intervals import DIFFERENCE_METHODS, MEAN_METHODS, SHARE_METHODS

COUNTS = {
    "nps": ({0: 1, 8: 1, 9: 1, 10: 3}, 50.0),
    "csat": ({1: 1, 4: 2, 5: 5}, 87.5),
    "csat:mean": ({1: 1, 5: 3}, 4.0),
    "csat:index": ({1: 1, 5: 3}, 75.0),
    "ces": ({2: 1, 7: 3}, 75.0),
}


def page(score, source, metric, *, width=80, **changes):
    counts, value = COUNTS[metric]
    given = {"metric": metric, "value": value, "low": value - 1, "high": value + 1, "interval": "score"}
    kind = settle(shipped()[metric])
    found = score(**(given | {"unit": kind.unit, "title": kind.title, "definition": kind.definition} | changes))
    return explanation(kind, CountsByValue.of(counts), found, [source()], decimals=None, width=width)


@pytest.mark.parametrize(
    ("metric", "arithmetic"),
    [
        ("nps", "100 × (4 - 1) / 6 = 50.0"),
        ("csat", "100 × 7 / 8 = 87.5 %"),
        ("csat:mean", "16 / 4 = 4.00"),
        ("csat:index", "100 × (16 / 4 - 1) / (5 - 1) = 75.0 %"),
        ("ces", "100 × 3 / 4 = 75.0 %"),
    ],
)
def test_the_arithmetic_is_shown_with_its_counts(score, source, metric, arithmetic):
    """Each form of value is written out with the counts put into it and what comes of them."""
    assert f"arithmetic  {arithmetic}\n" in page(score, source, metric)


def test_a_page(score, source):
    """A page has title, definition, scale, answers, boxes, interval with its method, rows, source and traps."""
    shown = page(score, source, "nps")
    assert shown.startswith("Net Promoter Score (nps)\n")
    for line in (
        "definition  % 9-10 minus % 0-6",
        "scale       0-10",
        "answers     0 ×1 · 8 ×1 · 9 ×1 · 10 ×3",
        "boxes       promoters 4 · passives 1 · detractors 1",
        "rows        1,300 rows read: 1,225 scored, 71 blank, 4 off scale (11 ×3, 99)",
        "source      a\\x1b[1m.csv: tsv, 1,302 records",
        "delimiter   tab (3 fields in all records)",
        'score       column "Q1" (its name)',
        'at          column "day"',
        "sha256      ab12",
        "mind        Passives stay in the denominator.",
    ):
        assert f"{line}\n" in shown
    assert "(Tango 1998)" in shown
    assert "polarity" not in shown
    assert "polarity    ease\n" in page(score, source, "ces")


def test_the_days_that_count_are_shown(score, source):
    """Where days were asked for, the page says which."""
    kind = settle(shipped()["nps"])
    shown = [
        explanation(kind, CountsByValue.of({9: 1}), score(), [source()], decimals=None, width=80, days=days)
        for days in (Window(until=date(2025, 8, 31)), Window(), None)
    ]
    assert "days        until 2025-08-31\n" in shown[0]
    assert shown[1] == shown[2]
    assert "\ndays " not in shown[2]


def test_without_data_the_page_says_why(no_score, source):
    """A score of no rows has no arithmetic and no interval, but the reason."""
    found = no_score()
    shown = explanation(settle(shipped()["nps"]), CountsByValue.of({}), found, [source()], decimals=1, width=80)
    assert "answers   " not in shown
    assert "arithmetic  no data: no row was scored\n" in shown
    assert "interval    none: no row was scored\n" in shown
    assert "beside" not in shown


def test_every_interval_has_its_words():
    """Every method that an interval can have is explained."""
    assert {*DIFFERENCE_METHODS, *SHARE_METHODS, *MEAN_METHODS} == set(METHODS)


def test_lines_fit(score, source):
    """No line is wider than the terminal unless a figure or a word is."""
    shown = page(score, source, "ces", width=60)
    assert max(map(len, shown.splitlines())) <= 60


def test_a_score_that_is_not_shown_is_not_explained_by_its_counts(score, source):
    """What hides a small score hides its counts and shares as well."""
    hidden = score(status="suppressed", reason="fewer than 10 answers", value=None, low=None, high=None, n=5, parts={})
    counts = CountsByValue.of({0: 1, 3: 1, 9: 3})
    shown = explanation(settle(shipped()["nps"]), counts, hidden, [source()], decimals=1, width=80)
    assert "arithmetic  not shown: fewer than 10 answers\n" in shown
    named = {line.split(" ")[0] for line in shown.splitlines()}
    assert named.isdisjoint({"answers", "boxes", "beside"})
    assert "(11 ×3, 99)" in shown  # the account of rows stays


def test_weighted_arithmetic_has_the_weights(score, source):
    """Of weighted answers it is the weights that are divided, and base and effective n stand beside them."""
    counts = CountsByValue.weighted({(10, Fraction(3, 2)): 2, (0, 1): 1})
    kind = settle(shipped()["nps"])
    found = score(value=50.0, base=4.0, effective_n=2.9, n=3, parameters={"one_vote": "latest"})
    shown = explanation(kind, counts, found, [source()], decimals=None, width=80)
    assert "arithmetic  100 × (3.00 - 1.00) / 4.00 = 50.0\n" in shown
    assert "n           n 3 · weighted base 4 · effective n 3\n" in shown
    assert "votes       one vote each, the latest\n" in shown

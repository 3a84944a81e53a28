from fractions import Fraction

from cxcli.reporting.box_arithmetic import arithmetic_text, boxes_text
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.ready import ready


def test_a_rate_is_a_share_of_its_rows(score):
    """Its boxes are named, and 0 and 1 are not shown."""
    rate, counts = ready(shipped()["service_level"]), CountsByValue.of({1: 123, 0: 333})
    found = score(value=100 * 123 / 456, unit="percent")
    assert boxes_text(rate, counts) == "in_time 123 · not_in_time 333"
    assert arithmetic_text(rate, counts, found, 1) == "100 × 123 / 456 = 27.0 %"


def test_means_are_sums_by_the_number_of_answers(score):
    """An index is a mean put on 0 to 100."""
    counts = CountsByValue.of({1: 1, 5: 3})
    assert arithmetic_text(settle(shipped()["csat:mean"]), counts, score(value=4.0, unit="score"), 2) == "16 / 4 = 4.00"
    index = arithmetic_text(settle(shipped()["csat:index"]), counts, score(value=75.0, unit="percent"), 1)
    assert index == "100 × (16 / 4 - 1) / (5 - 1) = 75.0 %"


def test_weights_are_shown_in_the_place_of_answers(score):
    """What is divided are sums of weights."""
    nps, counts = settle(shipped()["nps"]), CountsByValue.weighted({(9, Fraction(3, 2)): 2, (0, 1): 1})
    assert boxes_text(nps, counts) == "promoters 3.00 · passives 0.00 · detractors 1.00"
    assert arithmetic_text(nps, counts, score(value=50.0), 1) == "100 × (3.00 - 1.00) / 4.00 = 50.0"


def test_what_is_undefined_says_why(score):
    """There is no arithmetic of a value that is not there."""
    nps, counts = settle(shipped()["nps"]), CountsByValue.of({9: 1})
    found = score(value=None, status="undefined", reason="for a reason")
    assert arithmetic_text(nps, counts, found, 1) == "undefined: for a reason"

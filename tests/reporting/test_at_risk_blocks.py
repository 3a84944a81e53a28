from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.customers_at_risk import CustomerAtRisk, Experience, Reason
from cxcli.analysis.why_at_risk import Why
from cxcli.reporting.at_risk_blocks import at_risk_blocks, keeps_words
from cxcli.reporting.at_risk_tables import at_risk_table

WORDS = st.text(alphabet="abc_-", min_size=1, max_size=30)


def customer(name="ann", metrics=("nps",), comment=None, says=""):
    at = datetime(2025, 6, 1)  # noqa: DTZ001 - clocks of the report
    experiences = tuple(
        Experience(at, "responses", "a.csv", 2, (Reason(metric, "late", ""),), comment) for metric in metrics
    )
    why = Why(customer=name, reason="bad", at=0, settled=0, says=says)
    return CustomerAtRisk(name, (why,), experiences, (), None, open=True)


@given(st.lists(WORDS, min_size=1, max_size=3), WORDS, st.integers(20, 100))
def test_no_word_is_broken_or_lost(metrics, name, width):
    """Every customer, metric and comment stands in the block in full; only a word wider than the screen goes beyond."""
    shown = at_risk_blocks([customer(name, metrics, comment=" ".join(metrics))], width=width, every=True)
    words = shown.split()
    assert [words.count(metric) >= 2 for metric in metrics] == [True] * len(metrics)
    assert name in words
    for line in shown.splitlines():
        assert len(line) <= width or len(line.strip().split()) == 1


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(20, 100))
def test_a_table_that_keeps_words_has_each_of_them_in_full(metrics, width):
    """Where a table is taken, no metric id is broken in the middle."""
    from cxcli.reporting.terminal import render_table  # noqa: PLC0415 - beside the rule that it tests

    table = at_risk_table([customer(metrics=metrics)])
    if keeps_words(table, width):
        words = render_table(table, width=width, colour=False).replace(";", " ").split()
        assert set(metrics) <= set(words)


def test_a_block_by_hand():
    """The latest three experiences, and how many more there are; signs below."""
    assert at_risk_blocks([customer(metrics=("sla", "nps", "fcr", "aht"), says="health 20.0, red")], width=40) == (
        "customer: ann\nbad: 4\nwhy: bad\n2025-06-01 sla late\n2025-06-01 nps late\n2025-06-01 fcr late\n1 more\n"
        "health 20.0, red\n"
    )


def test_hostile_text_does_nothing():
    """Control characters of a comment are no line breaks and no colours."""
    shown = at_risk_blocks([customer(comment="a\x1b[31mb\ncustomer: eve")], width=80, every=True)
    assert "\x1b" not in shown
    assert [line for line in shown.splitlines() if line.startswith("customer: ")] == ["customer: ann"]

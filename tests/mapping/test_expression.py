from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.expression import And, Comparison, In, Not, Or, columns, leaves, unparse
from cxcli.mapping.expression_parse import parse

NAMES = st.text(min_size=1, max_size=8) | st.sampled_from(["plan", "IN", "not", "blank", "col:5", "nps#2", "a`b", "9x"])
TEXTS = st.text(max_size=8) | st.sampled_from(["it's", '"', "''", "\\", "\n", "9"])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3)
LITERALS = TEXTS | NUMBERS | st.none()
COMPARISONS = (
    st.builds(Comparison, NAMES, st.sampled_from(["==", "!="]), LITERALS)
    | st.builds(Comparison, NAMES, st.sampled_from(["<", "<=", ">", ">="]), NUMBERS | st.just("2025-01-31"))
    | st.builds(In, NAMES, st.lists(LITERALS, min_size=1, max_size=3).map(tuple))
)


def joined(parts):
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, parts)


EXPRESSIONS = st.recursive(COMPARISONS, joined, max_leaves=8)


@given(EXPRESSIONS)
def test_a_filter_that_is_written_out_parses_to_itself(expression):
    """What `unparse` writes says the same filter, whatever names and texts are in it."""
    assert parse(unparse(expression)) == expression


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        (Comparison("plan", "==", "pro"), "plan == 'pro'"),
        (Comparison("How likely?", ">=", Decimal(9)), "`How likely?` >= 9"),
        (Comparison("In", "!=", None), "`In` != blank"),
        (In("a`b", ("it's", Decimal("-0.5"))), "`a``b` in ['it''s', -0.5]"),
        (
            Not(And((Comparison("a", "<", Decimal(1)), Comparison("b", ">", Decimal(2))))),
            "not (a < 1 and b > 2)",
        ),
        (
            And((Or((Comparison("a", "<", Decimal(1)), Comparison("b", ">", Decimal(2)))), Not(In("c", (None,))))),
            "(a < 1 or b > 2) and not c in [blank]",
        ),
        (
            Or((Comparison("c", "<=", Decimal(1)), And((In("a", (None,)), In("b", (None,)))))),
            "c <= 1 or a in [blank] and b in [blank]",
        ),
    ],
)
def test_a_filter_is_written_with_no_more_quotes_and_parentheses_than_it_needs(expression, written):
    """A bare name stays bare, a keyword or another name goes in backticks, quotes inside quotes are doubled."""
    assert unparse(expression) == written


def test_columns_come_once_in_order_of_appearance():
    """The columns of a filter are listed once each, in the order in which they first appear."""
    assert columns(parse("b == 1 and (a in [2] or not b < 3) and `c d` != blank")) == ["b", "a", "c d"]


def test_leaves_are_the_comparisons_in_order():
    """The leaves of a filter are its comparisons in order, through and, or and not."""
    found = list(leaves(parse("x == 1 or not (y in ['a'] and x == 1)")))
    assert found == [Comparison("x", "==", Decimal(1)), In("y", ("a",)), Comparison("x", "==", Decimal(1))]

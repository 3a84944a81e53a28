import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import ConfigError, UsageError
from cxcli.mapping.expression import And, Comparison, In, Not, Or, unparse
from cxcli.mapping.expression_parse import parse

A, B, C = (Comparison(name, "==", Decimal(1)) for name in "abc")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("a == 1", A),
        ("((a == 1))", A),
        ("a == 1 or b == 1 and c == 1", Or((A, And((B, C))))),
        ("(a == 1 or b == 1) and c == 1", And((Or((A, B)), C))),
        ("a == 1 and b == 1 and c == 1", And((A, B, C))),
        ("a == 1 and (b == 1 and c == 1)", And((A, And((B, C))))),
        ("not a == 1 and b == 1", And((Not(A), B))),
        ("not not (a == 1 or b == 1)", Not(Not(Or((A, B))))),
        ("NOT a == 1 Or b == 1", Or((Not(A), B))),
        ("a in ['x', 2, BLANK]", In("a", ("x", Decimal(2), None))),
        ("a not in ['x']", Not(In("a", ("x",)))),
        ("a == blank", Comparison("a", "==", None)),
        ("blank != a", Comparison("a", "!=", None)),
        ("9 <= a", Comparison("a", ">=", Decimal(9))),
        ("9 > a", Comparison("a", "<", Decimal(9))),
        ("'2025-01-01' < at", Comparison("at", ">", "2025-01-01")),
        ("at >= ' 2025-01 '", Comparison("at", ">=", " 2025-01 ")),
        ("grade >= 'B'", Comparison("grade", ">=", "B")),
        ("`not` == '9'", Comparison("not", "==", "9")),
        (
            "plan == 'pro' and (region in ['EMEA', \"AMER\"] or not score >= 9)",
            And(
                (
                    Comparison("plan", "==", "pro"),
                    Or((In("region", ("EMEA", "AMER")), Not(Comparison("score", ">=", Decimal(9))))),
                )
            ),
        ),
    ],
)
def test_a_filter_says_what_its_grammar_says(text, expression):
    """`not` binds before `and`, `and` before `or`; a literal on the left turns the comparison round."""
    assert parse(text) == expression


@pytest.mark.parametrize(
    ("text", "column", "message", "helps"),
    [
        ("a ==", 5, "a column or a value", ""),
        ("a == 1 and", 11, "a column, a value, not or (", ""),
        ("a", 2, "an operator", ""),
        ("How likely == 3", 5, "an operator", "backticks"),
        ("a == 1 b == 2", 8, 'and, or, or the end of the filter is expected here, not "b"', ""),
        ("(a == 1", 8, ") is expected here, not the end", ""),
        ("a == 1)", 7, "the end of the filter", ""),
        ("a == b", 6, "not with another column", "quotes: 'b'"),
        ("a == `it's`", 6, "not with another column", "quotes: 'it''s'"),
        ("'a' == 'b'", 1, "no column", "backticks"),
        ("1 <= a <= 5", 8, "one operator", "join two with and"),
        ("'x' in a", 1, "the column comes first", "plan in"),
        ("a in 'x'", 6, "[ and a list", ""),
        ("a in []", 7, "a value", ""),
        ("a in ['x',]", 11, "a value", ""),
        ("a in [b]", 7, "a value", "quotes"),
        ("a in ['x' 'y']", 11, "a comma or ]", ""),
        ("a not == 1", 7, "in is expected", ""),
        ("a < blank", 5, "blank has no order", "== blank"),
        ("blank >= a", 1, "blank has no order", "!= blank"),
        ("a >= '9'", 6, "only as a date", "a number without quotes"),
        ("a >= ' -.5'", 6, "only as a date", "a number without quotes"),
        ("at < '31/01/2025'", 6, "only as a date", "'2025-01-31'"),
        ("at < '2025'", 6, "only as a date", "'2025-01'"),
        ("at < '2025-02-30'", 6, "only as a date", "'2025-01'"),
        ("'2025-01-31T10:00Z' < at", 1, "only as a date", "without a time zone"),
    ],
)
def test_a_fault_is_refused_where_it_stands(text, column, message, helps):
    """The problem has the column of the fault, what was expected, and what to write."""
    with pytest.raises(UsageError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column, problem.excerpt) == ("where-syntax", column, text)
    assert message in problem.message
    assert helps in str(problem.help)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_filter_is_refused(text):
    """A filter says something."""
    with pytest.raises(ConfigError, match="empty"):
        parse(text, ConfigError)


def test_a_filter_has_at_most_2000_characters():
    """2,000 characters are read, 2,001 are refused without an excerpt."""
    assert parse("a == 1".ljust(2000)) == A
    with pytest.raises(UsageError, match="2,001") as caught:
        parse("a == 1".ljust(2001))
    assert caught.value.problems[0].excerpt is None


@pytest.mark.parametrize(("before", "after"), [("(", ")"), ("not ", "")])
def test_a_filter_nests_at_most_20_deep(before, after):
    """20 levels of parentheses or not are read, the 21st is refused at what stands in it."""
    assert parse(before * 20 + "a == 1" + after * 20)
    with pytest.raises(UsageError, match="more than 20 deep") as caught:
        parse(before * 21 + "a == 1" + after * 21)
    assert caught.value.problems[0].column == len(before * 21) + 1


PIECES = st.sampled_from(
    [
        "a",
        "`b c`",
        "'x'",
        '"',
        "'",
        "`",
        "1",
        ".5",
        "==",
        "<",
        "=",
        "&&",
        "and",
        "or",
        "not",
        "in",
        "blank",
        "(",
        ")",
        "[",
        "]",
        ",",
        " ",
        "\n",
        "-",
        "é",
        "\udcff",
        "\x00",
        "'2025-01'",
    ]
)


@given(st.text(max_size=60) | st.lists(PIECES, max_size=30).map("".join) | st.lists(PIECES, max_size=30).map(" ".join))
def test_any_text_is_a_filter_or_one_problem(text):
    """Whatever is written, `parse` gives a filter or the chosen error with one problem inside the text."""
    try:
        expression = parse(text, ConfigError)
    except ConfigError as error:
        problems = error.problems
    else:
        problems = ()
        assert parse(unparse(expression)) == expression
    assert [problem.code for problem in problems] in ([], ["where-syntax"])
    for problem in problems:
        assert problem.column is None or 1 <= problem.column <= len(text) + 1
        assert not re.search(r"[\n\t]", problem.excerpt or "")


@pytest.mark.parametrize(
    "piece", ["'", '"', "`", "''", "1", "1.", "(", "not ", "a", "a == 1 and ", "=", ",", " ", "'a' "]
)
def test_no_text_takes_long(piece):
    """The longest filter of one repeated piece is read or refused in a twentieth of a second."""
    text = (piece * 2000)[:2000]
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        with pytest.raises(UsageError):
            parse(text)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.05

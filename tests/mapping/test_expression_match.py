import operator
import time
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.expression import And, Comparison, Not, Or
from cxcli.mapping.expression_match import matches
from cxcli.mapping.expression_parse import parse
from cxcli.sources.chunk import TextColumn

OPERATORS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def column(*rows):
    texts = sorted(set(rows))
    return TextColumn(np.array([texts.index(row) for row in rows], dtype=np.int64), texts)


def kept(text, **rows):
    return matches(parse(text), {name: column(*values) for name, values in rows.items()}).mask.tolist()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a == 'pro'", [True, True, False, False, False, False]),
        ("a == ' pro '", [True, True, False, False, False, False]),
        ("a != 'pro'", [False, False, True, True, True, True]),
        ("a in ['pro', 'Pro']", [True, True, True, False, False, False]),
        ("a not in ['pro', blank]", [False, False, True, False, False, True]),
        ("a == blank", [False, False, False, True, True, False]),
        ("a == ''", [False, False, False, True, True, False]),
        ("a != blank", [True, True, True, False, False, True]),
        ("a > 'Zoo'", [True, True, False, False, False, False]),
        ("a < 'Zoo'", [False, False, True, False, False, True]),
    ],
)
def test_text_is_the_same_or_it_is_not(text, wanted):
    """Text compares exactly but for surrounding white space; a blank has no order; "NA" is a text."""
    assert kept(text, a=["pro", "\tpro ", "Pro", "", " \xa0", "NA"]) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a == 9", [True, True, True, False, False, False]),
        ("a != 9", [False, False, False, True, True, True]),
        ("a < 9.5", [True, True, True, False, False, False]),
        ("a >= 9", [True, True, True, True, False, False]),
        ("not a >= 9", [False, False, False, False, True, True]),
        ("a in [9, 'many']", [True, True, True, False, True, False]),
        ("a in [10.00]", [False, False, False, True, False, False]),
        ("a == '9'", [True, False, False, False, False, False]),
    ],
)
def test_a_number_is_a_value_and_other_text_is_no_number(text, wanted):
    """A number equals all its spellings; text that is none is not equal, not less, not greater."""
    assert kept(text, a=["9", " 9.0 ", "+09", "10", "many", ""]) == wanted


def test_numbers_are_exact():
    """9007199254740993 is not 9007199254740992."""
    assert kept("a == 9007199254740993", a=["9007199254740993", "9007199254740992"]) == [True, False]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("at <= '2025-01-31'", [True, True, True, False, False, False]),
        ("at > '2025-01-31'", [False, False, False, True, False, False]),
        ("at >= '2025-02'", [False, False, False, True, False, False]),
        ("at < '2025-01-31T10:00'", [True, True, False, False, False, False]),
        ("at <= '2025-01-31 10:00'", [True, True, True, False, False, False]),
        ("at == '2025-01-31'", [False, True, False, False, False, False]),
    ],
)
def test_dates_compare_as_far_as_the_literal_goes(text, wanted):
    """The last day, month or minute is kept whole by `<=`; other texts are not dates; `==` stays exact."""
    rows = ["2025-01", "2025-01-31", "2025-01-31T10:00:59Z", "2025-02-01 00:00", "31/01/2025", ""]
    assert kept(text, at=rows) == wanted


CLOCK = st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2025, 1, 5))  # noqa: DTZ001 - clock time as written


@given(st.lists(CLOCK, min_size=1, max_size=8), CLOCK, st.sampled_from(["<", "<=", ">", ">="]), st.sampled_from(" T"))
def test_days_compare_as_the_calendar_does(times, day, op, between):
    """With a day as the literal, the order is that of the standard library's dates."""
    mask = kept(f"at {op} '{day.date()}'", at=[at.isoformat(between) for at in times])
    assert mask == [OPERATORS[op](at.date(), day.date()) for at in times]


@given(
    st.lists(st.integers(-20, 20), max_size=12),
    st.integers(-20, 20),
    st.sampled_from(sorted(OPERATORS)),
)
def test_numbers_compare_as_numbers_do(values, literal, op):
    """On rows that are integers, each operator is Python's own."""
    assert kept(f"a {op} {literal}", a=[str(value) for value in values]) == [
        OPERATORS[op](value, literal) for value in values
    ]


CELLS = st.lists(st.sampled_from(["", " ", "9", "9.0", "x", "X", "2025-01-31", "2025-02-01T10:00"]), max_size=10)
LEAVES = st.sampled_from(
    ["a == 9", "a >= 9", "a == 'x'", "a < 'x'", "a in ['x', blank, 9]", "a <= '2025-01-31'", "a != blank"]
)


@given(CELLS, LEAVES, LEAVES)
def test_de_morgan(cells, one, other):
    """Not both is one not or the other not; not either is neither; twice not is itself."""
    columns = {"a": column(*cells)}
    p, q = parse(one), parse(other)

    def rows(expression):
        return matches(expression, columns).mask.tolist()

    assert rows(Not(And((p, q)))) == rows(Or((Not(p), Not(q))))
    assert rows(Not(Or((p, q)))) == rows(And((Not(p), Not(q))))
    assert rows(Not(Not(p))) == rows(p)
    assert rows(And((p, q))) == [a and b for a, b in zip(rows(p), rows(q), strict=True)]
    assert rows(Or((p, q))) == [a or b for a, b in zip(rows(p), rows(q), strict=True)]


@given(CELLS, st.sampled_from(["9", "'x'", "'2025-01-31'"]))
def test_at_most_one_of_less_equal_and_greater_holds(cells, literal):
    """No text is both less and greater, and `<=` is `<` or not `>` on the texts that were read."""
    less, least, more, most = (kept(f"a {op} {literal}", a=cells) for op in ["<", "<=", ">", ">="])
    for below, at_most, above, at_least in zip(less, least, more, most, strict=True):
        assert not (below and above)
        assert (at_most or at_least) == (below or above or (at_most and at_least))
        assert below <= at_most
        assert above <= at_least


@given(CELLS, LEAVES, st.randoms(use_true_random=False))
def test_the_answer_of_a_row_depends_on_that_row_alone(cells, leaf, random):
    """Rows in another order, and texts that occur in no row, change nothing."""
    order = list(range(len(cells)))
    random.shuffle(order)
    mask = kept(leaf, a=cells)
    assert kept(leaf, a=[cells[row] for row in order]) == [mask[row] for row in order]
    plain = column(*cells)
    wider = TextColumn(plain.codes, [*plain.texts, "never", "8"])
    assert matches(parse(leaf), {"a": wider}).mask.tolist() == mask


def test_columns_are_joined_by_row():
    """Each column is looked up by its own codes."""
    assert kept("a == 'x' and b >= 2 or b == 1", a=["x", "x", "y", "y"], b=["2", "1", "3", "1"]) == [
        True,
        True,
        False,
        True,
    ]


def test_rows_that_are_no_numbers_are_counted_once_a_column():
    """Rows with text under an order of numbers are counted by row, not by text, comparison or blank."""
    cells = column("9", "many", "many", "", "n/a")
    found = matches(parse("a >= 3 and a <= 8 and not a > 5"), {"a": cells})
    assert found.not_numbers == {"a": 3}
    assert found.not_dates == {}


def test_rows_that_are_no_dates_are_counted():
    """Rows with other text under an order of dates are counted."""
    found = matches(parse("at >= '2025-01'"), {"at": column("2025-01-01", "31/01/2025", "", "soon", "2025-02-30")})
    assert found.not_dates == {"at": 3}
    assert found.not_numbers == {}


@pytest.mark.parametrize("text", ["a == 9", "a != 9", "a in [9]", "a > 'many'", "a == '2025-01-01'"])
def test_only_orders_of_numbers_and_dates_count_unread_rows(text):
    """Equality, lists and the order of other text leave nothing unread."""
    found = matches(parse(text), {"a": column("many", "9", "")})
    assert (found.not_numbers, found.not_dates) == ({}, {})


def test_a_text_in_no_row_is_not_counted():
    """A text that the column holds but no row has leaves no trace in the counts."""
    unused = TextColumn(np.array([0, 0], dtype=np.int64), ["9", "many"])
    assert matches(parse("a > 1"), {"a": unused}).not_numbers == {}


def test_a_chunk_without_rows_keeps_none():
    """No rows give an empty mask."""
    found = matches(parse("a > 1 or not a in ['x']"), {"a": TextColumn(np.empty(0, dtype=np.int64), [])})
    assert found.mask.shape == (0,)
    assert found.mask.dtype == np.bool_


def test_a_column_that_is_not_there_is_a_fault_of_the_caller():
    """The caller finds the columns first."""
    with pytest.raises(KeyError):
        matches(Comparison("b", "==", "x"), {"a": column("x")})


def test_a_long_list_on_many_texts_is_looked_up_not_searched():
    """A list is asked once a text, however long it is: 100,000 texts and 400 values take one pass."""
    codes = np.arange(100_000, dtype=np.int64)
    texts = [str(code) for code in codes]
    listed = ", ".join(str(value) for value in range(400))
    begin = time.process_time()
    mask = matches(parse(f"a in [{listed}]"), {"a": TextColumn(codes, texts)}).mask
    assert int(mask.sum()) == 400
    assert time.process_time() - begin < 2

import operator
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from cxcli.mapping.expression_parse import parse
from cxcli.mapping.records import Field
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.scoring.conditions import Operand, first_of, joined, truth

D = Disposition
T, F, U = True, False, None


def field(*cells):
    """A field with a value a row; a disposition stands for a row without one."""
    gone = [isinstance(cell, Disposition) for cell in cells]
    values = [None if each else cell for cell, each in zip(cells, gone, strict=True)]
    fates = [FATE_CODE[cell] if each else 0 for cell, each in zip(cells, gone, strict=True)]
    return Field(np.arange(len(cells)), values, np.array(fates, np.int8), [""] * len(cells))


def is_text(cell):
    return isinstance(cell, str) and not isinstance(cell, Disposition)


def said(condition, **operands):
    """What a condition says of each row: true, false, or the reason why it cannot be told."""
    made = {name: Operand(field(*cells), int(not any(map(is_text, cells)))) for name, cells in operands.items()}
    found = truth(parse(condition), made)
    words = [FATES[fate] for fate in found.fates.tolist()]
    assert not (found.true & found.false).any()
    return [
        T if true else F if false else why
        for true, false, why in zip(found.true.tolist(), found.false.tolist(), words, strict=True)
    ]


@pytest.mark.parametrize(
    ("condition", "table"),
    [
        ("x == 1 and y == 1", {(T, T): T, (T, U): U, (T, F): F, (U, U): U, (U, F): F, (F, F): F}),
        ("x == 1 or y == 1", {(T, T): T, (T, U): T, (T, F): T, (U, U): U, (U, F): U, (F, F): F}),
    ],
)
def test_and_or_are_those_of_kleene(condition, table):
    """What hangs on an unknown comparison is unknown, unless the other one decides; in either order."""
    cell = {T: 1, F: 0, U: D.BLANK}
    for (x, y), expected in table.items():
        for one, other in ((x, y), (y, x)):
            (found,) = said(condition, x=[cell[one]], y=[cell[other]])
            assert found == (D.BLANK if expected is U else expected)


def test_not_turns_what_is_known():
    """The opposite of unknown is unknown."""
    assert said("not x == 1", x=[1, 0, D.BLANK]) == [F, T, D.BLANK]
    assert said("x not in ['a']", x=["a", "b", D.MISSING]) == [F, T, D.BLANK]


def test_what_is_asked_of_blanks_is_known():
    """A value that is not there is blank, for whatever reason; what is unreadable is not known to be there."""
    cells = ["a", D.BLANK, D.MISSING, D.UNDATED, D.NOT_APPLICABLE, D.CONTRADICTORY, D.UNREADABLE]
    assert said("x == blank", x=cells) == [F, T, T, T, T, F, D.UNREADABLE]
    assert said("x != blank", x=cells) == [T, F, F, F, F, T, D.UNREADABLE]
    assert said("x == ''", x=cells) == said("x == blank", x=cells)
    assert said("x in ['a', blank]", x=cells) == [T, T, T, T, T, D.CONTRADICTORY, D.UNREADABLE]
    assert said("x in ['b', blank]", x=cells) == [F, T, T, T, T, D.CONTRADICTORY, D.UNREADABLE]


def test_the_weightiest_reason_is_told():
    """Unreadable goes before contradictory, that before blank, and that before a value that does not apply."""
    order = [D.NOT_APPLICABLE, D.BLANK, D.CONTRADICTORY, D.UNREADABLE]
    for one, other in product(order, order):
        assert said("x == 1 and y == 1", x=[one], y=[other]) == [max(one, other, key=order.index)]
    assert said("x == 1 or y == 1", x=[D.UNREADABLE], y=[1]) == [T]


COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@pytest.mark.parametrize("in_array", [True, False])
@pytest.mark.parametrize("literal", ["-5", "-1.5", "0", "2", "2.5", "99999999999999999999"])
@pytest.mark.parametrize("op", COMPARE)
def test_numbers_are_compared_exactly(op, literal, in_array):
    """Whole numbers and fractions, on any scale, compare as exact numbers do."""
    for scale in (1, 10, 1000):
        values = [scale * value + more for value in range(-6, 4) for more in ((0, 1) if scale > 1 else (0,))]
        held = np.array(values, np.int64) if in_array else values
        operand = Operand(
            Field(np.arange(len(values)), held, np.zeros(len(values), np.int8), [""] * len(values)), scale
        )
        expected = [COMPARE[op](Fraction(value, scale), Fraction(Decimal(literal))) for value in values]
        assert truth(parse(f"x {op} {literal}"), {"x": operand}).true.tolist() == expected


def test_numbers_in_a_list():
    """Any of several numbers is equal; a text is equal to no number."""
    assert said("x in [1, 2.5]", x=[1, Fraction(5, 2), 2, D.BLANK]) == [T, T, F, D.BLANK]
    assert said("x in ['1', 2]", x=[1, 2]) == [F, T]
    assert said("x == '1'", x=[1]) == [F]
    assert said("x != '1'", x=[1]) == [T]


def test_texts_are_compared_as_in_a_filter():
    """Words are the same with capitals; days in ISO form have an order."""
    assert said("x == 'yes'", x=["yes", "Yes", D.BLANK]) == [T, F, D.BLANK]
    moments = [np.datetime64("2025-01-31T23:00"), np.datetime64("2025-02-01"), D.UNDATED, D.UNREADABLE]
    found = truth(parse("x <= '2025-01-31'"), {"x": Operand(field(*moments))})
    assert found.true.tolist() == [True, False, False, False]
    assert [FATES[fate] for fate in found.fates.tolist()] == [D.SCORED, D.SCORED, D.BLANK, D.UNREADABLE]


def test_a_field_that_is_named_twice():
    """Each comparison is made for itself."""
    assert said("x > 1 and x < 3", x=[1, 2, 3, D.BLANK]) == [F, T, F, D.BLANK]


def test_reasons_of_several_values():
    """All are needed: the weightiest reason stands; of fates in order the first one that is not 0."""
    codes = [FATE_CODE[each] for each in (D.SCORED, D.TOO_RECENT, D.NOT_APPLICABLE, D.UNREADABLE)]
    first, second = np.array(codes, np.int8), np.array([0, codes[2], codes[2], codes[2]], np.int8)
    assert [FATES[fate] for fate in joined(first, second).tolist()] == [
        *(D.SCORED, D.BLANK, D.NOT_APPLICABLE, D.UNREADABLE)
    ]
    assert first_of(second, first).tolist() == [0, codes[2], codes[2], codes[2]]
    assert first_of(first, second).tolist() == codes

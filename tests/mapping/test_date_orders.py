"""Day-first or month-first."""

import pytest

from cxcli.errors import Problem
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.date_forms import Shape
from cxcli.mapping.date_orders import decided_orders, declared_orders


def _orders(*texts):
    return {shape: order for shape, (order, _) in decided_orders(DateEvidence.of(texts)).items()}


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (["03/04/2024", "13/04/2024"], {Shape.SLASH: "day-first"}),
        (["03/04/2024", "04/13/2024"], {Shape.SLASH: "month-first"}),
        (["03.04.2024"], {Shape.DOT: "day-first"}),
        (["04.13.2024"], {Shape.DOT: "month-first"}),
        (["05/05/2024"], {Shape.SLASH: "day-first"}),
        (["13/04/2024", "04-13-2024"], {Shape.SLASH: "day-first", Shape.DASH: "month-first"}),
        (["2024-04-03"], {}),
    ],
)
def test_the_whole_column_decides(texts, orders):
    """A number above 12 proves the order of its separator; dots are day-first by convention."""
    assert _orders(*texts) == orders


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["03/04/2024", "05/06/2024"], "date-order-unknown"),
        (["13/04/2024", "04/13/2024"], "date-order-contradiction"),
        (["13/04/2024", "03-04-2024"], "date-order-unknown"),
        (["24-01-05"], "date-order-unknown"),
    ],
)
def test_without_proof_or_with_two_the_column_is_refused(texts, code):
    """No proof, or proof of both orders, is a problem with both lines to add; another separator is no proof."""
    found = decided_orders(DateEvidence.of(texts))
    assert isinstance(found, Problem)
    assert found.code == code
    assert "dates: {order: day-first}" in found.help
    assert "dates: {order: month-first}" in found.help


def test_a_declared_order_is_that_of_every_separator():
    """A declared order holds for slashes, dots and dashes; with ISO declared none of them is a date."""
    assert {order for order, _ in declared_orders("month-first").values()} == {"month-first"}
    assert {shape for shape in Shape if shape.numeric} == set(declared_orders("day-first"))
    assert declared_orders("iso") == {}

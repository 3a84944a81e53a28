from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.crossing import crossing

points = st.floats(-1, 1)


@given(points, points, st.floats(0, 1))
def test_finds_the_change(inside, outside, where):
    """The point where a condition stops to hold is found to 1e-15, and never on the inner side, in both directions."""
    change = inside + (outside - inside) * where
    found = crossing(lambda x: abs(x - inside) <= abs(change - inside), inside, outside)
    assert abs(found - change) <= 2e-15
    assert abs(found - inside) >= abs(change - inside) - 1e-16


@given(points)
def test_no_way_to_go(point):
    """Where both ends are the same point, that point comes back."""
    assert crossing(lambda _: False, point, point) == point


def test_ends_are_not_asked():
    """The condition is asked between the ends only, so it need not be defined at them."""
    asked = []
    crossing(lambda x: asked.append(x) or 1 / x > 0, 1.0, 0.0)
    assert asked
    assert all(0 < x < 1 for x in asked)

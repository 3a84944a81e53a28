import pytest

from cxcli.scoring.value_terms import Terms


def test_terms_are_told_with_a_number():
    """Margin, discount and horizon are parameters; a value without horizon has the first two."""
    terms = Terms(margin=0.6, discount=0.1)
    assert terms.parameters == {"margin": 0.6, "discount": 0.1, "horizon": "365 d"}
    assert terms.endless == {"margin": 0.6, "discount": 0.1}


@pytest.mark.parametrize(("months", "rate"), [(12, 0.21), (6, 0.1), (24, 0.4641), (0, 0)])
def test_a_yearly_discount_compounds(months, rate):
    """The rate of half a year, taken twice, is that of the year."""
    assert Terms(discount=0.21).discount_of(months) == pytest.approx(rate)

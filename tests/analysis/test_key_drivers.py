import numpy as np
import pytest

from cxcli.analysis.key_drivers import key_drivers


def ratings(seed, effects, n=300, halo=0.5):
    """Ratings from 0 to 4 that hang together, and an outcome that some of them move."""
    chance = np.random.default_rng(seed)
    common = halo * chance.normal(size=n)
    rated = {name: _whole(2 + common + chance.normal(size=n), 4) for name in effects}
    moved = sum(effect * rated[name] for name, effect in effects.items())
    return _whole(moved + chance.normal(size=n) + 2, 10), rated


def _whole(numbers, highest):
    return np.clip(np.round(numbers), 0, highest).astype(np.int64)


def drivers(outcome, rated, method=None):
    found = key_drivers(outcome, rated, method=method, confidence=0.95)
    return found, {each.name: each for each in found.drivers}


EFFECTS = {"support": 1.5, "price": 0.3, "ease": 0.3, "design": 0.0}


@pytest.mark.parametrize("method", ["lmg", "johnson"])
def test_the_planted_driver_is_found(method):
    """The one that moves the outcome most is first, told from all others; the one that moves nothing is no driver."""
    found, named = drivers(*ratings(1, EFFECTS), method=method)
    assert (found.method, found.drivers[0].name, found.apart) == (method, "support", True)
    assert named["support"].ranks == (1, 1)
    assert named["support"].found == "driver"
    assert named["design"].found != "driver"
    assert all(low <= each.share <= high for each in found.drivers for low, high in [each.share_limits])
    assert sum(each.share for each in found.drivers) == pytest.approx(found.r_squared)
    assert sum(each.percent for each in found.drivers) == pytest.approx(100)


def test_shuffled_outcomes_have_no_driver():
    """Where outcomes are shuffled, any driver is called one in at most 5 of 100 files, chance of the test aside.

    The rate over 200 files has a standard error of 1.5 points, of which two are allowed for.
    """
    outcome, rated = ratings(2, EFFECTS, n=120)
    chance = np.random.default_rng(9)
    called = above = 0
    for _ in range(200):
        found, _ = drivers(chance.permutation(outcome), rated)
        called += any(each.found == "driver" for each in found.drivers)
        above += any(each.found != "chance" for each in found.drivers)
    assert called <= above <= 200 * 0.05 + 2 * np.sqrt(200 * 0.05 * 0.95)


def test_scale_and_order_do_not_matter():
    """Drivers on another scale, in another order, and rows in another order, give the very same result."""
    outcome, rated = ratings(3, EFFECTS)
    order = np.random.default_rng(1).permutation(len(outcome))
    turned = {name: rated[name][order] for name in reversed(rated)}
    one, _ = drivers(outcome, rated)
    other, _ = drivers(outcome[order], turned)
    assert one == other
    scaled, _ = drivers(3 * outcome + 1, {name: 7 * column for name, column in rated.items()})
    assert [each.share for each in scaled.drivers] == pytest.approx([each.share for each in one.drivers], abs=1e-12)


def test_more_than_twelve_drivers_have_relative_weights():
    """All orders of thirteen drivers are not gone through where nobody asks for it."""
    found, _ = drivers(*ratings(4, {f"q{number}": 0.2 for number in range(13)}))
    assert (found.method, len(found.drivers)) == ("johnson", 13)


def test_drivers_that_are_alike_are_named():
    """Two that correlate more than 0.9 are a pair, and one that follows from others has no finite inflation."""
    outcome, rated = ratings(5, EFFECTS)
    found, named = drivers(outcome, {**rated, "again": 2 * rated["support"]})
    assert [pair[:2] for pair in found.alike] == [("again", "support")]
    assert named["again"].inflation is None
    assert named["again"].share == pytest.approx(named["support"].share)
    assert not found.apart


def test_suppression_is_seen():
    """A driver whose coefficient turns against its correlation once the others are known is one that misleads."""
    chance = np.random.default_rng(6)
    skill = chance.normal(size=500)
    guess = 0.9 * skill + 0.4 * chance.normal(size=500)
    outcome = 2 * skill - 1.0 * guess + 0.3 * chance.normal(size=500)
    whole = [np.round(1000 * (each - each.min())).astype(np.int64) for each in (outcome, skill, guess)]
    _, named = drivers(whole[0], {"skill": whole[1], "guess": whole[2]})
    assert named["guess"].correlation > 0 > named["guess"].coefficient
    assert (named["guess"].suppressed, named["skill"].suppressed) == (True, False)


def test_limits_of_r_squared_hold_it():
    """R² and the adjusted R² lie within their limits; the adjusted one is that of Ezekiel."""
    found, _ = drivers(*ratings(7, EFFECTS))
    assert found.r_squared_limits[0] < found.r_squared < found.r_squared_limits[1]
    assert found.adjusted == pytest.approx(1 - (1 - found.r_squared) * 299 / 295)
    assert found.adjusted_limits[0] < found.adjusted < found.adjusted_limits[1]


def test_rows_that_are_counted_weigh_as_often():
    """A row that stands for several gives, to the last bit, what several rows give."""
    outcome, rated = ratings(8, EFFECTS)
    counts = np.arange(len(outcome)) % 4 + 1
    one = key_drivers(outcome, rated, counts=counts, method=None, confidence=0.95)
    repeated = {name: np.repeat(column, counts) for name, column in rated.items()}
    assert one == key_drivers(np.repeat(outcome, counts), repeated, method=None, confidence=0.95)

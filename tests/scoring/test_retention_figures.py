import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cxcli.scoring.customer_events import MILLIONTHS, OPEN, CustomerEvents
from cxcli.scoring.movements import Movement, movements
from cxcli.scoring.retention_figures import FIGURES, Asked, simple_value
from cxcli.scoring.retention_span import Span
from cxcli.scoring.value_terms import Terms

SIMPLE = json.loads(
    (Path(__file__).resolve().parents[1] / "vectors" / "customer_value.json").read_text(encoding="utf-8")
)["simple"]


def at(text):
    return int(np.datetime64(text, "us").astype(np.int64))


MONTH = Span(at("2025-01-01"), at("2025-02-01"))
QUARTER = Span(at("2025-01-01"), at("2025-04-01"))


def paid(*amounts, span=MONTH):
    """The movements of customers who pay (at the start, at the end)."""
    keys = np.arange(len(amounts))
    start, end = (np.array([MILLIONTHS * pair[place] for pair in amounts], np.int64) for place in (0, 1))
    before, middle = np.full(len(keys), span.start - 1), np.full(len(keys), span.start)
    events = CustomerEvents.of_spans(keys, before, middle, start)
    events += CustomerEvents.of_spans(keys, middle, np.full(len(keys), OPEN), end)
    return movements(events, span.start, span.end)


def simple(found, terms, span=MONTH):
    return simple_value(found, Asked(span, terms, 0.95, None))


@pytest.mark.parametrize("said", SIMPLE, ids=lambda said: said["source"])
def test_published_simple_values(said):
    """What a customer pays, times the margin, over churn, as printed."""
    lost = round(1000 * said["churn"])
    found = simple(
        paid(*[(said["arpa"], 0)] * lost, *[(said["arpa"],) * 2] * (1000 - lost)), Terms(margin=said["margin"])
    )
    assert found.value == pytest.approx(said["value"], abs=said.get("tol", 1e-9))
    assert found.parts == {"paid by a customer": said["arpa"], "churn": 100 * said["churn"]}


def test_payment_and_churn_are_of_the_same_time():
    """In a quarter a customer pays three times a month, and a yearly discount is that of three months."""
    terms = Terms(margin=0.5, discount=0.21)
    found = simple(paid((10, 0), (10, 10), span=QUARTER), terms, QUARTER)
    stays, rate = 0.5, 1.21**0.25 - 1
    assert found.value == pytest.approx(30 * 0.5 * stays / (1 + rate - stays))
    assert found.parts["paid by a customer"] == 30


def test_a_value_without_churn_or_customers_is_undefined():
    """Nobody left: a lifetime has no end. Nobody was there: there is nothing to take a mean of."""
    assert simple(paid((10, 10)), Terms()).reason.startswith("nobody left")
    assert simple(paid((0, 10)), Terms()).reason == "nobody was active at the start of the period"
    assert simple(paid((10, 10)), Terms(discount=0.21)).value == pytest.approx(10 / (1.21 ** (1 / 12) - 1))


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_each_figure_says_what_it_is(figure):
    """It has a definition and a default interval; only the one that is of no period has no estimate of movements."""
    assert figure.definition
    assert figure.intervals[0] in ("wilson", "linearised", "none")
    assert (figure.estimate is None) == ("shifted-beta-geometric" in figure.definition)


@pytest.mark.parametrize(("name", "joined"), [("nrr", 0), ("nrr_chartmogul", 0), ("quick_ratio", 1), ("churn", 0)])
def test_who_came_counts_in_some_figures(name, joined):
    """New customers are in the figures of gains alone."""
    moved = paid((10, 10), (0, 5))
    assert int(FIGURES[name].joined(moved).sum()) == joined
    assert moved.customers(Movement.NEW) == 1


def test_limits_are_asked_for_by_name():
    """A figure hands on the confidence and the interval."""
    moved = paid((10, 10), (10, 5), (20, 40))
    found = FIGURES["nrr"].estimate(moved, Asked(MONTH, Terms(), 0.8, "linearised"))
    assert (found.interval, found.value) == ("linearised", float(100 * Fraction(55, 40)))
    assert FIGURES["churn"].estimate(moved, Asked(MONTH, Terms(), 0.8, "jeffreys")).interval == "jeffreys"
    assert FIGURES["quick_ratio"].estimate(paid((10, 5), (0, 20)), Asked(MONTH, Terms(), 0.8, None)).value == 4

"""What holds for customers at risk, whatever the rows: against a plain count, and under chance."""

from collections import Counter, defaultdict
from math import comb, sqrt
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.bad_experiences import CUSTOMER, Stretch, counted
from cxcli.scoring.together import Gathered
from tests.scoring.experience_lists import DAY, part, rows

REASONS = ("", "nps\tdetractors\t3", "sla\tbreached\t")
WITHIN, NOW = 90, 120
NOW_STRETCH = Stretch((NOW - WITHIN) * DAY, NOW * DAY)
EXPERIENCES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(0, 130),
        st.sampled_from(REASONS),
        st.sampled_from(["r", "t"]),
        st.sampled_from(["", "1", "2", "3"]),
    ),
    max_size=24,
)


def naive(experiences, now=NOW):
    """The customers with their bad experiences, counted one by one; all customers seen."""
    told = defaultdict(list)
    for number, (customer, day, reasons, source, name) in enumerate(experiences):
        if day <= now:
            told[(customer, source, name or number)].append((bool(reasons), day))
    latest = {key: max(each) for key, each in told.items()}
    bad = Counter(key[0] for key, (is_bad, day) in latest.items() if is_bad and now - WITHIN < day)
    return bad, {key[0] for key in told}


def found(made, stretch=NOW_STRETCH, least=2):
    if not len(made):
        return set(), set()
    said, names = counted(made, stretch), made.texts[CUSTOMER][1]
    return {names[code] for code in said.at_least(least)}, {names[code] for code in said.customers}


@given(EXPERIENCES, st.integers(1, 3))
def test_a_plain_count_finds_the_same(experiences, least):
    """A Counter over experiences, each told apart by customer, source and id, has the same customers."""
    bad, seen = naive(experiences)
    assert found(rows(experiences), least=least) == ({name for name, count in bad.items() if count >= least}, seen)


@given(EXPERIENCES, st.randoms(use_true_random=False), st.integers(0, 24))
def test_order_and_cut_of_rows_do_not_matter(experiences, random, place):
    """Rows in any order, in one file or in two, give the same customers."""
    mixed = random.sample(experiences, len(experiences))
    parts = [part(mixed[:place], "b.csv"), part(mixed[place:], "a.csv")]
    assert found(Gathered(tuple(parts)).rows()) == found(rows(experiences))


@given(EXPERIENCES, EXPERIENCES.filter(bool))
def test_one_more_bad_experience_never_takes_a_customer_away(experiences, more):
    """Whoever is at risk stays so when another bad row is added, also one of an id that is there."""
    one = (*more[0][:2], REASONS[1], *more[0][3:])
    assert found(rows(experiences))[0] <= found(rows([*experiences, one]))[0]


@given(EXPERIENCES)
def test_what_is_after_the_moment_does_not_matter(experiences):
    """As of a moment, the rows after it might as well not be there."""
    before = [each for each in experiences if each[1] <= NOW]
    assert found(rows(before)) == found(rows(experiences))


def test_customers_shuffled_over_rows_are_at_risk_as_often_as_chance_has_it():
    """Over 200 seeds the mean is that of the hypergeometric distribution: m of N rows, k of them bad."""
    contacts = [1 + number % 5 for number in range(60)]
    customers = [f"c{number:02}" for number, many in enumerate(contacts) for _ in range(many)]
    rows_in_all, bad = len(customers), 40
    made = rows([(name, 50, REASONS[1] if place < bad else "", "r", "") for place, name in enumerate(customers)])
    counts = []
    for seed in range(200):
        codes, names = made.texts[CUSTOMER]
        random = Random(seed)  # noqa: S311 - a fixed seed, to have the same deals
        shuffled = np.array(random.sample(codes.tolist(), len(codes)))
        mixed = made.only(np.arange(len(made)))
        mixed.texts[CUSTOMER] = (shuffled, names)
        counts.append(len(found(mixed)[0]))
    expected = sum(
        1 - sum(comb(many, k) * comb(rows_in_all - many, bad - k) for k in (0, 1)) / comb(rows_in_all, bad)
        for many in contacts
    )
    spread = sqrt(float(np.var(counts)) / len(counts))
    assert abs(float(np.mean(counts)) - expected) < 4 * spread

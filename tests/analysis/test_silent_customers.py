from math import comb, sqrt
from random import Random

import numpy as np

from cxcli.analysis.silent_customers import SourceSigns, signs_of_rows, silent_customers
from cxcli.scoring.bad_experiences import CUSTOMER, Stretch, counted
from tests.scoring.experience_lists import DAY, rows

NOW, WITHIN = 400 * DAY, 90 * DAY


def silent(**sources):
    """What is told where each source has the latest signs of its customers, in days."""
    told = {name: SourceSigns({each: day * DAY for each, day in days.items()}) for name, days in sources.items()}
    return silent_customers(told, NOW, WITHIN)


def names(silence):
    return [each.customer for each in silence.why]


def test_who_was_there_before_and_gave_no_sign_since_is_silent():
    """Day 310 is 90 days ago and no part of the latest 90; day 221 is within the 90 before, day 220 is not."""
    found = silent(tickets={"a": 310, "b": 311, "c": 221, "d": 220, "e": 400})
    assert names(found) == ["a", "c"]
    assert [(each.at, each.settled) for each in found.why] == [(400 * DAY,) * 2, (311 * DAY,) * 2]
    assert found.why[0].says == "no sign since 1970-11-07"
    assert found.seen == 5


def test_the_latest_sign_of_all_sources_counts():
    """Who is silent in one source and not in another is not silent."""
    found = silent(tickets={"a": 300, "b": 300, "x": 399}, use={"a": 350, "b": 290})
    assert names(found) == ["b"]


def test_a_source_without_a_late_sign_is_left_out():
    """One that ends early says nothing of silence; where all end so, nobody is silent."""
    found = silent(tickets={"a": 300}, calls={"b": 399})
    assert (names(found), found.left_out, list(found.sources)) == ([], ["tickets"], ["calls"])
    assert names(silent(tickets={"a": 300, "b": 305})) == []


def test_who_was_asked_in_vain_is_silent_since_the_first_time():
    """A newcomer who was asked ten days ago is not silent; who never answered since day 250 is."""
    asked = SourceSigns(
        {"x": 399 * DAY, "old": 100 * DAY},
        {"new": 390 * DAY, "mute": 250 * DAY, "old": 395 * DAY},
        {"new": 390 * DAY, "mute": 395 * DAY, "old": 395 * DAY},
    )
    found = silent_customers({"responses": asked}, NOW, WITHIN)
    assert [(each.customer, each.says) for each in found.why] == [
        ("mute", "asked, no answer since 1970-09-08"),
        ("old", "no sign since 1970-04-11"),
    ]


def test_rows_are_signs_but_for_blank_answers():
    """A blank answer says that the customer was asked; any other row is a sign, and so is a blank among tickets."""
    made = rows(
        [("a", 300, "", "r", ""), ("a", 350, "", "r", ""), ("b", 350, "", "r", ""), ("b", 340, "", "t", "")],
        answers=[9, None, None, None],
    )
    told = signs_of_rows(made, counted(made, Stretch(310 * DAY, NOW)), {"r": ["nps"]})
    assert told["r"] == SourceSigns(
        {"a": 300 * DAY}, {"a": 350 * DAY, "b": 350 * DAY}, {"a": 350 * DAY, "b": 350 * DAY}
    )
    assert told["t"] == SourceSigns({"b": 340 * DAY})


def test_no_rows_tell_nothing():
    """Without rows nobody is silent."""
    made = rows([]).only(np.zeros(0, np.int64))
    assert signs_of_rows(made, counted(made, Stretch(0, NOW)), {}) == {}
    assert silent_customers({}, NOW, WITHIN).why == []


def test_customers_shuffled_over_rows_are_silent_as_often_as_chance_has_it():
    """Over 200 seeds the mean is that of the hypergeometric distribution: no row late, and one or more before."""
    contacts = [1 + number % 5 for number in range(60)]
    days = [350 if place < 60 else 250 if place < 120 else 100 for place in range(sum(contacts))]
    customers = [f"c{number:02}" for number, many in enumerate(contacts) for _ in range(many)]
    made = rows([(name, day, "", "t", "") for name, day in zip(customers, days, strict=True)])
    counts = []
    for seed in range(200):
        codes, known = made.texts[CUSTOMER]
        shuffled = np.array(Random(seed).sample(codes.tolist(), len(codes)))  # noqa: S311 - a fixed seed
        mixed = made.only(np.arange(len(made)))
        mixed.texts[CUSTOMER] = (shuffled, known)
        told = signs_of_rows(mixed, counted(mixed, Stretch(310 * DAY, NOW)), {})
        counts.append(len(silent_customers(told, NOW, WITHIN).why))
    in_all, late, before = len(days), 60, 60
    expected = sum(
        (comb(in_all - late, many) - comb(in_all - late - before, many)) / comb(in_all, many) for many in contacts
    )
    assert abs(float(np.mean(counts)) - expected) < 4 * sqrt(float(np.var(counts)) / len(counts))

"""Which of several numbers of one period counts."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.history.standing import standing
from tests.history.facts import JUNE, NPS, a_fact, day, telling


def test_the_latest_number_counts_and_the_former_one_is_told():
    """40 on 1 July and 42 on 1 August, of as many answers: 42 counts since August, and was 40."""
    (found,) = standing([telling(a_fact(40.0), day(1)), telling(a_fact(42.0), day(1, 8), 2)])
    assert (found.fact.value, found.as_of, found.former.value) == (42.0, day(1, 8), 40.0)


def test_a_number_counts_since_it_was_first_told():
    """The same number told again is no news."""
    (found,) = standing([telling(a_fact(40.0), day(1)), telling(a_fact(40.0), day(1, 8), 2)])
    assert (found.as_of, found.former) == (day(1), None)


def test_fewer_answers_are_a_part_of_the_month():
    """Files that hold 12 of the 100 answers of May tell nothing new of it, but where May itself is reported."""
    part = a_fact(75.0, 12)
    (found,) = standing([telling(a_fact(40.0), day(1)), telling(part, day(1, 8), 2)])
    assert (found.fact.value, found.former) == (40.0, None)
    (found,) = standing([telling(a_fact(40.0), day(1)), telling(part, day(1, 8), 2, reported=True)])
    assert (found.fact.value, found.former.value) == (75.0, 40.0)


def test_another_definition_group_or_period_is_another_series():
    """What is not of one definition, group and period does not take the place of the other."""
    others = [
        a_fact(1.0, meaning=replace(NPS, mark="b" * 64)),
        a_fact(2.0, group=(("plan", "pro"),)),
        a_fact(3.0, period=JUNE),
        a_fact(4.0),
    ]
    found = standing(telling(each, day(1)) for each in others)
    assert [each.fact.value for each in found] == [4.0, 3.0, 2.0, 1.0]
    assert all(each.former is None for each in found)


def test_of_one_moment_the_run_that_was_written_later_counts():
    """Two runs as of one moment: the later line of the file counts."""
    (found,) = standing([telling(a_fact(42.0), day(1), 2), telling(a_fact(40.0), day(1), 1)])
    assert found.fact.value == 42.0


TOLD = st.builds(
    lambda value, n, on, reported: telling(a_fact(float(value), n), day(on), run=on, reported=reported),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(1, 28),
    st.booleans(),
)


@given(st.lists(TOLD, max_size=8, unique_by=lambda each: each.as_of), st.randoms())
def test_the_order_of_writing_does_not_matter(told, chance):
    """Which value counts is decided by the moments of runs, not by which was written first."""
    mixed = list(told)
    chance.shuffle(mixed)
    numbered = [replace(each, run=place) for place, each in enumerate(mixed)]
    assert standing(numbered) == standing(told)


@given(st.lists(TOLD, max_size=8, unique_by=lambda each: each.as_of))
def test_telling_all_twice_changes_nothing(told):
    """Each telling told twice is the same history."""
    assert standing([*told, *told]) == standing(told)

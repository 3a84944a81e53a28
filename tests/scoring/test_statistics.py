import json
from collections import Counter
from functools import reduce
from itertools import pairwise
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from cxcli.rows import Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.statistics import Statistic
from tests.laws.latest_vote import LatestVote, Vote

row = st.tuples(st.sampled_from("abcd"), st.integers(0, 3), st.integers(0, 10), st.sampled_from([0.1, 0.5, 1, 3]))


def votes(rows, **options):
    return LatestVote.of(((who, Vote.of(at, "f", line, value, w)) for line, (who, at, value, w) in rows), **options)


KINDS = {
    "counts": lambda rows: CountsByValue.of(Counter(value for _, (_, _, value, _) in rows)),
    "weighted": lambda rows: CountsByValue.weighted(Counter((value, w) for _, (_, _, value, w) in rows)),
    "latest": votes,
    "first": lambda rows: votes(rows, keep="first"),
    "weighted latest": lambda rows: votes(rows, weighted=True),
}
every_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)


@every_kind
def test_every_kind_does_what_the_protocol_asks(make):
    """Each kind of statistic has all that is asked of a statistic."""
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    assert asked == {"empty", "rows", "n", "settled", "to_json", "from_json"}
    assert asked <= set(dir(make([])))


@every_kind
def test_statistics_are_never_changed_in_place(make):
    """Merging makes new statistics; none can be changed."""
    statistic = make([])
    for part in fields(statistic):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(statistic, part.name, None)


@every_kind
@given(st.lists(row, max_size=15), st.lists(st.integers(0, 15), max_size=4), st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter(make, rows, cuts, random):
    """Parts of any size, merged in any order, give the statistic of the whole, also as bytes of JSON."""
    numbered = list(enumerate(rows))
    random.shuffle(numbered)
    edges = [0, *sorted(cuts), len(rows)]
    parts = [make(numbered[start:end]) for start, end in pairwise(edges)]
    whole, kind = make(list(enumerate(rows))), type(make([]))
    merged = reduce(add, parts, kind.empty())
    assert merged == whole
    assert json.dumps(merged.to_json()) == json.dumps(whole.to_json())


@every_kind
@given(st.lists(row, max_size=5))
def test_empty_is_neutral(make, rows):
    """Adding the statistic of no rows changes nothing, from either side."""
    whole = make(list(enumerate(rows)))
    empty = type(whole).empty()
    assert whole + empty == whole == empty + whole
    assert empty.n == 0
    assert empty == make([])


@every_kind
@given(st.lists(row, max_size=8))
def test_json_round_trip(make, rows):
    """A statistic that went through JSON is the same statistic."""
    whole = make(list(enumerate(rows)))
    assert type(whole).from_json(json.loads(json.dumps(whole.to_json()))) == whole


@every_kind
@given(st.lists(row, max_size=8))
def test_every_row_is_accounted_for(make, rows):
    """The n counts every row; once settled, n and the rows that turned out not to count add up to it."""
    whole = make(list(enumerate(rows)))
    final, out = whole.settled()
    assert whole.n == whole.rows == len(rows)
    assert final.n == final.rows
    assert final.rows + sum(out.values()) == len(rows)
    assert all(isinstance(reason, Disposition) and count > 0 for reason, count in out.items())
    assert final.settled() == (final, {})

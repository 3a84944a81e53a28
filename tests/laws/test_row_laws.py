from collections import Counter
from functools import cache, reduce
from itertools import pairwise, product
from operator import add

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.mapping.vocabulary import vocabulary
from cxcli.rows import FATES, Disposition, RowAccount
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.partial import Partial
from cxcli.scoring.periods import Periods
from cxcli.scoring.ready import ready
from cxcli.scoring.row_definitions import (
    DurationDefinition,
    EligibilityDefinition,
    RateDefinition,
    RatioDefinition,
    fields_beside,
    fields_of,
)
from cxcli.scoring.scores import scores
from tests.laws.mapped_rows import plan_for
from tests.laws.naive_rows import NaiveRow, naive_value
from tests.laws.typed_rows import GONE, feeding, moment_in_us, typed_partial

KINDS = RateDefinition | RatioDefinition | DurationDefinition | EligibilityDefinition
ROWS = [each for each in shipped().values() if isinstance(each, KINDS)]


def readable(name):
    """Whether a column can hold a field."""
    return bool(vocabulary()[name].names)


def forms_of(name):
    """The sets of columns from which a field can be had: its own, or those of one of its ways."""
    found = [frozenset([name])] if readable(name) else []
    for way in vocabulary()[name].ways:
        found += [frozenset().union(*each) for each in product(*(forms_of(need) for need in way.needs))]
    return list(dict.fromkeys(found))


def exports(definition):
    """The sets of columns on which a metric can be scored; the first has those that are read if they are there, too."""
    started = isinstance(definition, DurationDefinition) and definition.start
    found = []
    for date in definition.rules.dates:
        wanted = dict.fromkeys([*fields_of(definition), date, *([definition.start] if started else [])])
        found += [frozenset().union(*chosen) for chosen in product(*(forms_of(name) for name in wanted))]
    return [found[0].union(fields_beside(definition)), *found]


def cases():
    """Each metric on the first of its exports, and on those in which a field follows from others in a new way."""
    seen = set()
    for definition in ROWS:
        for number, columns in enumerate(dict.fromkeys(exports(definition))):
            _, ways, _, lacking = feeding(definition, columns)
            if not lacking and (number < 2 or not ways.items() <= seen):
                seen |= ways.items()
                yield pytest.param(definition, sorted(columns), id=f"{definition.id} from {'+'.join(sorted(columns))}")


CASES = list(cases())
every_case = pytest.mark.parametrize(("definition", "columns"), CASES)
few = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
MONTHS = Periods(Grain.MONTH)
DATES = ["2025-03-01T08:00", "2025-03-01T09:30", "2025-03-31", "2025-05-20T10:00:01", "2025-06-15T11:59", "2025-07-01"]
LENGTHS = ["0", "4.5", "10", "20", "60", "7200", "90000", "3000000", "-30"]


@cache
def texts(name):
    """Texts that a field may have; most of them can be read."""
    spec = vocabulary()[name]
    known = {
        "date": DATES,
        "duration": LENGTHS,
        "number": ["0", "1", "1", "2", "3"],
        "money": ["0", "10", "19.99", "250"],
        "flag": ["yes", "no"],
        "state": sorted(set(spec.words.values())),
    }.get(spec.type, ["a", "b"])
    return st.sampled_from([*known, *known, *known, "", "n/a", "?"])


def rows_of(columns, *, least=0, most=12):
    """Rows with these columns, a team and what a filter says of them."""
    return st.lists(row_of(tuple(columns)), min_size=least, max_size=most)


@cache
def row_of(columns):
    cells = {name: texts(name) for name in columns}
    more = {"team": st.sampled_from(["A", "B", " A", ""]), "kept": st.sampled_from(["yes", "yes", "yes", "no"])}
    return st.fixed_dictionaries({**cells, **more})


def hours(_, starts, ends):
    """The business time of the tests: a third of all time."""
    return (ends - starts).astype(np.int64) // 3


def plan_of(definition, **options):
    return plan_for(ready(definition), hours=hours, **options)


def said(plan, definition, rows, columns, **options):
    """What rows with these columns say."""
    blank = dict.fromkeys([*columns, "team"], "")
    return typed_partial(plan, [definition], [blank | each for each in rows], **options)[0] if rows else Partial.empty()


@every_case
@few
@given(data=st.data())
def test_order_and_cut_of_rows_do_not_matter(definition, columns, data):
    """Rows in any order, cut into parts of any size, single ones too, give the scores of the whole, bit by bit."""
    rows = data.draw(rows_of(columns))
    plan = plan_of(definition, by=(("team",),), periods=data.draw(st.sampled_from([None, MONTHS])))
    whole = scores(plan, said(plan, definition, rows, columns))
    order = data.draw(st.permutations(range(len(rows))))
    cuts = data.draw(st.lists(st.integers(0, len(rows)), max_size=4))
    parts = [order[start:end] for start, end in pairwise([0, *sorted(cuts), len(rows)])]
    for lines in (parts, [[line] for line in order]):
        found = [said(plan, definition, [rows[line] for line in each], columns, lines=each) for each in lines]
        assert scores(plan, reduce(add, found, Partial.empty())) == whole


@every_case
@few
@given(data=st.data())
def test_accounts_and_groups_add_up(definition, columns, data):
    """Read is scored and skipped, the statistic holds the rows scored; groups add up to all, months to the dated rows.

    What is said of all rows is the same without months.
    """
    rows = data.draw(rows_of(columns, least=1))
    plan = plan_of(definition, by=(("team",),), periods=MONTHS)
    found, fates = typed_partial(plan, [definition], rows)
    counted = Counter(FATES[fate] for fate in fates[definition.id].tolist())
    overall = found.tallies[definition.id, OVERALL]
    assert overall.account.read == len(rows)
    assert overall.account.scored == counted.pop(Disposition.SCORED, 0) == overall.statistic.rows
    assert overall.account.skipped == counted
    cells = {key: tally for (_, key), tally in found.tallies.items()}
    of_groups = [tally for key, tally in cells.items() if key.breakdown == 1 and key.period is None]
    of_months = [tally for key, tally in cells.items() if key.breakdown == 0 and key.period is not None]
    assert reduce(add, (tally.account for tally in of_groups)) == overall.account
    empty = plan.metrics[0].empty()
    assert reduce(add, (tally.statistic for tally in of_groups), empty) == overall.statistic
    date = feeding(definition, set(columns))[2]
    dated = [row for row in rows if moment_in_us(row.get(date, ""))[1] is Disposition.SCORED]
    of_dated = said(plan, definition, dated, columns).tally(definition.id, OVERALL, empty)
    assert reduce(add, (tally.statistic for tally in of_months), empty) == of_dated.statistic
    assert reduce(add, (tally.account for tally in of_months), RowAccount()) == of_dated.account
    plain = plan_of(definition, by=(("team",),))
    assert typed_partial(plain, [definition], rows)[0].tally(definition.id, OVERALL, empty) == overall
    for period in {key.period for key in cells}:
        of_period = [tally.account for key, tally in cells.items() if key.breakdown == 1 and key.period == period]
        assert reduce(add, of_period) == cells[replace(OVERALL, period=period)].account


@every_case
@few
@given(data=st.data(), confidence=st.sampled_from([0.5, 0.95, 0.999]))
def test_the_limits_hold_the_value(definition, columns, data, confidence):
    """Where a value has limits, it lies between them; where it has none, a reason stands in their place."""
    rows = data.draw(rows_of(columns, least=1))
    for interval in (None, *ready(definition).intervals):
        plan = plan_of(definition, confidence=confidence, interval=interval)
        score = scores(plan, said(plan, definition, rows, columns))[0]
        if score.low is None:
            assert score.reason
        else:
            assert score.low <= score.value <= score.high
            assert score.low >= 0 or any(vocabulary()[name].signed for name in definition.measured)


@every_case
@few
@given(data=st.data())
def test_the_value_is_that_of_the_plainest_reading(definition, columns, data):
    """Each row has the fate, and all together the value, that the definition gives when it is read row by row."""
    rows = data.draw(rows_of(columns, least=1))
    plan = plan_of(definition)
    found, fates = typed_partial(plan, [definition], rows)
    fed, ways, _, _ = feeding(definition, set(columns))
    naive = [NaiveRow(definition, row, fed, ways).judged() for row in rows]
    expected = ["filtered" if row["kept"] == "no" else fate for row, (fate, _, _) in zip(rows, naive, strict=True)]
    assert [str(FATES[fate]) for fate in fates[definition.id].tolist()] == expected
    scored = [(above, below) for fate, (_, above, below) in zip(expected, naive, strict=True) if fate == "scored"]
    score = scores(plan, found)[0]
    assert score.account.scored == len(scored)
    counted = [row for row, fate in zip(rows, expected, strict=True) if fate == "scored"]
    money = {row["currency"] for row in counted if row.get("currency") not in (None, *GONE)}
    value = naive_value(definition, scored) if scored and len(money) < 2 else None
    if value is None:
        assert score.value is None
        assert score.status == ("undefined" if scored else "no_data")
    else:
        assert score.value == pytest.approx(float(value), rel=1e-9, abs=1e-6)


RATES = [case for case in CASES if isinstance(case.values[0], RateDefinition)]


@pytest.mark.parametrize(("definition", "columns"), RATES)
@few
@given(data=st.data())
def test_a_better_row_never_makes_a_worse_rate(definition, columns, data):
    """One more row that is scored on the better side never makes a rate worse."""
    rows = data.draw(rows_of(columns, least=1, most=16))
    plan = plan_of(definition)
    before = scores(plan, said(plan, definition, rows, columns))[0]
    fed, ways, _, _ = feeding(definition, set(columns))
    naive = [(row, NaiveRow(definition, row, fed, ways).judged()) for row in rows if row["kept"] == "yes"]
    better = 1 if definition.direction == "higher" else 0
    best = next((row for row, (fate, above, _) in naive if fate == "scored" and above == better), None)
    if best is None:
        return
    after = scores(plan, said(plan, definition, [*rows, best], columns))[0]
    assert after.value >= before.value if definition.direction == "higher" else after.value <= before.value


def test_every_way_to_a_field_is_tried():
    """Each way to a field that a shipped metric of rows can need is in one of the cases."""
    reached = {each for case in CASES for each in feeding(case.values[0], set(case.values[1]))[1].items()}
    needed = {name for definition in ROWS for name in fields_of(definition)}
    while more := {need for name in needed for way in vocabulary()[name].ways for need in way.needs} - needed:
        needed |= more
    missing = [(name, way.needs) for name in needed for way in vocabulary()[name].ways if (name, way) not in reached]
    assert missing == []

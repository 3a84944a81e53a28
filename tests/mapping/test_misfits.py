import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import UsageError
from cxcli.mapping.feeding import feed
from cxcli.mapping.misfits import MOST_WORDS, Misfit, feed_without, notices_of
from cxcli.mapping.needs import Form, Need
from cxcli.mapping.vocabulary import vocabulary
from cxcli.sources.chunk import Column

ORDERS = Need(metric="m", fields=("customer",), optional=("payment_status",))
SOLVED = Need(metric="m", fields=("resolution_time",))
NAME_IT = "another column: --map {0}=COLUMN"
SAY = "say in cx.yaml what they stand for: words: {{{0}: {{word: …}}}}; or name " + NAME_IT


def columns(*names):
    return [Column(place, name) for place, name in enumerate(names)]


def misfit(field, place, name, **said):
    return Misfit(vocabulary()[field], Column(place, name), **said)


def without(need, names, *misfits, dated=False):
    """What feeds the fields of a metric, by name, and the names of the columns that are passed over."""
    fed, passed = feed_without(need, columns(*names), "f.csv", dated=dated, misfits=misfits)
    return {name: column.name for name, (column, _) in fed.columns.items()}, [each.column.name for each in passed]


def test_words_that_nobody_knows_are_passed_over_where_the_field_is_beside_the_metric():
    """What a metric can do without is left out; what it needs stays, so that its words are asked for."""
    names, status = ("customer", "status"), misfit("payment_status", 1, "status", words=2)
    assert without(ORDERS, names, status) == ({"customer": "customer"}, ["status"])
    needed = Need(metric="m", fields=("customer", "payment_status"))
    assert without(needed, names, status) == ({"customer": "customer", "payment_status": "status"}, [])
    form = Form("started_at", ("customer", "started_at"), optional=("trial",))
    spans, trial = ("customer", "started at", "trial"), misfit("trial", 2, "trial", words=2)
    found = without(Need(metric="m", forms=(form,)), spans, trial)
    assert found == ({"customer": "customer", "started_at": "started at"}, ["trial"])


def test_another_column_of_the_name_comes_in_its_place():
    """The column that goes by the next of the names may hold the field."""
    names = ("customer", "order status", "status")
    found = without(ORDERS, names, misfit("payment_status", 1, "order status", words=2))
    assert found == ({"customer": "customer", "payment_status": "status"}, ["order status"])


def test_a_column_that_the_user_has_named_is_never_passed_over():
    """It is refused, as is one that is not there."""
    named = Need(metric="m", fields=("customer",), optional=("payment_status",), references={"payment_status": "B"})
    status = misfit("payment_status", 1, "x", words=2)
    assert without(named, ("customer", "x"), status) == ({"customer": "customer", "payment_status": "x"}, [])
    with pytest.raises(UsageError, match="there is no column 'B'"):
        without(named, ("customer",), status)


def test_amounts_and_dates_that_cannot_be_read_are_not_passed_over():
    """Such a column is the one that is meant: an order that was paid back must not count as if it were not."""
    need = Need(metric="m", fields=("customer",), optional=("refund", "renewal_due_at"))
    names = ("customer", "refund", "renewal date")
    found, passed = without(need, names, misfit("refund", 1, "refund"), misfit("renewal_due_at", 2, "renewal date"))
    assert (found["refund"], found["renewal_due_at"], passed) == ("refund", "renewal date", [])


def test_what_a_column_holds_decides_between_a_date_and_a_yes_or_no():
    """`Solved` of yes and no is no date: where the metric can do with another date, that is taken."""
    solved, names = misfit("solved_at", 1, "Solved", other=True), ("created at", "Solved", "closed at")
    assert without(SOLVED, names, solved) == ({"created_at": "created at", "closed_at": "closed at"}, ["Solved"])
    assert without(SOLVED, names) == ({"created_at": "created at", "solved_at": "Solved"}, [])
    assert without(SOLVED, names[:2], solved) == ({"created_at": "created at", "solved_at": "Solved"}, [])
    both = Need(metric="m", fields=("solved_at", "resolved"), dates=("solved_at", "created_at"))
    kept = ({"solved_at": "Solved"}, [])
    assert without(both, ("created at", "Solved"), solved) == kept
    flag = Need(metric="m", fields=("reopened",))
    dates = misfit("reopened", 0, "Reopened", other=True)
    assert without(flag, ("Reopened",), dates) == ({"reopened_at": "Reopened"}, ["Reopened"])


def test_the_date_of_periods_is_another_one_then():
    """Rows are put into periods by the next of the dates that a metric has."""
    need = Need(metric="m", dates=("solved_at", "created_at"))
    misfits = [misfit("solved_at", 1, "Solved", other=True)]
    fed, _ = feed_without(need, columns("created at", "Solved"), "f.csv", dated=True, misfits=misfits)
    assert fed.date == "created_at"


def test_columns_that_feed_nothing_here_are_not_passed_over():
    """A misfit of another metric of the run says nothing of this one."""
    assert without(ORDERS, ("customer", "Solved"), misfit("solved_at", 1, "Solved", other=True))[1] == []


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (
            misfit("payment_status", 1, "status", words=2),
            "column 'status' is passed over: it has 2 different words, none of them known as payment_status; " + SAY,
        ),
        (
            misfit("trial", 1, "trial", words=1),
            "column 'trial' is passed over: it has 1 different word, none of them known as trial; " + SAY,
        ),
        (
            misfit("status", 1, "st", words=MOST_WORDS + 1),
            "column 'st' is passed over: it has more than 1,000 different words, none of them known as status; " + SAY,
        ),
        (
            misfit("solved_at", 1, "Solved", other=True),
            "column 'Solved' is passed over: it says yes or no, and solved_at is a date; name " + NAME_IT,
        ),
    ],
)
def test_the_notice_says_which_column_and_how_to_use_it(found, message):
    """It holds no word of the data."""
    notice = found.notice()
    assert (notice.code, notice.message) == ("passed-over", message.format(found.field.name))


def test_a_column_that_feeds_another_field_is_not_told_of():
    """It is not passed over, but taken for what it holds."""
    fed = feed(Need(metric="m", fields=("reopened_at",)), columns("Reopened"), "f.csv", dated=False)
    assert notices_of(fed, [misfit("reopened", 0, "Reopened", other=True)]) == []
    assert len(notices_of(fed, [misfit("resolved", 1, "Solved", other=True)])) == 1


NAMES = ("created at", "Solved", "Resolved", "closed at", "status", "state")
MISFITS = [
    misfit("solved_at", 1, "Solved", other=True),
    misfit("solved_at", 2, "Resolved", other=True),
    misfit("status", 4, "status", words=3),
    misfit("closed_at", 3, "closed at", other=True),
]


@given(st.lists(st.sampled_from(range(len(MISFITS))), unique=True))
def test_nothing_that_was_fed_lacks_then(chosen):
    """Columns are passed over only where the metric can do without them."""
    need = Need(metric="m", fields=("resolution_time",), optional=("status",))
    fed, passed = feed_without(
        need, columns(*NAMES), "f.csv", dated=False, misfits=[MISFITS[place] for place in chosen]
    )
    assert fed.problems == ()
    assert all(fed.columns.get(each.field.name, (None,))[0] != each.column for each in passed)


def test_an_empty_column_of_durations_gives_way_to_dates():
    """Where nothing else can feed the field it stays, and so does one that only stands beside the metric."""
    empty = misfit("resolution_time", 0, "resolution time", empty=True)
    names = ("resolution time", "created at", "solved at")
    assert without(SOLVED, names, empty) == (
        {"created_at": "created at", "solved_at": "solved at"},
        ["resolution time"],
    )
    assert without(SOLVED, names[:2], empty) == ({"resolution_time": "resolution time"}, [])
    beside = Need(metric="m", fields=("customer",), optional=("resolution_time",))
    assert without(beside, (*names, "customer"), empty)[1] == []
    assert empty.notice().message == (
        "column 'resolution time' is passed over: it is empty; name another column: --map resolution_time=COLUMN"
    )

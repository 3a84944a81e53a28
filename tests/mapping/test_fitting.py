from cxcli.mapping.evidence import look
from cxcli.mapping.fitting import feeding, fitted
from cxcli.mapping.needs import Need
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.wants import Wants

TIME = Need(metric="time", fields=("resolution_time",))
SURVEY = Need(metric="survey", fields=("resolved",))
ORDERS = Need(metric="orders", fields=("customer",), optional=("payment_status",))


def found(table, names, rows, *needs):
    """The columns that feed each metric, the notices, and how often the source was looked at."""
    source = table(names, rows)
    without = feeding(source, Wants(answers=[], needs=needs), TypedChoices())
    typed, known = fitted(without, lambda columns: look(source, [], None, {}, columns, whole=False))
    assert [each.column for each in known.typed] == [each.column for each in typed.columns]
    fed = {
        need.metric: {name: column.name for name, (column, _) in typed.fed[need.metric].columns.items()}
        for need in needs
    }
    return fed, [notice.message.partition(":")[0] for notice in typed.notices], len(source.passes)


def test_columns_that_hold_what_they_are_called_are_looked_at_once(table):
    """Nothing is passed over."""
    rows = [("2025-01-01", "2025-01-02", "2025-01-03")]
    fed, notices, passes = found(table, ["created at", "solved", "closed at"], rows, TIME)
    assert (fed, notices, passes) == ({"time": {"created_at": "created at", "solved_at": "solved"}}, [], 1)


def test_each_metric_takes_what_a_column_holds(table):
    """`Solved` of yes and no is a flag for one metric, and no date for another, which takes the next best."""
    rows = [("2025-01-01", "yes", "2025-01-03"), ("2025-01-01", "no", "")]
    fed, notices, _ = found(table, ["created at", "Solved", "closed at"], rows, TIME, SURVEY)
    assert fed == {
        "time": {"created_at": "created at", "closed_at": "closed at"},
        "survey": {"resolved": "Solved"},
    }
    assert notices == ["column 'Solved' is passed over"]


def test_columns_are_passed_over_one_after_the_other(table):
    """What comes in the place of a column is looked at, too."""
    rows = [("ann", "gold", "green")]
    fed, notices, passes = found(table, ["customer", "order status", "status"], rows, ORDERS)
    assert fed == {"orders": {"customer": "customer"}}
    assert notices == ["column 'order status' is passed over", "column 'status' is passed over"]
    assert passes == 3


def test_a_misfit_that_cannot_be_done_without_stays(table):
    """It is looked at once, and refused where it is bound."""
    fed, notices, passes = found(table, ["created at", "Solved"], [("2025-01-01", "yes")], TIME)
    assert (fed["time"]["solved_at"], notices, passes) == ("Solved", [], 1)


def test_one_word_that_is_known_is_enough(table):
    """Then it is that column, and the other words are bad rows."""
    fed, notices, _ = found(table, ["customer", "status"], [("ann", "paid"), ("ben", "green")], ORDERS)
    assert (fed["orders"], notices) == ({"customer": "customer", "payment_status": "status"}, [])

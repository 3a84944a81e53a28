from cxcli.errors import Problem
from cxcli.mapping.needs import Fed, Form, Need
from cxcli.sources.chunk import Column


def test_the_fields_that_may_have_a_part_in_a_metric():
    """They are those that it needs, may take or dates rows by, and those that these are worked out from."""
    need = Need(metric="m", fields=("first_reply_time",), optional=("open_time",), dates=("called_at",))
    assert need.reachable == {"first_reply_time", "created_at", "first_reply_at", "open_time", "called_at"}
    forms = (
        Form("month", ("customer", "month"), optional=("trial",)),
        Form("moved_at", ("customer", "moved_at", "mrr")),
    )
    assert Need(metric="m", forms=forms).reachable == {"customer", "month", "trial", "moved_at", "mrr"}


def test_a_column_of_the_file_is_no_field():
    """A name that the vocabulary does not have is that of a column."""
    assert Need(metric="m", fields=("priority",)).reachable == frozenset()


def test_a_file_speaks_for_a_metric_by_the_names_of_its_columns():
    """One telling name is enough, or a field that the user has named; a column that is no field tells nothing."""
    plain = Fed().by("created_at", Column(0, "Created"), "its name").by("priority", Column(1, "priority"), "named")
    assert not plain.told
    assert plain.by("solved_at", Column(2, "Solved at"), "its name").told
    assert plain.by("solved_at", Column(2, "x"), "named").told


def test_problems_are_kept_once():
    """The same problem of two fields is one."""
    problem = Problem(code="no-column", message="m")
    assert Fed().but(problem).but(problem).problems == (problem,)

import pytest

from cxcli.errors import DataError, UsageError
from cxcli.mapping.bind import bind
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.mixed_files import refuse_mixed_currencies, refuse_mixed_files
from cxcli.mapping.needs import Need
from cxcli.mapping.wants import AnswerWant, Wants

BY_FILE = {"by": ["file"]}
FILTERED = {"filters": {"nps": [parse("file == 'a'")]}}


def bindings(table, wanted, *headers, **said):
    wants = Wants(answers=[AnswerWant(wanted(), None)], **said)
    return [bind(table(names, [("9",) * len(names)]), wants) for names in headers]


@pytest.mark.parametrize("said", [BY_FILE, FILTERED])
def test_a_name_that_would_mean_two_things_is_refused(table, wanted, said):
    """Where some files have a column `file`, groups and filters by it would mix that with the names of the others."""
    with pytest.raises(UsageError) as caught:
        refuse_mixed_files(bindings(table, wanted, ["nps"], ["nps", "file"], **said))
    (problem,) = caught.value.problems
    assert (problem.code, problem.help) == ("repeated-column", "name another column, or rename that one")


@pytest.mark.parametrize("said", [BY_FILE, FILTERED, {}])
@pytest.mark.parametrize("names", [["nps"], ["nps", "file"]])
def test_files_that_are_alike_are_not_mixed(table, wanted, said, names):
    """All have the column or none has; and what nobody asks for is not mixed."""
    refuse_mixed_files(bindings(table, wanted, names, names, **said))
    refuse_mixed_files(bindings(table, wanted, ["nps"], ["nps", "file"]))


@pytest.mark.parametrize(("field", "mixed"), [("file", True), ("region", False)])
def test_a_condition_of_a_metric_may_name_the_file(table, field, mixed):
    """What holds for groups holds for columns that a metric of the user's own names; another name is no file."""
    wants = Wants(answers=[], needs=[Need(metric="m", fields=(field,))])
    bound = [bind(table(names, [("x",) * len(names)]), wants) for names in (["region", "file"], ["region"])]
    if mixed:
        with pytest.raises(UsageError):
            refuse_mixed_files(bound)
    else:
        refuse_mixed_files(bound)


def amounts(table, name, *texts, metric="m"):
    """The bindings of a file with one column of amounts."""
    wants = Wants(answers=[], needs=[Need(metric=metric, fields=("revenue",))])
    return bind(table([name], [(text,) for text in texts]), wants)


def test_files_of_several_currencies_do_not_add_up(table):
    """Whether the sign stands beside the amounts or the code in the name of the column."""
    dollars, euros = (
        amounts(table, "revenue", "$10.50", "$3.25"),
        amounts(table, "revenue", "10.50 \u20ac", "3.25 \u20ac"),
    )
    for files, signs in (
        ([dollars, euros], "$, \u20ac"),
        ([amounts(table, "Revenue (USD)", "1.50"), amounts(table, "Revenue (EUR)", "1.50")], "EUR, USD"),
    ):
        with pytest.raises(DataError) as caught:
            refuse_mixed_currencies(files)
        (problem,) = caught.value.problems
        assert (problem.code, problem.message) == ("currencies", f"m: amounts stand beside several currencies: {signs}")


def test_amounts_of_one_currency_or_of_none_that_is_told_add_up(table):
    """A file without a sign may be of the same one; another metric may be of another."""
    dollars = amounts(table, "revenue", "$10.50")
    refuse_mixed_currencies([dollars, dollars, amounts(table, "revenue", "10.50")])
    refuse_mixed_currencies([dollars, amounts(table, "revenue", "10.50 \u20ac", metric="other")])
    refuse_mixed_currencies([])

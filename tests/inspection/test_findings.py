from cxcli.errors import Problem
from cxcli.inspection.findings import Inspection
from cxcli.sources.source import SourceFacts


def problem(message, advice="say it"):
    return Problem(code="x", message=message, help=advice)


def to_do(*problems):
    found = Inspection(SourceFacts("a.csv", "csv", "utf-8", ",", None), ())
    found.ask(problems)
    found.ask(problems)
    assert list(found.unclear) == list(dict.fromkeys(problems))
    return [(each.message, each.help) for each in found.to_do]


def test_each_thing_to_do_is_told_once():
    """Columns with one problem and one remedy are told together, where the first of them stood."""
    assert to_do(
        problem("column 'Talk time': nothing says what it counts"),
        problem("business hours need a schedule", "say in cx.yaml"),
        problem("column 'Wait time': nothing says what it counts"),
        problem("column 'Created': nothing says which is the day"),
        problem("column 'Hold time': nothing says what it counts", "another remedy"),
    ) == [
        ("columns 'Talk time', 'Wait time': nothing says what it counts", "say it"),
        ("business hours need a schedule", "say in cx.yaml"),
        ("column 'Created': nothing says which is the day", "say it"),
        ("column 'Hold time': nothing says what it counts", "another remedy"),
    ]


def test_nothing_is_lost_where_names_have_quotes():
    """A name may hold any sign."""
    said = to_do(problem("column 'it's: a': odd"), problem("column 'b': odd"))
    assert said == [("columns 'it's: a', 'b': odd", "say it")]
    assert to_do() == []

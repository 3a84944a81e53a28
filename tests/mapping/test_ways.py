from cxcli.mapping.expression_parse import parse
from cxcli.mapping.ways import NOW, Way


def test_what_a_way_needs():
    """A way needs its dates but for the moment of the report, its terms, and what its conditions name, each once."""
    assert Way(between=("a", "b")).needs == ("a", "b")
    assert Way(between=("a", NOW)).needs == ("a",)
    assert Way(sum=("a", "b", "a")).needs == ("a", "b")
    cases = (("yes", parse("b > 0 and a == 'x'")), ("no", parse("a == 'y'")))
    assert Way(cases=cases, otherwise="no").needs == ("b", "a")
    assert Way(otherwise="yes").needs == ()

from cxcli.scoring.fault import Fault, among


def test_a_fault_points_at_a_value_unless_it_says_otherwise():
    """It has a place, what is wrong and what to do."""
    fault = Fault(("counts",), "what is wrong", "what to do")
    assert (fault.loc, fault.message, fault.advice, fault.key) == (("counts",), "what is wrong", "what to do", False)


def test_the_nearest_name_goes_first():
    """Then those that are known, unless they are too many to be read."""
    assert among("Solved", ["open", "solved"], "words") == "did you mean 'solved'? words: open, solved"
    assert among("xyz", ["open", "solved"], "words") == "words: open, solved"
    assert among("xyz", map(str, range(17)), "fields").endswith("14, 15, …")
    assert among("xyz", map(str, range(16)), "fields").endswith("14, 15")

from cxcli.scoring.natural_order import natural


def test_groups_are_listed_as_a_person_would():
    """Numbers in their order, then texts with the numbers in them in theirs, whatever their capitals; blank last."""
    groups = ["(blank)", "wave 10", "Beta", "-2", "10", "wave 9", "alpha", "9.5"]
    assert sorted(groups, key=natural) == ["-2", "9.5", "10", "alpha", "Beta", "wave 9", "wave 10", "(blank)"]

from cxcli.mapping.wants import Wants


def test_a_run_wants_nothing_that_was_not_asked_for():
    """Without more being said a run needs no date, no breakdown and no filter, and keeps the zone that is given."""
    wants = Wants(answers=[])
    assert (wants.dated, list(wants.by), dict(wants.filters), wants.date_reference) == (False, [], {}, None)
    assert wants.zone_declared

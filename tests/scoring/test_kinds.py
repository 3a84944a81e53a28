import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.kinds import KINDS
from cxcli.scoring.ready import ready


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_an_example_that_it_can_carry(name):
    """Its example is a shipped metric of the kind, in a unit of the kind, with nothing strange to it."""
    kind, example = KINDS[name], shipped()[KINDS[name].example]
    assert example.kind == name
    assert example.unit in kind.units
    assert set(kind.needed) <= kind.keys | {"direction", "level", "unit"}


OF_ROWS = [each for each in shipped().values() if each.kind != "composite"]


@pytest.mark.parametrize("definition", OF_ROWS, ids=[each.id for each in OF_ROWS])
def test_every_shipped_metric_can_be_extended(definition):
    """Under a new name and with a filter it is the same metric otherwise."""
    kind = KINDS[definition.kind]
    mine = kind.extended(definition, "mine", MetricConfig.model_validate({"where": "team == 'A'"}))
    assert (mine.id, mine.where, mine.family, mine.unit) == ("mine", "team == 'A'", definition.family, definition.unit)
    assert ready(mine).parameters["where"] == "team == 'A'"
    assert definition.unit in kind.units


def test_what_says_nothing_to_a_kind():
    """Keys of other kinds are strange, and codes for no answer to all that have no column of answers."""
    said = MetricConfig.model_validate(
        {"kind": "rate", "title": "T", "scale": {"low": 1, "high": 5}, "counts": "a == 1", "missing": [99]}
    )
    assert KINDS["rate"].strange(said) == ["missing", "scale"]
    assert KINDS["box_score"].strange(said) == ["counts"]

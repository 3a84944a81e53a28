import pytest

from cxcli.scoring.box_definition import Scale
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.definition import Definition
from cxcli.scoring.ready import ready


@pytest.mark.parametrize("definition", shipped().values(), ids=shipped())
def test_every_shipped_definition_becomes_a_metric(definition):
    """It keeps its name, unit and direction, and says in a line and in parameters what it is."""
    metric = ready(definition)
    assert (metric.id, metric.unit, metric.direction) == (definition.id, definition.unit, definition.direction)
    assert metric.definition
    assert "{" not in metric.definition
    assert isinstance(dict(metric.parameters), dict)
    assert definition.kind == "composite" or metric.intervals


def test_what_was_said_of_answers_is_for_metrics_of_answers():
    """A scale that was declared settles a box score, and means nothing to a rate."""
    assert ready(shipped()["csat"], scale=Scale(1, 7)).scale == Scale(1, 7)
    assert ready(shipped()["transfer_rate"], scale=Scale(1, 7)).scale == Scale(0, 1)


def test_a_kind_that_nobody_made_is_a_fault():
    """It is never passed over without a word."""

    class Strange(Definition, frozen=True):
        pass

    with pytest.raises(NotImplementedError, match="magic"):
        ready(Strange(id="m", family="m", kind="magic", title="", description="", unit="ratio", direction="higher"))

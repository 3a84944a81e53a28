import pytest

from cxcli.errors import UsageError
from cxcli.scoring.catalogue import find, shipped
from cxcli.scoring.composite_definition import level, refuse_composites
from cxcli.scoring.ready import ready


def test_the_shipped_score_has_parts_that_are_there():
    """Each part is a shipped metric, counts from its worse to its better side, and may be left out."""
    health = shipped()["health_score"]
    assert health.per == "customer"
    for part in health.parts:
        assert (part.worst < part.best) == (find(shipped(), part.metric).direction == "higher")
        assert part.optional


def test_a_page_of_the_catalogue_shows_weights_ends_and_bands():
    """The definition has the weights as fractions of all; the parameters have the ends as they were written."""
    page = ready(shipped()["health_score"])
    assert page.definition == (
        "2/5 relation (nps) + 1/5 support (resolution_time) + 2/5 usage (usage_decline), "
        "each scaled to 0-100, per customer"
    )
    assert page.parameters["parts"]["support"] == "0 at 72 h, 100 at 4 h"
    assert page.parameters["bands"] == {"red": "0-50", "yellow": "50-75", "green": "75-100"}


def test_a_length_of_time_is_seconds():
    """72 h are 259,200 s; a number is itself."""
    assert (level("72 h"), level("1.5 min"), level(-100)) == (259_200.0, 90.0, -100.0)


def test_rows_are_of_parts_and_not_of_composites():
    """Where metrics are scored on rows, a composite is refused with the way to it; others pass."""
    refuse_composites([shipped()["nps"]])
    with pytest.raises(UsageError, match="cx score health_score") as caught:
        refuse_composites([shipped()["nps"], shipped()["health_score"]])
    assert caught.value.problems[0].code == "composite"

import pytest

from cxcli.analysis.other_kinds import refuse_other_kinds
from cxcli.errors import UsageError
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.catalogue import shipped


@pytest.mark.parametrize("definition", shipped().values(), ids=shipped())
def test_box_scores_and_rates_pass(definition):
    """All others are refused with what shows their limits."""
    if isinstance(definition, BoxDefinition):
        refuse_other_kinds([definition], "a trend", "--period month")
        return
    with pytest.raises(UsageError) as caught:
        refuse_other_kinds([shipped()["nps"], definition], "a trend", "--period month")
    (problem,) = caught.value.problems
    assert problem.code == "kind"
    assert problem.message == (
        f"{definition.id} is of the kind {definition.kind}, and a trend is made of box scores and rates"
    )
    file = "" if definition.id in ("at_risk", "health_score") else " FILE"
    assert problem.help == f"see it with its limits: cx score {definition.id}{file} --period month"


def test_all_of_them_are_told_at_once():
    """One problem for each metric."""
    with pytest.raises(UsageError) as caught:
        refuse_other_kinds([shipped()["aht"], shipped()["clv"]], "a comparison", "--by COLUMN")
    assert [problem.message.split(" ")[0] for problem in caught.value.problems] == ["aht", "clv"]

from types import SimpleNamespace

import pytest

from cxcli.presentation.explaining import explanation
from cxcli.scoring.counts import CountsByValue


def test_a_kind_without_an_explanation_is_a_fault():
    """A metric of a kind that cannot be explained is never passed over without a word."""
    score = SimpleNamespace(statistic=CountsByValue.empty())
    plan = SimpleNamespace(metrics=[SimpleNamespace(id="mine", date_field="at")])
    run = SimpleNamespace(plan=plan, settings=SimpleNamespace(definitions=[None]), overall=[score])
    with pytest.raises(NotImplementedError, match="mine"):
        explanation(run, 80)

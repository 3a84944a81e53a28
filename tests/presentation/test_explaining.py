from types import SimpleNamespace

import pytest

from cxcli.presentation.explaining import explanation
from cxcli.rows import RowAccount
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.partial import Partial, Tally


def test_a_kind_without_an_explanation_is_a_fault():
    """A metric of a kind that cannot be explained is never passed over without a word."""
    partial = Partial({("mine", OVERALL): Tally(CountsByValue.empty(), RowAccount())})
    metric = SimpleNamespace(id="mine")
    run = SimpleNamespace(plan=SimpleNamespace(metrics=[metric]), overall=[None], partial=partial)
    with pytest.raises(NotImplementedError, match="mine"):
        explanation(run, 80)

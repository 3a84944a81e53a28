"""Comments in real exports, against the figures that were found out about them by hand or with vaderSentiment."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from cxcli.commands.entry import run
from cxcli.sentiment.lexicon import compound
from cxcli.sentiment.thresholds import class_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sentiment.json").read_text(encoding="utf-8"))


def the(name):
    if not (DATA / name).exists():
        pytest.skip("the real exports are not here")
    return DATA / name


def test_the_tweets_of_vader():
    """Correlation, accuracy and macro F1 on the ground truth are those of vaderSentiment 3.3.2."""
    rows = [line.split("\t") for line in the("vader_tweets_groundtruth.tsv").read_text(encoding="utf-8").splitlines()]
    gold, found = [float(row[1]) for row in rows], [compound(row[2]) for row in rows]
    right, guessed = ([class_of(each) for each in several] for several in (gold, found))
    pairs = list(zip(right, guessed, strict=True))
    f1 = [2 * pairs.count((each, each)) / (right.count(each) + guessed.count(each)) for each in (-1, 0, 1)]
    told = VECTORS["rerun_vaderSentiment_3.3.2"]
    expected = dict(zip(told["columns"], told["tweets_4200"], strict=True))
    assert len(rows) == 4200
    assert np.corrcoef(gold, found)[0, 1] == pytest.approx(expected["r"], abs=5e-5)
    assert sum(one == other for one, other in pairs) / len(pairs) == pytest.approx(expected["accuracy"], abs=5e-5)
    assert sum(f1) / 3 == pytest.approx(expected["macroF1"], abs=5e-4)


def test_the_reviews_of_an_app(capsys):
    """Stars as classes: 87.1667 % have 4 or 5, the mean is 4.47, and net sentiment follows from the counts."""
    path = the("playstore_reviews_chatgpt.csv")
    with path.open(encoding="utf-8", newline="") as opened:
        stars = [int(row["score"]) for row in csv.DictReader(opened)]
    assert run(["score", "sentiment:stars,csat:mean", str(path), "--format", "json"]) == 0
    net, mean = json.loads(capsys.readouterr().out)["scores"]
    assert net["parts"]["positive"] == pytest.approx(87.1667, abs=5e-5)
    assert net["value"] == pytest.approx(100 * (sum(s > 3 for s in stars) - sum(s < 3 for s in stars)) / 600)
    assert mean["value"] == pytest.approx(4.47, abs=5e-5)

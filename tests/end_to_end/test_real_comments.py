"""Comments in real exports, against the figures that were found out about them by hand or with vaderSentiment."""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cxcli.commands.entry import run
from cxcli.sentiment.language import LANGUAGES
from cxcli.sentiment.lexicon import compound
from cxcli.sentiment.naive_bayes import NaiveBayes
from cxcli.sentiment.thresholds import class_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sentiment.json").read_text(encoding="utf-8"))


def the(name):
    if not (DATA / name).exists():
        pytest.skip("the real exports are not here")
    return DATA / name


def tweets():
    return [line.split("\t") for line in the("vader_tweets_groundtruth.tsv").read_text(encoding="utf-8").splitlines()]


def reviews():
    with the("playstore_reviews_chatgpt.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_tweets_of_vader():
    """Correlation, accuracy, precision, recall and F1 on the ground truth are those of vaderSentiment 3.3.2.

    Precision, recall and F1 are means over the classes, weighted by their size; the macro F1 is not weighted.
    """
    rows = tweets()
    gold, found = [float(row[1]) for row in rows], [compound(row[2]) for row in rows]
    right, guessed = ([class_of(each) for each in several] for several in (gold, found))
    hits = {each: sum(one == other == each for one, other in zip(right, guessed, strict=True)) for each in (-1, 0, 1)}
    sizes, named = Counter(right), Counter(guessed)
    f1 = {each: 2 * hits[each] / (sizes[each] + named[each]) for each in hits}
    told = VECTORS["rerun_vaderSentiment_3.3.2"]
    expected = dict(zip(told["columns"], told["tweets_4200"], strict=True))
    assert len(rows) == 4200
    assert np.corrcoef(gold, found)[0, 1] == pytest.approx(expected["r"], abs=5e-5)
    assert sum(hits.values()) / 4200 == pytest.approx(expected["accuracy"], abs=5e-5)
    assert sum(sizes[each] * hits[each] / named[each] for each in hits) / 4200 == pytest.approx(
        expected["wP"], abs=5e-4
    )
    assert sum(sizes[each] * hits[each] / sizes[each] for each in hits) / 4200 == pytest.approx(
        expected["wR"], abs=5e-4
    )
    assert sum(sizes[each] * f1[each] for each in hits) / 4200 == pytest.approx(expected["wF1"], abs=5e-4)
    assert sum(f1.values()) / 3 == pytest.approx(expected["macroF1"], abs=5e-4)


def test_real_texts_are_judged_as_by_the_packages():
    """Compounds are those of vaderSentiment to all four decimals, languages and how likely they are of py3langid."""
    texts = [row[2] for row in tweets()] + [row["content"] for row in reviews()]
    analyser, classifier = SentimentIntensityAnalyzer(), LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(LANGUAGES)
    assert [compound(text) for text in texts] == [analyser.polarity_scores(text)["compound"] for text in texts]
    assert NaiveBayes.of(LANGUAGES).likeliest(texts) == [classifier.classify(text) for text in texts]


def test_the_reviews_of_an_app(capsys):
    """Stars as classes: 87.1667 % have 4 or 5, the mean is 4.47, and net sentiment follows from the counts."""
    stars = [int(row["score"]) for row in reviews()]
    path = str(the("playstore_reviews_chatgpt.csv"))
    assert run(["score", "sentiment:stars,csat:mean", path, "--format", "json"]) == 0
    net, mean = json.loads(capsys.readouterr().out)["scores"]
    assert net["parts"]["positive"] == pytest.approx(87.1667, abs=5e-5)
    assert net["value"] == pytest.approx(100 * (sum(s > 3 for s in stars) - sum(s < 3 for s in stars)) / 600)
    assert mean["value"] == pytest.approx(4.47, abs=5e-5)

"""How often each method is right about labelled texts that no lexicon was made of, and how many it does in a second.

`python benchmarks/sentiment.py FOLDER [REVIEWS.csv]` prints the tables of docs/sentiment.md. FOLDER is `data/sentiment`
of the repository cardiffnlp/xlm-t (UMSAB: tweets in eight languages, three balanced classes). REVIEWS.csv has reviews
of an app store with the columns `content` and `score`, as google-play-scraper writes them. What is missing is skipped.
"""

import csv
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cxcli.mapping.texts import MissingCodes
from cxcli.sentiment.comment_reader import CommentReader
from cxcli.sentiment.encoder import encoded
from cxcli.sentiment.language import LANGUAGES as TOLD_APART
from cxcli.sentiment.language import languages_of
from cxcli.sentiment.lexicon import compound
from cxcli.sentiment.methods import Lexicon
from cxcli.sentiment.naive_bayes import NaiveBayes
from cxcli.sentiment.plain_text import plain, words
from cxcli.sentiment.thresholds import class_of
from cxcli.sentiment.training import FEWEST, Example, enough, fit, macro_f1

LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt"}
LEARNED = ("english", "german", "french", "spanish")
PREFIXES = (1, 2, 3, 5, 99)
ROUNDS = 5


def umsab(folder: Path) -> None:
    """Print accuracy and macro F1 on the test tweets, of the lexicon and of a model trained on the others."""
    train = [labelled(folder, language, "train") for language in LEARNED]
    texts, classes = [text for part, _ in train for text in part], np.concatenate([labels for _, labels in train])
    model = LogisticRegression(C=10.0, max_iter=1000).fit(encoded(texts), classes)
    print("| tweets | texts | largest class | VADER | model, other tweets |\n|---|---|---|---|---|")
    for language in LANGUAGES:
        said, right = labelled(folder, language, "test")
        lexicon = np.array([class_of(compound(text)) for text in said]) if language == "english" else None
        learned = model.predict(encoded(said))
        largest = np.unique(right, return_counts=True)[1].max() / len(right)
        by_lexicon = "not judged" if lexicon is None else told(right, lexicon)
        print(f"| {language} | {len(said)} | {largest:.3f} | {by_lexicon} | {told(right, learned)} |")


def languages(folder: Path) -> None:
    """Print which share of the beginnings of tweets is taken for English."""
    print("\n| taken for English | " + " | ".join(f"{n} words" for n in PREFIXES[:-1]) + " | whole |")
    print("|---" * (len(PREFIXES) + 1) + "|")
    for language in LANGUAGES:
        said, _ = labelled(folder, language, "test")
        shares = []
        for length in PREFIXES:
            cut = [" ".join(text.split()[:length]) for text in said]
            there = [text for text in cut if words(text)]
            found = languages_of(there, [words(text) for text in there])
            shares.append(found.count("en") / len(found))
        print(f"| {language} | " + " | ".join(f"{100 * share:.1f} %" for share in shares) + " |")


def reviews(path: Path) -> None:
    """Print how the lexicon and a model of the same reviews, on folds that it has not seen, agree with the stars."""
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    said = [plain(row["content"]) for row in rows]
    stars = np.array([int(row["score"]) for row in rows])
    right = (stars > 3).astype(int) - (stars < 3).astype(int)  # noqa: PLR2004 - three stars are neutral
    read = CommentReader(Lexicon(), MissingCodes.of(())).read([row["content"] for row in rows])
    judged = [place for place, fate in enumerate(read.fates.tolist()) if fate == 0]
    largest = np.unique(right, return_counts=True)[1].max() / len(right)
    lexicon = told(right[judged], np.array([read.values[place] for place in judged]))
    print(f"\nreviews: {len(rows)}, largest class {largest:.3f}; VADER {lexicon} on {len(judged)} judged")
    examples = enough([Example(text, int(value), "") for text, value in zip(said, right, strict=True) if text])
    confusion = fit(examples, encoded([each.text for each in examples])).confusion
    accuracy = np.trace(confusion) / confusion.sum()
    print(f"model of the same reviews: {accuracy:.3f} / {macro_f1(confusion):.3f} on {confusion.sum()} unseen ones")
    print(f"(classes of fewer than {FEWEST} different texts are left out)")


def speed(folder: Path) -> None:
    """Print texts a second of one core: vaderSentiment alone, all that is done to a comment, and the encoder.

    They take turns, and of several rounds the median counts.
    """
    texts = [text for part in ("train", "test") for text in raw(folder, "english", part)]
    analyser, reader = SentimentIntensityAnalyzer(), CommentReader(Lexicon(), MissingCodes.of(()))
    reader.read(texts[:10])
    work = {
        "vaderSentiment": (len(texts), lambda: [analyser.polarity_scores(text) for text in texts]),
        "comments, by the lexicon": (len(texts), lambda: CommentReader(Lexicon(), MissingCodes.of(())).read(texts)),
        "encoder": (1000, lambda: encoded([plain(text) for text in texts[:1000]])),
    }
    taken = np.array([[seconds(each) for _, each in work.values()] for _ in range(ROUNDS)])
    counts = np.array([[count] for count, _ in work.values()])
    rates = dict(zip(work, (counts / np.median(taken, axis=0)).tolist(), strict=True))
    print(f"\n| {len(texts):,} texts | a second of processor time | by the clock | against vaderSentiment |")
    print("|---|---|---|---|")
    for name, (processor, clock) in rates.items():
        print(f"| {name} | {processor:,.0f} | {clock:,.0f} | {processor / rates['vaderSentiment'][0]:.2f} |")


def seconds(work) -> tuple[float, float]:
    """Return the processor time and the time by the clock that work takes."""
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def likeness(folder: Path) -> None:
    """Print how many texts of all languages have another compound than by vaderSentiment, or language by py3langid."""
    texts = [text for each in LANGUAGES for part in ("train", "test") for text in raw(folder, each, part)]
    analyser, classifier = SentimentIntensityAnalyzer(), LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(TOLD_APART)
    compounds = sum(compound(text) != analyser.polarity_scores(text)["compound"] for text in texts)
    told_so = zip(NaiveBayes.of(TOLD_APART).likeliest(texts), map(classifier.classify, texts), strict=True)
    print(f"\nof {len(texts):,} texts {compounds} have another compound than by vaderSentiment,")
    print(f"and {sum(one != other for one, other in told_so)} another language or likelihood than by py3langid")


def told(right: np.ndarray, guessed: np.ndarray) -> str:
    return f"{accuracy_score(right, guessed):.3f} / {f1_score(right, guessed, average='macro'):.3f}"


def raw(folder: Path, language: str, part: str) -> list[str]:
    return (folder / language / f"{part}_text.txt").read_text(encoding="utf-8").splitlines()


def labelled(folder: Path, language: str, part: str) -> tuple[list[str], np.ndarray]:
    """Return the plain texts and their classes; the placeholders `@user` and `http` are no words."""
    labels = (folder / language / f"{part}_labels.txt").read_text(encoding="utf-8").split()
    texts = [plain(text.replace(" http ", " ")) for text in raw(folder, language, part)]
    return texts, np.array([int(label) - 1 for label in labels])


def main(arguments: Sequence[str]) -> None:
    folder, *files = (Path(each) for each in arguments)
    if (folder / "english" / "test_text.txt").exists():
        umsab(folder)
        languages(folder)
        likeness(folder)
        speed(folder)
    else:
        print(f"skipped: no tweets in {folder}; they are data/sentiment of the repository cardiffnlp/xlm-t")
    for path in files or [Path("reviews.csv")]:
        if path.exists():
            reviews(path)
        else:
            print(f"skipped: no reviews in {path}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["data/sentiment"])

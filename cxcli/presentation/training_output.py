"""What training a model of sentiment found out, as text and JSON."""

from collections.abc import Mapping, Sequence

from cxcli import __version__
from cxcli.errors import Notice
from cxcli.findings.trained_sentiment import TrainedSentiment
from cxcli.reporting.facts import fact_lines
from cxcli.reporting.number_format import count
from cxcli.reporting.score_json import dumps
from cxcli.reporting.score_words import rows_text


def training_text(found: TrainedSentiment, width: int) -> str:
    """Return what was learned from what, how well, and how each class fares, in lines of at most `width`."""
    learned, file = found.file.learned, found.file
    texts = " · ".join(f"{name} {count(rows)}" for name, rows in learned.texts.items())
    sure = f"{100 * found.confidence:g} %"
    facts = [
        ("rows", rows_text(found.rated.run.overall[0])),
        ("scores", f"{found.rated.metric.id}: {found.rated.metric.definition}"),
        ("comments", f"{count(found.used)} used of {count(found.rated.there)} · {texts}"),
        ("languages", _languages(file.languages)),
        ("too few", _languages(found.few) and f"{_languages(found.few)}: comments in these are not judged"),
        ("accuracy", f"{_percent(learned.accuracy)} % {_limits(learned.accuracy_limits, sure)}"),
        (
            "macro F1",
            f"{learned.macro_f1:.3f} ({sure} {learned.macro_f1_limits[0]:.3f} to {learned.macro_f1_limits[1]:.3f})",
        ),
        ("majority", f"{_percent(learned.majority)} % are right if all are taken for the largest class"),
        ("net", f"{found.net_by_scores:.1f} by the scores · {found.net_by_model:.1f} by the model"),
        *((name, _told(row, file.classes)) for name, row in zip(file.classes, learned.confusion, strict=True)),
        ("tested", f"on comments that it had not seen, in {learned.folds} folds, seed {learned.seed}"),
        ("encoder", file.encoder),
    ]
    return "".join(f"{line}\n" for line in fact_lines(facts, width))


def training_json(found: TrainedSentiment) -> str:
    """Return the same by the contract of docs/cx.sentiment.schema.json."""
    learned = found.file.learned
    return dumps(
        {
            "schema": "cx.sentiment/1",
            "cx": __version__,
            "metric": found.rated.metric.id,
            "comments": {"there": found.rated.there, "used": found.used, "by_class": dict(learned.texts)},
            "languages": dict(found.file.languages),
            "too_few": dict(found.few),
            "confidence": found.confidence,
            "accuracy": {
                "value": learned.accuracy,
                "low": learned.accuracy_limits[0],
                "high": learned.accuracy_limits[1],
            },
            "macro_f1": {
                "value": learned.macro_f1,
                "low": learned.macro_f1_limits[0],
                "high": learned.macro_f1_limits[1],
            },
            "majority": learned.majority,
            "net": {"by_scores": found.net_by_scores, "by_model": found.net_by_model},
            "classes": list(found.file.classes),
            "confusion": [list(row) for row in learned.confusion],
            "folds": learned.folds,
            "seed": learned.seed,
            "encoder": found.file.encoder,
        }
    )


def training_notices(found: TrainedSentiment) -> list[Notice]:
    """Return what is to be said of a model that is no better than a guess, or does not know a class."""
    said = []
    if not found.better:
        message = "this model is not surely better than taking all comments for the largest class: do not use it"
        said.append(Notice(code="weak-model", message=message))
    if "neutral" not in found.file.classes:
        message = "there are too few neutral comments to learn from: the model calls each one positive or negative"
        said.append(Notice(code="no-neutral", message=message))
    return said


def _languages(languages: Mapping[str, int]) -> str:
    return " · ".join(f"{name} {count(texts)}" for name, texts in languages.items())


def _limits(limits: Sequence[float], sure: str) -> str:
    return f"({sure} {_percent(limits[0])} to {_percent(limits[1])})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _told(row: Sequence[int], classes: Sequence[str]) -> str:
    """Return what the model says of the comments of one class."""
    return "judged " + " · ".join(f"{name} {count(texts)}" for name, texts in zip(classes, row, strict=True))

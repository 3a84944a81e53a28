"""Comments beside the scores of their writers, as examples to train a model on."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import DataError, Problem, UsageError
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.bind import bind
from cxcli.mapping.readers import NoticeLog, Reader
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.wants import AnswerWant
from cxcli.pipeline import Run, judged, opened, run
from cxcli.scoring.box_score import BoxScore
from cxcli.sentiment.comment_reader import NO_WORDS, CommentReader, LanguageReader
from cxcli.sentiment.plain_text import plain
from cxcli.sentiment.training import Example
from cxcli.settings import Settings
from cxcli.sources.paths import InputFile

MOST = 20_000
"""Examples that are trained on: more of them make a model slower to train, and hardly better."""


class RatedComments(Struct, frozen=True):
    """The run that scored the rows, its metric, and the examples; `there` are as many as there were before the cut."""

    run: Run
    metric: BoxScore
    examples: Sequence[Example]
    there: int


def rated_comments(tried: Sequence[Settings], comments: AnswerWant, inputs: Sequence[InputFile]) -> RatedComments:
    """Return the comments of some files with the class of their score, by the one of the settings tried that fits.

    `comments` are what the column of comments is known by.

    Raises:
        UsageError: several of the settings fit, or the metric has no classes.
        DataError: none of them fits, or there is no column of comments.
    """
    made = _scored(tried, inputs)
    (metric,) = made.plan.metrics
    if not isinstance(metric, BoxScore) or metric.source.value.mean or metric.source.value.index:
        message = f"the answers to {metric.id} are in no classes"
        raise UsageError(Problem(code="metric", message=message, help="for example: --metric csat"))
    examples = [each for given in inputs for each in _examples(given, made, metric, comments)]
    return RatedComments(made, metric, sorted(examples, key=_shuffled)[:MOST], len(examples))


def _scored(tried: Sequence[Settings], inputs: Sequence[InputFile]) -> Run:
    runs: list[Run] = []
    refused: list[DataError] = []
    for settings in tried:
        try:
            runs.append(run(settings, inputs))
        except DataError as error:
            refused.append(error)
    if len(runs) == 1:
        return runs[0]
    if not runs:
        raise refused[0]
    fitting = " or ".join(f"--metric {made.settings.definitions[0].id}" for made in runs)
    message = "it is not clear on which scale the scores are"
    raise UsageError(Problem(code="metric", message=message, help=f"say by which metric they are classes: {fitting}"))


class _All(Struct, frozen=True):
    """Takes every text that has words or emojis; nothing is judged here."""

    def covers(self, language: str) -> bool:
        """Whether it is a text at all."""
        return language != NO_WORDS

    def classes(self, texts: Sequence[str]) -> Sequence[int]:
        """Return a 0 for each text."""
        return [0] * len(texts)


def _examples(given: InputFile, made: Run, metric: BoxScore, comments: AnswerWant) -> Iterator[Example]:
    """Yield the comments of the scored rows of a file."""
    reader = CommentReader(_All(), MissingCodes.of(comments.wanted.missing))
    readers: Mapping[str, Reader] = {"score": reader, "language": LanguageReader(reader)}
    wanted = AnswerWant(replace(comments.wanted, readers=readers), comments.reference)
    source = opened(given, made.settings)
    wants = replace(made.settings.wants, answers=[*made.settings.wants.answers, wanted])
    name, values = wanted.wanted.metric, _values(metric)
    for _, rows, fates in judged(
        source, bind(source, wants, whole=True), made.settings, made.plan, NoticeLog(), FilterLog()
    ):
        texts, languages = rows.fields[f"{name}.score"], rows.fields[f"{name}.language"]
        answers = metric.answers(rows)
        taken = np.flatnonzero((fates[metric.id] == 0) & (texts.row_fates == 0))
        said = {code: plain(texts.texts[code]) for code in np.unique(texts.codes[taken]).tolist()}
        for answer, code in zip(answers.codes[taken].tolist(), texts.codes[taken].tolist(), strict=True):
            yield Example(said[code], values.get(answers.values[answer], 0), str(languages.values[code]))


def _values(metric: BoxScore) -> dict[int, int]:
    """Return 1 for the answers that are good, -1 for those that are bad; the others are neutral."""
    value = metric.source.value
    good, bad = value.plus or value.share or "", metric.source.bad or value.minus or ""
    signs = {1: metric.boxes.get(good, ()), -1: metric.boxes.get(bad, ())}
    return {point: sign for sign, points in signs.items() for point in points}


def _shuffled(example: Example) -> tuple[bytes, Example]:
    """Return a key that puts examples into an order that says nothing of them, and is always the same."""
    return hashlib.blake2b(example.text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), example

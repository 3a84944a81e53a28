"""A model of sentiment: the coefficients of a logistic regression over the vectors of texts, as a small JSON file."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.errors import ConfigError, Problem
from cxcli.sentiment.encoder import SIZE, Vectors, encoder_version

CLASSES: Mapping[str, int] = {"negative": -1, "neutral": 0, "positive": 1}
ClassName = Literal["negative", "neutral", "positive"]

_LARGEST = 1_000_000
_DIGITS = 6
_SHOWN = 12


class Learned(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What training found out about a model, on texts that it had not seen: shares with their limits."""

    texts: Mapping[ClassName, int]
    accuracy: float
    accuracy_limits: tuple[float, float]
    macro_f1: float
    macro_f1_limits: tuple[float, float]
    majority: float
    confusion: tuple[tuple[int, ...], ...]
    folds: int
    seed: int


class ModelFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A model as its file has it. A row of `coefficients` and an intercept belong to each of the `classes`.

    `languages` are those that it may judge, each with the number of texts that it was trained on.
    """

    kind: Literal["cx sentiment model"]
    version: Literal[1]
    encoder: str
    scores: str
    classes: tuple[ClassName, ...]
    languages: Mapping[str, int]
    intercepts: tuple[float, ...]
    coefficients: tuple[tuple[float, ...], ...]
    learned: Learned


class Model(Struct, frozen=True):
    """A model that is ready to judge; `digest` is the beginning of the SHA-256 of its file."""

    file: ModelFile
    digest: str
    coefficients: npt.NDArray[np.float64]
    intercepts: npt.NDArray[np.float64]

    @property
    def languages(self) -> Mapping[str, int]:
        """The languages that it may judge, each with the number of texts that it was trained on."""
        return self.file.languages

    def classes(self, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Return the likeliest class of each row of scores; of two that are as likely the one named first."""
        values = np.array([CLASSES[name] for name in self.file.classes], np.int64)
        likeliest: npt.NDArray[np.int64] = values[scores.argmax(axis=1)]
        return likeliest

    def scores(self, vectors: Vectors) -> npt.NDArray[np.float64]:
        """Return the logit of each class for each row of vectors."""
        scores: npt.NDArray[np.float64] = vectors.astype(np.float64) @ self.coefficients.T + self.intercepts
        return scores


def written(file: ModelFile) -> bytes:
    """Return the text of a model's file, its coefficients with six digits behind the point."""
    rounded = msgspec.structs.replace(
        file,
        intercepts=tuple(round(number, _DIGITS) for number in file.intercepts),
        coefficients=tuple(tuple(round(number, _DIGITS) for number in row) for row in file.coefficients),
    )
    return msgspec.json.format(msgspec.json.encode(rounded), indent=1) + b"\n"


def load_model(path: Path) -> Model:
    """Return the model in a file.

    Raises:
        ConfigError: there is no such file, it is no model, or one for another encoder than the one installed.
        UsageError: the encoder is not installed.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise _refused(path, "the sentiment model cannot be read", "check the path of the model") from error
    if len(content) > _LARGEST:
        raise _refused(path, "this file is too large for a sentiment model", _TRAIN)
    try:
        file = msgspec.json.decode(content, type=ModelFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _refused(path, "this file is no sentiment model", _TRAIN) from error
    _check(path, file)
    digest = hashlib.sha256(content).hexdigest()[:_SHOWN]
    return Model(file, digest, np.array(file.coefficients), np.array(file.intercepts))


_TRAIN = "write one with: cx sentiment train RESPONSES.csv -o model.json"


def _check(path: Path, file: ModelFile) -> None:
    """Refuse a file whose parts do not belong together.

    Raises:
        ConfigError: they do not, or the encoder is another one.
    """
    several = len(file.classes) > 1 and len(set(file.classes)) == len(file.classes)
    shaped = len(file.intercepts) == len(file.coefficients) == len(file.classes)
    if not (several and shaped and all(len(row) == SIZE for row in file.coefficients)):
        raise _refused(path, "the coefficients of this sentiment model are not complete", _TRAIN)
    if file.encoder != encoder_version():
        message = f"this sentiment model is for {file.encoder[:80]}, and {encoder_version()} is installed"
        raise _refused(path, message, "train it again, or install the encoder that it is for")


def _refused(path: Path, message: str, advice: str) -> ConfigError:
    return ConfigError(Problem(code="sentiment-model", message=message, file=str(path), help=advice))

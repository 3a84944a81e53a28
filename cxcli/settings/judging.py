"""How comments are judged: by the lexicon or by the model that was named, in the languages that were named."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.mapping.texts import Code, MissingCodes
from cxcli.scoring.definition import Definition
from cxcli.scoring.sentiment_definition import JudgedBy, SentimentDefinition
from cxcli.settings.asked import Asked

if TYPE_CHECKING:
    from cxcli.mapping.readers import Reader
    from cxcli.sentiment.model import Model


_MEASURED = "right about 56 % of 870 labelled tweets in three balanced classes (macro F1 0.56): docs/sentiment.md"


class Judging:
    """What was said of it. What it takes to judge is loaded where there are comments to judge, and once."""

    def __init__(self, path: Path | None, languages: tuple[str, ...]) -> None:
        """Take the path of a model, None for the lexicon, and the languages, the usual one first."""
        self._path = path
        self._languages = languages
        self._readers: dict[tuple[Code, ...], Mapping[str, Reader]] = {}

    def judged(self, definition: Definition) -> Definition:
        """Return a definition that says how its comments are judged; one without comments as it is.

        Raises:
            ConfigError, UsageError: the model cannot be used.
        """
        if not isinstance(definition, SentimentDefinition):
            return definition
        return replace(definition, judged_by=self._by_lexicon() if self._model is None else self._by(self._model))

    def readers(self, missing: Sequence[Code]) -> Mapping[str, "Reader"]:
        """Return the readers of comments by the fields that they make: their class, and their language.

        Metrics with the same codes for no answer share them, so that a comment is judged once.

        Raises:
            ConfigError, UsageError: the model cannot be used.
        """
        from cxcli.sentiment.comment_reader import CommentReader, LanguageReader  # noqa: PLC0415 - for comments alone
        from cxcli.sentiment.language import UNCLEAR  # noqa: PLC0415 - as above

        if tuple(missing) not in self._readers:
            usual = self._languages[0] if self._languages else UNCLEAR
            reader = CommentReader(self._method(), MissingCodes.of(missing), usual)
            self._readers[tuple(missing)] = {"score": reader, "language": LanguageReader(reader)}
        return self._readers[tuple(missing)]

    def _method(self) -> Any:  # noqa: ANN401 - the protocol is not loaded where there are no comments
        from cxcli.sentiment.methods import Lexicon, Trained  # noqa: PLC0415 - as above

        return Lexicon() if self._model is None else Trained(self._model, self._languages)

    @cached_property
    def _model(self) -> "Model | None":
        from cxcli.sentiment.model import load_model  # noqa: PLC0415 - as above

        return None if self._path is None else load_model(self._path)

    def _by_lexicon(self) -> JudgedBy:
        from cxcli.sentiment.vocabulary import lexicon_version  # noqa: PLC0415 - as above

        method = f"VADER {lexicon_version()}"
        usual = f"unclear ones are taken for {self._languages[0]}" if self._languages else "unclear ones are left out"
        facts = (
            ("method", f"{method}, a lexicon with rules for English"),
            ("languages", f"en; {usual}"),
            ("accuracy", _MEASURED),
        )
        return JudgedBy(method=method, parameters=self._said(method, ("en",)), facts=facts)

    def _by(self, model: "Model") -> JudgedBy:
        learned = model.file.learned
        low, high = (f"{100 * share:.1f}" for share in learned.accuracy_limits)
        seen = sum(learned.texts.values())
        counts = ", ".join(f"{name} {texts:,}" for name, texts in learned.texts.items())
        languages = tuple(dict.fromkeys((*model.languages, *self._languages)))
        method = f"model {model.digest}"
        accuracy = f"{100 * learned.accuracy:.1f} % ({low} to {high}) of texts that it had not seen"
        largest = f"the largest class alone {100 * learned.majority:.1f} %"
        facts = (
            ("method", f"{method}: logistic regression on {model.file.encoder}, trained on {seen:,} texts ({counts})"),
            ("languages", ", ".join(languages)),
            ("accuracy", f"{accuracy}, macro F1 {learned.macro_f1:.3f}; {largest}"),
        )
        return JudgedBy(method=method, parameters=self._said(method, languages), facts=facts)

    def _said(self, method: str, languages: Sequence[str]) -> dict[str, object]:
        said = {"usual_language": self._languages[0]} if self._languages else {}
        return {"method": method, "languages": list(languages), **said}


def judging(asked: Asked, loaded: LoadedConfig | None) -> Judging:
    """Return how comments are judged; a model that is named on the command line goes before that of the config."""
    said = loaded.config.sentiment if loaded else None
    path = None if asked.sentiment_model is None else Path(asked.sentiment_model)
    if path is None and loaded is not None and said is not None and said.model is not None:
        path = loaded.path.parent / said.model
    return Judging(path, said.languages if said else ())

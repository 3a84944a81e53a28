"""What `cx sentiment train` looks for: the scores, by the metrics that they may be classes of, and the comments."""

from datetime import UTC, datetime

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.mapping.wants import AnswerWant
from cxcli.settings import Asked, Settings, settle

SCALES = ("sentiment:stars", "nps", "sentiment:polarity")
"""The metrics that are tried where none is named; at most one of them takes the answers of a column."""


def settings_tried(asked: Asked, loaded: LoadedConfig | None, score: str | None, metric: str | None) -> list[Settings]:
    """Return the settings under which the scores are read.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or was asked for.
    """
    names = SCALES if metric is None else (metric,)
    clock = datetime.now(UTC)
    return [settle(replace(asked, metrics=[name], column=score), loaded, clock) for name in names]


def comments_wanted(asked: Asked, loaded: LoadedConfig | None, text: str | None) -> AnswerWant:
    """Return what the column of comments is known by, and its name if it was said.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or was asked for.
    """
    settings = settle(replace(asked, metrics=["sentiment"], column=text), loaded, datetime.now(UTC))
    (want,) = settings.wants.answers
    return want

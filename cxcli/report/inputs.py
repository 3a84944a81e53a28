"""The files that a report is made of, as they were when it was begun."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from cxcli.settings.config_advice import advice_for
from cxcli.sources.paths import InputFile, open_inputs


class Inputs:
    """The files of the sources, each looked at once: a reading of one that has changed since is refused.

    Metrics, journey, themes and customers read some of them one after the other; all of them are to see the same rows.
    """

    def __init__(self, sources: Mapping[str, Sequence[str]]) -> None:
        """Take down how the files of each source are now, which are given by its names or globs.

        Raises:
            CxError: a file is missing or cannot be read.
        """
        self._files: dict[tuple[str, ...], Sequence[InputFile]] = {}
        for patterns in sources.values():
            with open_inputs(patterns) as files:
                self._files[tuple(patterns)] = files

    @contextmanager
    def opened(self, source: str, patterns: Sequence[str]) -> Iterator[Sequence[InputFile]]:
        """Give the files of a source as they were at the beginning; advice on its columns is for the config."""
        with advice_for(source):
            yield self._files[tuple(patterns)]

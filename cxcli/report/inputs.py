"""The files that a report is made of, as they were when it was begun."""

from collections.abc import Iterable, Sequence

from cxcli.sources.paths import InputFile, open_inputs


class Inputs:
    """The files of the sources, each looked at once: a reading of one that has changed since is refused.

    Metrics, journey, themes and customers read some of them one after the other; all of them are to see the same rows.
    """

    def __init__(self, sources: Iterable[Sequence[str]]) -> None:
        """Take down how the files of each source are now; a source is its names or globs.

        Raises:
            CxError: a file is missing or cannot be read.
        """
        self._files: dict[tuple[str, ...], list[InputFile]] = {}
        for patterns in sources:
            self.of(patterns)

    def of(self, patterns: Sequence[str]) -> list[InputFile]:
        """Return the files of a source, as they were when they were first looked at.

        Raises:
            CxError: a file is missing or cannot be read.
        """
        key = tuple(patterns)
        if key not in self._files:
            with open_inputs(patterns) as inputs:
                self._files[key] = inputs
        return self._files[key]

"""The files that a run is to write: none of them may be one that it reads, and each must be possible."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.over_sources.opening import Opening
from cxcli.reporting.atomic import probe
from cxcli.sources.paths import InputFile, open_inputs


def prepare(output: Path | None, rejects: Path | None) -> list[Path]:
    """Return the files to write, found out to be possible before any work is done.

    Raises:
        UsageError: both are one file.
        CxError: one cannot be written.
    """
    paths = [path for path in (output, rejects) if path is not None]
    if len({path.resolve() for path in paths}) < len(paths):
        message = "--output and --rejects name the same file"
        raise UsageError(Problem(code="output", message=message, file=str(output), help="give each a name of its own"))
    for path in paths:
        probe(path)
    return paths


@contextmanager
def inputs_beside(
    targets: Sequence[Path], patterns: Iterable[str], loaded: LoadedConfig | None
) -> Iterator[list[InputFile]]:
    """Give the files that the patterns name, none of which, nor the config, is one of the `targets` to write.

    Raises:
        UsageError: a target is one of them.
        CxError: a file is missing or cannot be read.
    """
    with open_inputs(patterns) as inputs:
        refuse_sources(targets, [*(file.path for file in inputs), *([loaded.path] if loaded else [])])
        yield inputs


def opening_beside(targets: Sequence[Path], loaded: LoadedConfig | None) -> Opening:
    """Return how the sources of a config are opened: as `inputs_beside` does it."""
    return lambda _, patterns: inputs_beside(targets, patterns, loaded)


def refuse_sources(targets: Sequence[Path], sources: Sequence[Path]) -> None:
    """Refuse to write over what is read.

    Raises:
        UsageError: a target is one of the sources.
    """
    read = {source.resolve() for source in sources}
    problems = [
        Problem(
            code="output",
            message="this file is read, so it is not written over",
            file=str(target),
            help="give --output and --rejects names of their own",
        )
        for target in targets
        if target.resolve() in read
    ]
    if problems:
        raise UsageError(problems)

"""Several sources by name, as files or data frames: in place of those that a config names, or beside them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pandas as pd
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig, empty
from cxcli.config.source import NamedSource
from cxcli.errors import Problem, UsageError
from cxcli.notebook.data import Data, named_files
from cxcli.notebook.running import read
from cxcli.over_sources.opening import Opening
from cxcli.over_sources.scored import Fit, scored_over_sources
from cxcli.pipeline import Run, run
from cxcli.settings import Asked, settle
from cxcli.settings.sources import of_files
from cxcli.sources.paths import InputFile, open_inputs
from cxcli.sources.source import Source

Sources = Mapping[str, Data]
"""What is read of each source, by its name: a path or a glob, a list of them, or a data frame."""

_EXAMPLE = "for example: {'responses': responses, 'tickets': 'tickets.csv'}"


def with_sources(loaded: LoadedConfig | None, sources: Sources | None) -> LoadedConfig | None:
    """Return the config with sources of these names; what it says of them, it still says.

    Raises:
        UsageError: they are no dict, or a name is no text.
    """
    if sources is None:
        return loaded
    if not isinstance(sources, Mapping) or not sources or not all(isinstance(name, str) for name in sources):
        raise _refused("sources are a dict of files or data frames by name", _EXAMPLE)
    known = loaded or empty()
    there = known.config.sources
    given = {name: there[name] if name in there else NamedSource(path=name) for name in sources}
    return replace(known, config=known.config.model_copy(update={"sources": {**there, **given}}))


@contextmanager
def opening(sources: Sources | None, said: Mapping[str, object]) -> Iterator[Opening]:
    """Give how a source is opened: as it was given, or else from the files of the config; `said` are the options.

    Raises:
        UsageError: a source was given that nothing asked for.
    """
    given, asked_for = sources or {}, set[str]()

    @contextmanager
    def opened(name: str, patterns: Sequence[str]) -> Iterator[Sequence[InputFile | Source]]:
        asked_for.add(name)
        if name in given:
            data = given[name]
            with read({name: data} if isinstance(data, pd.DataFrame) else data, said) as inputs:
                yield inputs
        else:
            with open_inputs(patterns) as files:
                yield list[InputFile | Source](files)

    yield opened
    idle = [name for name in given if name not in asked_for]
    if idle:
        help_text = f"leave it out, or give it the name of the source that is meant: {', '.join(sorted(asked_for))}"
        raise _refused(f"nothing that is asked for is read from the source '{idle[0]}'", help_text)


def run_of(
    asked: Asked,
    data: Data | None,
    said: Mapping[str, object],
    loaded: LoadedConfig | None,
    sources: Sources | None,
    fit: Fit | None = None,
) -> Run:
    """Return the run over the data, or where there is none, of each metric over its source.

    Raises:
        CxError: both are given, the data is refused, or the run fails.
    """
    clock = datetime.now(UTC)
    if data is None:
        with opening(sources, said) as opened:
            made = scored_over_sources(asked, with_sources(loaded, sources), clock, opened, fit=fit)
            return unmade(made, loaded)
    if sources is not None:
        raise _refused("both data and sources are given", "leave one of them away")
    settings = settle(asked, of_files(loaded, named_files(data), asked.metrics), clock)
    with read(data, said) as given:
        return run(settings if fit is None else fit(settings, given), given)


def unmade(made: Run, loaded: LoadedConfig | None) -> Run:
    """Return a run that names the config that was `loaded`, and none where its sources were only given."""
    if loaded is None:
        made.settings = replace(made.settings, config=None)
    return made


def _refused(message: str, help_text: str) -> UsageError:
    return UsageError(Problem(code="data", message=message, help=help_text))

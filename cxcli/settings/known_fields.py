"""The fields that a config may name: their columns, the words of flags and states, the units of durations."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cxcli.config.document import Loc
from cxcli.config.load import LoadedConfig
from cxcli.config.refusal import nearest
from cxcli.config.source import FilesConfig
from cxcli.errors import ConfigError, Problem
from cxcli.mapping.texts import fold
from cxcli.mapping.vocabulary import vocabulary

FIELDS = ("score", "at", "respondent", "account", "response", "weight", "count", "comment")
"""The fields of answers. A metric reads what it needs; a config may name the rest for another one."""

_MOST_LISTED = 12


def refuse_unknown_fields(loaded: LoadedConfig) -> None:
    """Refuse what a config says of fields that are not there, or not of the type for which that can be said.

    Raises:
        ConfigError: with all of it, in the order of the sections.
    """
    sections: list[tuple[Loc, FilesConfig]] = [((), loaded.config)]
    sections += [(("sources", name), source) for name, source in loaded.config.sources.items()]
    faults = [fault for above, section in sections for fault in _faults(above, section)]
    # What is said of one source is told there, not where it was taken over.
    told = [fault for fault in faults if fault.loc in loaded.document.spots]
    if told:
        raise ConfigError(_problem(loaded, fault) for fault in told)


class _Fault(Struct, frozen=True):
    """One thing that is wrong: where it stands, what it is, and what to do."""

    loc: Loc
    message: str
    advice: str


def _faults(above: Loc, section: FilesConfig) -> Iterator[_Fault]:
    known = list(dict.fromkeys([*FIELDS, *vocabulary()]))
    yield from _unknown((*above, "columns"), section.columns, known)
    durations = [spec.name for spec in vocabulary().values() if spec.type == "duration"]
    worded = [spec.name for spec in vocabulary().values() if spec.canonical]
    yield from _unknown((*above, "durations", "units"), section.durations.units, durations)
    yield from _unknown((*above, "words"), section.words, worded)
    for field, words in section.words.items():
        if field in vocabulary():
            yield from _words((*above, "words", field), words.items(), vocabulary()[field].canonical)


def _unknown(loc: Loc, named: Iterable[str], known: list[str]) -> Iterator[_Fault]:
    for field in named:
        if field not in known:
            yield _Fault((*loc, field), f"there is no field '{field}' here", _among(field, known, "fields"))


def _words(loc: Loc, words: Iterable[tuple[str, str]], known: tuple[str, ...]) -> Iterator[_Fault]:
    """Yield the words that stand for none of the field, and those that stand for two."""
    meant: dict[str, str] = {}
    for said, word in words:
        if known and word not in known:
            message = f"'{word}' is none of the words of {loc[-1]}"
            yield _Fault((*loc, said), message, _among(word, known, "words"))
        elif meant.setdefault(fold(said), word) != word:
            message = f"'{said}' stands for '{meant[fold(said)]}' already, by another spelling"
            yield _Fault((*loc, said), message, "say it once")


def _among(said: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    near = nearest(said, names)
    hint = f"did you mean '{near}'? " if near else ""
    return f"{hint}{what}: {', '.join(names[:_MOST_LISTED])}{', …' if len(names) > _MOST_LISTED else ''}"


def _problem(loaded: LoadedConfig, fault: _Fault) -> Problem:
    place = ".".join(map(str, fault.loc[:-1]))
    message = f"{place}: {fault.message}"
    return loaded.document.problem(fault.loc, key=True, code="field", message=message, advice=fault.advice)

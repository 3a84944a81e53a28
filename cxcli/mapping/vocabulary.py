"""The fields that metrics read: their types, the names that columns of them go by, and how some follow from others."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from msgspec import Struct, field

from cxcli.config.strict_yaml import load
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.texts import fold
from cxcli.mapping.ways import Way

FieldType = Literal["date", "duration", "number", "money", "flag", "state", "key", "text"]

_OTHERWISE = "otherwise"
_CREATED = "created_at"


class FieldSpec(Struct, frozen=True):
    """One field. `names` are those of columns, the surest first; `words` give the canonical word of a folded spelling.

    `ways` are tried in their order where no column holds the field. Of an amount that is `signed` less than nothing is
    something, a loss; of any other it contradicts itself.
    """

    name: str
    type: FieldType
    says: str
    names: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()
    signed: bool = False

    @property
    def canonical(self) -> tuple[str, ...]:
        """The words that a flag or a state is read as; none for fields of other types."""
        return ("yes", "no") if self.type == "flag" else tuple(dict.fromkeys(self.words.values()))


@cache
def vocabulary() -> Mapping[str, FieldSpec]:
    """Return all fields by name: those that columns hold, and those that are worked out, which may be the same."""
    held, worked_out = _yaml("fields.yaml"), _yaml("derived_fields.yaml")
    said = {name: {**held.get(name, {}), **worked_out.get(name, {})} for name in {**held, **worked_out}}
    return MappingProxyType({name: spec_of(name, each) for name, each in said.items()})


def spec_of(name: str, said: Mapping[str, Any]) -> FieldSpec:
    """Return the field that an entry of the vocabulary describes.

    Raises:
        ValueError: it has no known type.
    """
    if said.get("type") not in get_args(FieldType):
        raise ValueError(f"the field {name} has no type")
    ways = tuple(_way(each) for each in said.get("ways", ()))
    return FieldSpec(
        name=name,
        type=said["type"],
        says=said["says"],
        names=tuple(said.get("names", ())),
        words=MappingProxyType(_words(said) or (_worked_out(ways) if said["type"] == "state" else {})),
        ways=ways,
        signed=bool(said.get("signed")),
    )


def counts_hours(name: str) -> bool:
    """Whether a duration is one of business hours."""
    return name in vocabulary() and any(way.in_hours for way in vocabulary()[name].ways)


def until_an_event(name: str) -> bool:
    """Whether a duration is the time until something happens that may not have happened yet."""
    ways = vocabulary()[name].ways if name in vocabulary() else ()
    return any(way.between is not None and way.between[0] == _CREATED for way in ways)


def _yaml(name: str) -> dict[str, Any]:
    text = files("cxcli.mapping").joinpath(name).read_text(encoding="utf-8")
    return dict(load(text, name=name).data)


def _words(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the canonical word of each spelling; a canonical word is one of its own."""
    listed = {**said.get("words", {}), **{word: said[word] for word in ("yes", "no") if word in said}}
    return {fold(str(spelling)): word for word, spellings in listed.items() for spelling in [word, *spellings]}


def _worked_out(ways: tuple[Way, ...]) -> dict[str, str]:
    """Return the words of a state that no column is called like, each as its own spelling."""
    return {word: word for way in ways for word in [*(word for word, _ in way.cases), way.otherwise] if word}


def _way(said: Mapping[str, Any]) -> Way:
    if "from" in said:
        hours, now = bool(said.get("in_hours")), bool(said.get("else_now"))
        return Way(between=(said["from"], said["to"]), in_hours=hours, else_now=now)
    if "sum" in said:
        return Way(sum=tuple(said["sum"]), less=tuple(said.get("less", ())))
    cases = tuple((word, parse(condition)) for word, condition in said.items() if condition != _OTHERWISE)
    return Way(cases=cases, otherwise=next((word for word, each in said.items() if each == _OTHERWISE), None))

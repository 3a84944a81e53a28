"""A document checked against its model, every fault in plain words at its place."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cxcli.config.document import Document, Loc, YamlValue
from cxcli.config.phrases import as_yaml, expected, found, path
from cxcli.config.refusal import KIND, nearest
from cxcli.config.schema import json_schema
from cxcli.config.schema_path import Node, along, choices, homes
from cxcli.config.section import Section
from cxcli.errors import ConfigError, Problem

M = TypeVar("M", bound=Section)

_MISSING = "missing"
_UNKNOWN = "extra_forbidden"
_KEY = "[key]"
_WITHHELD = frozenset({"notify", "smtp"})
"""Where a secret may stand by mistake: an error repeats neither the value nor its line."""


def validated(document: Document, model: type[M]) -> M:
    """The document as a model.

    Raises:
        ConfigError: with every problem, in the order of the lines.
    """
    empty = [_empty(document, loc) for loc in _empties(document.data, ())]
    try:
        result = model.model_validate(document.data)
    except ValidationError as error:
        faults = _faults(document.data, error.errors(include_url=False))
        schema = json_schema(model)
        problems = [*empty, *(_problem(document, schema, fault) for fault in faults)]
        raise ConfigError(sorted(problems, key=_order)) from error
    if empty:
        raise ConfigError(sorted(empty, key=_order))
    return result


class _Fault(Struct, frozen=True):
    """One thing that does not fit: the place, as far as the document knows it, and the value there."""

    kind: str
    loc: Loc
    value: YamlValue
    said: dict[str, Any]
    of_key: bool


def _order(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.column or 0


def _empties(value: YamlValue, loc: Loc) -> Iterator[Loc]:
    """The places of keys and items without a value."""
    if value is None:
        yield loc
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _empties(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _empties(item, (*loc, index))


def _empty(document: Document, loc: Loc) -> Problem:
    return document.problem(
        loc,
        key=True,
        code="config-empty",
        message=f"{path(loc if loc[0] not in _WITHHELD else loc[:1])}: there is no value",
        advice='write a value, or remove the line; an empty text is ""',
    )


def _faults(data: YamlValue, errors: Sequence[ErrorDetails]) -> list[_Fault]:
    """One fault a place: where several forms are possible, each form complains, and our own words go first."""
    faults: dict[tuple[Loc, bool, str | None], _Fault] = {}
    for error in errors:
        fault = _fault(data, error)
        place = (fault.loc, fault.of_key, str(error["loc"]) if fault.kind == _MISSING else None)
        if fault.value is not None and (place not in faults or fault.kind == KIND):
            faults[place] = fault
    return list(faults.values())


def _fault(data: YamlValue, error: ErrorDetails) -> _Fault:
    whole = error["loc"]
    known: list[str | int] = []
    value = data
    for step in whole:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            break
        known.append(step)
    said = {"key": whole[-1]} if error["type"] == _MISSING else dict(error.get("ctx", {}))
    return _Fault(error["type"], tuple(known), value, said, of_key=whole[len(known) :][:1] == (_KEY,))


def _problem(document: Document, schema: Node, fault: _Fault) -> Problem:
    if fault.loc and fault.loc[0] in _WITHHELD:
        return _withheld(document, schema, fault)
    if fault.kind == _UNKNOWN:
        return _unknown_key(document, schema, fault.loc)
    if fault.kind == _MISSING:
        return _missing_key(document, schema, fault)
    if fault.kind == KIND:
        return _refused(document, fault)
    return _misfit(document, schema, fault)


def _withheld(document: Document, schema: Node, fault: _Fault) -> Problem:
    """A problem without any word of the config but the name of its section."""
    code, advice = "config-value", _example(schema, fault.loc)
    if fault.kind == KIND:
        code, message, advice = str(fault.said["code"]), str(fault.said["message"]), str(fault.said["advice"])
    elif fault.kind == _UNKNOWN:
        known = along(schema, fault.loc[:-1])[-1]["properties"]
        code, message, advice = "config-unknown-key", "unknown key", f"the keys here are: {', '.join(known)}"
    elif fault.kind == _MISSING:
        code, message = "config-missing-key", f"the key '{fault.said['key']}' is missing"
    else:
        message = f"expected {expected(along(schema, fault.loc)[-1])}"
    key = fault.of_key or fault.kind in (_UNKNOWN, _MISSING)
    message = _at(fault.loc[:1], message)
    return replace(document.problem(fault.loc, key=key, code=code, message=message, advice=advice), excerpt=None)


def _unknown_key(document: Document, schema: Node, loc: Loc) -> Problem:
    *above, key = loc
    known = list(along(schema, tuple(above))[-1]["properties"])
    near = nearest(str(key), known)
    message = f"unknown key {found(key)}" + (f"; did you mean '{near}'?" if near else "")
    return document.problem(
        loc,
        key=True,
        code="config-unknown-key",
        message=_at(tuple(above), message),
        advice=f"write '{near}'" if near else _home_of(schema, str(key), known),
    )


def _home_of(schema: Node, key: str, known: Sequence[str]) -> str:
    """Where else the key belongs, or which keys could stand in its place."""
    elsewhere = " or ".join(f"'{home}'" for home in homes(schema, key))
    return f"'{key}' belongs under {elsewhere}" if elsewhere else f"the keys here are: {', '.join(known)}"


def _missing_key(document: Document, schema: Node, fault: _Fault) -> Problem:
    return document.problem(
        fault.loc,
        key=True,
        code="config-missing-key",
        message=_at(fault.loc, f"the key '{fault.said['key']}' is missing"),
        advice=_example(schema, fault.loc),
    )


def _refused(document: Document, fault: _Fault) -> Problem:
    shown = fault.loc[-1] if fault.of_key else fault.value
    addition = "" if isinstance(shown, dict | list) else f", found {found(shown)}"
    return document.problem(
        fault.loc,
        key=fault.of_key,
        code=str(fault.said["code"]),
        message=_at(fault.loc[:-1] if fault.of_key else fault.loc, f"{fault.said['message']}{addition}"),
        advice=str(fault.said["advice"]),
    )


def _misfit(document: Document, schema: Node, fault: _Fault) -> Problem:
    node = along(schema, fault.loc)[-1]
    message = f"expected {expected(node)}, found {found(fault.value)}"
    near = nearest(fault.value, [str(choice) for choice in choices(node)]) if isinstance(fault.value, str) else None
    return document.problem(
        fault.loc,
        key=fault.of_key,
        code="config-value",
        message=_at(fault.loc, message + (f"; did you mean '{near}'?" if near else "")),
        advice=_quoted(node, fault) or _example(schema, fault.loc),
    )


def _quoted(node: Node, fault: _Fault) -> str | None:
    """The line to write where a text is wanted and a number or a flag stands without quotes."""
    if node.get("type") != "string" or choices(node) or not isinstance(fault.value, int | float):
        return None
    return f'put it in quotes: "{found(fault.value)}"'


def _at(loc: Loc, message: str) -> str:
    return f"{path(loc)}: {message}" if loc else message


def _example(schema: Node, loc: Loc) -> str:
    """What the innermost key on the way with an example is for, and the example as a line to write."""
    nodes = along(schema, loc)
    depth = max((depth for depth, node in enumerate(nodes) if depth and "examples" in node), default=0)
    node = nodes[depth]
    return f"{node['description']} For example: {loc[depth - 1]}: {as_yaml(node['examples'][0])}"

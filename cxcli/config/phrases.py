"""A schema, a value and an example in words."""

import re
from collections.abc import Mapping

from cxcli.config.document import Loc
from cxcli.config.schema_path import Node, choices

_SHOWN = 40
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")
_NAME = re.compile(r"[A-Za-z0-9_:-]+")
_KINDS = {"integer": "a whole number", "number": "a number", "array": "a list", "object": "keys and values"}


def expected(node: Node) -> str:
    """What a schema wants: `a whole number from 0 to 6`, `one of day, week`."""
    if choices(node):
        return f"one of {', '.join(as_yaml(choice) for choice in choices(node))}"
    if "const" in node:
        return found(node["const"])
    if "anyOf" in node:
        forms = dict.fromkeys(expected(branch) for branch in node["anyOf"])
        return " or ".join(form for form in forms if form != _KINDS["integer"] or _KINDS["number"] not in forms)
    if node["type"] == "string":
        return _text_of(node)
    return f"{_KINDS[node['type']]}{_range_of(node)}"


def found(value: object) -> str:
    """A value of a config, shortened: `'two'`, `95`, `true`, `a list`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= _SHOWN else f"'{value[:_SHOWN]}…'"
    return "a list" if isinstance(value, list) else "keys and values"


def as_yaml(value: object) -> str:
    """A value as one writes it in a config, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(as_yaml(item) for item in value)}]"
    if not isinstance(value, str):
        return found(value)
    return value if _PLAIN.fullmatch(value) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def path(loc: Loc) -> str:
    """A place as one says it: `report.by, item 2`."""
    said = ""
    for step in loc:
        if isinstance(step, int):
            said += f", item {step + 1}"
        else:
            name = step[:_SHOWN] if _NAME.fullmatch(step) else f'"{step[:_SHOWN]}"'
            said += f".{name}" if said else name
    return said


def _text_of(node: Node) -> str:
    longest = node.get("maxLength")
    return f"a text of at most {longest:,} characters" if longest else "a text"


def _range_of(node: Node) -> str:
    if "exclusiveMinimum" in node:
        return f" between {node['exclusiveMinimum']:g} and {node['exclusiveMaximum']:g}"
    if "maximum" in node:
        return f" from {node['minimum']:,} to {node['maximum']:,}"
    return f" of at least {node['minimum']:,}" if "minimum" in node else ""

"""Where a place of a config stands in its JSON Schema."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cxcli.config.document import Loc

Node = Mapping[str, Any]
"""One schema, its reference resolved."""


def along(schema: Node, loc: Loc) -> list[Node]:
    """The schemas on the way to a place: of the whole, of its first part and so on, as far as the schema knows it."""
    nodes = [_resolved(schema, schema)]
    for step in loc:
        below = _below(schema, nodes[-1], step)
        if below is None:
            break
        nodes.append(below)
    return nodes


def choices(node: Node) -> Sequence[object]:
    """The values that a schema lists, or none."""
    listed = node.get("enum", ())
    return listed if isinstance(listed, list) else ()


def homes(schema: Node, key: str) -> list[str]:
    """The dotted names of the sections that know a key, `NAME` for a name that the user chooses."""
    sections = _sections(schema, "", _resolved(schema, schema))
    return [name for name, node in sections if name and key in node["properties"]]


def _resolved(schema: Node, node: Node) -> Node:
    """A schema with what it refers to filled in; what it says itself goes first."""
    reference = node.get("$ref")
    return {**schema["$defs"][reference.rpartition("/")[2]], **node} if reference else node


def _below(schema: Node, node: Node, step: str | int) -> Node | None:
    if isinstance(step, int):
        found = node.get("items")
    else:
        found = node.get("properties", {}).get(step) or node.get("additionalProperties")
    return _resolved(schema, found) if found else None


def _sections(schema: Node, name: str, node: Node) -> Iterator[tuple[str, Node]]:
    properties = node.get("properties")
    if properties:
        yield name, node
    below = properties or {"NAME": node.get("additionalProperties") or {}}
    for key, part in below.items():
        if part:
            yield from _sections(schema, f"{name}.{key}" if name else key, _resolved(schema, part))

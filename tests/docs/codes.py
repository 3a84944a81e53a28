"""The codes of all problems and notices that the package can give, read from its source."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transcripts import ROOT

PACKAGE = ROOT / "cxcli"
PASSED_ON = frozenset(
    {
        "code",
        "notice.code",
        "problem.code",
        "words.code",
        "str(fault.said['code'])",
        "fault.rule.replace('_', '-')",
    }
)
"""How a code that was given elsewhere is handed on; any other code is written out where it is given."""


@dataclass(frozen=True)
class Given:
    """A code as it is given in the source: the text of the argument, its value if it is written out, and the place."""

    text: str
    value: str | None
    place: str


@cache
def given_codes() -> list[Given]:
    """Return every code that is given to a problem, a notice, or a function that makes one."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    methods: dict[str, int] = {}
    functions: dict[str, dict[str, int]] = {}
    for path, tree in trees.items():
        functions[str(path)] = _functions(tree)
        methods |= _methods(tree)
    everywhere = {name: place for each in functions.values() for name, place in each.items()}
    found = []
    for path, tree in trees.items():
        imported = {each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names}
        known = {name: place for name, place in everywhere.items() if name in imported} | functions[str(path)]
        found += [
            Given(*text, f"{path.relative_to(ROOT)}:{text_line}") for *text, text_line in _in(tree, known, methods)
        ]
    return found


def _in(
    tree: ast.Module, functions: Mapping[str, int], methods: Mapping[str, int]
) -> Iterator[tuple[str, str | None, int]]:
    inside = {node: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) for node in ast.walk(each)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        argument = _argument(call, functions, methods)
        if argument is not None:
            for each in _choices(argument, inside.get(call)):
                value = each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None
                yield ast.unparse(each), value, call.lineno


def _argument(call: ast.Call, functions: Mapping[str, int], methods: Mapping[str, int]) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == "code":
            return keyword.value
    if isinstance(call.func, ast.Name):
        place = functions.get(call.func.id)
    else:
        place = methods.get(call.func.attr) if isinstance(call.func, ast.Attribute) else None
    return call.args[place] if place is not None and place < len(call.args) else None


def _choices(argument: ast.expr, function: ast.FunctionDef | None) -> Sequence[ast.expr]:
    """Return what a code can be: both sides of a choice, or all that a loop of the function goes through."""
    if isinstance(argument, ast.IfExp):
        return [argument.body, argument.orelse]
    if function is None or not isinstance(argument, ast.Name) or argument.id in _names(function):
        return [argument]
    texts = [node for node in ast.walk(function) if isinstance(node, ast.Constant) and _is_code(node.value)]
    return texts or [argument]


def _is_code(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[a-z]+(-[a-z]+)+", value) is not None


def _functions(tree: ast.Module) -> dict[str, int]:
    """Return the place of `code` among the arguments of functions, and among the fields of dataclasses."""
    found = {}
    for node in tree.body:
        names: list[str] = []
        if isinstance(node, ast.FunctionDef):
            names = _names(node)
        elif isinstance(node, ast.ClassDef):
            names = [
                each.target.id
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            ]
        if "code" in names:
            found[node.name] = names.index("code")
    return found


def _methods(tree: ast.Module) -> dict[str, int]:
    found = {}
    for class_ in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in class_.body:
            names = _names(node) if isinstance(node, ast.FunctionDef) else []
            if "code" in names:
                found[node.name] = names.index("code") - 1
    return found


def _names(function: ast.FunctionDef) -> list[str]:
    """Return the arguments by name; a `code` that is no text, such as an exit code, has none."""
    arguments = (*function.args.args, *function.args.kwonlyargs)
    given = [(each.arg, ast.unparse(each.annotation) if each.annotation else "") for each in arguments]
    return [name if name != "code" or kind == "str" else "" for name, kind in given]

"""Advice to give an option, said as a line of the config: commands over all sources have no such options."""

import json
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from cxcli.errors import CxError, Problem

_OPTION = re.compile(r"""--(?P<name>column|map) (?P<word>(?:'[^']*'|"'"|,(?!\s|$)|[^\s;,'"\\])+)""")
"""An option and one word as `shlex.quote` writes it: nothing that the rules of the shell could not take apart."""

_PLACEHOLDERS = ("NAME", "COLUMN")
"""What stands in advice for the name of a column."""


@contextmanager
def advice_for(source: str) -> Iterator[None]:
    """Say what is wrong in this block with columns of a source as a line of its part of the config."""
    try:
        yield
    except CxError as error:
        raise type(error)(in_config(problem, source) for problem in error.problems) from error


def in_config(problem: Problem, source: str) -> Problem:
    """Return a problem of which the advice names no columns by options, but under a source of the config."""
    if not problem.help or not _OPTION.search(problem.help):
        return problem
    return replace(problem, help=_OPTION.sub(lambda found: _said(found, source), problem.help))


def _said(option: re.Match[str], source: str) -> str:
    (given,) = shlex.split(option["word"])
    field, _, column = given.partition("=") if option["name"] == "map" else ("score", "=", given)
    metric, _, field = field.rpartition(".")
    said = f"columns: {{{field}: {column if column in _PLACEHOLDERS else json.dumps(column, ensure_ascii=False)}}}"
    if metric:
        return f"in cx.yaml, metrics: {{my_{metric.partition(':')[0]}: {{extends: {metric}, {said}}}}}"
    return f"in cx.yaml, sources: {{{source}: {{{said}}}}}"

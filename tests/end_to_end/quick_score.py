"""Runs `cx score` inside this process without the reading of options, which takes longer than a small file."""

import inspect
from functools import cache
from unittest import mock

import typer
from program import called

from cxcli.commands import entry
from cxcli.commands.score import score


def scored(metric, *files, **options):
    """Return the answer of `cx score METRIC FILES --format json` with `options` by their names.

    All the rest is the way of any run: errors become exit codes and texts where `cx` makes them so.
    """
    said = {**_defaults(), "metrics": metric, "files": [str(file) for file in files] or None, **options}
    with mock.patch.object(entry, "program", return_value=_Command({**said, "output_format": "json"})):
        return called("score", metric, *files, "--format", "json")


@cache
def _defaults():
    return {name: parameter.default for name, parameter in inspect.signature(score).parameters.items()}


class _Command:
    """Stands in the place of the program, whose options are known."""

    def __init__(self, said):
        self.said = said

    def main(self, _arguments, **_how):
        try:
            score(**self.said)
        except typer.Exit as end:
            return end.exit_code
        return 0

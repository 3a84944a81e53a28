import doctest
import os
import re
import sys

import pytest
from test_promises import COMMANDS
from transcripts import ENVIRONMENT, ROOT, surroundings

from cxcli import notebook

PAGE = ROOT / "docs/notebook.md"


def blocks():
    text = PAGE.read_text(encoding="utf-8")
    return [part.partition("```")[0] for part in text.split("```python\n")[1:]]


def test_the_page_shows_what_python_shows(tmp_path):
    """The Python blocks of the page, run one after the other, give what is shown below each line."""
    for name in ("sample_data", "config.example.yaml"):
        (tmp_path / name).symlink_to(ROOT / name)
    page = doctest.DocTestParser().get_doctest("".join(blocks()), {}, PAGE.name, str(PAGE), 0)
    with surroundings(tmp_path):
        found = doctest.DocTestRunner().run(page)
    assert found.attempted > 10
    assert found.failed == 0


def rows_of_tables():
    """The rows of all tables of the page, as the words of their cells that stand in backquotes."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[re.findall(r"`([^`]+)`", cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_command_has_a_call_or_a_reason_for_none():
    """The page has, for each command, the call that is like it, or says why there is none; and no others."""
    told = rows_of_tables()
    calls = {row[2][0]: row[0][0].partition("(")[0] for row in told if len(row) == 3 and row[2]}
    without = {row[0][0] for row in told if len(row) == 2 and row[0] and row[0][0].startswith("cx ")}
    assert set(calls.values()) == set(CALLS)
    # `counts` is what `cx calc` does where it is not told otherwise, and nobody types it.
    commands = {f"cx {name}".removesuffix(" counts") for name in COMMANDS}
    assert (set(calls) | without, set(calls) & without) == (commands, set())


CALLS = [name for name in notebook.__all__ if name.islower()]


@pytest.mark.parametrize("name", CALLS)
def test_the_examples_in_the_docstrings_run(name, tmp_path, monkeypatch):
    """Each public function has an example in its docstring that gives what is shown there."""
    monkeypatch.chdir(tmp_path)
    for key, value in ENVIRONMENT.items():
        monkeypatch.setitem(os.environ, key, value)
    call = getattr(notebook, name)
    (found,) = doctest.DocTestFinder().find(call, name, globs=vars(sys.modules[call.__module__]).copy())
    assert found.examples
    assert doctest.DocTestRunner().run(found).failed == 0


@pytest.mark.parametrize("name", [name for name in notebook.__all__ if "Error" not in name and "Warning" not in name])
def test_every_call_and_what_it_gives_is_on_the_page(name):
    """The page names each public function and, for each class, what can be asked of it."""
    text = PAGE.read_text(encoding="utf-8")
    assert re.search(rf"`(cx\.)?{name}\b", text)
    public = getattr(notebook, name)
    for member in vars(public) if isinstance(public, type) else ():
        assert member.startswith("_") or re.search(rf"\.{member}\b", text), member

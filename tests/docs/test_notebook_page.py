import doctest
import os

import pytest
from transcripts import ENVIRONMENT, ROOT, surroundings

import cxcli.notebook.checking
import cxcli.notebook.scoring

PAGE = ROOT / "docs/notebook.md"


def blocks():
    text = PAGE.read_text(encoding="utf-8")
    return [part.partition("```")[0] for part in text.split("```python\n")[1:]]


def test_the_page_shows_what_python_shows(tmp_path):
    """The Python blocks of the page, run one after the other, give what is shown below each line."""
    (tmp_path / "sample_data").symlink_to(ROOT / "sample_data")
    page = doctest.DocTestParser().get_doctest("".join(blocks()), {}, PAGE.name, str(PAGE), 0)
    with surroundings(tmp_path):
        found = doctest.DocTestRunner().run(page)
    assert found.attempted > 10
    assert found.failed == 0


@pytest.mark.parametrize("module", [cxcli.notebook.scoring, cxcli.notebook.checking])
def test_the_examples_in_the_docstrings_run(module, tmp_path, monkeypatch):
    """Each public function has an example in its docstring that gives what is shown there."""
    monkeypatch.chdir(tmp_path)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setitem(os.environ, name, value)
    public = [name for name in ("score", "explain", "check", "metrics") if hasattr(module, name)]
    examples = {each.name.rpartition(".")[2]: len(each.examples) for each in doctest.DocTestFinder().find(module)}
    assert all(examples[name] for name in public)
    assert doctest.testmod(module).failed == 0

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cxcli
from cxcli import notebook

STUB = Path(cxcli.__file__).with_suffix(".pyi")


def test_the_package_offers_what_the_interface_does():
    """Every public name can be had from the package itself, and is the same object."""
    assert set(cxcli.__all__) == {*notebook.__all__, "__version__"} == set(dir(cxcli))
    for name in notebook.__all__:
        assert getattr(cxcli, name) is getattr(notebook, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cxcli.nothing


def test_the_types_are_those_of_the_interface():
    """The stub, which type checkers read instead, names the same."""
    names = {
        alias.asname
        for node in ast.parse(STUB.read_text()).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert names == set(notebook.__all__)
    assert STUB.with_name("py.typed").is_file()


@pytest.mark.parametrize("path", sorted(STUB.parent.glob("notebook/*.py")), ids=lambda path: path.stem)
def test_calls_write_no_file(path):
    """What a call finds is handed back, and is in no file that others might read: nothing here can write one."""
    names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    assert not names & {"open", "atomic_write", "write_text", "write_bytes", "to_csv", "print"}


def test_the_package_is_light_until_it_is_used():
    """Importing the package loads none of what a run needs; asking for a call does."""
    program = """
import sys
import cxcli
print(cxcli.__version__, *(name for name in ("pandas", "numpy", "yaml", "cxcli.notebook") if name in sys.modules))
cxcli.score
print(*(name for name in ("pandas", "scipy", "cxcli.commands") if name in sys.modules))
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.splitlines() == [cxcli.__version__, "pandas"]

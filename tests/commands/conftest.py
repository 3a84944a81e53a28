"""Runs `cx` in a folder of its own, and gives it files with numbers that a hand can check."""

import io
import json
import sys
from dataclasses import dataclass

import pytest

from cxcli.commands.entry import run

RESPONSES = """\
id,submitted_at,channel,plan,nps_score,csat
1,2025-01-05,web,pro,10,5
2,2025-01-06,web,pro,10,5
3,2025-01-07,mail,free,9,4
4,2025-02-05,mail,free,9,4
5,2025-02-06,web,pro,8,3
6,2025-02-07,,free,6,2
7,2025-03-05,mail,pro,3,1
8,2025-03-06,web,free,0,5
9,2025-03-07,web,free,,5
10,2025-03-08,mail,pro,7,1
"""
"""NPS: 4 promoters, 2 passives, 3 detractors of 9 answers. CSAT: 6 of 10 satisfied."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        """What was printed, as JSON."""
        return json.loads(self.out)

    @property
    def errors(self):
        """The failures that were said, without their start."""
        return [line.removeprefix("cx: error: ") for line in self.err.splitlines() if line.startswith("cx: error: ")]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder without a config, on a screen of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def responses(folder):
    """`responses.csv`, a file without any fault."""
    (folder / "responses.csv").write_text(RESPONSES)
    return "responses.csv"


@pytest.fixture
def bad_responses(folder):
    """`bad.csv`: the same with an answer off the scale (line 12), a word (line 13) and a short record (line 14)."""
    (folder / "bad.csv").write_text(RESPONSES + "11,2025-03-09,web,pro,11,4\n12,2025-03-09,web,pro,secret,4\n13,x\n")
    return "bad.csv"


@pytest.fixture
def config(folder):
    """Write `cx.yaml`."""
    return (folder / "cx.yaml").write_text


@pytest.fixture
def cx(capsys, monkeypatch):
    """Run a command; `stdin` is what it reads there."""

    def of(*arguments, stdin=None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return of

"""Runs `cx`: inside this process where that is enough, as a process of its own where the process is what is tested."""

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from cxcli.commands.entry import run

CX = next(
    str(path)
    for path in (Path(sys.executable).with_name("cx"), Path(shutil.which("cx") or sys.executable))
    if path.exists()
)
DOCUMENTED = {0, 2, 3, 4, 5, 65, 66, 71, 73, 74, 75, 77, 78, 129, 130, 141, 143}
"""The exit codes of the design's table, without the one that means a fault in cx."""
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
"""Test material that lies beside the checkout and does not belong to it."""


@dataclass(frozen=True)
class Answer:
    """How a run ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """What was written, as JSON."""
        return json.loads(self.out)

    @property
    def score(self):
        """The first score, over all rows."""
        return self.json["scores"][0]


def called(*arguments):
    """Run `cx` in this process. What is not told by an exit code comes out as an exception."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in "oe")
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(each) for each in arguments])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return Answer(int(code), *texts)


def started(*arguments, env=None, **options):
    """Start `cx` as a process of its own; `env` changes this process's environment."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([CX, *map(str, arguments)], env=environment(env), **options)


def ended(process, timeout=30):
    """Return the answer of a process once it has ended."""
    out, err = process.communicate(timeout=timeout)
    return Answer(process.returncode, (out or b"").decode(), (err or b"").decode())


def answered(*arguments, env=None, timeout=30, **options):
    """Run `cx` as a process of its own and return its answer."""
    return ended(started(*arguments, env=env, **options), timeout)


def environment(changes=None):
    """Return the environment of this process with changes: None takes a name away."""
    found = {**os.environ, **(changes or {})}
    return {name: value for name, value in found.items() if value is not None}

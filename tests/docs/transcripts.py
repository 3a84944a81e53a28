r"""The `console` blocks of the pages: found, run in a folder of their own, compared, rewritten.

A block holds commands, each `$ cx …` (a `\` at the end of a line goes on in the next one; `< FILE` feeds standard
input; `2>FILE` and `>FILE` are not known) or `$ cat FILE`, and below each what a terminal shows: standard output and
standard error in the order in which they come, and `[exit N]` where the exit code is not 0. A line that is `…` alone
stands for any lines. A yaml block right before it that begins with `# NAME` is written to the file NAME first.
"""

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
ELISION = "…"
PAGES = ("README.md", "CONTRIBUTING.md", "sample_data/README.md")
SHARED = ("sample_data", "config.example.yaml", "docs")
ENVIRONMENT = {
    "COLUMNS": "80",
    "LINES": "24",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "TZ": "UTC",
    "OPENBLAS_NUM_THREADS": "1",  # as the program has it by itself: the last bits of a trained model go by it
}

_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (?P<name>[\w.-]+\.yaml)\n")


@dataclass(frozen=True)
class Step:
    """One command as it is written, over one line or several, and the lines shown below it."""

    written: str
    shown: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The command as words, continued lines joined."""
        return shlex.split(self.written.removeprefix("$ ").replace("\\\n", " "))


@dataclass(frozen=True)
class Block:
    """A console block: where its text is in the page, the files to write first, and its steps."""

    page: str
    line: int
    span: tuple[int, int]
    files: Mapping[str, str]
    steps: tuple[Step, ...]


def pages() -> list[str]:
    """Return every page that may hold console blocks, as paths from the root of the repository."""
    docs = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
    return [page for page in (*PAGES, *docs) if (ROOT / page).is_file()]


def read(page: str) -> str:
    """Return the text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    """Return the console blocks of a page, in order."""
    text = read(page)
    found = []
    before: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if fence["kind"] == "console":
            line = text.count("\n", 0, fence.start()) + 1
            found.append(Block(page, line, fence.span("body"), _files(before), tuple(_steps(fence["body"]))))
        before = fence
    return found


def outcomes(block: Block, folder: Path) -> list[list[str]]:
    """Return what the terminal shows below each command of a block that is run in `folder`."""
    for name in SHARED:
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    for name, text in block.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    shown = [_outcome(step.words, folder) for step in block.steps]
    for name in block.files:
        (folder / name).unlink()
    return shown


def matches(shown: Sequence[str], outcome: Sequence[str]) -> bool:
    """Whether the outcome is what is shown, elided lines apart."""
    parts = [re.escape(line) if line != ELISION else None for line in shown]
    pattern = "".join(f"{part}\n" if part is not None else "(?:.*\n)*?" for part in parts)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in outcome)) is not None


def renewed(shown: Sequence[str], outcome: Sequence[str]) -> list[str]:
    """Return the outcome with the elisions of what was shown: as many lines at both ends, the middle by first lines.

    Raises:
        LookupError: a part in the middle is not in the outcome; the block must be mended by hand.
    """
    if matches(shown, outcome):
        return list(shown)
    if ELISION not in shown:
        return list(outcome)
    first, *middle, last = _parts(shown)
    lines = [*outcome[: len(first)], ELISION]
    for part in middle:
        if part[0] not in outcome:
            raise LookupError(part[0])
        at = outcome.index(part[0])
        lines += [*outcome[at : at + len(part)], ELISION]
    return lines + list(outcome[len(outcome) - len(last) :])


@contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """Run in `folder`, with the environment that the pages are written for."""
    old = Path.cwd()
    os.chdir(folder)
    try:
        with mock.patch.dict(os.environ, ENVIRONMENT):
            yield
    finally:
        os.chdir(old)


def run_cx(arguments: Sequence[str], stdin: bytes = b"") -> tuple[int, str]:
    """Return the exit code of `cx` and what a terminal would show: both streams, in the order of writing."""
    from cxcli.commands.entry import run  # noqa: PLC0415 - pages can be read without the program

    screen = io.BytesIO()
    out, err = (io.TextIOWrapper(screen, encoding="utf-8", newline="", write_through=True) for _ in range(2))
    keyboard = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with mock.patch.multiple(sys, stdout=out, stderr=err, stdin=keyboard):
        code = run(arguments)
    text = screen.getvalue().decode()
    out.detach(), err.detach()
    return int(code), text


def _files(before: re.Match[str] | None) -> Mapping[str, str]:
    named = _FILE.match(before["body"]) if before and before["kind"] == "yaml" else None
    return {named["name"]: before["body"]} if before and named else {}


def _steps(body: str) -> Iterator[Step]:
    command: list[str] = []
    shown: list[str] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            if command:
                yield Step("\n".join(command), tuple(shown))
            command, shown = [line], []
        elif command and command[-1].endswith("\\"):
            command.append(line)
        else:
            shown.append(line)
    yield Step("\n".join(command), tuple(shown))


def _outcome(words: Sequence[str], folder: Path) -> list[str]:
    if words[0] == "cat":
        return [line.rstrip() for line in (folder / words[1]).read_text(encoding="utf-8").splitlines()]
    assert words[0] == "cx", f"not a command that is run here: {words[0]}"
    arguments, stdin = list(words[1:]), b""
    if "<" in arguments:
        at = arguments.index("<")
        stdin = (folder / arguments[at + 1]).read_bytes()
        del arguments[at : at + 2]
    with surroundings(folder):
        code, text = run_cx(arguments, stdin)
    lines = [line.rstrip() for line in text.removesuffix("\n").split("\n")] if text else []
    return [*lines, *([f"[exit {code}]"] if code else [])]


def _parts(shown: Sequence[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == ELISION:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts

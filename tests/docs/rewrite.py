"""Writes into every page what its commands show now: `python tests/docs/rewrite.py [PAGE…]`."""

import sys
import tempfile
from pathlib import Path

from transcripts import ROOT, Step, blocks, outcomes, pages, read, renewed


def rewrite(page: str) -> bool:
    """Bring the console blocks of a page up to date; return whether anything changed."""
    text = old = read(page)
    with tempfile.TemporaryDirectory() as folder:
        found = [(block, outcomes(block, Path(folder))) for block in blocks(page)]
    for block, shown in reversed(found):
        body = "".join(_lines(step, outcome) for step, outcome in zip(block.steps, shown, strict=True))
        start, end = block.span
        text = text[:start] + body + text[end:]
    if text != old:
        (ROOT / page).write_text(text, encoding="utf-8")
    return text != old


def _lines(step: Step, outcome: list[str]) -> str:
    return "".join(f"{line}\n" for line in (step.written, *renewed(step.shown, outcome)))


if __name__ == "__main__":
    for name in sys.argv[1:] or pages():
        if rewrite(name):
            sys.stdout.write(f"{name}\n")

"""Times `cx drivers` beside the correlation matrix in pandas, and writes benchmarks/drivers.md.

    python benchmarks/drivers.py [--rows 1000000] [--rounds 5]

The file has an answer from 0 to 10 and six ratings that hang together. pandas reads it and prints the correlations;
`cx` audits it, accounts for every row, shares out R² over all orders and makes 1,000 draws. Processes run in turn.
"""

import argparse
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
CX = str(Path(sysconfig.get_path("scripts")) / "cx")
NAMES = ("nps", *(f"q{number}" for number in range(1, 7)))
PEER = "pandas, correlation matrix"
PANDAS = "import sys, pandas as pd; print(pd.read_csv(sys.argv[1]).corr())"


def write_survey(path: Path, rows: int) -> None:
    """Write a survey in which all ratings move the answer alike."""
    chance = np.random.default_rng(20250101)
    halo = chance.normal(size=rows)
    answers = [np.clip(np.round(7 + 2 * halo + chance.normal(size=rows)), 0, 10)]
    answers += [np.clip(np.round(3.3 + 0.6 * halo + chance.normal(size=rows)), 1, 5) for _ in NAMES[1:]]
    np.savetxt(path, np.column_stack(answers), fmt="%d", delimiter=",", header=",".join(NAMES), comments="")


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor that a process took."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, used


def measured(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, tuple[float, float]]:
    """Return the medians of some programs, on the clock and of the processor, after a round that warms the cache."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            taken = timed(command)
            found[name] += [taken] if number else []
    return {
        name: (statistics.median(clock for clock, _ in taken), statistics.median(used for _, used in taken))
        for name, taken in found.items()
    }


def table(found: Mapping[str, tuple[float, float]], beside: str) -> list[str]:
    """Return the lines of a table with ratios to one of the programs."""
    clock, used = found[beside]
    head = ["| program | seconds | ratio | processor seconds | ratio |", "|---|--:|--:|--:|--:|"]
    return head + [
        f"| {name} | {mine:.2f} | {mine / clock:.2f} | {work:.2f} | {work / used:.2f} |"
        for name, (mine, work) in found.items()
    ]


def page(found: dict[str, tuple[float, float]], rows: int, rounds: int) -> str:
    """Return the page as Markdown."""
    versions = f"pandas {version('pandas')}, numpy {version('numpy')}"
    lines = [
        "# Drivers",
        "",
        f"Whole processes, start included, medians of {rounds} rounds in turn; {versions}.",
        "`python benchmarks/drivers.py` measures again and rewrites this page.",
        "",
        f"{rows:,} rows of an answer and six ratings: pandas reads them and prints their correlations; `cx drivers`",
        "audits the file, accounts for every row, shares out R² over all orders and makes 1,000 draws.",
        "",
        *table(found, PEER),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        write_survey(path, asked.rows)
        commands = {
            "cx drivers": [CX, "drivers", "nps", str(path), "--drivers", ",".join(NAMES[1:])],
            PEER: [sys.executable, "-c", PANDAS, str(path)],
        }
        found = measured(commands, asked.rounds)
    (HERE / "drivers.md").write_text(page(found, asked.rows, asked.rounds), encoding="utf-8")


if __name__ == "__main__":
    main()

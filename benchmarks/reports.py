"""Times `cx report` beside pandas, and writes benchmarks/reports.md.

    python benchmarks/reports.py [--rows 1000000] [--rounds 5]

The example report is held beside the import of pandas alone; a report of twelve metrics by four segments and twelve
months over as many responses as tickets beside the reading of both files with pandas. Processes run in turn.
"""

import argparse
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from drivers import CX, HERE, measured, table

PLANS = np.array(["free", "team", "pro", "enterprise"])
YEAR = 365 * 86_400
CONFIG = """\
sources:
  responses: {path: responses.csv}
  tickets: {path: tickets.csv}
report:
  metrics: [nps, csat, "csat:net", "csat:mean", ces, first_response_time, resolution_time, "resolution_time:mean", sla,
    reopen_rate, fcr, "fcr:zendesk"]
  by: [plan]
  reported: 2025-12
"""
READ = "import pandas as pd; [pd.read_csv(name) for name in ('responses.csv', 'tickets.csv')]"


def write_files(folder: Path, rows: int) -> None:
    """Write a year of responses and of tickets, and the config of the report."""
    chance = np.random.default_rng(20250101)
    start = np.datetime64("2025-01-01T00:00:00")

    def moments() -> np.ndarray:
        return start + np.sort(chance.integers(0, YEAR, rows)).astype("timedelta64[s]")

    def later(than: np.ndarray, hours: float) -> np.ndarray:
        return than + chance.exponential(hours * 3600, rows).astype("timedelta64[s]")

    plans = PLANS[chance.integers(0, 4, rows)]
    answers = {"nps": chance.integers(0, 11, rows), "satisfaction": chance.integers(1, 6, rows)}
    answers["ease"] = chance.integers(1, 8, rows)
    ids = [f"R-{number:07d}" for number in range(rows)]
    said = {"response_id": ids, "submitted_at": np.datetime_as_string(moments()), "plan": plans, **answers}
    pd.DataFrame(said).to_csv(folder / "responses.csv", index=False)
    created = moments()
    replied = later(created, 3)
    times = {"created_at": created, "first_reply_at": replied, "solved_at": later(replied, 20)}
    times["due_at"] = created + np.timedelta64(1, "D")
    tickets = {
        "ticket_id": np.arange(rows),
        "requester_id": [f"C-{number:06d}" for number in chance.integers(0, max(rows // 3, 1), rows)],
        "plan": PLANS[chance.integers(0, 4, rows)],
        **{name: np.datetime_as_string(each) for name, each in times.items()},
        "status": "solved",
        "reopens": chance.poisson(0.1, rows),
        "agent_replies": chance.integers(1, 5, rows),
    }
    pd.DataFrame(tickets).to_csv(folder / "tickets.csv", index=False)
    (folder / "cx.yaml").write_text(CONFIG, encoding="utf-8")


def page(small: list[str], large: list[str], rows: int, rounds: int) -> str:
    """Return the page as Markdown."""
    lines = [
        "# Reports",
        "",
        f"Whole processes, start included, medians of {rounds} rounds in turn; pandas {version('pandas')}, numpy",
        f"{version('numpy')}. `python benchmarks/reports.py` measures again and rewrites this page.",
        "",
        "The report of `config.example.yaml` over the sample data, as HTML and JSON for two audiences:",
        "",
        *small,
        "",
        f"Twelve metrics by four segments and twelve months, over {rows:,} responses and {rows:,} tickets, as JSON;",
        "pandas reads both files once, and neither their dates nor anything else is worked out:",
        "",
        *large,
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        example = [CX, "report", "--config", str(HERE.parent / "config.example.yaml"), "-f", "html,json"]
        small = measured(
            {
                "cx report": [*example, "-o", f"{folder}/{{audience}}.{{ext}}"],
                "import pandas": [sys.executable, "-c", "import pandas"],
            },
            said.rounds,
        )
        write_files(folder, said.rows)
        os.chdir(folder)
        large = measured(
            {"cx report": [CX, "report", "-o", "report.json"], "pandas, reading": [sys.executable, "-c", READ]},
            said.rounds,
        )
    text = page(table(small, "import pandas"), table(large, "pandas, reading"), said.rows, said.rounds)
    (HERE / "reports.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

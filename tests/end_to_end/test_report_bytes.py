"""The same report is the same bytes, wherever and however it is made."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

from program import environment

from cxcli.config.reporting import ReportFormat
from cxcli.formats import writers

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    form: f"cxcli.formats.{writers._MODULES[form]}" for form in get_args(ReportFormat) if form in writers._MODULES
}
FORMATS = [form for form, module in MODULES.items() if find_spec(module)]
"""All formats that have a writer."""

MADE = """
import sys
from cxcli import pipeline
from cxcli.commands import entry
import cxcli.settings.settle
counted, judged = [], pipeline.judged
pipeline.judged = lambda *asked: (counted.append(chunk) or chunk for chunk in judged(*asked))
for rows in (None, 97):
    sys.modules["cxcli.settings.settle"].rows_at_once = lambda periods: rows
    counted.clear()
    if code := entry.run([each.replace("ROWS", str(rows)) for each in sys.argv[1:]]):
        sys.exit(code)
    print(len(counted))
"""
"""A report with each of two sizes of blocks and of chunks, and how many chunks there were."""
MORE = """
audiences:
  board:
    sections: [scorecard, attention, trends, groups, answers, journey, themes, rows, definitions]
    by: [plan]
"""
PLACES = [
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"},
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "77"},
    {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"},
]
"""Two zones, locales and hash seeds: each pair of values of each two of them."""


def test_a_report_is_the_same_bytes_anywhere(tmp_path):
    """With SOURCE_DATE_EPOCH, in two zones, locales, hash seeds, sizes of blocks and of chunks: in every format."""
    config = (ROOT / "config.example.yaml").read_text(encoding="utf-8")
    before, _, after = config.partition("\naudiences:\n")
    before = before.replace('#by: [plan, "plan+region"]', "by: [plan]")
    found = []
    for number, place in enumerate(PLACES):
        folder = tmp_path / str(number)
        (folder / "sample_data").mkdir(parents=True)
        for path in (ROOT / "sample_data").glob("*.csv"):
            shutil.copy(path, folder / "sample_data")
        (folder / "cx.yaml").write_text(before + MORE + after[after.index("\n\n") :], encoding="utf-8")
        words = ["report", "-o", "ROWS/cx.{ext}", "-f", ",".join(FORMATS)]
        env = environment({**place, "SOURCE_DATE_EPOCH": "1760000000"})
        program = [sys.executable, "-c", MADE, *words]
        done = subprocess.run(program, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        few, many = map(int, done.stdout.split())
        assert many > 5 * few
        found += [{path.name: path.read_bytes() for path in (folder / rows).iterdir()} for rows in ("None", "97")]
    assert {name.rpartition(".")[2] for name in found[0]} == {*FORMATS, "json"}
    assert b"2025-10-09" in found[0]["cx.json"]
    for other in found[1:]:
        assert sorted(other) == sorted(found[0])
        assert [name for name in other if other[name] != found[0][name]] == []

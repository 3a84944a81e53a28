"""The examples of docs/cron.md work as they are written."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from transcripts import ROOT, read, run_cx, surroundings

from cxcli.errors import ExitCode

PAGE = read("docs/cron.md")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONFIG = """\
sources: {responses: {path: responses.csv, columns: {at: submitted_at}}}
report: {metrics: [nps], reported: 2025-06, output: "reports/{period}/cx.{ext}", formats: [md, json]}
"""


def fences(kind, start):
    return [text for found, text in FENCE.findall(PAGE) if found == kind and text.startswith(start)]


@pytest.fixture
def folder(tmp_path):
    """A folder with a config and the file that it names."""
    shutil.copy(ROOT / "sample_data" / "nps_responses.csv", tmp_path / "responses.csv")
    (tmp_path / "cx.yaml").write_text(CONFIG)
    return tmp_path


def in_place(command, folder):
    """A command as it is written, with this folder and this program in the place of those of the page."""
    program = folder / "cx"
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from cxcli.commands.entry import main; main()"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c {shlex.quote(script)} "$@"\n')
    program.chmod(0o755)
    return command.replace("/opt/cx/bin/cx", str(program)).replace("/srv/cx", str(folder))


def test_the_line_of_the_crontab_runs_with_hardly_any_environment(folder):
    """Under `env -i` it prints nothing, ends with 0, and leaves report, record and log."""
    (crontab,) = fences("", "MAILTO")
    line = crontab.splitlines()[-1]
    fields = line.split(None, 5)
    assert all(re.fullmatch(r"[\d*]+", each) for each in fields[:5])
    assert "%" not in fields[5]
    (env, shell) = (shutil.which("env"), shutil.which("sh"))
    words = [env, "-i", "PATH=/usr/bin:/bin", shell, "-c", in_place(fields[5], folder)]
    done = subprocess.run(words, cwd="/", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in (folder / "reports" / "2025-06").iterdir()) == [
        "cx.json",
        "cx.md",
        "cx.run.json",
    ]
    assert (folder / "cx.log").read_text().endswith(" end 0\n")


def test_the_units_of_systemd_are_understood(folder):
    """Service and timer have the same command as the crontab; systemd itself finds no fault in them, where it is."""
    units = fences("ini", "# /etc/systemd/system/")
    paths = []
    for text in units:
        path = folder / Path(text.splitlines()[0].removeprefix("# ")).name
        path.write_text(in_place(text, folder))
        paths.append(path)
    assert [path.name for path in paths] == ["cx-report.service", "cx-report.timer"]
    (crontab,) = fences("", "MAILTO")
    command = re.search(r"ExecStart=(.*)", units[0])[1]
    assert crontab.rstrip().endswith(f"&& {command}")
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    service = paths[0].read_text().replace("User=cx\n", "")
    paths[0].write_text(service)
    done = subprocess.run([analyze, "verify", *paths], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "cx-report" in line] == []


def test_the_job_of_github_does_what_it_says(folder):
    """It is YAML with a schedule, and its commands run: report, then verify."""
    (text,) = fences("yaml", "name: report")
    job = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings alone
    assert job["on"]["schedule"] == [{"cron": "15 6 1 * *"}]
    steps = job["jobs"]["report"]["steps"]
    commands = [shlex.split(step["run"]) for step in steps if "run" in step]
    assert [words[:2] for words in commands] == [["pip", "install"], ["cx", "report"], ["cx", "verify"]]
    with surroundings(folder):
        ends = [run_cx(words[1:]) for words in commands[1:]]
    assert ends == [(0, ""), (0, "reports/2025-06/cx-report.run.json: all 2 files are as they were written\n")]


def test_the_table_of_ends_knows_every_code_that_a_report_can_end_with():
    """All documented codes but those of a fault, of usage, of no memory, of delivery, and of a reader who is gone."""
    rows = [line.split("|")[1] for line in PAGE.splitlines() if re.match(r"\| \d", line)]
    said = {int(code) for row in rows for code in re.findall(r"\d+", row)}
    others = {ExitCode.FAULT, ExitCode.USAGE, ExitCode.OUT_OF_MEMORY, ExitCode.DELIVERY, ExitCode.BROKEN_PIPE}
    assert said == {int(code) for code in ExitCode if code not in others}


def test_the_lines_of_the_log_look_like_those_of_a_run(folder):
    """The kinds of lines, in their order, are those of a run whose gate fails."""
    (shown,) = fences("", "2025-07-01T06")
    (folder / "cx.yaml").write_text(CONFIG + "targets: {nps: {fail: 100}}\n")
    with surroundings(folder):
        assert run_cx(["report", "--log", "cx.log"])[0] == ExitCode.GATE
    kinds = [[line.split()[2] for line in text.splitlines()] for text in (shown, (folder / "cx.log").read_text())]
    assert [list(dict.fromkeys(each)) for each in kinds] == [["start", "read", "wrote", "gate", "end"]] * 2
    assert json.loads((folder / "reports/2025-06/cx.run.json").read_text())["exit_code"] == ExitCode.GATE

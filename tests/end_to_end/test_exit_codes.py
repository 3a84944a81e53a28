"""Every documented exit code, reached."""

import json
import os
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from program import answered, called, ended, started

from cxcli.errors import ExitCode

ANSWERS = "nps,plan\n" + "".join(f"{number % 11},p{number % 2}\n" for number in range(40))
BLANK = "nps,plan\n" + ",p1\n" * 40


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "blank.csv"
    path.write_text(BLANK, encoding="utf-8")
    return path


def refused(answer, code):
    """The run ended with `code`, one line of talk that says what to do, and nothing else."""
    assert answer.code == code, answer.err
    assert answer.out == ""
    assert answer.err.startswith("cx: error: ")
    assert answer.err.count("\n") == 1
    assert " — " in answer.err


def test_no_data_is_done(blank):
    """A file without a single answer is done with 0, and the number is absent, not 0."""
    answer = called("score", "nps", blank, "--format", "json")
    assert (answer.code, answer.score["status"], answer.score["value"], answer.score["n"]) == (0, "no_data", None, 0)


@pytest.mark.parametrize(
    "words",
    [
        ["score", "nps"],
        ["score", "no-such-metric", "FILE"],
        ["score", "nps", "FILE", "--no-such-option"],
        ["score", "nps", "FILE", "--column", "no such column"],
        ["score", "nps", "FILE", "--where", "plan =="],
        ["score", "nps", "FILE", "--scale", "5"],
        ["score", "nps", "FILE", "--confidence", "95"],
        ["score", "nps", "FILE", "--decimals", "99"],
        ["score", "nps", "FILE", "--interval", "guess"],
        ["score", "nps", "FILE", "--max-rejects", "some"],
        ["score", "nps", "FILE", "--format", "xml"],
        ["nonsense"],
    ],
    ids=lambda words: " ".join(words[-2:]),
)
def test_a_wrong_command_line_ends_with_2(words, file):
    """What is typed wrongly ends with 2 and one line that says what to do; a filter also shows where."""
    answer = called(*[str(file) if word == "FILE" else word for word in words])
    assert answer.code == ExitCode.USAGE
    assert answer.err.startswith("cx: error: ")
    assert answer.out == ""


def test_too_many_bad_rows_end_with_3(tmp_path):
    """More bad rows than --max-rejects allows end with 3; the report is written all the same."""
    path = tmp_path / "bad.csv"
    path.write_text(ANSWERS + "11,p1\n12,p1\n", encoding="utf-8")
    answer = called("score", "nps", path, "--format", "json")
    assert (answer.code, answer.score["n"], answer.score["rows"]["skipped"]) == (
        ExitCode.BAD_ROWS,
        40,
        {"off_scale": 2},
    )
    assert called("score", "nps", path, "--max-rejects", "2").code == 0
    assert called("score", "nps", path, "--max-rejects", "5%").code == 0
    assert called("check", path, "--max-rejects", "0").code in (0, ExitCode.BAD_ROWS)


@pytest.mark.parametrize(
    ("gate", "code"),
    [("--fail-under=-55", 0), ("--fail-under=-54.9", 4), ("--fail-over=-55", 0), ("--fail-over=-90", 4)],
)
def test_a_gate_that_fails_ends_with_4(gate, code, file):
    """A score under --fail-under or over --fail-over ends with 4, and the report is written. The NPS here is -55."""
    answer = called("score", "nps", file, gate, "--format", "json")
    assert (answer.code, answer.score["n"]) == (code, 40)


def test_a_gate_without_data_ends_with_4(blank):
    """A metric that has no data does not pass a gate."""
    assert called("score", "nps", blank, "--fail-under", "0").code == ExitCode.GATE


def test_data_that_is_refused_ends_with_65(tmp_path):
    """An empty file, and one that is no table, are refused with 65."""
    for content in (b"", b"PK\x03\x04 no table", b"\x00\x01\x02" * 50):
        (tmp_path / "in.csv").write_bytes(content)
        refused(called("score", "nps", tmp_path / "in.csv"), ExitCode.DATA)


def test_input_that_is_missing_ends_with_66(tmp_path):
    """A missing file, a folder, an address and a device end with 66."""
    for name in (tmp_path / "none.csv", tmp_path, "https://example.org/x.csv", "/dev/zero", tmp_path / "*.csv"):
        answer = called("score", "nps", name)
        assert answer.code == ExitCode.NO_INPUT, answer.err
        assert answer.err.startswith("cx: error: ")


def test_an_output_that_cannot_be_created_ends_with_73(file, tmp_path):
    """An output in a folder that is not there, or in the place of a folder or device, ends with 73."""
    for target in (tmp_path / "none" / "out.json", tmp_path, "/dev/null"):
        refused(called("score", "nps", file, "--output", target), ExitCode.CANNOT_CREATE)


def test_the_output_is_tried_before_any_work_is_done(tmp_path):
    """An output that cannot be written is said before the input is looked at."""
    answer = called("score", "nps", tmp_path / "none.csv", "--output", tmp_path / "none" / "out.json")
    assert answer.code == ExitCode.CANNOT_CREATE


def test_standard_output_that_is_full_ends_with_74(file):
    """A full device under standard output ends with 74, in every format."""
    for form in ("table", "json"):
        with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, not a path
            answer = answered("score", "nps", file, "--format", form, stdout=full)
        refused(answer, ExitCode.IO)


def test_standard_output_that_is_closed_ends_with_74(file):
    """A closed standard output ends with 74."""
    answer = answered("score", "nps", file, stdout=None, preexec_fn=lambda: os.close(1))
    refused(answer, ExitCode.IO)


def test_a_file_that_grows_while_it_is_read_ends_with_75(tmp_path):
    """Input that changes while it is read is not reported on: 75."""
    path = tmp_path / "growing.csv"
    path.write_text("nps,plan\n" + "9,p1\n8,p2\n" * 400_000, encoding="utf-8")
    over = threading.Event()

    def grow():
        with path.open("a", encoding="utf-8") as file:
            while not over.wait(0.005):
                file.write("9,p1\n")
                file.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        refused(called("score", "nps", path), ExitCode.TRY_AGAIN)
    finally:
        over.set()
        writer.join()


@pytest.fixture
def nobody(file, closed_folder):
    """Gives the rights of root away for the time of a test."""
    assert closed_folder.is_dir()
    if os.geteuid() != 0:
        yield
        return
    called("score", "nps", file)  # what is imported late is imported with the rights to read it
    os.setresuid(65534, 65534, 0)
    yield
    os.setresuid(0, 0, 0)


@pytest.fixture
def closed_folder(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "answers.csv").chmod(0)
    folder.chmod(0o555)
    for parent in (tmp_path, *tmp_path.parents):
        if Path(tempfile.gettempdir()) in parent.parents:
            parent.chmod(0o755)
    return folder


@pytest.mark.usefixtures("nobody")
def test_a_file_that_may_not_be_read_ends_with_77(closed_folder):
    """A file without the right to read it ends with 77."""
    refused(called("score", "nps", closed_folder / "answers.csv"), ExitCode.NO_PERMISSION)


@pytest.mark.usefixtures("nobody")
def test_an_output_that_may_not_be_written_ends_with_77(closed_folder):
    """A folder without the right to write ends with 77, before any work, and leaves nothing."""
    refused(called("score", "nps", "none.csv", "--output", closed_folder / "out.txt"), ExitCode.NO_PERMISSION)
    assert [path.name for path in closed_folder.iterdir()] == ["answers.csv"]


def test_a_wrong_config_ends_with_78(file, tmp_path):
    """A config that is no YAML, or says what is not known, ends with 78 and shows where."""
    for text in ("metrics: [", "colums: {score: nps}", "metrics: {mine: {extends: nobody}}"):
        (tmp_path / "cx.yaml").write_text(text, encoding="utf-8")
        answer = called("score", "nps", file, "--config", tmp_path / "cx.yaml")
        assert answer.code == ExitCode.CONFIG
        assert "/cx.yaml:" in answer.err


def test_a_failure_of_a_json_run_is_an_error_object_as_well(tmp_path):
    """With --format json a failure is written as {"schema": "cx.error/1"} with its exit code and its problems."""
    answer = called("score", "nps", tmp_path / "none.csv", "--format", "json")
    assert answer.json["schema"] == "cx.error/1"
    assert answer.json["exit_code"] == answer.code == ExitCode.NO_INPUT
    assert {"code", "message", "file", "line", "column", "help"} == set(answer.json["problems"][0])


def test_a_reader_that_has_gone_ends_quietly_with_141(file):
    """A broken pipe ends with 141 and without a word."""
    for form in ("table", "json"):
        process = started("score", "nps", file, "--by", "plan", "--format", form)
        process.stdout.close()
        process.stdout = None
        answer = ended(process)
        assert (answer.code, answer.err) == (ExitCode.BROKEN_PIPE, "")


def waiting(folder, *more):
    """A run that waits for more on standard input, and has begun to keep it."""
    process = started(
        "score", "nps", "-", *more, env={"TMPDIR": str(folder / "spool")}, stdin=subprocess.PIPE, cwd=folder
    )
    process.stdin.write(ANSWERS.encode())
    process.stdin.flush()
    spool = folder / "spool"
    until = time.monotonic() + 20
    while not any(spool.iterdir()):
        assert time.monotonic() < until
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(0.05)
    return process


@pytest.mark.parametrize(("signal", "code"), [(2, 130), (15, 143), (1, 129)], ids=["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("late", [False, True], ids=["reading", "working"])
def test_a_signal_ends_the_run_within_a_second_and_leaves_nothing(signal, code, late, tmp_path):
    """SIGINT, SIGTERM and SIGHUP end with 130, 143 and 129 within a second: no temporary file, no half output."""
    (tmp_path / "spool").mkdir()
    (tmp_path / "out.txt").write_text("old", encoding="utf-8")
    process = waiting(tmp_path, "--output", "out.txt", "--rejects", "rejects.csv")
    feeder = threading.Thread(target=feed, args=(process,))
    if late:
        feeder.start()
        time.sleep(0.4)
    began = time.monotonic()
    process.send_signal(signal)
    code_found = process.wait(timeout=20)
    took = time.monotonic() - began
    if late:
        feeder.join()
    else:
        feed(process, b"")
    process.stdin = None
    answer = ended(process)
    assert code_found == code
    assert took < 1
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert list((tmp_path / "spool").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "spool"]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "old"


def feed(process, data=b"9,p1\n8,p2\n" * 10_000_000):
    """Give a run that reads standard input something to do, and no more."""
    with suppress(BrokenPipeError):
        process.stdin.write(data)
    with suppress(BrokenPipeError):
        process.stdin.close()


def test_the_table_of_exit_codes_is_what_the_tests_reach():
    """The codes of the design's table are the codes of the program."""
    assert {int(code) for code in ExitCode} == {0, 1, 2, 3, 4, 5, 65, 66, 71, 73, 74, 75, 77, 78, 129, 130, 141, 143}
    assert json.loads(json.dumps(ExitCode.DATA)) == 65

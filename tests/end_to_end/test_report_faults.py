"""What a report promises whatever happens to its run: it is the old one or the new one, and never looks like another.

The runs are children of one warm process, so that hundreds of them take seconds.
"""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from program import DOCUMENTED, called, environment
from warm import Warm

from cxcli.publishing.verification import verified

CONFIG = """\
sources:
  responses: {path: responses.csv}
report:
  metrics: [nps, csat]
  by: [plan]
  reported: 2025-03
columns: {at: submitted_at}
"""
FORMATS = ("html", "md", "csv", "json")
FILES = sorted([*(f"cx.{form}" for form in FORMATS), "cx.run.json"])
OLD, NEW = "0.95", "0.9"


def words(confidence, *more, to="out"):
    """A run whose every file depends on how sure its limits are."""
    named = ("-o", f"{to}/cx.{{ext}}", "-f", ",".join(FORMATS))
    return ("report", *named, "--now", "2025-04-02", "--confidence", confidence, *more)


def contents(folder):
    """All that is in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def place():
    """A folder that others may enter, with a config, its file, and what both runs write."""
    folder = Path(tempfile.mkdtemp(prefix="cx-faults-"))
    folder.chmod(0o755)
    lines = [f"{n},2025-0{n % 3 + 1}-05,{('pro', 'free')[n % 2]},{n * 7 % 11},{n % 5 + 1}" for n in range(60)]
    (folder / "responses.csv").write_text("\n".join(["id,submitted_at,plan,nps_score,csat", *lines, ""]))
    (folder / "cx.yaml").write_text(CONFIG)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def warm(place):
    """The warm process; its first run has written the old report."""
    process = Warm(place, *words(OLD))
    assert (process.first.code, process.first.err) == (0, "")
    yield process
    process.close()


@pytest.fixture(scope="module")
def sets(place, warm):
    """The files of the old and of the new report."""
    old = contents(place / "out")
    assert warm.run(words(NEW))[0].code == 0
    new = contents(place / "out")
    assert sorted(old) == sorted(new) == FILES
    assert not [name for name in FILES if old[name] == new[name]]
    return old, new


@pytest.fixture
def out(place, sets):
    """The folder with the old report in it, and nothing else."""
    folder = place / "out"
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.unlink()
    for name, content in sets[0].items():
        (folder / name).write_bytes(content)
    return folder


def assert_honest(folder, sets):
    """Every file is that of one of the two runs, whole; the record vouches for no others than its own."""
    found = contents(folder)
    whose = [{number for number, each in enumerate(sets) if found[name] == each[name]} for name in FILES]
    assert all(whose), whose
    bad = [each for each in verified(folder / "cx.run.json") if each.bad]
    assert bool(bad) != bool(set.intersection(*whose))
    return set.intersection(*whose)


def test_a_run_that_is_killed_leaves_the_old_report_or_the_new_one(out, sets, warm):
    """After each of 200 kill -9 at random moments; a run killed between two files is told by its record.

    The next run takes over the lock, and leaves no temporary file. Where other work makes runs quicker than they were
    at first, kills come too late: then there are more of them, until 100 came in time.
    """
    dice = random.Random(6)  # noqa: S311 - times for a test
    usual = min(warm.run(words(NEW))[0].seconds for _ in range(3))
    ends = []
    for number in range(600):
        after = dice.uniform(0.75 * (number % 2), 1.05) * usual
        (ended,) = warm.run(words((NEW, OLD)[number // 2 % 2]), signal=int(signal.SIGKILL), after=after)
        ends.append((ended.code, len(assert_honest(out, sets))))
        assert ended.code in (0, -signal.SIGKILL), ended
        killed = len([code for code, _ in ends if code])
        if len(ends) >= 200 and killed >= 100:
            break
    assert killed >= 100
    assert warm.run(words(NEW))[0].code == 0
    assert contents(out) == sets[1]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_a_run_at_once_and_leaves_nothing(number, code, out, sets, warm):
    """20 times each: the exit code says which signal it was, and the report is one of the two, whole.

    Temporary files and the lock are gone, but for a signal in the very moment in which one is made; the next run
    removes what was left.
    """
    dice = random.Random(number)  # noqa: S311 - times for a test
    usual = min(warm.run(words(NEW))[0].seconds for _ in range(3))
    codes, left = [], 0
    for attempt in range(20):
        after = dice.uniform(0, 0.95) * usual
        (ended,) = warm.run(words((NEW, OLD)[attempt % 2]), signal=int(number), after=after)
        codes.append(ended.code)
        assert ended.code in (0, code), ended
        assert ended.err == ""
        left += set(contents(out)) - set(FILES) != set()
        assert len(assert_honest(out, sets)) == 1
    assert code in codes
    assert left <= 3
    assert warm.run(words(NEW))[0].code == 0
    assert contents(out) == sets[1]


def test_a_full_disk_leaves_the_old_report(out, sets, warm):
    """At every size that files may have below that of the largest the old report stays; at that size the new one is."""
    largest = max(map(len, sets[1].values()))
    for size in [*range(0, largest, largest // 15), largest - 1]:
        (ended,) = warm.run(words(NEW), size=size)
        assert (ended.code, ended.err.count("\n")) == (74, 1), ended
        assert contents(out) == sets[0]
    assert warm.run(words(NEW), size=largest)[0].code == 0
    assert contents(out) == sets[1]


@contextmanager
def small_disk(folder, size):
    """Mount a disk of so many bytes; skip where that is not allowed."""
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder.mkdir()
    done = subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}", "cx", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount"), folder], check=True)


def test_a_disk_that_runs_full_keeps_the_old_report(place, sets, warm):
    """On a disk with room for the old report and not for the new one beside it, the run ends with 74."""
    with small_disk(place / "small", 1 << 20) as folder:
        for name, content in sets[0].items():
            (folder / name).write_bytes(content)
        (folder / "filler").write_bytes(
            b"x" * ((1 << 20) - sum(-(-len(each) // 4096) * 4096 for each in sets[0].values()) - 8192)
        )
        (ended,) = warm.run(words(NEW, to="small"))
        assert (ended.code, "no space left" in ended.err) == (74, True), ended
        (folder / "filler").unlink()
        assert contents(folder) == sets[0]


def test_a_folder_that_may_not_be_written_is_said_at_the_beginning(out, sets, warm):
    """Without permission there the run ends with 77, one line, and the old report."""
    out.chmod(0o555)
    how = {"user": 65534} if os.geteuid() == 0 else {}
    (ended,) = warm.run(words(NEW), **how)
    assert (ended.code, ended.err.count("\n")) == (77, 1), ended
    assert contents(out) == sets[0]


@pytest.mark.parametrize("stdout", ["closed", "/dev/full"])
def test_standard_output_matters_only_where_the_report_goes_there(stdout, out, sets, warm):
    """A report in files does not need it; one on the screen ends with 74 where it does not arrive."""
    assert warm.run(words(NEW), stdout=stdout)[0].code == 0
    assert contents(out) == sets[1]
    (shown,) = warm.run(("report", "--now", "2025-04-02"), stdout=stdout)
    assert (shown.code, shown.err.count("\n")) == (74, 1), shown


def test_of_two_runs_at_once_one_makes_the_report(out, sets, warm):
    """Without time to wait the second ends with 75 at once; the files are those of one run."""
    codes = []
    for _ in range(10):
        ends = warm.run(words(NEW), words(OLD))
        codes += [each.code for each in ends]
        assert {each.code for each in ends} <= {0, 75}
        assert 0 in {each.code for each in ends}
        assert sorted(contents(out)) == FILES
        assert len(assert_honest(out, sets)) == 1
    assert 75 in codes


def test_with_time_to_wait_both_runs_make_their_report_one_after_the_other(out, sets, warm):
    """Four at once: each waits for its turn; the files are those of the last."""
    ends = warm.run(*(words(each, "--lock-timeout", "30") for each in (OLD, NEW, OLD, NEW)))
    assert [each.code for each in ends] == [0, 0, 0, 0]
    assert sorted(contents(out)) == FILES
    assert len(assert_honest(out, sets)) == 1


CALLS = ("open", "write", "fsync", "replace", "link", "fchmod", "unlink")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


@pytest.mark.parametrize("name", CALLS)
def test_whichever_call_of_the_system_fails_no_report_is_torn(name, out, sets, monkeypatch):
    """The first, the second … to the fortieth: the report is the old or the new one, and no temporary file is left.

    Only where a file that is in the way cannot be removed is it left, for the next run.
    """
    monkeypatch.chdir(out.parent)
    for at in range(1, 41):
        for path in out.iterdir():
            path.unlink()
        for each, content in sets[0].items():
            (out / each).write_bytes(content)
        calls = []
        with monkeypatch.context() as patched:
            real = getattr(os, name)
            patched.setattr(os, name, _failing(real, at, ERRORS[at % 3], calls, out))
            ended = called(*words(NEW))
        assert ended.code in DOCUMENTED, ended
        assert ended.err.count("\n") == (ended.code != 0), ended
        if name == "unlink":
            assert called(*words(NEW)).code == 0
        assert sorted(contents(out)) == FILES
        assert len(assert_honest(out, sets)) == 1
        if len(calls) < at:
            break
    assert len(calls) > 1


def _failing(real, at, number, calls, folder):
    """Return a call that fails the time that is said, of those that are about files of the report."""

    def call(*arguments, **named):
        if isinstance(arguments[0], int) or str(arguments[0]).startswith(("out/", str(folder))):
            calls.append(arguments)
            if len(calls) == at:
                raise OSError(number, "made up")
        return real(*arguments, **named)

    return call


@pytest.mark.parametrize("call", ["fsync", "rename", "linkat"])
def test_a_failure_below_python_leaves_the_old_report(call, out, sets, place):
    """The same by strace, which lets the system itself refuse; a second name is not needed."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    code = "import sys; from cxcli.commands.entry import main; sys.argv[0] = 'cx'; main()"
    program = [sys.executable, "-c", code, *words(NEW)]
    inject = f"inject={call}:error=ENOSPC:when=1"
    traced = [strace, "-f", "-qq", "-o", place / "trace", "-e", f"trace={call}", "-e", inject, *program]
    done = subprocess.run(traced, cwd=place, capture_output=True, text=True, check=False, env=environment())
    if "ptrace" in done.stderr:
        pytest.skip("this machine does not let us trace")
    assert "ENOSPC" in (place / "trace").read_text()
    assert done.returncode == (0 if call == "linkat" else 74), done.stderr
    assert contents(out) == sets[call == "linkat"]


def test_a_file_that_is_replaced_between_two_readings_is_noticed(place, sets, out, monkeypatch):
    """Metrics and journey read the same rows: where they could not, the run ends with 75 and the old report."""
    from cxcli.report import runs  # noqa: PLC0415 - the module in which a name is changed

    (place / "stages.yaml").write_text(
        CONFIG
        + "journey: {metrics: [csat], stages: {web: {where: \"plan == 'pro'\"}, desk: {where: \"plan == 'free'\"}}}\n"
    )
    file = place / "responses.csv"
    before = file.read_bytes()
    real = runs.journey_over_sources

    def changed(*arguments):
        (place / "later.csv").write_bytes(before.replace(b"pro", b"old"))
        (place / "later.csv").replace(file)
        return real(*arguments)

    monkeypatch.chdir(place)
    monkeypatch.setattr(runs, "journey_over_sources", changed)
    try:
        ended = called(*words(NEW), "--config", "stages.yaml")
    finally:
        file.write_bytes(before)
    assert (ended.code, "changed while it was read" in ended.err) == (75, True), ended
    assert contents(out) == sets[0]

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxcli.errors import IoError
from cxcli.reporting.stdout import write_err, write_out

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from cxcli.errors import CxError
from cxcli.reporting.stdout import write_err, write_out
text = sys.argv[1].encode().decode("unicode_escape") * int(sys.argv[2])
try:
    write_out(text)
except BrokenPipeError:
    sys.exit(141)
except CxError as failure:
    write_err(failure.problems[0].code + "\\n")
    sys.exit(int(failure.exit_code))
"""


def shell(line, text="x\\n", times=1, **environment):
    """The exit code, standard output and standard error of the program in a shell line."""
    arguments = ["bash", "-c", line, "bash", sys.executable, PROGRAM, text, str(times)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(arguments, capture_output=True, timeout=60, check=False, env=surroundings)
    return done.returncode, done.stdout, done.stderr


RUN = '"$1" -c "$2" "$3" "$4"'


def test_text_arrives_as_bytes():
    """The text is on standard output, and nothing else."""
    assert shell(RUN, "a\\xe9\\n", PYTHONIOENCODING="utf-8") == (0, b"a\xc3\xa9\n", b"")


def test_an_encoding_that_lacks_a_character_is_no_error():
    """What the encoding cannot take is spelled plainly."""
    assert shell(RUN, "\\xb1\\u65e5\\n", PYTHONIOENCODING="ascii") == (0, b"+/-?\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("times", [1, 100_000])
def test_a_full_device_is_an_error(times):
    """A full device ends with 74 and one line, whether the text fits a buffer or not."""
    assert shell(f"{RUN} > /dev/full", times=times) == (74, b"", b"disk-full\n")


def test_a_closed_output_is_an_error():
    """A closed standard output ends with 74 and one line."""
    assert shell(f"{RUN} >&-") == (74, b"", b"stream-closed\n")


@pytest.mark.parametrize("times", [1, 1_000_000])
def test_a_reader_that_has_gone_is_left_to_the_caller(times):
    """A broken pipe passes through and nothing is said, neither then nor at the end of the program."""
    line = f"(sleep 0.3; {RUN}; echo $? >&2) | true"
    assert shell(line, times=times) == (0, b"", b"141\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_standard_error_that_is_gone_changes_nothing():
    """Where standard error is full or closed as well, the exit code is still the one of the failure."""
    assert shell(f"{RUN} > /dev/full 2> /dev/full") == (74, b"", b"")
    assert shell(f"{RUN} > /dev/full 2>&-") == (74, b"", b"")


def test_a_replaced_stream_is_written_to(monkeypatch):
    """A program that puts another stream in place of standard output or error gets the text there."""
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    write_out("a ± b")
    write_err("c ± d")
    assert (out.getvalue(), err.getvalue()) == ("a ± b", "c ± d")


class Failing(io.StringIO):
    """A stream of no file that cannot be flushed."""

    def flush(self):
        """Fail."""
        raise OSError


@pytest.mark.parametrize("stream", [None, "closed", "failing"])
def test_a_stream_without_a_file_fails_alike(monkeypatch, stream):
    """No stream, a closed one and a failing one are an error on standard output, and silent on standard error."""
    replaced = Failing() if stream == "failing" else None
    if stream == "closed":
        replaced = io.StringIO()
        replaced.close()
    monkeypatch.setattr(sys, "stdout", replaced)
    with pytest.raises(IoError):
        write_out("x")
    monkeypatch.setattr(sys, "stderr", replaced)
    write_err("x")
    monkeypatch.undo()


def test_a_broken_pipe_passes_through(monkeypatch):
    """A broken pipe is raised as it is, for the caller to choose the exit code."""

    class Broken(io.StringIO):
        def flush(self):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Broken())
    with pytest.raises(BrokenPipeError):
        write_out("x")
    monkeypatch.undo()
